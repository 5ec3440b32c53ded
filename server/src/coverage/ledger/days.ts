// In:    a zone, a period of instants.
// Out:   its civil days as instants, and the period split into parts.
// Never: assumes days of 24 hours: two days of a year are not.
import { overlaps, type Interval } from '../../platform/time/intervals.ts';
import { daysAround } from '../../platform/time/local-time.ts';

/** A civil day, complete even if the period begins or ends within it. */
export interface DayOf extends Interval {
  /** `YYYY-MM-DD`. */
  date: string;
}

/** Sorted. */
export function civilDays(zone: string, period: Interval): DayOf[] {
  const days = daysAround(zone, period);
  return days
    .map(({ civil, startMs }, index) => ({
      date: civil,
      startMs,
      endMs: days[index + 1]?.startMs ?? Infinity,
    }))
    .filter((day) => overlaps(day, period));
}

/** A period is processed in parts of this many days: the changes of a desk in one part take some milliseconds. */
const PART_DAYS = 2;

/** Some civil days of a period, cut to the period. */
export interface Part extends Interval {
  days: DayOf[];
}

/** The parts of a period, sorted. */
export const partsOf = (days: readonly DayOf[], { startMs, endMs }: Interval): Part[] =>
  Array.from({ length: Math.ceil(days.length / PART_DAYS) }, (_, index) => {
    const some = days.slice(index * PART_DAYS, (index + 1) * PART_DAYS);
    return { startMs: Math.max(some[0]!.startMs, startMs), endMs: Math.min(some.at(-1)!.endMs, endMs), days: some };
  });
