// In:    the availability shown to a library's patrons over a period, the presence observed at its queues, its days.
// Out:   minutes by state and tier; the seconds of each day in which the shown state was wrong.
// Never: guesses for time without a record or an observation.
import { ANSWER_STATES, TIERS, type AnswerState, type LibraryCoverage, type Tier } from '@askusnow/sdk/contract';
import { lengthsIn, mergeIntervals, shared, type Interval } from '../../platform/time/intervals.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import type { PresenceInterval } from '../presence/sample.ts';
import type { DayOf } from './days.ts';

/** The availability that patrons were shown for a while. Sorted, disjoint, cut to the period. */
export interface DisplayedInterval extends Interval {
  state: AnswerState;
  tier: Tier | null;
}

/** A queue of the library, and its observed presence. */
export interface NamedQueue {
  tier: Tier;
  presence: readonly PresenceInterval[];
  /** When somebody who is observed is shown: a program that was left on past closing is nobody. Null: always. */
  shownHours: readonly Interval[] | null;
}

/** How long patrons were shown one state. Units: ms. */
export type DisplayedLength = Pick<DisplayedInterval, 'state' | 'tier'> & { ms: number };

/** One entry per state and tier. */
export function displayedLengths(told: readonly DisplayedInterval[]): DisplayedLength[] {
  const lengths = new Map<string, DisplayedLength>();
  for (const { state, tier, startMs, endMs } of told) {
    const key = `${state} ${tier}`;
    lengths.set(key, { state, tier, ms: (lengths.get(key)?.ms ?? 0) + endMs - startMs });
  }
  return [...lengths.values()];
}

const sumOf = (lengths: readonly DisplayedLength[]): number => lengths.reduce((sum, { ms }) => sum + ms, 0);

/** Sums whole milliseconds and divides once: rounded quotients would not add up. */
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

type IsState = (interval: PresenceInterval) => boolean;
const isKnown: IsState = ({ state }) => state !== 'unknown';

/** Displayed-state accuracy, over observed time only. A library has at most one queue per tier. */
export function accuracyOf(
  told: readonly DisplayedInterval[],
  queues: readonly NamedQueue[],
  days: readonly DayOf[],
): LibraryCoverage['accuracy'] {
  const closed = told.filter(({ state }) => state === 'closed');
  const secondsOf = (intervals: readonly Interval[]) => {
    const lengths = lengthsIn(mergeIntervals(intervals), days);
    return (day: DayOf): number => (lengths.get(day) ?? 0) / 1000;
  };
  /** Seconds in which the answering queue was observed in such a state. */
  const open = (is: IsState) =>
    secondsOf(
      queues.flatMap(({ tier, presence }) =>
        shared(
          told.filter((each) => each.tier === tier),
          presence.filter(is),
        ),
      ),
    );
  /** Seconds shown as closed in which any queue of the library was observed so. */
  const shut = (observedOf: (queue: NamedQueue) => readonly Interval[]) =>
    secondsOf(shared(closed, mergeIntervals(queues.flatMap(observedOf))));
  const thereOf = ({ presence, shownHours }: NamedQueue): readonly Interval[] => {
    const there = presence.filter(({ state }) => state === 'available');
    return shownHours === null ? there : shared(there, shownHours);
  };
  const [openSec, emptySec, shutSec, thereSec] = [
    open(isKnown),
    open(({ state }) => state === 'nobody'),
    shut(({ presence }) => presence.filter(isKnown)),
    shut(thereOf),
  ];
  return days.map((day) => ({
    date: day.date,
    shownOpenSec: openSec(day) === 0 ? null : emptySec(day),
    observedOpenSec: openSec(day),
    shownClosedSec: shutSec(day) === 0 ? null : thereSec(day),
    observedClosedSec: shutSec(day),
  }));
}
