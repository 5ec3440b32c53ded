// In:    what is known of a queue, a period, its civil days as instants, now.
// Out:   its timeline, its gaps, and the numbers of the period and of each day, as definitions.ts words them.
// Never: a length from local clock times: a day of 23 or 25 hours has as many.
import type { CoverageSum } from '@askusnow/sdk/contract';
import type { Interval } from '../hours/local-time.ts';
import { lacking, lengthsIn, mergeIntervals, within } from '../hours/stretches.ts';
import { unscheduledGaps } from '../schedule/gaps.ts';
import { edgesOf, gapsOf, type Gap, type Roster } from './gaps.ts';
import { timelineOf, type Piece, type QueueFacts } from './timeline.ts';

/** Below this share of observed time a value would be a guess. */
const OBSERVED_SHARE_MIN = 0.5;

export interface Coverage {
  sum: CoverageSum;
  /** In the order of the days given. */
  byDay: CoverageSum[];
  timeline: Piece[];
  gaps: Gap[];
}

const MEASURED = ['scheduled', 'covered', 'unmonitored', 'uncovered', 'unscheduled', 'lateStart', 'earlyEnd'] as const;
type Measured = (typeof MEASURED)[number];
/** Units: ms. `standIn`: the scheduled time in which service hours stand in for shifts. */
type Lengths = Record<Measured | 'standIn', number>;

const MINUTE_MS = 60_000;

/** With hours and nobody scheduled the queue has shifts, and none of them then. */
function scheduledBy({ scheduled, standIn, unscheduled }: Lengths): CoverageSum['scheduledBy'] {
  if (scheduled === 0) return unscheduled > 0 ? 'shifts' : 'nothing';
  return scheduled > standIn ? 'shifts' : 'hours';
}

function toSum(lengths: Lengths): CoverageSum {
  const { scheduled, covered, unmonitored } = lengths;
  const share = (part: number): number | null => (scheduled === 0 ? null : part / scheduled);
  const observed = scheduled - unmonitored;
  const observedShare = share(observed);
  const hidden = observedShare !== null && observedShare < OBSERVED_SHARE_MIN;
  const minutes = Object.fromEntries(MEASURED.map((name) => [name, lengths[name] / MINUTE_MS]));
  return {
    scheduledBy: scheduledBy(lengths),
    ...(minutes as Record<Measured, number>),
    value: observedShare === null || hidden ? null : covered / observed,
    low: share(covered),
    high: share(covered + unmonitored),
    observedShare,
    hidden,
  };
}

/** Sums of each cut, in their order. Each set is walked once. */
function sumsIn(sets: Record<keyof Lengths, readonly Interval[]>, cuts: readonly Interval[]): CoverageSum[] {
  const found = Object.entries(sets).map(([name, stretches]) => [name, lengthsIn(stretches, cuts)] as const);
  return cuts.map((cut) =>
    toSum(Object.fromEntries(found.map(([name, lengths]) => [name, lengths.get(cut) ?? 0])) as Lengths),
  );
}

/** Coverage of one queue over a period, of which nothing past now is told. `days` are in order and disjoint. */
export function coverageOf(facts: QueueFacts, period: Interval, days: readonly Interval[], nowMs: number): Coverage {
  const { hours, shifts, scheduled } = facts;
  const past = { startMs: period.startMs, endMs: Math.min(period.endMs, nowMs) };
  const timeline = timelineOf(facts, period, nowMs);
  // Where service hours stand in for shifts, each opening is one.
  const openings = lacking(scheduled, mergeIntervals(shifts));
  const roster: Roster = { shifts: [...shifts, ...openings], closings: hours.map(({ endMs }) => endMs), scheduled };
  const kind = (wanted: Piece['kind']): Interval[] => timeline.filter((piece) => piece.kind === wanted);
  const sets = {
    scheduled: within(scheduled, past),
    covered: kind('covered'),
    unmonitored: kind('unmonitored'),
    uncovered: kind('uncovered'),
    unscheduled: unscheduledGaps(within(hours, past), scheduled),
    standIn: within(openings, past),
    ...edgesOf(timeline, roster, past.endMs),
  };
  return {
    sum: sumsIn(sets, [past])[0]!,
    byDay: sumsIn(sets, days),
    timeline,
    gaps: gapsOf(timeline, roster, nowMs),
  };
}
