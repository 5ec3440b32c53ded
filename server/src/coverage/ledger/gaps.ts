// In:    a queue's uncovered runs, complete; its shifts; the ends of its service hours; now.
// Out:   its gaps as incidents; the minutes of late starts and early ends.
// Never: counts an early end within the grace at closing as a gap: a provider may leave 10 minutes early then. Classifies
//        a run or a shift that is cut at the end of a period.
import { ALERT_AFTER_SEC } from '@askusnow/sdk/contract';
import { mergeIntervals, type Interval } from '../../platform/time/intervals.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import type { Piece } from './timeline.ts';

/** How early a provider may leave when the shift ends at closing time. */
const CLOSING_GRACE_MS = 10 * MINUTE_MS;

/** Scheduled time with nobody there. `endMs` is now if it is still open. */
export interface Gap extends Interval {
  isOpen: boolean;
  /** When its scheduled time ends if nobody comes; its end if it is over. */
  lastMs: number;
  kind: 'no-show' | 'late-start' | 'early-end' | 'middle';
  isAlertable: boolean;
}

/** What a gap is classified by. Nothing is cut at the ends of the period. */
export interface Roster {
  /** Each shift separately; if hours are the schedule, each opening. */
  shifts: readonly Interval[];
  /** When service hours end. */
  closings: readonly number[];
  /** Includes scheduled time after now. */
  scheduled: readonly Interval[];
}

const byStart = (one: Interval, other: Interval): number => one.startMs - other.startMs;

/** Uncovered time in complete runs, across changes of evidence. */
export const uncoveredRuns = (timeline: readonly Piece[]): Interval[] =>
  mergeIntervals(timeline.filter(({ kind }) => kind === 'uncovered'));

/** Walks a sorted list once: returns the first entry that is not over at an instant. Call it with increasing instants. */
export function firstNotOver<Each extends Interval>(list: readonly Each[]): (atMs: number) => Each | undefined {
  let index = 0;
  return (atMs) => {
    while (index < list.length && list[index]!.endMs <= atMs) index += 1;
    return list[index];
  };
}

/** Sorted gaps, without those within the grace. */
export function gapsOf(runs: readonly Interval[], roster: Roster, nowMs: number): Gap[] {
  const shifts = [...roster.shifts].sort(byStart);
  const starts = new Set(shifts.map(({ startMs }) => startMs));
  const ends = new Set(shifts.map(({ endMs }) => endMs));
  const closings = [...roster.closings].sort((one, other) => one - other);
  const scheduledAt = firstNotOver([...roster.scheduled].sort(byStart));
  let shift = 0;
  let closing = 0;
  return runs.flatMap((run): Gap[] => {
    let isWhole = false;
    while (shift < shifts.length && shifts[shift]!.startMs < run.startMs) shift += 1;
    for (; shift < shifts.length && shifts[shift]!.startMs < run.endMs; shift += 1) {
      isWhole ||= shifts[shift]!.endMs <= run.endMs;
    }
    const block = scheduledAt(run.startMs);
    const isOpen = run.endMs === nowMs && block !== undefined && nowMs < block.endMs;
    // The latest possible end: a provider who left ten minutes before closing is not expected back.
    const lastMs = isOpen ? block.endMs : run.endMs;
    while (closing < closings.length && closings[closing]! < run.endMs) closing += 1;
    const isLast = (closings[closing] ?? Infinity) - CLOSING_GRACE_MS <= run.startMs;
    const isStart = starts.has(run.startMs);
    const isEnd = ends.has(lastMs);
    if (isLast && isEnd && closings[closing] === lastMs && !isWhole && !isStart) return [];
    return [
      {
        ...run,
        isOpen,
        lastMs,
        kind: isWhole ? 'no-show' : isStart ? 'late-start' : isEnd && !isOpen ? 'early-end' : 'middle',
        isAlertable: run.endMs - run.startMs >= ALERT_AFTER_SEC * 1000 && !isLast,
      },
    ];
  });
}

/** The observed gaps that corrections removed completely. Both sorted. */
export function correctedAway(observed: readonly Gap[], left: readonly Gap[]): Gap[] {
  const leftAt = firstNotOver(left);
  return observed.filter((gap) => (leftAt(gap.startMs)?.startMs ?? Infinity) >= gap.endMs);
}

/**
 * Collects the uncovered runs at which a shift starts or ends, from the timelines of consecutive parts. edgesOf needs
 * only these, however many changes lie between. `outside`: how runs continue before the first part and after the last.
 */
export function createEdgeRuns(
  { shifts }: Roster,
  outside: readonly Interval[],
): {
  add(timeline: readonly Piece[], part: Interval): void;
  runs(): Interval[];
} {
  const turns = shifts.flatMap(({ startMs, endMs }) => [startMs, endMs]).sort((one, other) => one - other);
  const kept: Interval[] = [...outside];
  let turn = 0;
  return {
    add(timeline, part) {
      for (const run of uncoveredRuns(timeline)) {
        while (turn < turns.length && turns[turn]! < run.startMs) turn += 1;
        const isCut = run.startMs === part.startMs || run.endMs === part.endMs;
        if (isCut || (turns[turn] ?? Infinity) <= run.endMs) kept.push(run);
      }
    },
    runs: () => mergeIntervals(kept),
  };
}

/** A late start or an early end of a shift. */
export interface Edge {
  /** The shift's first or last millisecond: the whole edge counts for the day and the period of that instant. */
  atMs: number;
  ms: number;
}

/**
 * Late starts, and early ends beyond the grace, sorted. A shift that was missed completely is neither. A minute of
 * several shifts counts once, for the one that began, or ended, first. `runs`: sorted uncovered time, at least where
 * shifts start and end.
 */
export function edgesOf(
  runs: readonly Interval[],
  { shifts, closings }: Roster,
  nowMs: number,
): { lateStart: Edge[]; earlyEnd: Edge[] } {
  const closingAt = new Set(closings);
  const begun = shifts.filter(({ startMs }) => startMs < nowMs);
  const lateStart: Edge[] = [];
  const runAtStart = firstNotOver(runs);
  let takenMs = -Infinity;
  const take = (edges: Edge[], atMs: number, { startMs, endMs }: Interval): void => {
    const ms = endMs - Math.max(startMs, takenMs);
    takenMs = Math.max(takenMs, endMs);
    if (ms > 0) edges.push({ atMs, ms });
  };
  for (const { startMs, endMs } of [...begun].sort(byStart)) {
    const run = runAtStart(startMs);
    if (run && run.startMs <= startMs && run.endMs < endMs) take(lateStart, startMs, { startMs, endMs: run.endMs });
  }
  const earlyEnd: Edge[] = [];
  const runAtEnd = firstNotOver(runs);
  const over = begun.filter(({ endMs }) => endMs <= nowMs).sort((one, other) => one.endMs - other.endMs);
  takenMs = -Infinity;
  for (const { startMs, endMs } of over) {
    const run = runAtEnd(endMs - 1);
    if (run && startMs < run.startMs && endMs <= run.endMs) {
      const graceMs = closingAt.has(endMs) ? CLOSING_GRACE_MS : 0;
      take(earlyEnd, endMs - 1, { startMs: run.startMs, endMs: endMs - graceMs });
    }
  }
  return { lateStart, earlyEnd };
}
