// A queue's facts in minutes from an instant, as domain.md writes its vectors.
import fc from 'fast-check';
import { COVERAGE_KINDS, PRESENCE_STATES, type CoverageKind, type PresenceState } from '@askusnow/sdk/contract';
import { coverageOf, type Coverage } from '../../../server/src/coverage/ledger/sums.ts';
import type { CoverageFacts } from '../../../server/src/coverage/ledger/timeline.ts';
import { DAY_MS, MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { mergeIntervals, type Interval } from '../../../server/src/platform/time/intervals.ts';

export type Minutes = readonly [start: number, end: number];

export interface FactsInMinutes {
  hours?: readonly Minutes[];
  shifts?: readonly Minutes[];
  presence?: readonly (readonly [start: number, end: number, state: PresenceState])[];
  corrections?: readonly (readonly [start: number, end: number, kind: CoverageKind])[];
}

const toInterval = (originMs: number, [start, end]: Minutes): Interval => ({
  startMs: originMs + start * MINUTE_MS,
  endMs: originMs + end * MINUTE_MS,
});

/** Ids of corrections are 1, 2, 3 … in the order given. Where there are no shifts the hours stand in. */
export function factsOf(
  { hours = [], shifts = [], presence = [], corrections = [] }: FactsInMinutes,
  originMs = 0,
): CoverageFacts {
  const [promised, staffed] = [hours, shifts].map((list) => list.map((each) => toInterval(originMs, each)));
  return {
    hours: mergeIntervals(promised!),
    shifts: staffed!,
    scheduled: mergeIntervals(staffed!.length > 0 ? staffed! : promised!),
    presence: presence.map(([start, end, state]) => ({ ...toInterval(originMs, [start, end]), state })),
    corrections: corrections.map(([start, end, kind], index) => ({
      ...toInterval(originMs, [start, end]),
      id: index + 1,
      kind,
    })),
  };
}

/** Coverage of a window in minutes, seen from `now`. */
export const coverageIn = (facts: FactsInMinutes, window: Minutes, now = window[1]): Coverage =>
  coverageOf(factsOf(facts), toInterval(0, window), [], now * MINUTE_MS);

/** Gaps as `[start, end, kind, alertable]`, in minutes; the end of one that is open is null. */
export const gapsIn = ({ gaps }: Coverage): [number, number | null, string, boolean][] =>
  gaps.map(({ startMs, endMs, isOpen, kind, isAlertable }) => [
    startMs / MINUTE_MS,
    isOpen ? null : endMs / MINUTE_MS,
    kind,
    isAlertable,
  ]);

/**
 * A shift of four hours, polled every 30 s: nobody at first, a source that falls silent, a blip, away at the end. The last
 * sample before the silence is of 59:30 and holds for 90 s.
 */
export const VECTOR: FactsInMinutes = {
  shifts: [[0, 240]],
  presence: [
    [0, 6, 'nobody'],
    [6, 61, 'available'],
    [61, 80, 'unknown'],
    [80, 150, 'available'],
    [150, 151, 'nobody'],
    [151, 200, 'available'],
    [200, 240, 'nobody'],
  ],
};

/** Stretches between sorted instants, every other one left out or given a state. */
const cuts = (window: Interval, most: number) =>
  fc
    .uniqueArray(fc.integer({ min: window.startMs, max: window.endMs }), { maxLength: most, minLength: 2 })
    .map((list) => {
      const sorted = [...list].sort((one, other) => one - other);
      return sorted.slice(1).map((endMs, index) => ({ startMs: sorted[index]!, endMs }));
    });

const anyStretch = (window: Interval): fc.Arbitrary<Interval> =>
  fc
    .tuple(fc.integer({ min: window.startMs, max: window.endMs - 1 }), fc.integer({ min: 1, max: DAY_MS }))
    .map(([startMs, length]) => ({ startMs, endMs: Math.min(startMs + length, window.endMs) }));

/** Hours, shifts that overlap, presence with holes, corrections upon corrections: to the millisecond. */
export const randomFacts = (window: Interval): fc.Arbitrary<CoverageFacts> =>
  fc
    .record({
      hours: fc.array(anyStretch(window), { maxLength: 6 }).map(mergeIntervals),
      shifts: fc.array(anyStretch(window), { maxLength: 8 }),
      presence: cuts(window, 12).chain((list) =>
        fc
          .array(fc.constantFrom(...PRESENCE_STATES, null), { minLength: list.length, maxLength: list.length })
          .map((states) => list.flatMap((each, index) => (states[index] ? [{ ...each, state: states[index] }] : []))),
      ),
      corrections: fc
        .array(fc.tuple(anyStretch(window), fc.constantFrom(...COVERAGE_KINDS)), { maxLength: 6 })
        .map((list) => list.map(([each, kind], index) => ({ ...each, kind, id: index + 1 }))),
    })
    .map((facts) => ({
      ...facts,
      scheduled: mergeIntervals(facts.shifts.length > 0 ? facts.shifts : facts.hours),
    }));
