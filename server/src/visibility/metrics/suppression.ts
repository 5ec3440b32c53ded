// In:    a rate that is shown beside other libraries' rates.
// Out:   the same rate, or one that says that it is hidden.
// Never: touches a library's own page: its liaison sees placement and day counts whole.
import type { Rate } from '@askusnow/sdk/contract';

/** Below this denominator libraries are not compared: one click more would reorder the table. */
export const COMPARED_DENOMINATOR_MIN = 20;

/** The counts stay; only the share goes, since the reader may see each library's counts anyway. */
export function toComparedRate(rate: Rate): Rate {
  if (rate.denominator >= COMPARED_DENOMINATOR_MIN) return rate;
  return { ...rate, value: null, low: null, high: null, suppressed: true };
}
