import { listen, now, quietly } from './natives.js';

/**
 * One look at one page: what "once per page view" counts by.
 * A new one begins when the page is shown again from the back/forward cache, and when a single-page site goes to
 * another path; not when it rewrites the address of the page it is on, as an endless list does while one scrolls.
 */
export interface PageView {
  /** The path that it is at. */
  path: string;
  /** When each thing was last counted. Units: ms since the epoch. */
  readonly countedAt: Map<string, number>;
  /** What has been scrolled: the document, or a box in it. */
  readonly scrolled: WeakSet<object>;
}

/**
 * What a page tells its tags: a new page view began; it was shown, hidden, focused or left behind (look again);
 * it is going away (now or never).
 */
export type PageNews = 'view' | 'look' | 'leave';

let current: PageView | undefined;
const listeners = new Set<(news: PageNews) => void>();
const tell = (news: PageNews): void => listeners.forEach((listener) => quietly(() => listener(news)));

const begin = (): PageView => (current = { path: location.pathname, countedAt: new Map(), scrolled: new WeakSet() });

/** The present page view. */
export const pageView = (): PageView => current ?? begin();

/**
 * Says whether this is the first such thing in this page view, or in the last `foldMs` of it, and remembers that it was.
 * Two tags of one placement share the answer: they are one entry point to the counters.
 */
export function isNew(what: string, foldMs: number): boolean {
  const { countedAt } = pageView();
  if (Math.abs(now() - countedAt.get(what)!) < foldMs) return false;
  return !!countedAt.set(what, now());
}

/**
 * Looks whether a single-page site has moved to another path. History is not patched: the Navigation API tells at once,
 * and tags ask at every look where there is none.
 */
export function checkPath(event?: { navigationType?: string | null }): void {
  const { pathname } = location;
  if (pathname === pageView().path) return;
  if (event?.navigationType === 'replace') current!.path = pathname;
  else {
    begin();
    tell('view');
  }
}

let isListening = false;

function listenToPage(): void {
  isListening = true;
  // On the window: a form field called "addEventListener" can stand in the document's way.
  listen(window, 'visibilitychange prerenderingchange focus blur pagehide', ({ type }) =>
    tell(type === 'pagehide' || document.visibilityState === 'hidden' ? 'leave' : 'look'),
  );
  listen(window, 'pageshow', (event: PageTransitionEvent) => {
    if (!event.persisted) return;
    begin();
    tell('view');
  });
  listen(window, 'scroll', ({ target }) => pageView().scrolled.add(target!));
  const { navigation } = window as { navigation?: EventTarget };
  if (navigation) listen(navigation, 'currententrychange', checkPath as (event: Event) => void);
}

/** Calls `listener` with the page's news; the return value takes it back. */
export function onPageNews(listener: (news: PageNews) => void): () => void {
  listeners.add(listener);
  if (!isListening) listenToPage();
  return () => listeners.delete(listener);
}
