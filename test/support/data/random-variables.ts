// Random variables of the simulations, by a random number in [0, 1).

type Random = () => number;

export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

export function poisson(mean: number, random: Random): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(random)));
  let count = 0;
  for (let left = random(), p = Math.exp(-mean), sum = p; left > sum && count < 1000; sum += p) p *= mean / (count += 1);
  return count;
}

/** A gamma variable with mean 1 and this standard deviation, at most 0.7. Source: Marsaglia and Tsang 2000. */
export function varied(deviation: number, random: Random): number {
  if (deviation === 0) return 1;
  const shape = 1 / deviation ** 2;
  const d = shape - 1 / 3;
  for (;;) {
    const x = normal(random);
    const v = (1 + x / Math.sqrt(9 * d)) ** 3;
    if (v > 0 && Math.log(1 - random()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return (d * v) / shape;
  }
}
