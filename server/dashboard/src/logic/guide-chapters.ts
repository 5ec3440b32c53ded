// Which chapter of the guide a page's readers need, by the last word of the chapter's address.
import type { LibraryPageName, PageName } from '@askusnow/server/dashboard-pages';

export const LIBRARY_CHAPTERS: Readonly<Record<LibraryPageName, string>> = {
  coverage: 'when-a-desk-is-empty',
  'follow-ups': 'follow-ups-and-questions',
  hours: 'hours-and-closings',
  library: 'numbers',
  local: 'local-information',
  month: 'numbers',
  notifications: 'when-a-desk-is-empty',
  people: 'people-and-training',
  policies: 'local-information',
  promotion: 'visibility',
  sampling: 'follow-ups-and-questions',
  setup: 'libraries-and-desks',
  'shared-hours': 'shared-hours',
  shifts: 'shifts',
  training: 'people-and-training',
  visibility: 'visibility',
};

/** Of the guide itself: none. */
export const PAGE_CHAPTERS: Readonly<Record<Exclude<PageName, 'guide'>, string>> = {
  account: 'your-account',
  accounts: 'people-and-messages',
  announcements: 'first-day',
  audit: 'today-and-tonight',
  contributions: 'hours-at-the-shared-desk',
  desk: 'the-desks-page',
  desks: 'libraries-and-desks',
  'follow-ups': 'follow-ups-and-questions',
  home: 'first-day',
  liaisons: 'people-and-training',
  meetings: 'first-day',
  month: 'numbers-and-reports',
  now: 'today-and-tonight',
  partners: 'libraries-and-desks',
  policies: 'local-information',
  problems: 'your-account',
  settings: 'libraries-and-desks',
  'shared-hours': 'shared-hours',
  standard: 'numbers-and-reports',
  'state-report': 'follow-ups-and-questions',
  system: 'today-and-tonight',
  week: 'shifts',
  welcome: 'first-day',
};

/** Where the coordinator's own guide has the page. */
export const COORDINATOR_CHAPTERS: Readonly<Partial<Record<PageName, string>>> = {
  announcements: 'people-and-messages',
  home: 'today-and-tonight',
  liaisons: 'people-and-messages',
  meetings: 'people-and-messages',
  policies: 'today-and-tonight',
  problems: 'today-and-tonight',
  'state-report': 'numbers-and-reports',
  week: 'the-shared-desk',
};

/** Undefined: the page has none, or there is no such page. */
export function chapterOf(page: string | null, isOfLibrary: boolean, isCoordinator: boolean): string | undefined {
  const key = page ?? '';
  const tables: Readonly<Record<string, string | undefined>>[] = isOfLibrary
    ? [LIBRARY_CHAPTERS]
    : [...(isCoordinator ? [COORDINATOR_CHAPTERS] : []), PAGE_CHAPTERS];
  return tables.find((table) => Object.hasOwn(table, key))?.[key];
}
