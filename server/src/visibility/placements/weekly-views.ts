// In:    the daily views of a placement, today.
// Out:   its views by week, for a small trend.
import { PROFILE_DAYS, type DailyViews } from './silence.ts';

const WEEK = 7;
export const NO_VIEWS: DailyViews = { days: [], views: [] };

/** The earliest week first; the last one ends with `today`, which is not over. `today`: a day number. */
export function weeklyViews({ days, views }: DailyViews, today: number): number[] {
  const weeks = new Array<number>(PROFILE_DAYS / WEEK).fill(0);
  const last = weeks.length - 1;
  for (const [index, day] of days.entries()) {
    const week = last - Math.floor((today - day) / WEEK);
    if (week >= 0 && week <= last) weeks[week]! += views[index]!;
  }
  return weeks;
}
