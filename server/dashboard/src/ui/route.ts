import { ID_PATTERN, WINDOW_DAYS, type WindowDays } from '@askusnow/sdk';
import { dashboardAddress, NO_LIBRARY } from '@askusnow/server/dashboard-pages';

/** A month: a library has about 26 uses a month, so a week is too short. */
const DEFAULT_WINDOW: WindowDays = 30;

/** An address of the dashboard. */
export interface Route {
  /** `home`; `library`, its first page; or the last word of the address. Null: the address is not the dashboard's. */
  page: string | null;
  library: string | null;
  queue: string | null;
  /** One of the parts of a page that has several; null: its first. */
  part: string | null;
  days: WindowDays;
  /** Which days a library's numbers are of: "90", a month such as "2026-10", "month" for the current one; '': not said. */
  period: string;
}

const BASE = '/dashboard';

/** The former address of a library's months: mails and shared links have it. */
const MONTH_PAGE = 'month';

const givenDays = (url: URL): WindowDays | undefined =>
  WINDOW_DAYS.find((days) => String(days) === url.searchParams.get('days'));

function readPeriod(url: URL, page: string | undefined): string {
  const month = url.searchParams.get('month') ?? '';
  if (/^20\d\d-(?:0[1-9]|1[0-2])$/.test(month)) return month;
  return page === MONTH_PAGE ? MONTH_PAGE : String(givenDays(url) ?? '');
}

const readId = (id: string | null): string | null => (id !== null && ID_PATTERN.test(id) ? id : null);

/** Which pages there are is the registry's to say; an id that names no library gets the server's own 404. */
export function readRoute(url: URL): Route {
  const [base, library, name, ...rest] = url.pathname.split('/').filter(Boolean);
  const route: Route = {
    page: null,
    library: null,
    queue: readId(url.searchParams.get('queue')),
    part: url.searchParams.get('part'),
    days: givenDays(url) ?? DEFAULT_WINDOW,
    period: '',
  };
  if (base !== BASE.slice(1) || rest.length > 0) return route;
  if (library === undefined) return { ...route, page: 'home' };
  if (library === NO_LIBRARY) return { ...route, page: name ?? null };
  if (!ID_PATTERN.test(library)) return route;
  const page = name === undefined || name === MONTH_PAGE ? 'library' : name;
  return { ...route, page, library, period: readPeriod(url, name) };
}

/** A part of the coordinator's first page that has an address of its own. */
export const HOME_PART = 'partners';

/** What a route shows, whatever the window: the same place keeps the focus where it is. */
export const placeOf = ({ page, library, queue }: Route): string =>
  [page === HOME_PART ? 'home' : page, library, queue].filter(Boolean).join(' ');

const query = (days: WindowDays): string => (days === DEFAULT_WINDOW ? '' : `?days=${days}`);

export const homeHref = (days: WindowDays = DEFAULT_WINDOW): string => `${BASE}${query(days)}`;

export const libraryHref = (library: string, days: WindowDays = DEFAULT_WINDOW): string =>
  `${BASE}/${encodeURIComponent(library)}${query(days)}`;

/** A library's numbers of so many days, or of a month such as "2026-10"; of one branch, where it is given. */
export const numbersHref = (library: string, period: WindowDays | string, branch = ''): string =>
  `${libraryHref(library)}?${typeof period === 'number' ? 'days' : 'month'}=${period}${branch && `&branch=${encodeURIComponent(branch)}`}`;

export const libraryPageHref = (library: string, page: string): string => `${libraryHref(library)}/${page}`;

/** A part of a library's page, which has an address of its own. */
export const libraryPartHref = (library: string, page: string, part: string): string =>
  `${libraryPageHref(library, page)}?part=${part}`;

/** The form that proposes a site or a key page of a library. */
export const proposalHref = (library: string): string => `${libraryPartHref(library, 'visibility', 'pages')}#address=`;

/** Goes to an address of these pages, as a link does. */
export function goTo(href: string): void {
  history.pushState(null, '', href);
  window.dispatchEvent(new PopStateEvent('popstate'));
}

/** A page that belongs to no library; of a queue, where it shows one. */
export const pageHref = (page: string, queue?: string): string =>
  `${BASE}/${NO_LIBRARY}/${page}${queue === undefined ? '' : `?queue=${encodeURIComponent(queue)}`}`;

/** A part of a page that belongs to no library. */
export const pagePartHref = (page: string, part: string): string =>
  `${pageHref(page)}?part=${encodeURIComponent(part)}`;

/** The week of a desk's schedule that has a date. */
export const deskWeekHref = (queue: string, date: string): string => `${pageHref('week', queue)}&week=${date}`;

/** The form that invites a liaison of a library. */
export const invitationHref = (library: string): string =>
  `${pageHref('accounts')}?library=${encodeURIComponent(library)}`;

/** The search of all libraries' policy pages for these words. */
export const policySearchHref = (words: string): string =>
  `${pageHref('policies')}${words === '' ? '' : `?q=${encodeURIComponent(words)}`}`;

/** The sign-in page, which leads back to this page, without words that were typed: a proxy's log has the address. */
export function signInHref({ pathname, search }: URL): string {
  const page = dashboardAddress(pathname + search);
  return page === undefined ? '/sign-in' : `/sign-in?page=${encodeURIComponent(page.address)}`;
}

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
  return readRoute(url).page === null ? undefined : url;
}
