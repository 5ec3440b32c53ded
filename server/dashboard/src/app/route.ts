import { ID_PATTERN, WINDOW_DAYS, type WindowDays } from '@askusnow/sdk';

/** A month: a library has about 26 uses a month, so a week is too short. */
const DEFAULT_WINDOW: WindowDays = 30;

/** What there is to a library beside its numbers, by the last word of its address. */
export const LIBRARY_PAGES = ['coverage', 'hours', 'shifts', 'people'] as const;
export type LibraryPageName = (typeof LIBRARY_PAGES)[number];

/** A page of the dashboard, as its address names it. */
export type Route =
  | { page: 'home'; days: WindowDays }
  | { page: 'library'; library: string; days: WindowDays }
  | { page: LibraryPageName; library: string }
  | { page: 'desk'; queue: string | null }
  | { page: 'now' }
  | { page: 'accounts'; queue: string | null }
  | { page: 'system' }
  | { page: 'own-account' }
  | { page: 'unknown' };

const BASE = '/dashboard';
/** In place of a library's id, for pages that belong to no library: no id begins with a hyphen. */
const NO_LIBRARY = '-';

const readDays = (url: URL): WindowDays =>
  WINDOW_DAYS.find((days) => String(days) === url.searchParams.get('days')) ?? DEFAULT_WINDOW;

const readId = (id: string | null): string | null => (id !== null && ID_PATTERN.test(id) ? id : null);

/** An id that names no library gets the server's own 404. */
export function readRoute(url: URL): Route {
  const [base, library, name, ...rest] = url.pathname.split('/').filter(Boolean);
  if (base !== BASE.slice(1) || rest.length > 0) return { page: 'unknown' };
  if (library === undefined) return { page: 'home', days: readDays(url) };
  if (library === NO_LIBRARY) {
    if (name === 'now') return { page: 'now' };
    if (name === 'system') return { page: 'system' };
    if (name === 'account') return { page: 'own-account' };
    if (name === 'accounts') return { page: 'accounts', queue: readId(url.searchParams.get('queue')) };
    return name === 'desk' ? { page: 'desk', queue: readId(url.searchParams.get('queue')) } : { page: 'unknown' };
  }
  if (!ID_PATTERN.test(library)) return { page: 'unknown' };
  if (name === undefined) return { page: 'library', library, days: readDays(url) };
  const page = LIBRARY_PAGES.find((each) => each === name);
  return page === undefined ? { page: 'unknown' } : { page, library };
}

/** What a route shows, whatever the window: the same place keeps the focus where it is. */
export const placeOf = (route: Route): string =>
  [route.page, 'library' in route && route.library, 'queue' in route && route.queue].filter(Boolean).join(' ');

const query = (days: WindowDays): string => (days === DEFAULT_WINDOW ? '' : `?days=${days}`);

export const homeHref = (days: WindowDays = DEFAULT_WINDOW): string => `${BASE}${query(days)}`;

export const libraryHref = (library: string, days: WindowDays = DEFAULT_WINDOW): string =>
  `${BASE}/${encodeURIComponent(library)}${query(days)}`;

export const libraryPageHref = (library: string, page: LibraryPageName): string => `${libraryHref(library)}/${page}`;

/** What happens at all desks, live. */
export const nowHref = (): string => `${BASE}/${NO_LIBRARY}/now`;

/** Who may sign in; with a queue: to invite that desk. */
export const accountsHref = (queue?: string): string =>
  `${BASE}/${NO_LIBRARY}/accounts${queue === undefined ? '' : `?queue=${encodeURIComponent(queue)}`}`;

/** The server's own work. */
export const systemHref = (): string => `${BASE}/${NO_LIBRARY}/system`;

/** Where the reader is signed in. */
export const ownAccountHref = (): string => `${BASE}/${NO_LIBRARY}/account`;

/** The page where staff set a desk's status; without a queue, the account's own desk. */
export const deskHref = (queue?: string): string =>
  `${BASE}/${NO_LIBRARY}/desk${queue === undefined ? '' : `?queue=${encodeURIComponent(queue)}`}`;

/**
 * The address of a link that this page can follow by itself, or undefined: then the browser follows it.
 * A click with a modifier, a download and another site's link are the browser's.
 */
export function ownLink(event: MouseEvent, here: URL): URL | undefined {
  if (event.defaultPrevented || event.button !== 0) return undefined;
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return undefined;
  const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
  if (!link || link.hasAttribute('download') || link.target || !link.href) return undefined;
  const url = new URL(link.href);
  const isHere = url.origin === here.origin && url.pathname === here.pathname && url.search === here.search;
  if (url.origin !== here.origin || (isHere && url.hash !== '')) return undefined;
  return readRoute(url).page === 'unknown' ? undefined : url;
}
