// The former methods, kept as mutants: one library's days, each as if it were by itself; libraries that share their controls, each as
// if it had its own.
import {
  CLICKS_MIN,
  LIBRARIES_MIN,
  logRatioOf,
  meanOf,
  OPEN_DAYS_MIN,
  openOf,
  sum,
  toChange,
  TOO_FEW,
  type BothSides,
  type Change,
} from '../../server/src/visibility/standard/log-ratio.ts';
import type { Cohort } from '../../server/src/visibility/standard/rule-effect.ts';

/** Pearson's statistic of one side; 0 for a side without clicks. */
function pearson(days: readonly number[]): number {
  const mean = meanOf(days);
  return mean === 0 ? 0 : sum(days.map((clicks) => (clicks - mean) ** 2 / mean));
}

/** Quasi-Poisson: the variance between days, and the season for a change. */
export function formerChangeOf(own: BothSides): Change {
  const [before, after] = [openOf(own.before), openOf(own.after)];
  const [first, second] = [sum(before), sum(after)];
  if (Math.min(before.length, after.length) < OPEN_DAYS_MIN || first + second < CLICKS_MIN) return TOO_FEW;
  const freedom = before.length + after.length - 2;
  const dispersion = Math.max(1, (pearson(before) + pearson(after)) / freedom);
  const { value, variance } = logRatioOf(own)!;
  return toChange(value, dispersion * variance, freedom);
}

/** Student's over libraries, less the mean of controls that they share. */
export function formerWorthOf(cohorts: readonly Cohort[]): Change {
  const effects = cohorts.flatMap(({ changed, unchanged }) => {
    const others = [...unchanged.values()].flatMap((each) => logRatioOf(each)?.value ?? []);
    if (others.length < LIBRARIES_MIN) return [];
    return [...changed.values()].flatMap((each) => logRatioOf(each)?.value ?? []).map((own) => own - meanOf(others));
  });
  if (effects.length < LIBRARIES_MIN) return TOO_FEW;
  const mean = meanOf(effects);
  const variance = sum(effects.map((effect) => (effect - mean) ** 2)) / (effects.length - 1);
  return toChange(mean, variance / effects.length, effects.length - 1);
}
