// In:    lists of half-open intervals, each sorted and disjoint except for mergeIntervals.
// Out:   their union, overlay, intersection, difference and length; their form on the wire.
// Never: steps by minutes or hours: instants are exact, and each list is walked once.
import { floorMinute, toInstant } from './instants.ts';

/** Half-open [startMs, endMs). Units: ms since the epoch. */
export interface Interval {
  startMs: number;
  endMs: number;
}

/** Whether the instant lies in the interval. */
export const includes = ({ startMs, endMs }: Interval, atMs: number): boolean => startMs <= atMs && atMs < endMs;

/** Half-open: one that ends as the other begins does not overlap it. */
export const overlaps = (one: Interval, other: Interval): boolean =>
  one.startMs < other.endMs && other.startMs < one.endMs;

/** From the beginning of a minute to the beginning of another: neighbors still touch, and one within a minute is empty. */
export const toWholeMinutes = <Each extends Interval>(interval: Each): Each => ({
  ...interval,
  startMs: floorMinute(interval.startMs),
  endMs: floorMinute(interval.endMs),
});

/** Merges overlapping and touching intervals; drops empty ones (a clock change). */
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

/** A part of `base`, and the item of the other list that covers it. */
interface Overlaid<Base, Over> extends Interval {
  base: Base;
  /** Null: none. */
  over: Over | null;
}

/** Cuts the base at each boundary of the other list. Linear in both. */
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

/** The intersection. */
export const shared = (one: readonly Interval[], other: readonly Interval[]): Interval[] =>
  overlay(one, other)
    .filter(({ over }) => over !== null)
    .map(bare);

/** The difference: in the first list only. */
export const lacking = (one: readonly Interval[], other: readonly Interval[]): Interval[] =>
  overlay(one, other)
    .filter(({ over }) => over === null)
    .map(bare);

/** Clips to a window; other properties are kept. */
export const within = <Each extends Interval>(intervals: readonly Each[], { startMs, endMs }: Interval): Each[] =>
  intervals
    .filter((each) => each.startMs < endMs && startMs < each.endMs)
    .map((each) => ({ ...each, startMs: Math.max(each.startMs, startMs), endMs: Math.min(each.endMs, endMs) }));

/** The total length of the intervals in each of the cuts. Units: ms. */
export function lengthsIn(intervals: readonly Interval[], cuts: readonly Interval[]): Map<Interval, number> {
  const lengths = new Map(cuts.map((cut) => [cut, 0]));
  for (const { startMs, endMs, over } of overlay(intervals, cuts)) {
    if (over !== null) lengths.set(over, (lengths.get(over) ?? 0) + endMs - startMs);
  }
  return lengths;
}

/** As the wire has them: pairs of instants. */
export const toStretches = (intervals: readonly Interval[]): [string, string][] =>
  intervals.map(({ startMs, endMs }) => [toInstant(startMs), toInstant(endMs)]);
