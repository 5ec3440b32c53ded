// In:    what patrons of a library were told over a period, what was seen at its queues, its days.
// Out:   minutes by state and tier; the seconds of each day in which the words were not true.
// Never: a guess for time in which nothing was recorded, or nothing seen.
import { ANSWER_STATES, TIERS, type AnswerState, type LibraryCoverage, type Tier } from '@askusnow/sdk/contract';
import type { Interval } from '../hours/local-time.ts';
import { lengthsIn, mergeIntervals, shared } from '../hours/stretches.ts';
import type { Stretch } from '../presence/sample.ts';
import type { DayOf } from './days.ts';

/** What patrons were told for a while. In order, disjoint, cut to the period. */
export interface ToldStretch extends Interval {
  state: AnswerState;
  tier: Tier | null;
}

/** A queue that the library names, and what was seen at it. */
export interface NamedQueue {
  tier: Tier;
  presence: readonly Stretch[];
}

const lengthOf = (stretches: readonly Interval[]): number =>
  stretches.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
const toMinutes = (stretches: readonly Interval[]): number => lengthOf(stretches) / 60_000;

export function toldMinutes(told: readonly ToldStretch[]): LibraryCoverage['told'] {
  const byState = ANSWER_STATES.flatMap((state) =>
    [...TIERS, null].flatMap((tier) => {
      const minutes = toMinutes(told.filter((each) => each.state === state && each.tier === tier));
      return minutes === 0 ? [] : [{ state, tier, minutes }];
    }),
  );
  const minutes = toMinutes(told);
  const answered = byState.reduce((sum, each) => (each.tier === null ? sum : sum + each.minutes), 0);
  return { minutes, byState, availability: minutes === 0 ? null : answered / minutes };
}

/** Displayed-state accuracy. A library names a queue at most once per tier. */
export function accuracyOf(
  told: readonly ToldStretch[],
  queues: readonly NamedQueue[],
  days: readonly DayOf[],
): LibraryCoverage['accuracy'] {
  const seenAs = ({ presence }: NamedQueue, state: Stretch['state']) => presence.filter((each) => each.state === state);
  const shownOpen = queues.flatMap((queue) =>
    shared(
      told.filter(({ tier }) => tier === queue.tier),
      seenAs(queue, 'nobody'),
    ),
  );
  const isThere = mergeIntervals(queues.flatMap((queue) => seenAs(queue, 'available')));
  const shownClosed = shared(
    told.filter(({ state }) => state === 'closed'),
    isThere,
  );
  const [open, closed] = [mergeIntervals(shownOpen), shownClosed].map((stretches) => lengthsIn(stretches, days));
  return days.map((day) => ({
    date: day.date,
    shownOpenSec: (open?.get(day) ?? 0) / 1000,
    shownClosedSec: (closed?.get(day) ?? 0) / 1000,
  }));
}
