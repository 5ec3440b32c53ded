// Days of libraries as chance draws them: Poisson's counts around a mean that itself varies, from day to day or for weeks.
export type Random = () => number;

/** Knuth's; for larger means in parts, whose sum is Poisson too. */
export function poisson(random: Random, mean: number): number {
  if (mean > 30) return poisson(random, 30) + poisson(random, mean - 30);
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}

/** Source: Box and Muller. */
export const normal = (random: Random): number =>
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Of each weekday, against the mean. */
export const WEEK = [0.45, 1.2, 1.2, 1.2, 1.15, 1.1, 0.7];

/** How the logarithm of a day's mean varies: its standard deviation, and its correlation with the day before. */
export interface Law {
  deviation: number;
  correlation: number;
}
/** Each day by itself. */
export const APART: Law = { deviation: 0.3, correlation: 0 };
/** Days resemble their neighbors for weeks: AR(1). */
export const ALIKE: Law = { deviation: 0.3, correlation: 0.8 };

/** `levelOn`: what multiplies a day's mean. */
export function clicksOf(
  random: Random,
  days: number,
  { perDay, law, levelOn }: { perDay: number; law: Law; levelOn: (day: number) => number },
): number[] {
  const { deviation, correlation } = law;
  let state = deviation * normal(random);
  const step = deviation * Math.sqrt(1 - correlation ** 2);
  return Array.from({ length: days }, (_, day) => {
    const mean = perDay * WEEK[day % 7]! * Math.exp(state - deviation ** 2 / 2) * levelOn(day);
    state = correlation * state + step * normal(random);
    return poisson(random, mean);
  });
}

/** A year's swing of so much, at a phase in radians. */
export const seasonOn = (day: number, swing: number, phase: number): number =>
  1 + swing * Math.sin(phase + (2 * Math.PI * day) / 365);

/** Libraries of different size around a mean, most of them smaller. */
export const sizeAround = (random: Random, perDay: number): number => perDay * Math.exp(0.8 * normal(random));

export const percent = (part: number, of: number): number => (of === 0 ? NaN : Math.round((1000 * part) / of) / 10);
