// In:    a seed, a number or a text.
// Out:   numbers that are the same in every run.
// Never: Math.random: a simulation of one seed is always the same.

/** Numbers in [0, 1). Source: mulberry32, in the public domain. */
export function createRandom(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** A generator for one part of the simulation, whatever was drawn for the others. Source: the hash is FNV-1a. */
export function randomOf(...names: readonly (string | number)[]): () => number {
  let hash = 0x811c9dc5;
  for (const char of names.join('|')) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193);
  return createRandom(hash);
}

/** How often something happens that happens `mean` times on average. Source: Knuth's product of uniform numbers. */
export function poisson(random: () => number, mean: number): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count++;
  return count;
}
