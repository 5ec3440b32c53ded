// In:    a desk's shifts, the desk's today.
// Out:   the same without those of single days that have long passed.
// Never: a day that may still be written out as instants: a schedule that was written stays, and what was owed with it.
import type { ShiftRule } from '@askusnow/sdk/contract';
import { daysBefore } from '../../platform/time/day-window.ts';

/** How long a dated shift stays in the pattern after its day, which is longer than a server may be away. Units: days. */
export const DATED_SHIFT_KEPT_DAYS = 90;

/** A roster that is imported month by month would fill the pattern with days that are over. */
export function withoutLongPast(shifts: readonly ShiftRule[], today: string): ShiftRule[] {
  const first = daysBefore(today, DATED_SHIFT_KEPT_DAYS);
  return shifts.filter(({ date = first }) => date >= first);
}
