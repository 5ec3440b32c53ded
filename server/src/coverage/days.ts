// In:    a zone, a period of instants.
// Out:   its civil days as instants.
// Never: a day of 24 hours by rule: two of a year's days are not that long.
import { daysAround, type Interval } from '../hours/local-time.ts';

/** A civil day, whole, also where the period begins or ends within it. */
export interface DayOf extends Interval {
  /** `YYYY-MM-DD`. */
  date: string;
}

/** In order. */
export function civilDays(zone: string, period: Interval): DayOf[] {
  const days = daysAround(zone, period);
  return days
    .map(({ date, startMs }, index) => ({
      date: date.toString(),
      startMs,
      endMs: days[index + 1]?.startMs ?? Infinity,
    }))
    .filter(({ startMs, endMs }) => startMs < period.endMs && period.startMs < endMs);
}
