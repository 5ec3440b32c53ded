// In:    the daily views of a placement, the library's closed days, today.
// Out:   whether its silence is longer than chance explains.
// Never: counts a day that is not over, or on which the library is closed, as silence.
import { DAY_MS } from '../../platform/time/instants.ts';

/** Days that are read: the profile and the longest silence that is judged. A placement without a view in them is lost. */
export const PROFILE_DAYS = 84;
/** False alarms per placement and year: one in twenty years. */
const ALARMS_PER_YEAR = 0.05;
/**
 * Days vary more than chance alone explains: by about half of their mean (a snow day, a broken catalogue). It is the shape of a
 * negative binomial: 1/√4.
 */
const DAY_SHAPE = 4;
/** A weekday that was not seen yet is taken to have half of the usual views; it weighs as much as one day that was seen. */
const UNSEEN_SHARE = 0.5;
const WEEK = 7;

/** Civil days as whole numbers, so that they can be counted. Units: days since 1970-01-01. */
export const toDayNumber = (date: string): number => Date.parse(date) / DAY_MS;

/** Views of the days that have any, in order. A view is an impression or a plain link that was followed. */
export interface DailyViews {
  days: readonly number[];
  views: readonly number[];
}

export interface SilenceFacts extends DailyViews {
  /** The first day of the placement, or of what was read; it counts if it is whole. */
  fromDay: number;
  today: number;
  closedDays: ReadonlySet<number>;
}

const zeros = (): number[] => new Array<number>(WEEK).fill(0);

/**
 * Whether the silence since the last view is too long for chance. For each whole silent day, the probability of no view, given
 * what that weekday usually has: `−ln p` of a negative binomial, whose mean is `n · ln(1 + e/E) / e` for `n` views on `E` such
 * days before and `e` of them since: a rate that was measured over few days proves less. A silence can begin once a day at most, or as
 * often as there are views, so it is lost where the sum is at least `ln(365 · min(views per day, 1) / 0.05)`.
 * Errors: none. Source: test/unit/visibility/placements-silence.test.ts simulates it, 0.5 to 50 views a day.
 */
export function isLost({ days, views, fromDay, today, closedDays }: SilenceFacts): boolean {
  const lastDay = days.at(-1);
  if (lastDay === undefined) return true;
  if (today - lastDay <= 1) return false;
  const seenDays = zeros();
  const silentDays = zeros();
  for (let day = fromDay; day < today; day += 1) {
    if (closedDays.has(day)) continue;
    (day <= lastDay ? seenDays : silentDays)[day % WEEK]! += 1;
  }
  const seen = zeros();
  for (const [index, day] of days.entries()) if (!closedDays.has(day)) seen[day % WEEK]! += views[index]!;
  const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
  const perDay = sum(seen) / Math.max(sum(seenDays), 1);
  // It was seen on closed days alone: how many views it has on open ones is not known.
  if (perDay === 0) return false;
  const surprise = seen.map((count, weekday) => {
    const since = silentDays[weekday]!;
    if (since === 0) return 0;
    const before = seenDays[weekday]! + 1;
    const mean = ((count + UNSEEN_SHARE * perDay) * Math.log(1 + since / before)) / since;
    return since * DAY_SHAPE * Math.log(1 + mean / DAY_SHAPE);
  });
  return sum(surprise) >= Math.log((365 * Math.min(perDay, 1)) / ALARMS_PER_YEAR);
}
