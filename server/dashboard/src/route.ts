import { ID_PATTERN, WINDOW_DAYS, type WindowDays } from '@askusnow/sdk';

/** A week says little at 26 uses a month. */
export const DEFAULT_WINDOW: WindowDays = 30;

/** What an address under /dashboard asks for. */
export type Route =
  { page: 'home'; days: WindowDays } | { page: 'library'; library: string; days: WindowDays } | { page: 'unknown' };

const BASE = '/dashboard';

const readDays = (url: URL): WindowDays =>
  WINDOW_DAYS.find((days) => String(days) === url.searchParams.get('days')) ?? DEFAULT_WINDOW;

/** An id that names no library gets the server's own 404. */
export function readRoute(url: URL): Route {
  const [base, library, ...rest] = url.pathname.split('/').filter(Boolean);
  if (base !== BASE.slice(1) || rest.length > 0) return { page: 'unknown' };
  if (library === undefined) return { page: 'home', days: readDays(url) };
  return ID_PATTERN.test(library) ? { page: 'library', library, days: readDays(url) } : { page: 'unknown' };
}

const query = (days: WindowDays): string => (days === DEFAULT_WINDOW ? '' : `?days=${days}`);

export const homeHref = (days: WindowDays = DEFAULT_WINDOW): string => `${BASE}${query(days)}`;

export const libraryHref = (library: string, days: WindowDays = DEFAULT_WINDOW): string =>
  `${BASE}/${encodeURIComponent(library)}${query(days)}`;

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
