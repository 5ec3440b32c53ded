// In:    an address that a browser asked for, or that its cookie holds.
// Out:   the same address, composed again, if it is one of the dashboard's pages; the names of pages and filters.
//        The dashboard's bundle imports it, too.
// Never: accepts another site or the API; keeps a list's search, or a part of the query that no page reads.
import { ID_PATTERN } from '@askusnow/sdk';

/** Pages of one library, by the last word of the address. The dashboard's registry has an element for each. */
export const LIBRARY_PAGES = [
  'coverage',
  'follow-ups',
  'hours',
  'library',
  'local',
  'month',
  'notifications',
  'people',
  'policies',
  'promotion',
  'sampling',
  'setup',
  'shared-hours',
  'shifts',
  'training',
  'visibility',
] as const;
export type LibraryPageName = (typeof LIBRARY_PAGES)[number];

/** Pages that belong to no library, by the last word of the address. */
export const PAGES = [
  'account',
  'accounts',
  'announcements',
  'audit',
  'contributions',
  'desk',
  'desks',
  'follow-ups',
  'guide',
  'home',
  'liaisons',
  'meetings',
  'month',
  'now',
  'partners',
  'policies',
  'problems',
  'settings',
  'shared-hours',
  'standard',
  'state-report',
  'system',
  'week',
  'welcome',
] as const;
export type PageName = (typeof PAGES)[number];

const DAY = /^20\d\d-\d\d-\d\d$/;
/** One word of small letters, as pages write a choice. It may be any word: the choices of each page are listed there alone. */
const CHOICE = /^[a-z-]{1,30}$/;

/** What pages read from the query of their address, but for a list's search: typed words may be about a person. */
const FILTERS = {
  account: /^\d{1,9}$/,
  branch: ID_PATTERN,
  days: /^\d{1,3}$/,
  desk: ID_PATTERN,
  from: DAY,
  kind: CHOICE,
  library: ID_PATTERN,
  month: /^20\d\d-\d\d$/,
  part: CHOICE,
  queue: ID_PATTERN,
  reverse: CHOICE,
  rule: ID_PATTERN,
  show: CHOICE,
  sort: CHOICE,
  status: CHOICE,
  to: DAY,
  topic: ID_PATTERN,
  week: DAY,
  year: /^20\d\d$/,
} as const satisfies Record<string, RegExp>;
/** A filter that a sign-in keeps. */
export type FilterName = keyof typeof FILTERS;

const ADDRESS = /^\/dashboard(?:\/([a-z0-9-]+)(?:\/([a-z-]+))?)?\/?(?:\?(.*))?$/s;
/** In place of a library's id, for pages that belong to no library: no id begins with a hyphen. */
export const NO_LIBRARY = '-';

/** A page of the dashboard. */
export interface DashboardAddress {
  /** Path and query, of characters that a cookie may hold. */
  address: string;
  /** Null: the page belongs to none. */
  library: string | null;
}

/** The part of a query that a sign-in keeps. */
function filtersOf(query: string): string {
  const asked = new URLSearchParams(query);
  const kept = Object.entries(FILTERS).flatMap(([name, shape]) => {
    const value = asked.get(name);
    return value !== null && shape.test(value) ? [`${name}=${value}`] : [];
  });
  // No shape allows a character that would have to be encoded.
  return kept.length === 0 ? '' : `?${kept.join('&')}`;
}

const isOneOf = (names: readonly string[], name = ''): boolean => names.includes(name);

/** `place`: a library, or what stands in its place. */
function isPage(place: string | undefined, page: string | undefined): boolean {
  if (place === undefined) return true;
  if (place === NO_LIBRARY) return isOneOf(PAGES, page);
  return ID_PATTERN.test(place) && (page === undefined || isOneOf(LIBRARY_PAGES, page));
}

/** Undefined: the dashboard has no such page. */
export function dashboardAddress(asked: string): DashboardAddress | undefined {
  const [whole, place, page, query = ''] = ADDRESS.exec(asked) ?? [];
  if (whole === undefined || !isPage(place, page)) return undefined;
  const path = ['/dashboard', place, page].filter((part) => part !== undefined).join('/');
  const library = place === undefined || place === NO_LIBRARY ? null : place;
  return { address: path + filtersOf(query), library };
}
