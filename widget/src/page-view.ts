import { addEventListener, now, quiet, quietly } from './natives.js';

/**
 * One page view, by which "once per page view" counts.
 * A new one begins when the page is shown again from the back/forward cache, and when a single-page site goes to
 * another path or route; not when it goes to an anchor, or rewrites the address of the page it is on, as an endless list does while one scrolls.
 */
export interface PageView {
  /** The path of the page, and its route where it has its routes in the fragment. */
  path: string;
  /** When each thing was last counted. Units: ms since the epoch. */
  readonly countedAt: Map<string, number>;
  /** What has been scrolled: the document, or a box in it. */
  readonly scrolled: WeakSet<object>;
}

/**
 * Events of a page for its tags. `view`: a new page view began. `look`: it was shown, focused or blurred, so check again.
 * `leave`: it is hidden or closed, the last chance to count.
 */
export type PageNews = 'view' | 'look' | 'leave';

let current: PageView | undefined;
const listeners = new Set<(news: PageNews) => void>();
const notify = (news: PageNews): void => listeners.forEach((listener) => quietly(() => listener(news)));

/** With the route of a hash-routed page (`#/…`), without its query. An anchor on the page is no route. */
const pathOf = (): string => location.pathname + location.hash.replace(/#[^/].*|\?.*/, '');

const begin = (): PageView => (current = { path: pathOf(), countedAt: new Map(), scrolled: new WeakSet() });

const renew = (): void => {
  begin();
  notify('view');
};

/** The present page view. */
export const pageView = (): PageView => current ?? begin();

/**
 * Whether this is the first such event in this page view, or in its last `foldMs`; remembers it.
 * Two tags of one placement share the result: they are one entry point.
 */
export function isNew(what: string, foldMs: number): boolean {
  const { countedAt } = pageView();
  if (Math.abs(now() - countedAt.get(what)!) < foldMs) return false;
  return !!countedAt.set(what, now());
}

/**
 * Checks whether a single-page site has moved to another path. History is not patched: the Navigation API fires at once,
 * and without it tags check at every look.
 */
export function checkPath(event?: { navigationType?: string | null }): void {
  const path = pathOf();
  if (path === pageView().path) return;
  if (event?.navigationType === 'replace') current!.path = path;
  else renew();
}

const onPage = quiet(({ type, target, persisted }: PageTransitionEvent): void => {
  if (type === 'scroll') pageView().scrolled.add(target!);
  else if (persisted && type === 'pageshow') renew();
  else notify(document.visibilityState === 'hidden' || type === 'pagehide' ? 'leave' : 'look');
}) as (event: Event) => void;
const onNavigation = quiet(checkPath) as (event: Event) => void;

/**
 * Calls `listener` with the page's events; the returned function unsubscribes.
 * Listens to the page anew each time, which changes nothing where it listens already: a page that writes itself anew
 * (`document.open`) takes all listeners away.
 */
export function onPageNews(listener: (news: PageNews) => void): () => void {
  listeners.add(listener);
  // On the window: a form field named "addEventListener" can shadow the document's method.
  for (const type of ['visibilitychange', 'pagehide', 'pageshow', 'focus', 'blur', 'scroll'])
    addEventListener(type, onPage, true);
  (window as { navigation?: EventTarget }).navigation?.addEventListener('currententrychange', onNavigation);
  return () => listeners.delete(listener);
}
