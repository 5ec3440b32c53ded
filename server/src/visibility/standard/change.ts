// In:    clicks of open days before and after; of libraries that changed and of others that did not.
// Out:   the ratio of clicks per open day with its 95 % interval, and whether chance explains it.
// Never: calls noise a success: days vary more than Poisson's law, and the interval is as wide as they do.
import type { ChangeVerdict } from '@askusnow/sdk/contract';

export interface Change {
  ratio: number | null;
  low: number | null;
  high: number | null;
  verdict: ChangeVerdict;
}

/** Fewer open days on a side do not show how much days vary. */
export const OPEN_DAYS_MIN = 7;
/** Fewer clicks in all: one more would change the ratio too much. The same small cell as for rates. */
export const CLICKS_MIN = 20;
/** Fewer libraries would show a single one's clicks. */
export const LIBRARIES_MIN = 5;

const TOO_FEW: Change = { ratio: null, low: null, high: null, verdict: 'too-few' };

/** Two-sided 95 % points of Student's t, for 1 to 10 degrees of freedom. */
const T_POINTS = [12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139];
/** Two-sided 95 % point of the normal distribution. */
const Z = 1.959963984540054;

/** Source above 10: the Cornish-Fisher expansion (Abramowitz & Stegun 26.7.5), to three terms. */
export function tPoint(freedom: number): number {
  const known = T_POINTS[freedom - 1];
  if (known !== undefined) return known;
  const [z3, z5, z7] = [Z ** 3, Z ** 5, Z ** 7];
  return (
    Z +
    (z3 + Z) / (4 * freedom) +
    (5 * z5 + 16 * z3 + 3 * Z) / (96 * freedom ** 2) +
    (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * freedom ** 3)
  );
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const meanOf = (values: readonly number[]): number => sum(values) / values.length;

function toChange(logRatio: number, reach: number): Change {
  const [low, high] = [Math.exp(logRatio - reach), Math.exp(logRatio + reach)];
  const verdict = low > 1 ? 'more' : high < 1 ? 'fewer' : 'no-clear-change';
  return { ratio: Math.exp(logRatio), low, high, verdict };
}

/** Pearson's statistic of one side; 0 for a side without clicks. */
function pearson(days: readonly number[]): number {
  const mean = meanOf(days);
  return mean === 0 ? 0 : sum(days.map((clicks) => (clicks - mean) ** 2 / mean));
}

/**
 * One library: quasi-Poisson. The variance of a day is taken as a multiple of its mean, estimated from the days themselves and at least
 * Poisson's own; half a click is added on each side, so that a side without any has a ratio.
 */
export function changeOf(before: readonly number[], after: readonly number[]): Change {
  const [first, second] = [sum(before), sum(after)];
  if (Math.min(before.length, after.length) < OPEN_DAYS_MIN || first + second < CLICKS_MIN) return TOO_FEW;
  const freedom = before.length + after.length - 2;
  const dispersion = Math.max(1, (pearson(before) + pearson(after)) / freedom);
  const logRatio = Math.log((second + 0.5) / after.length) - Math.log((first + 0.5) / before.length);
  const error = Math.sqrt(dispersion * (1 / (first + 0.5) + 1 / (second + 0.5)));
  return toChange(logRatio, tPoint(freedom) * error);
}

/** Clicks per open day of a library on both sides of a day. */
export interface BothSides {
  before: readonly number[];
  after: readonly number[];
}

/** A library that came to meet a rule, and those where nothing changed at that time. */
export interface Treated extends BothSides {
  unchanged: readonly BothSides[];
}

/** Null: too few open days or clicks to take part. */
function logRatioOf({ before, after }: BothSides): number | null {
  if (Math.min(before.length, after.length) < OPEN_DAYS_MIN || sum(before) + sum(after) < CLICKS_MIN) return null;
  return Math.log((sum(after) + 0.5) / after.length) - Math.log((sum(before) + 0.5) / before.length);
}

/**
 * Many libraries: each is compared with itself, less what happened to the unchanged ones in the same weeks, since a season or a
 * holiday is no effect of the rule. The interval is Student's over libraries, so one large library does not decide it.
 */
export function worthOf(treated: readonly Treated[]): Change & { libraries: number } {
  const effects = treated.flatMap((library) => {
    const own = logRatioOf(library);
    const others = library.unchanged.map(logRatioOf).filter((ratio) => ratio !== null);
    return own === null || others.length < LIBRARIES_MIN ? [] : [own - meanOf(others)];
  });
  const libraries = effects.length;
  if (libraries < LIBRARIES_MIN) return { ...TOO_FEW, libraries };
  const mean = meanOf(effects);
  const variance = sum(effects.map((effect) => (effect - mean) ** 2)) / (libraries - 1);
  return { ...toChange(mean, tPoint(libraries - 1) * Math.sqrt(variance / libraries)), libraries };
}
