// In:    shifts as they recur, the hours of their queue, the service hours that come of them.
// Out:   the shifts that are left: a holiday that the hours name need not be written down again among the shifts.
// Never: touches a day that no exception owns: shifts beyond service hours are somebody's choice.
import type { HoursRules } from '@askusnow/sdk/contract';
import { ownerOf } from '../hours/expand.ts';
import { daysAround, type Interval } from '../../platform/time/local-time.ts';
import { lacking, mergeIntervals, shared, within } from '../../platform/time/intervals.ts';

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
 * On a day that an exception closes no shift starts; on any day that one owns, shifts are cut to its service hours.
 * `open` is known within the window alone: what reaches out of it stays whole.
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
    .filter(({ startMs }) => !closed.some((day) => day.startMs <= startMs && startMs < day.endMs))
    .flatMap((shift) => {
      const days = ruled.filter((day) => day.startMs < shift.endMs && shift.startMs < day.endMs);
      if (days.length === 0) return [shift];
      const parts = [...lacking([shift], days), ...shared(shared([shift], days), open ?? [])];
      return mergeIntervals(parts).map((part) => ({ ...shift, ...part }));
    });
}
