// In:    shifts, the hours of them that libraries have given, hours that are made up.
// Out:   the time in which somebody is to work.
// Never: reads a clock, or changes what is owed: an hour that is given stays owed by its library.
import type { ShiftService } from '@askusnow/sdk/contract';
import { lacking, mergeIntervals, overlaps, type Interval } from '../../platform/time/intervals.ts';
import type { Shift } from '../shifts/expand.ts';

/** A part of an owed shift that its library has given. `takenBy`: null while nobody has accepted it, and where nobody did. */
export interface GivenHour extends Interval {
  library: string;
  service: ShiftService;
  takenBy: string | null;
}

/** A part of a time that a library picked in which the desk is open. */
export interface MadeUpHour extends Interval {
  library: string;
  service: ShiftService;
}

/** Whether it is a part of this shift, and not of another library's at the same time. */
export const isGivenOf = (
  shift: Interval & Pick<Shift, 'library' | 'service'>,
  given: Interval & Pick<GivenHour, 'library' | 'service'>,
): boolean => given.library === shift.library && given.service === shift.service && overlaps(shift, given);

/** Each separately: shifts without the hours that were given and that nobody has accepted, and hours that are made up. */
export const rosteredShifts = (
  shifts: readonly (Interval & Pick<Shift, 'library' | 'service'>)[],
  { given, madeUp }: { given: readonly GivenHour[]; madeUp: readonly MadeUpHour[] },
): Interval[] => {
  const untaken = given.filter(({ takenBy }) => takenBy === null);
  const worked = shifts.flatMap((shift) => {
    const its = untaken.filter((each) => isGivenOf(shift, each));
    return its.length === 0 ? [shift] : lacking([shift], mergeIntervals(its));
  });
  return [...worked, ...madeUp];
};
