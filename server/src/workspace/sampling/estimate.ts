// In:    counted weeks of a year; clicks of the same weeks and of the year.
// Out:   the year's questions, by the ratio of questions to clicks and by the mean week, each with a 95 % interval.
// Never: an interval from fewer than two weeks, or from days: days of one week resemble each other more than days of a year.
import type { Estimate } from '@askusnow/sdk/contract';
import { tPoint } from '../../platform/student-t.ts';

export interface WeekCount {
  questions: number;
  clicks: number;
}

/** Weeks of a year in the standard method: a typical week × 52, four weeks × 13. */
export const WEEKS_OF_YEAR = 52;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);

/** From here on a count is as likely above its mean as below, so that its deviation is enough. */
const EXACT_BELOW = 100;
const CHANCE = 0.025;
/** A sample of less than this part of the year is read without the finite population correction, as Cochran (2.5) allows. */
const SMALL_PART = 0.1;

/** The chance of at most `count`, where `mean` are usual. */
function poissonAtMost(count: number, mean: number): number {
  let term = Math.exp(-mean);
  let chance = term;
  for (let each = 1; each <= count; each++) chance += term *= mean / each;
  return chance;
}

/** The largest mean of which a count so small is not rarer than 1 in 40: 3.69 for 0. Source: Garwood, Biometrika 28 (1936). */
export function poissonUpper(count: number): number {
  let [low, high] = [count, 2 * count + 8];
  for (let step = 0; step < 50; step++) {
    const mean = (low + high) / 2;
    if (poissonAtMost(count, mean) > CHANCE) low = mean;
    else high = mean;
  }
  return high;
}

/**
 * The interval around the total of `of` weeks: the questions of a sample, times `scale`. `squares`: squared differences of the
 * sample from its model. The variance between weeks is at least Poisson's: a few weeks that happen to be equal say nothing else.
 * A small count is skewed, and its deviation is too small where it is low by chance: its upper limit is at least Poisson's exact
 * one, so that four weeks without a question do not promise a year without any.
 * Source: Cochran, Sampling Techniques, 2.5 and 6.3 (linearization, with the finite population correction).
 */
function withInterval(scale: number, squares: readonly number[], questions: number, of: number): Estimate {
  const weeks = squares.length;
  const value = scale * questions;
  if (weeks < 2) return { value: Math.round(value), low: null, high: null };
  const variance = Math.max(sumOf(squares) / (weeks - 1), questions / weeks);
  const uncounted = Math.sqrt(Math.max(0, 1 - weeks / of));
  const half = uncounted * tPoint(weeks - 1) * Math.sqrt(variance * weeks);
  const exact = questions < EXACT_BELOW ? poissonUpper(questions) - questions : 0;
  const above = Math.max(half, exact * (weeks / of < SMALL_PART ? 1 : uncounted));
  // The counted weeks are a part of the total.
  return {
    value: Math.round(value),
    low: Math.round(Math.max(Math.min(questions, value), value - scale * half)),
    high: Math.round(value + scale * above),
  };
}

/** The libraries' errors are independent, so that squares of the ranges' halves add up; one without a range leaves none. */
export function addEstimates(estimates: readonly Estimate[]): Estimate {
  const value = sumOf(estimates.map((each) => each.value));
  const half = (sideOf: (each: Estimate) => number | null): number | null => {
    const sides = estimates.map(sideOf).filter((side) => side !== null);
    return sides.length < estimates.length ? null : Math.round(Math.sqrt(sumOf(sides.map((side) => side ** 2))));
  };
  const below = half(({ value: mid, low }) => (low === null ? null : mid - low));
  const above = half(({ value: mid, high }) => (high === null ? null : high - mid));
  return { value, low: below === null ? null : value - below, high: above === null ? null : value + above };
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
  return { perClick, estimate: withInterval(year.clicks / clicks, squares, questions, year.weeks) };
}

/** The mean counted week × 52. Null: no counted week. */
export function estimateByWeeks(weeks: readonly number[]): Estimate | null {
  if (weeks.length === 0) return null;
  const questions = sumOf(weeks);
  const mean = questions / weeks.length;
  const squares = weeks.map((week) => (week - mean) ** 2);
  return withInterval(WEEKS_OF_YEAR / weeks.length, squares, questions, WEEKS_OF_YEAR);
}
