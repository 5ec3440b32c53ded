// In:    clicks of the days before and after.
// Out:   the logarithm of their ratio per open day, with Poisson's variance; ratios with a 95 % interval and its verdict.
// Never: a ratio from too few days or clicks.
import type { ChangeVerdict } from '@askusnow/sdk/contract';
import { tPoint } from '../../platform/student-t.ts';

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

export const TOO_FEW: Change = { ratio: null, low: null, high: null, verdict: 'too-few' };

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const meanOf = (values: readonly number[]): number => sum(values) / values.length;

export function toChange(logRatio: number, variance: number, freedom: number): Change {
  const reach = tPoint(freedom) * Math.sqrt(variance);
  const [low, high] = [Math.exp(logRatio - reach), Math.exp(logRatio + reach)];
  const verdict = low > 1 ? 'more' : high < 1 ? 'fewer' : 'no-clear-change';
  return { ratio: Math.exp(logRatio), low, high, verdict };
}

/** Clicks by day, in order; null: closed, or not counted. */
export type Days = readonly (number | null)[];

export interface BothSides {
  before: Days;
  after: Days;
}

export const openOf = (days: Days): number[] => days.filter((clicks) => clicks !== null);

/** Half a click is added on each side, so that a side without any has a ratio. Null: too few open days or clicks. */
export function logRatioOf(sides: BothSides): { value: number; variance: number } | null {
  const [before, after] = [openOf(sides.before), openOf(sides.after)];
  const [first, second] = [sum(before), sum(after)];
  if (Math.min(before.length, after.length) < OPEN_DAYS_MIN || first + second < CLICKS_MIN) return null;
  return {
    value: Math.log((second + 0.5) / after.length) - Math.log((first + 0.5) / before.length),
    variance: 1 / (first + 0.5) + 1 / (second + 0.5),
  };
}
