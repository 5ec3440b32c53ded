// How a figure differs from the same figure of days before.
import type { Rate } from '@askusnow/sdk';
import { countText, percentText } from './count-text.js';

/** Below so many a percentage would be noise. */
const PERCENT_OF_MIN = 20;

const signOf = (difference: number): string => (difference > 0 ? '+' : difference < 0 ? '−' : '±');

/** "+14 (67 %)" */
export function differenceText(now: number, before: number): string {
  const size = Math.abs(now - before);
  const percent = before < PERCENT_OF_MIN ? '' : ` (${percentText(size / before)})`;
  return `${signOf(now - before)}${countText(size)}${percent}`;
}

/** "+67 % vs October" */
export function countChangeText(now: number, before: number, than: string): string {
  if (now === before) return `Same as ${than}`;
  const size = Math.abs(now - before);
  const amount = before < PERCENT_OF_MIN ? countText(size) : percentText(Math.round((size / before) * 100) / 100);
  return `${signOf(now - before)}${amount} vs ${than}`;
}

/** "+1.2 points vs October"; where the earlier rate is within the range of this one, the two may be the same. */
export function rateChangeText({ value, low, high }: Rate, before: Rate | null, than: string): string | null {
  if (value === null || before === null || before.value === null) return null;
  if (low !== null && high !== null && low <= before.value && before.value <= high) return `About the same as ${than}`;
  const points = Math.round((value - before.value) * 1000) / 10;
  return `${signOf(points)}${Math.abs(points)} points vs ${than}`;
}
