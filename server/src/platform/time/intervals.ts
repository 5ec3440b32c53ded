// In:    lists of half-open intervals; but for mergeIntervals, each in order and disjoint.
// Out:   one list merged, or laid over another; what two share, what one lacks, how long they are.
// Never: a step of a minute or an hour: instants are exact, and each list is walked once.
import type { Interval } from './local-time.ts';

/** Overlapping and touching intervals become one; empty ones (a gap in the clock) vanish. */
export function mergeIntervals(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  const sorted = intervals
    .filter(({ startMs, endMs }) => startMs < endMs)
    .sort((one, other) => one.startMs - other.startMs);
  for (const { startMs, endMs } of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && startMs <= last.endMs) last.endMs = Math.max(last.endMs, endMs);
    else merged.push({ startMs, endMs });
  }
  return merged;
}

/** A part of `base`, and what of the layer lies over it. */
interface Overlaid<Base, Over> extends Interval {
  base: Base;
  /** Null: nothing. */
  over: Over | null;
}

/** Cuts the base wherever the layer turns. Linear in both. */
export function overlay<Base extends Interval, Over extends Interval>(
  base: readonly Base[],
  layer: readonly Over[],
): Overlaid<Base, Over>[] {
  const pieces: Overlaid<Base, Over>[] = [];
  let index = 0;
  for (const each of base) {
    for (let atMs = each.startMs; atMs < each.endMs;) {
      let next = layer[index];
      while (next !== undefined && next.endMs <= atMs) next = layer[(index += 1)];
      const over = next !== undefined && next.startMs <= atMs ? next : null;
      const turnsMs = over?.endMs ?? next?.startMs ?? Infinity;
      const endMs = Math.min(each.endMs, turnsMs);
      pieces.push({ startMs: atMs, endMs, base: each, over });
      atMs = endMs;
    }
  }
  return pieces;
}

const bare = ({ startMs, endMs }: Interval): Interval => ({ startMs, endMs });

/** What lies in both. */
export const shared = (one: readonly Interval[], other: readonly Interval[]): Interval[] =>
  overlay(one, other)
    .filter(({ over }) => over !== null)
    .map(bare);

/** What lies in the first alone. */
export const lacking = (one: readonly Interval[], other: readonly Interval[]): Interval[] =>
  overlay(one, other)
    .filter(({ over }) => over === null)
    .map(bare);

/** The parts within a window. What carries more than its ends keeps it. */
export const within = <Each extends Interval>(stretches: readonly Each[], { startMs, endMs }: Interval): Each[] =>
  stretches
    .filter((each) => each.startMs < endMs && startMs < each.endMs)
    .map((each) => ({ ...each, startMs: Math.max(each.startMs, startMs), endMs: Math.min(each.endMs, endMs) }));

/** How much of the stretches lies in each of the cuts. Units: ms. */
export function lengthsIn(stretches: readonly Interval[], cuts: readonly Interval[]): Map<Interval, number> {
  const lengths = new Map(cuts.map((cut) => [cut, 0]));
  for (const { startMs, endMs, over } of overlay(stretches, cuts)) {
    if (over !== null) lengths.set(over, (lengths.get(over) ?? 0) + endMs - startMs);
  }
  return lengths;
}
