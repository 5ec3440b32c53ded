// In:    what patrons of a library were told over a period, what was seen at its queues, its days.
// Out:   minutes by state and tier; the seconds of each day in which the words were not true.
// Never: a guess for time in which nothing was recorded, or nothing seen.
import { ANSWER_STATES, TIERS, type AnswerState, type LibraryCoverage, type Tier } from '@askusnow/sdk/contract';
import type { Interval } from '../../platform/time/local-time.ts';
import { lengthsIn, mergeIntervals, shared } from '../../platform/time/intervals.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import type { Stretch } from '../presence/sample.ts';
import type { DayOf } from './days.ts';

/** What patrons were told for a while. In order, disjoint, cut to the period. */
export interface DisplayedInterval extends Interval {
  state: AnswerState;
  tier: Tier | null;
}

/** A queue that the library names, and what was seen at it. */
export interface NamedQueue {
  tier: Tier;
  presence: readonly Stretch[];
}

/** How long patrons were told one thing. Units: ms. */
export type DisplayedLength = Pick<DisplayedInterval, 'state' | 'tier'> & { ms: number };

/** One entry for each state and tier that occurs. */
export function displayedLengths(told: readonly DisplayedInterval[]): DisplayedLength[] {
  const lengths = new Map<string, DisplayedLength>();
  for (const { state, tier, startMs, endMs } of told) {
    const key = `${state} ${tier}`;
    lengths.set(key, { state, tier, ms: (lengths.get(key)?.ms ?? 0) + endMs - startMs });
  }
  return [...lengths.values()];
}

const sumOf = (lengths: readonly DisplayedLength[]): number => lengths.reduce((sum, { ms }) => sum + ms, 0);

/** Added up as whole milliseconds and divided once: quotients would not add up to the whole. */
export function displayedMinutes(lengths: readonly DisplayedLength[]): Omit<LibraryCoverage['told'], 'since'> {
  const byState = ANSWER_STATES.flatMap((state) =>
    [...TIERS, null].flatMap((tier) => {
      const ms = sumOf(lengths.filter((each) => each.state === state && each.tier === tier));
      return ms === 0 ? [] : [{ state, tier, minutes: ms / MINUTE_MS }];
    }),
  );
  const totalMs = sumOf(lengths);
  const answeredMs = sumOf(lengths.filter(({ tier }) => tier !== null));
  return { minutes: totalMs / MINUTE_MS, byState, availability: totalMs === 0 ? null : answeredMs / totalMs };
}

type IsState = (stretch: Stretch) => boolean;
const isKnown: IsState = ({ state }) => state !== 'unknown';

/** Displayed-state accuracy, of what was observed alone. A library names a queue at most once per tier. */
export function accuracyOf(
  told: readonly DisplayedInterval[],
  queues: readonly NamedQueue[],
  days: readonly DayOf[],
): LibraryCoverage['accuracy'] {
  const closed = told.filter(({ state }) => state === 'closed');
  const secondsOf = (stretches: readonly Interval[]) => {
    const lengths = lengthsIn(mergeIntervals(stretches), days);
    return (day: DayOf): number => (lengths.get(day) ?? 0) / 1000;
  };
  /** Seconds in which the queue that answered was seen so. */
  const open = (is: IsState) =>
    secondsOf(
      queues.flatMap(({ tier, presence }) =>
        shared(
          told.filter((each) => each.tier === tier),
          presence.filter(is),
        ),
      ),
    );
  /** Seconds in which any queue of a library that was told to be closed was seen so. */
  const shut = (is: IsState) =>
    secondsOf(shared(closed, mergeIntervals(queues.flatMap(({ presence }) => presence.filter(is)))));
  const [openSec, emptySec, shutSec, thereSec] = [
    open(isKnown),
    open(({ state }) => state === 'nobody'),
    shut(isKnown),
    shut(({ state }) => state === 'available'),
  ];
  return days.map((day) => ({
    date: day.date,
    shownOpenSec: openSec(day) === 0 ? null : emptySec(day),
    observedOpenSec: openSec(day),
    shownClosedSec: shutSec(day) === 0 ? null : thereSec(day),
    observedClosedSec: shutSec(day),
  }));
}
