// Out:   what happens in the simulation: the libraries' sizes, where their tags stand, and what goes wrong.
// Never: a claim about the real libraries that the demonstration is named after.

import type { Landmark, SightFault } from '@askusnow/sdk/contract';

/** Where a tag stands, and how its visitors use it. */
export interface Place {
  pattern: string;
  name: string;
  landmark: Landmark;
  /** Its part of the library's page views. */
  share: number;
  /** Of its impressions, how many become viewable; of those, how many without scrolling. */
  viewable: number;
  firstScreen: number;
  /** Clicks per viewable impression while somebody can answer. */
  clicks: number;
}

export const PLACES = {
  header: {
    pattern: '/demo/:slug',
    name: 'header',
    landmark: 'header',
    share: 34,
    viewable: 0.93,
    firstScreen: 0.96,
    clicks: 0.011,
  },
  main: {
    pattern: '/demo/:slug',
    name: 'main',
    landmark: 'main',
    share: 26,
    viewable: 0.62,
    firstScreen: 0.3,
    clicks: 0.019,
  },
  results: {
    pattern: '/demo/:slug/catalog/search',
    name: 'header',
    landmark: 'header',
    share: 20,
    viewable: 0.9,
    firstScreen: 0.94,
    clicks: 0.014,
  },
  noResults: {
    pattern: '/demo/:slug/catalog/search',
    name: 'no-results',
    landmark: 'main',
    share: 8,
    viewable: 0.88,
    firstScreen: 0.8,
    clicks: 0.062,
  },
  databases: {
    pattern: '/demo/:slug/browse',
    name: 'main',
    landmark: 'main',
    share: 7,
    viewable: 0.7,
    firstScreen: 0.45,
    clicks: 0.027,
  },
  contact: {
    pattern: '/demo/:slug/contact-us',
    name: 'main',
    landmark: 'main',
    share: 5,
    viewable: 0.95,
    firstScreen: 0.9,
    // More than a third of all clicks, after Pardue (2010: 34 %).
    clicks: 0.25,
  },
  databasesHeader: {
    pattern: '/demo/:slug/browse',
    name: 'header',
    landmark: 'header',
    share: 3,
    viewable: 0.92,
    firstScreen: 0.95,
    clicks: 0.012,
  },
  contactHeader: {
    pattern: '/demo/:slug/contact-us',
    name: 'header',
    landmark: 'header',
    share: 3,
    viewable: 0.94,
    firstScreen: 0.96,
    clicks: 0.03,
  },
  branches: {
    pattern: '/demo/:slug/branches',
    name: 'header',
    landmark: 'header',
    share: 5,
    viewable: 0.92,
    firstScreen: 0.95,
    clicks: 0.009,
  },
  guides: {
    pattern: '/demo/:slug/:slug',
    name: 'guides',
    landmark: 'main',
    share: 4,
    viewable: 0.7,
    firstScreen: 0.4,
    clicks: 0.031,
  },
  teens: {
    pattern: '/demo/:slug/:slug',
    name: 'teens',
    landmark: 'main',
    share: 2,
    viewable: 0.66,
    firstScreen: 0.4,
    clicks: 0.02,
  },
  readers: {
    pattern: '/demo/:slug/:slug',
    name: 'readers',
    landmark: 'main',
    share: 2,
    viewable: 0.64,
    firstScreen: 0.4,
    clicks: 0.016,
  },
  notFound: {
    pattern: '/demo/:slug/:slug',
    name: 'not-found',
    landmark: 'main',
    share: 2,
    viewable: 0.9,
    firstScreen: 0.85,
    clicks: 0.07,
  },
} as const satisfies Record<string, Place>;
export type PlaceName = keyof typeof PLACES;

/** A time of the simulation: days before its end. */
export interface Period {
  fromDaysAgo: number;
  toDaysAgo: number;
}

/** What differs from a library with every tag in place. */
export interface Turn {
  /** Tags that stand in these days only; absent: all the time. */
  places?: Partial<Record<PlaceName, Period>>;
  /** Its pages have moved to an address that the cooperative's file does not have. */
  refused?: Period;
  /** A script on one network clicks. */
  flood?: Period;
  /** What keeps visitors from seeing a tag, and in which part of the page views. */
  faults?: Partial<Record<PlaceName, { fault: SightFault; part: number; period: Period }>>;
  /** Visits, against those of a library of its size. */
  visits?: number;
}

/** Page views on an average day, in the order of the libraries' populations. */
const SIZES: Readonly<Record<string, number>> = {
  montgomery: 190,
  'prince-georges': 170,
  'baltimore-county': 165,
  'anne-arundel': 130,
  pratt: 150,
  howard: 110,
  frederick: 85,
  harford: 120,
  carroll: 60,
  charles: 45,
  washington: 45,
  'st-marys': 35,
  cecil: 32,
  wicomico: 32,
  calvert: 30,
};
/** Every other library. */
const SMALL = 18;

export const pageViewsOf = (library: string): number => SIZES[library] ?? SMALL;

/** A newsletter of these libraries has the plain link. */
const FOLLOWS_PER_DAY: Readonly<Record<string, number>> = { harford: 4, montgomery: 6, pratt: 3 };
export const followsPerDay = (library: string): number => FOLLOWS_PER_DAY[library] ?? 0;

const NEVER: Period = { fromDaysAgo: 0, toDaysAgo: 0 };
const since = (days: number): Period => ({ fromDaysAgo: days, toDaysAgo: -Infinity });
const until = (days: number): Period => ({ fromDaysAgo: Infinity, toDaysAgo: days });

/** The template of the inner pages has no tag. */
const NO_TEMPLATE = { databasesHeader: NEVER, contactHeader: NEVER, branches: NEVER } as const;
/** Nobody has thought of the pages where few arrive. */
const NO_MORE = { guides: NEVER, teens: NEVER, readers: NEVER, notFound: NEVER } as const;

/** The page of contacts has no tag until a day of the week in which all libraries were asked for it: what that rule is worth shows. */
const contactSince = (days: number) => ({ contact: since(days), contactHeader: since(days) });

export const TURNS: Readonly<Record<string, Turn>> = {
  'prince-georges': { places: contactSince(45) },
  'baltimore-county': { places: contactSince(44) },
  'anne-arundel': { places: contactSince(44) },
  pratt: { places: contactSince(42) },
  // A liaison who works on it: two tags more, each dated.
  harford: { places: { noResults: since(33), databases: since(19), guides: since(12), teens: NEVER, readers: NEVER } },
  // The redesign of the home page has left the header's tag out.
  garrett: { places: { header: until(16), noResults: NEVER, databases: NEVER, ...NO_MORE }, visits: 1.6 },
  // The site has moved, and nobody has told the coordinator.
  caroline: { places: NO_MORE, refused: since(11), visits: 1.5 },
  howard: { places: contactSince(41), flood: { fromDaysAgo: 9, toDaysAgo: 8.7 } },
  // A new catalogue without the tag.
  washington: { places: { results: until(24), noResults: until(24), guides: NEVER, readers: NEVER } },
  // Joined five weeks ago.
  wicomico: { places: { header: since(35), main: since(35), results: since(28), contact: since(34), ...NO_MORE } },
  // The tag is in the footer of two pages and nowhere else.
  dorchester: {
    places: { header: NEVER, results: NEVER, noResults: NEVER, databases: NEVER, ...NO_TEMPLATE, ...NO_MORE },
  },
  // A cookie banner in front of the header.
  carroll: { faults: { header: { fault: 'covered', part: 0.7, period: since(12) } } },
  // A new theme with a narrow header.
  calvert: { places: NO_MORE, faults: { header: { fault: 'squeezed', part: 0.45, period: since(40) } } },
  // Their pages are the template alone.
  cecil: { places: NO_MORE },
  charles: { places: { ...NO_TEMPLATE, guides: NEVER, notFound: NEVER } },
  kent: { places: NO_MORE },
  talbot: { places: { ...NO_TEMPLATE, ...NO_MORE } },
  'queen-annes': { places: NO_MORE },
  allegany: { places: { ...NO_TEMPLATE, teens: NEVER, readers: NEVER } },
  worcester: { places: { notFound: NEVER, readers: NEVER } },
  frederick: { places: { ...contactSince(40), teens: NEVER, notFound: NEVER } },
  // Has not begun.
  somerset: {
    places: Object.fromEntries(Object.keys(PLACES).map((name) => [name, NEVER])),
  },
};

export const isWithin = (period: Period | undefined, daysAgo: number): boolean =>
  period !== undefined && daysAgo <= period.fromDaysAgo && daysAgo > period.toDaysAgo;

/** How much each day of the week brings. Source: the demonstration's own, after the rhythm of library websites. */
export const WEEKDAY_WEIGHTS: Readonly<Record<string, number>> = {
  Sun: 0.45,
  Mon: 1.2,
  Tue: 1.2,
  Wed: 1.2,
  Thu: 1.15,
  Fri: 1.1,
  Sat: 0.7,
};

/** Each hour's part of a day, from midnight. */
const HOURS = [3, 0, 0, 0, 0, 0, 4, 8, 22, 48, 66, 70, 68, 70, 76, 82, 84, 72, 58, 52, 46, 34, 18, 6];
const ALL_HOURS = HOURS.reduce((sum, each) => sum + each, 0);
export const hourWeight = (hour: number): number => HOURS[hour]! / ALL_HOURS;
