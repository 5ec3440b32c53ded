// The silence rule before this one, as a mutant: every placement by itself, and days that vary by half of their mean.
import type { SilenceFacts } from '../../../server/src/visibility/placements/silence.ts';

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

const zeros = (): number[] => new Array<number>(WEEK).fill(0);

/** At midnight only: it takes no notice of the morning. */
export function wasLost({ days, views, fromDay, today, closedDays }: SilenceFacts): boolean {
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
