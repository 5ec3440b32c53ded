// In:    a library's clicks before and after a day; those of other libraries in the same weeks.
// Out:   how many times as many as theirs would make, with a 95 % interval, and whether chance explains it.
// Never: calls noise or a season a success: the interval is as wide as the other libraries differ, and as its own weeks vary.
import { chunksOf } from '../../platform/chunks.ts';
import {
  LIBRARIES_MIN,
  logRatioOf,
  meanOf,
  openOf,
  sum,
  toChange,
  TOO_FEW,
  type BothSides,
  type Change,
  type Days,
} from './log-ratio.ts';

type LogRatio = NonNullable<ReturnType<typeof logRatioOf>>;

const weightsOf = (others: readonly LogRatio[], spread: number): number[] =>
  others.map(({ variance }) => 1 / (variance + spread));
const weightedMean = (others: readonly LogRatio[], weights: readonly number[]): number =>
  sum(others.map(({ value }, at) => value * weights[at]!)) / sum(weights);

/** Larger variances between libraries do not occur: a factor of e⁴ would be usual. */
const SPREAD_MAX = 16;
const HALVINGS = 40;

/** The variance between libraries beyond Poisson's: with it, weighted squares are as large as expected. Source: Paule and Mandel, 1982. */
function spreadOf(others: readonly LogRatio[]): number {
  const isTooSmall = (spread: number): boolean => {
    const weights = weightsOf(others, spread);
    const mean = weightedMean(others, weights);
    return sum(others.map(({ value }, at) => weights[at]! * (value - mean) ** 2)) > others.length - 1;
  };
  if (!isTooSmall(0)) return 0;
  let [low, high] = [0, SPREAD_MAX];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const middle = (low + high) / 2;
    if (isTooSmall(middle)) low = middle;
    else high = middle;
  }
  return high;
}

/** The variance of a side's logarithm by how its weeks vary: days resemble their neighbors, so days alone would show too little. */
function weeksOf(days: Days): { variance: number; freedom: number } {
  const weeks = [...chunksOf(days, 7)].map(openOf);
  const rates = weeks.filter(({ length }) => length > 0).map(meanOf);
  const [mean, freedom] = [meanOf(rates), rates.length - 1];
  const squares = sum(rates.map((rate) => (rate / mean - 1) ** 2));
  return { variance: mean > 0 && freedom > 0 ? squares / freedom / rates.length : 0, freedom };
}

/**
 * One library against what happened to the others in the same weeks. A library differs from them by Poisson's law and by what
 * libraries differ anyway. `others`: those compared with; null: too few open days or clicks of its own.
 */
export function changeOf(own: BothSides, others: readonly BothSides[]): Change & { others: number | null } {
  const ratio = logRatioOf(own);
  if (ratio === null) return { ...TOO_FEW, others: null };
  const ratios = others.flatMap((each) => logRatioOf(each) ?? []);
  const count = ratios.length;
  if (count < LIBRARIES_MIN) return { ...TOO_FEW, others: count };
  const spread = spreadOf(ratios);
  const weights = weightsOf(ratios, spread);
  const ofMean = 1 / sum(weights);
  const expected = ratio.variance + spread + ofMean;
  const [before, after] = [weeksOf(own.before), weeksOf(own.after)];
  const variance = Math.max(expected, before.variance + after.variance + ofMean);
  // Others with few clicks say little about a library with many (Satterthwaite): there its own weeks say more.
  const ofOthers = (count - 1) * (expected / ((count + 1) * ofMean)) ** 2;
  const freedom = Math.max(ofOthers, Math.min(count - 1, before.freedom + after.freedom));
  return { ...toChange(ratio.value - weightedMean(ratios, weights), variance, freedom), others: count };
}
