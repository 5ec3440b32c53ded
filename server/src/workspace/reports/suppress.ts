// In:    figures that leave the cooperative: parts and their total.
// Out:   which of them may be shown, so that no figure below 5 can be computed from the others.
// Never: hides a single part: the total less the parts that are shown would give it away.

/** A figure of at most this is shown as "fewer than 5". */
export const SMALL_MAX = 4;

export const isSmall = (count: number): boolean => count <= SMALL_MAX;

interface Suppressed {
  /** By part: whether it is hidden. */
  parts: boolean[];
  total: boolean;
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

/**
 * Whether a reader who knows these rules learns no more of a small part than that it is small: the hidden parts add up to
 * what the total leaves, small ones are 0 to 4, and others at least 5.
 */
function isProtected(counts: readonly number[], hidden: readonly boolean[]): boolean {
  const parts = counts.filter((_, index) => hidden[index]);
  const small = parts.filter(isSmall).length;
  if (small === 0) return true;
  const sum = sumOf(parts);
  const others = parts.length - small;
  const least = (SMALL_MAX + 1) * others;
  const low = others > 0 ? 0 : sum - SMALL_MAX * (small - 1);
  const high = sum - least;
  return low <= 0 && high >= SMALL_MAX;
}

/** Whether a total may be shown where each part that is not small is known from elsewhere. */
export const mayShowTotal = (counts: readonly number[]): boolean =>
  !isSmall(sumOf(counts)) && isProtected(counts, counts.map(isSmall));

/** Hides each small part, and then the smallest of the others until nothing can be computed; at last the total. */
export function suppressParts(counts: readonly number[]): Suppressed {
  const parts = counts.map(isSmall);
  const bySize = counts.map((_, index) => index).sort((one, other) => counts[one]! - counts[other]!);
  if (isSmall(sumOf(counts))) return { parts: counts.map(() => true), total: true };
  while (!isProtected(counts, parts)) {
    const next = bySize.find((index) => !parts[index]);
    if (next === undefined) return { parts, total: true };
    parts[next] = true;
  }
  return { parts, total: false };
}
