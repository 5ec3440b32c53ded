// In:    a zone, a period of instants.
// Out:   its civil days as instants, some at a time.
// Never: a day of 24 hours by rule: two of a year's days are not that long.
import { daysAround, type Interval } from '../../platform/time/local-time.ts';

/** A civil day, whole, also where the period begins or ends within it. */
export interface DayOf extends Interval {
  /** `YYYY-MM-DD`. */
  date: string;
}

/** In order. */
export function civilDays(zone: string, period: Interval): DayOf[] {
  const days = daysAround(zone, period);
  return days
    .map(({ civil, startMs }, index) => ({
      date: civil,
      startMs,
      endMs: days[index + 1]?.startMs ?? Infinity,
    }))
    .filter(({ startMs, endMs }) => startMs < period.endMs && period.startMs < endMs);
}

/** A period is walked so many days at a time: what a desk can turn in them is read and added up in some milliseconds. */
const PART_DAYS = 2;

/** Some civil days of a period, from its start or to its end where they reach beyond. */
export interface Part extends Interval {
  days: DayOf[];
}

/** A period as parts, in order. */
export const partsOf = (days: readonly DayOf[], { startMs, endMs }: Interval): Part[] =>
  Array.from({ length: Math.ceil(days.length / PART_DAYS) }, (_, index) => {
    const some = days.slice(index * PART_DAYS, (index + 1) * PART_DAYS);
    return { startMs: Math.max(some[0]!.startMs, startMs), endMs: Math.min(some.at(-1)!.endMs, endMs), days: some };
  });
