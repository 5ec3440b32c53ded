// In:    counted weeks of a year; clicks of the same weeks and of the year.
// Out:   the year's questions, by the ratio of questions to clicks and by the mean week, each with a 95 % interval.
// Never: an interval from fewer than two weeks, or from days: days of one week resemble each other more than days of a year.
import type { Estimate } from '@askusnow/sdk/contract';

export interface WeekCount {
  questions: number;
  clicks: number;
}

/** Weeks of a year in the standard method: a typical week × 52, four weeks × 13. */
export const WEEKS_OF_YEAR = 52;

/** 0.975 quantiles of Student's t with 1 to 6 degrees of freedom, where the expansion below is not exact enough. */
const T_FEW = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447];
const Z = 1.959964;

/** The 0.975 quantile of Student's t. Source: Cornish and Fisher's expansion in 1/degrees, to the third term. */
export function tQuantile(degrees: number): number {
  const few = T_FEW[degrees - 1];
  if (few !== undefined) return few;
  const [z3, z5, z7] = [Z ** 3, Z ** 5, Z ** 7];
  return (
    Z +
    (z3 + Z) / (4 * degrees) +
    (5 * z5 + 16 * z3 + 3 * Z) / (96 * degrees ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * degrees ** 3)
  );
}

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/**
 * The interval around a total of `of` weeks that was scaled up from the mean of a sample. `squares`: squared differences of the
 * sample from its model. The variance between weeks is at least Poisson's: a few weeks that happen to be equal say nothing else.
 * Source: Cochran, Sampling Techniques, 2.5 and 6.3 (linearization, with the finite population correction).
 */
function withInterval(value: number, squares: readonly number[], questions: number, of: number): Estimate {
  const weeks = squares.length;
  if (weeks < 2) return { value: Math.round(value), low: null, high: null };
  const mean = questions / weeks;
  const variance = Math.max(sumOf(squares) / (weeks - 1), mean);
  const relative = mean === 0 ? 0 : Math.sqrt((Math.max(0, 1 - weeks / of) * variance) / weeks) / mean;
  const half = tQuantile(weeks - 1) * relative * value;
  // The counted weeks are a part of the total.
  return {
    value: Math.round(value),
    low: Math.round(Math.max(Math.min(questions, value), value - half)),
    high: Math.round(value + half),
  };
}

/** Questions per click in the counted weeks × clicks of the year. Null: no counted week, or no click in them. */
export function estimateByClicks(
  weeks: readonly WeekCount[],
  year: { clicks: number; weeks: number },
): { perClick: number; estimate: Estimate } | null {
  const questions = sumOf(weeks.map((week) => week.questions));
  const clicks = sumOf(weeks.map((week) => week.clicks));
  if (clicks === 0) return null;
  const perClick = questions / clicks;
  const squares = weeks.map((week) => (week.questions - perClick * week.clicks) ** 2);
  return { perClick, estimate: withInterval(perClick * year.clicks, squares, questions, year.weeks) };
}

/** The mean counted week × 52. Null: no counted week. */
export function estimateByWeeks(weeks: readonly number[]): Estimate | null {
  if (weeks.length === 0) return null;
  const questions = sumOf(weeks);
  const mean = questions / weeks.length;
  const squares = weeks.map((week) => (week - mean) ** 2);
  return withInterval(mean * WEEKS_OF_YEAR, squares, questions, WEEKS_OF_YEAR);
}
