// In:    a queue's facts, a period, its civil days as instants, now.
// Out:   its timeline, its gaps, and the numbers of the period and of each day, by definitions.ts.
// Never: computes a duration from local times: a day may have 23 or 25 hours.
import { COVERAGE_KINDS, type CoverageSum } from '@askusnow/sdk/contract';
import { includes, lacking, lengthsIn, mergeIntervals, within, type Interval } from '../../platform/time/intervals.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { unscheduledGaps } from '../../schedule/expansion/gaps.ts';
import {
  createEdgeRuns,
  edgesOf,
  firstNotOver,
  gapsOf,
  uncoveredRuns,
  type Edge,
  type Gap,
  type Roster,
} from './gaps.ts';
import { timelineOf, type Piece, type CoverageFacts } from './timeline.ts';

/** Below this observed share a value would be a guess. */
const OBSERVED_SHARE_MIN = 0.5;

export interface Coverage {
  sum: CoverageSum;
  /** In the order of the given days. */
  byDay: CoverageSum[];
  timeline: Piece[];
  gaps: Gap[];
}

const MEASURED = ['scheduled', 'covered', 'unmonitored', 'uncovered', 'unscheduled', 'lateStart', 'earlyEnd'] as const;
type Measured = (typeof MEASURED)[number];
/** Units: ms. `standIn`: scheduled time in which service hours replace shifts. */
type Lengths = Record<Measured | 'standIn', number>;

/** If there are hours with nobody scheduled, the queue has shifts, but none in that time. */
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

/** Whole again: a rest of the division would let a share exceed 1. */
const toMs = (minutes: number): number => Math.round(minutes * MINUTE_MS);

/** Several queues' as one. */
export function addSums(sums: readonly CoverageSum[]): CoverageSum {
  const lengths = noLengths();
  for (const sum of sums) {
    for (const name of MEASURED) lengths[name] += toMs(sum[name]);
    if (sum.scheduledBy === 'hours') lengths.standIn += toMs(sum.scheduled);
  }
  return toSum(lengths);
}

/** Units: ms. For the whole period, and for each of its days. */
interface Measures {
  total: Lengths;
  byDay: Map<Interval, Lengths>;
}

const noLengths = (): Lengths => ({
  ...(Object.fromEntries(MEASURED.map((name) => [name, 0])) as Record<Measured, number>),
  standIn: 0,
});

function measure({ total, byDay }: Measures, name: keyof Lengths, intervals: readonly Interval[]): void {
  for (const { startMs, endMs } of intervals) total[name] += endMs - startMs;
  for (const [day, ms] of lengthsIn(intervals, [...byDay.keys()])) byDay.get(day)![name] += ms;
}

/** The edges that belong to the period, each counted on its own day. */
function measureEdges({ total, byDay }: Measures, name: keyof Lengths, edges: readonly Edge[], period: Interval): void {
  const dayAt = firstNotOver([...byDay.keys()]);
  for (const { atMs, ms } of edges.filter((edge) => includes(period, edge.atMs))) {
    total[name] += ms;
    const day = byDay.get(dayAt(atMs)!);
    if (day) day[name] += ms;
  }
}

/** Accumulates a period whose presence arrives in consecutive parts. */
export interface Tally {
  /** Returns the timeline of the part. */
  add(presence: CoverageFacts['presence'], part: Interval): Piece[];
  sums(): Pick<Coverage, 'sum' | 'byDay'>;
  /** Gaps cut to the period, each with the kind of the whole gap. `timeline`: of all parts. */
  gaps(timeline: readonly Piece[]): Gap[];
}

/** A queue's schedule and corrections. */
export type LedgerFrame = Omit<CoverageFacts, 'presence'>;

/** Where service hours replace shifts, each opening counts as one. */
const openingsWithoutShift = ({ scheduled, shifts }: LedgerFrame): Interval[] =>
  lacking(scheduled, mergeIntervals(shifts));
const rosterOf = (frame: LedgerFrame): Roster => ({
  shifts: [...frame.shifts, ...openingsWithoutShift(frame)],
  closings: frame.hours.map(({ endMs }) => endMs),
  scheduled: frame.scheduled,
});
const pastOf = ({ startMs, endMs }: Interval, nowMs: number): Interval => ({ startMs, endMs: Math.min(endMs, nowMs) });

/**
 * The numbers of a period, ignoring everything after now. `days` are sorted and disjoint. `outside`: how uncovered runs
 * continue beyond the period, since a cut run is classified as a whole.
 */
export function createTally(
  frame: LedgerFrame,
  period: Interval,
  days: readonly Interval[],
  nowMs: number,
  outside: readonly Interval[],
): Tally {
  const { hours, scheduled } = frame;
  const past = pastOf(period, nowMs);
  const roster = rosterOf(frame);
  const edgeRuns = createEdgeRuns(roster, outside);
  const measures: Measures = { total: noLengths(), byDay: new Map(days.map((day) => [day, noLengths()])) };
  measure(measures, 'scheduled', within(scheduled, past));
  measure(measures, 'unscheduled', unscheduledGaps(within(hours, past), scheduled));
  measure(measures, 'standIn', within(openingsWithoutShift(frame), past));
  return {
    add(presence, part) {
      const timeline = timelineOf({ ...frame, presence }, part, nowMs);
      for (const kind of COVERAGE_KINDS)
        measure(
          measures,
          kind,
          timeline.filter((piece) => piece.kind === kind),
        );
      edgeRuns.add(timeline, part);
      return timeline;
    },
    sums() {
      const { lateStart, earlyEnd } = edgesOf(edgeRuns.runs(), roster, nowMs);
      measureEdges(measures, 'lateStart', lateStart, period);
      measureEdges(measures, 'earlyEnd', earlyEnd, period);
      return { sum: toSum(measures.total), byDay: [...measures.byDay.values()].map(toSum) };
    },
    gaps(timeline) {
      const runs = mergeIntervals([...uncoveredRuns(timeline), ...outside]);
      return within(gapsOf(runs, roster, nowMs), period).map((gap) => ({
        ...gap,
        isOpen: gap.isOpen && gap.endMs === nowMs,
      }));
    },
  };
}

const EVER: Interval = { startMs: -Infinity, endMs: Infinity };

/** One queue's coverage over a period, with its timeline and gaps. Facts beyond the period decide how its ends are classified. */
export function coverageOf(facts: CoverageFacts, period: Interval, days: readonly Interval[], nowMs: number): Coverage {
  const outside = lacking(uncoveredRuns(timelineOf(facts, EVER, nowMs)), [period]);
  const tally = createTally(facts, period, days, nowMs, outside);
  const timeline = tally.add(facts.presence, period);
  return { ...tally.sums(), timeline, gaps: tally.gaps(timeline) };
}
