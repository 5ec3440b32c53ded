// In:    libraries that came to meet a rule, by day, and those where nothing changed in the weeks around it.
// Out:   how many times as many clicks the rule brings, with a 95 % interval.
// Never: counts libraries that share their controls as so many observations: their common error is in the interval.
import { LIBRARIES_MIN, logRatioOf, meanOf, toChange, TOO_FEW, type BothSides, type Change } from './log-ratio.ts';

/** Libraries that came to meet a rule on one day, and those where nothing changed around it; by library. */
export interface Cohort {
  changed: ReadonlyMap<string, BothSides>;
  unchanged: ReadonlyMap<string, BothSides>;
}

type Values = readonly (readonly [library: string, value: number])[];

const valuesOf = (libraries: ReadonlyMap<string, BothSides>): Values =>
  [...libraries].flatMap(([library, sides]) => {
    const ratio = logRatioOf(sides);
    return ratio === null ? [] : [[library, ratio.value] as const];
  });
const meanValue = (values: Values): number => meanOf(values.map(([, value]) => value));

/** Each value's part of the error of their mean; the squares add up to its variance. */
const errorsOf = (values: Values): Values => {
  const mean = meanValue(values);
  const root = Math.sqrt(values.length * (values.length - 1));
  return values.map(([library, value]) => [library, (value - mean) / root]);
};

/**
 * Differences in differences: each library is compared with itself, less what happened to the unchanged ones in the same weeks,
 * since a season or a holiday is no effect of the rule. The variance is clustered by library: whatever one library adds to the
 * error, as one that met the rule and as one that others are compared with, is summed before it is squared. For a single day this is
 * Welch's test, and the degrees of freedom are his (Satterthwaite's).
 */
export function worthOf(cohorts: readonly Cohort[]): Change & { libraries: number } {
  const compared = cohorts
    .map(({ changed, unchanged }) => ({ changed: valuesOf(changed), unchanged: valuesOf(unchanged) }))
    .filter(({ unchanged }) => unchanged.length >= LIBRARIES_MIN);
  const effects = compared.flatMap(({ changed, unchanged }) => {
    const usual = meanValue(unchanged);
    return changed.map(([library, value]) => [library, value - usual] as const);
  });
  const libraries = effects.length;
  if (libraries < LIBRARIES_MIN) return { ...TOO_FEW, libraries };
  const errors = new Map(errorsOf(effects));
  for (const { changed, unchanged } of compared)
    for (const [library, error] of errorsOf(unchanged))
      errors.set(library, (errors.get(library) ?? 0) - (error * changed.length) / libraries);
  const met = new Set(effects.map(([library]) => library));
  const parts = [...Map.groupBy(errors, ([library]) => met.has(library)).values()].map((its) => ({
    freedom: Math.max(1, its.length - 1),
    variance: its.reduce((total, [, error]) => total + error ** 2, 0),
  }));
  const variance = parts.reduce((total, part) => total + part.variance, 0);
  const freedom = variance ** 2 / parts.reduce((total, part) => total + part.variance ** 2 / part.freedom, 0);
  return { ...toChange(meanValue(effects), variance, freedom), libraries };
}
