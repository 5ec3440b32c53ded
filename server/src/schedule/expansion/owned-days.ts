// In:    recurring shifts, the hours of their queue, the resulting service hours.
// Out:   the remaining shifts: a holiday in the hours need not be repeated in the shifts.
// Never: changes a day without an exception: shifts beyond service hours are intended.
import type { HoursRules } from '@askusnow/sdk/contract';
import { ownerOf } from '../hours/expand.ts';
import { daysAround } from '../../platform/time/local-time.ts';
import {
  includes,
  lacking,
  mergeIntervals,
  overlaps,
  shared,
  within,
  type Interval,
} from '../../platform/time/intervals.ts';

interface OwnedDay extends Interval {
  isClosed: boolean;
}

function ownedDays({ exceptions }: HoursRules, zone: string, window: Interval): OwnedDay[] {
  if (exceptions.length === 0) return [];
  const days = daysAround(zone, window);
  return days.flatMap(({ civil, startMs }, at): OwnedDay[] => {
    const owner = ownerOf(exceptions, civil);
    const endMs = days[at + 1]?.startMs;
    return owner === null || endMs === undefined ? [] : [{ startMs, endMs, isClosed: owner.open.length === 0 }];
  });
}

/**
 * On a day that an exception closes, no shift starts; on any day of an exception, shifts are cut to its service hours.
 * `open` is known within the window only: shifts beyond it stay complete.
 */
export function leftByExceptions<Shift extends Interval>(
  shifts: readonly Shift[],
  { hours, zone, window }: { hours: HoursRules; zone: string; window: Interval },
  open: readonly Interval[] | null,
): Shift[] {
  const owned = ownedDays(hours, zone, window);
  const closed = owned.filter(({ isClosed }) => isClosed);
  const ruled = open === null ? [] : within(owned, window);
  return shifts
    .filter(({ startMs }) => !closed.some((day) => includes(day, startMs)))
    .flatMap((shift) => {
      const days = ruled.filter((day) => overlaps(day, shift));
      if (days.length === 0) return [shift];
      const parts = [...lacking([shift], days), ...shared(shared([shift], days), open ?? [])];
      return mergeIntervals(parts).map((part) => ({ ...shift, ...part }));
    });
}
