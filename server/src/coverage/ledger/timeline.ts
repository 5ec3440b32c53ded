// In:    a queue's scheduled time, its presence, corrections, a window, now.
// Out:   its scheduled time as covered | unmonitored | uncovered, sorted, with the evidence.
// Never: covered without a sample, or anything about the future.
import type { CoverageKind, PresenceState } from '@askusnow/sdk/contract';
import { overlay, within, type Interval } from '../../platform/time/intervals.ts';
import type { PresenceInterval } from '../presence/sample.ts';

/** A person's correction of observed presence. */
export interface CorrectedInterval extends Interval {
  id: number;
  kind: CoverageKind;
}

/** A queue's facts over a period and somewhat beyond: only presence is cut at its ends. */
export interface CoverageFacts {
  /** Service hours, merged. */
  hours: readonly Interval[];
  /** Each shift separately, with overlaps. */
  shifts: readonly Interval[];
  /** S, merged: shifts or, for a queue that had none at the time, its service hours. */
  scheduled: readonly Interval[];
  /** Sorted, disjoint. Where there is none, the queue had no source. */
  presence: readonly PresenceInterval[];
  /** In any order: the one with the highest id counts. */
  corrections: readonly CorrectedInterval[];
}

/** Scheduled time of one kind, with one piece of evidence. */
export interface Piece extends Interval {
  kind: CoverageKind;
  /** Null: the queue had no source. */
  observed: PresenceState | null;
  /** The id of the correction that decides; null: as observed. */
  correction: number | null;
}

/**
 * The latest of overlapping corrections: disjoint, sorted. Applied from the latest to the oldest, visiting each slot
 * between two ends once: `next` skips slots that are taken.
 */
function latestCorrections(corrections: readonly CorrectedInterval[]): CorrectedInterval[] {
  const ends = [...new Set(corrections.flatMap(({ startMs, endMs }) => [startMs, endMs]))].sort((a, b) => a - b);
  const slotOf = new Map(ends.map((ms, slot) => [ms, slot]));
  const next = ends.map((_, slot) => slot);
  const unpaintedFrom = (slot: number): number => {
    let at = slot;
    while (next[at] !== at) at = next[at] = next[next[at]!]!;
    return at;
  };
  const painted: CorrectedInterval[] = [];
  for (const each of [...corrections].sort((one, other) => other.id - one.id)) {
    const end = slotOf.get(each.endMs)!;
    for (let slot = unpaintedFrom(slotOf.get(each.startMs)!); slot < end; slot = unpaintedFrom(slot)) {
      painted[slot] = { ...each, startMs: ends[slot]!, endMs: ends[slot + 1]! };
      next[slot] = slot + 1;
    }
  }
  return painted.filter(Boolean);
}

/** The kind of scheduled time for each observed state. */
export const KIND_OF: Record<PresenceState, CoverageKind> = {
  available: 'covered',
  busy: 'covered',
  nobody: 'uncovered',
  unknown: 'unmonitored',
};

const kindOf = (observed: PresenceState | null): CoverageKind =>
  observed === null ? 'unmonitored' : KIND_OF[observed];

/** A timeline without corrections. */
export function asObserved(timeline: readonly Piece[]): Piece[] {
  const pieces: Piece[] = [];
  for (const piece of timeline) append(pieces, { ...piece, kind: kindOf(piece.observed), correction: null });
  return pieces;
}

/** Appends a piece, or extends the last one if kind and evidence are equal. */
export function append(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  const isSame =
    last?.endMs === piece.startMs &&
    last.kind === piece.kind &&
    last.observed === piece.observed &&
    last.correction === piece.correction;
  if (isSame) last.endMs = piece.endMs;
  else pieces.push(piece);
}

/** The coverage of scheduled time in a window, ignoring everything after now. */
export function timelineOf(
  { scheduled, presence, corrections }: Pick<CoverageFacts, 'scheduled' | 'presence' | 'corrections'>,
  { startMs, endMs }: Interval,
  nowMs: number,
): Piece[] {
  const past = within(scheduled, { startMs, endMs: Math.min(endMs, nowMs) });
  const pieces: Piece[] = [];
  for (const { base, over, ...interval } of overlay(overlay(past, presence), latestCorrections(corrections))) {
    const observed = base.over?.state ?? null;
    append(pieces, {
      startMs: interval.startMs,
      endMs: interval.endMs,
      kind: over?.kind ?? kindOf(observed),
      observed,
      correction: over?.id ?? null,
    });
  }
  return pieces;
}
