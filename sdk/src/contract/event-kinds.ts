import { DIAGNOSIS_VALUES, type DiagnosisValue } from './diagnosis.js';
import type { AnswerState, Tier, Viewport } from './vocabulary.js';

/**
 * What one kind of event is. The schema of the wire, the columns of the counters, the cap, the server's fast path and the sums
 * of the API follow from these rows.
 */
interface KindRow {
  /** For the API's description. */
  meaning: string;
  /** A yes or no that the kind has beside state and tier; absent: none. */
  flag?: { name: string; meaning: string };
  /** What its `value` may be: such a kind is counted by value and day, in no column. */
  values?: readonly string[];
  /** Counters that each event adds one to; the first counts every event of the kind once. */
  counted: readonly string[];
  /** Counters that it adds one to as well where its flag has this value. */
  countedIf?: { flag: boolean; counted: readonly string[] };
  /** Events per hour, network and library that count as patrons'. Source: server/src/visibility/ingest/abuse-cap.ts. */
  hourlyCap: number;
}

/** The kinds that this version counts. A kind that is not here is dropped with a reason: pinned tags live for years. */
export const EVENT_KINDS = {
  impression: {
    meaning:
      'The entry point was connected and rendered, not smaller than 24 by 24 px: at most one per placement per page view.',
    flag: {
      name: 'measurable',
      meaning: "Whether viewability can be measured: not in a frame of another site's page, nor in some old browsers.",
    },
    counted: ['impression'],
    countedIf: { flag: false, counted: ['unmeasurable'] },
    hourlyCap: 15_000,
  },
  viewable: {
    meaning: "The MRC's viewable impression: half of the pixels, in a focused tab, for one continuous second.",
    flag: { name: 'firstScreen', meaning: 'Viewable without scrolling.' },
    counted: ['viewable'],
    countedIf: { flag: true, counted: ['first_screen'] },
    hourlyCap: 15_000,
  },
  click: {
    meaning: 'Trusted activation of the entry point; repeats within 2 s are folded by the page.',
    counted: ['click'],
    hourlyCap: 120,
  },
  diagnosis: {
    meaning:
      'One thing that its page measured of how the entry point can be seen: at most one per value, placement and page view. ' +
      'It changes no other count.',
    values: DIAGNOSIS_VALUES,
    counted: [],
    // The landmark of every page view, and two faults of each.
    hourlyCap: 45_000,
  },
} as const satisfies Record<string, KindRow>;

type Kinds = typeof EVENT_KINDS;
/** The name of a kind. */
export type EventKind = keyof Kinds;

/** The flag of a kind; an empty object where it has none. */
type FlagOf<K extends EventKind> = Kinds[K] extends { flag: { name: infer N extends string } }
  ? Record<N, boolean>
  : object;
type ValueOf<K extends EventKind> = Kinds[K] extends { values: readonly unknown[] }
  ? { value: DiagnosisValue }
  : object;
/** One event of a kind that this version counts. `state` and `tier`: what the entry point said when it happened. */
export type AskEvent = {
  [K in EventKind]: { kind: K; state: AnswerState; tier: Tier | null } & FlagOf<K> & ValueOf<K>;
}[EventKind];

/** Counters, in the order of their columns, and what each counts. `follow`: plain links, which no page reports. */
export const COUNTERS = {
  impression: 'impressions',
  unmeasurable: 'impressions that could not be measured',
  viewable: 'viewable impressions',
  first_screen: 'viewable impressions on the first screen',
  click: 'clicks',
  follow: 'plain links followed',
} as const;
/** The name of a counter. */
export type Counter = keyof typeof COUNTERS;
/** A counter's column, one for each window width. */
export type EventColumn = `${Counter}_${Viewport}`;

/** What one sum of the API is. */
interface SumRow {
  /** For the API's description. */
  meaning: string;
  /** Its column in a sheet, with the unit. */
  heading: string;
  counter: Counter;
  /** Taken off. */
  less?: Counter;
}

/** The sums that the API shows, in the order of a sheet. */
export const EVENT_SUMS = {
  impressions: {
    meaning: 'Entry point connected and rendered.',
    heading: 'impressions (events)',
    counter: 'impression',
  },
  measurable: {
    meaning: 'Those impressions of which it can be measured whether they are viewable.',
    heading: 'measurable impressions (events)',
    counter: 'impression',
    less: 'unmeasurable',
  },
  viewable: {
    meaning: 'Half of the pixels in a focused tab for one continuous second (MRC).',
    heading: 'viewable impressions (events)',
    counter: 'viewable',
  },
  firstScreen: {
    meaning: 'Those that were viewable without scrolling.',
    heading: 'first-screen impressions (events)',
    counter: 'first_screen',
  },
  clicks: {
    meaning: 'Trusted activations of the entry point. Not reference transactions.',
    heading: 'clicks (events)',
    counter: 'click',
  },
  follows: {
    meaning: 'Plain links followed. In no rate: how often such a link was seen is not known.',
    heading: 'followed links (events)',
    counter: 'follow',
  },
} as const satisfies Record<string, SumRow>;
/** The name of a sum. */
export type EventSum = keyof typeof EVENT_SUMS;
/** Counted events; practice, bot and suspect events are not in it. */
export type Counts = Record<EventSum, number>;
