// In:    a rate for comparison between libraries.
// Out:   the same rate, or a suppressed one.
// Never: applies to a library's own page: its liaison sees all counts.
import type { Rate } from '@askusnow/sdk/contract';

/** Below this denominator rates are not compared: one more click would reorder the table. */
export const COMPARED_DENOMINATOR_MIN = 20;

/** Only the rate is suppressed, since the reader may see each library's counts. */
export function toComparedRate(rate: Rate): Rate {
  if (rate.denominator >= COMPARED_DENOMINATOR_MIN) return rate;
  return { ...rate, value: null, low: null, high: null, suppressed: true };
}
