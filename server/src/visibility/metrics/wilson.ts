// In:    a numerator and a denominator, both counts.
// Out:   their ratio with its 95 % Wilson interval.
// Never: a ratio without a denominator: no evidence is not 0 %.
import type { Rate } from '@askusnow/sdk/contract';

/** Two-sided 95 % point of the normal distribution. */
const Z = 1.959963984540054;

/**
 * Wilson 1927, without continuity correction: it stays within 0..1 and is valid for 0/12, which the textbook interval is
 * not. A numerator above its denominator counts as equal to it: one view can be followed by a second click after 2 s.
 */
export function toRate(numerator: number, denominator: number): Rate {
  if (denominator === 0) return { numerator, denominator, value: null, low: null, high: null, suppressed: false };
  const value = Math.min(numerator / denominator, 1);
  const z2 = Z * Z;
  const centre = value + z2 / (2 * denominator);
  const reach = Z * Math.sqrt((value * (1 - value) + z2 / (4 * denominator)) / denominator);
  const scale = 1 + z2 / denominator;
  return {
    numerator,
    denominator,
    value,
    low: value === 0 ? 0 : Math.max(0, (centre - reach) / scale),
    high: value === 1 ? 1 : Math.min(1, (centre + reach) / scale),
    suppressed: false,
  };
}
