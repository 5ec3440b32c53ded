// In:    stretches of instants.
// Out:   what is in the one and not in the other.
// Never: a judgement: nobody scheduled is a forecast, not a no-show.
import { mergeIntervals } from '../hours/expand.ts';
import type { Interval } from '../hours/local-time.ts';

/** Service hours with nobody scheduled, merged and in order. */
export function unscheduledGaps(hours: readonly Interval[], shifts: readonly Interval[]): Interval[] {
  const scheduled = mergeIntervals(shifts);
  const gaps: Interval[] = [];
  let at = 0;
  for (const { startMs, endMs } of mergeIntervals(hours)) {
    let fromMs = startMs;
    while ((scheduled[at]?.endMs ?? Infinity) <= fromMs) at += 1;
    for (let next = at; (scheduled[next]?.startMs ?? Infinity) < endMs; next += 1) {
      const shift = scheduled[next] as Interval;
      if (fromMs < shift.startMs) gaps.push({ startMs: fromMs, endMs: shift.startMs });
      fromMs = Math.max(fromMs, shift.endMs);
    }
    if (fromMs < endMs) gaps.push({ startMs: fromMs, endMs });
  }
  return gaps;
}

/** The part of each stretch that lies in the window. */
export const within = (stretches: readonly Interval[], { startMs, endMs }: Interval): Interval[] =>
  stretches
    .map((each) => ({ startMs: Math.max(each.startMs, startMs), endMs: Math.min(each.endMs, endMs) }))
    .filter((each) => each.startMs < each.endMs);
