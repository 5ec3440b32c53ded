// Whether a figure stays as it is while its load does.
//
// The rule: over the second half of the time, the rise by the Theil–Sen slope is at most a share of that half's median, or an
// amount where the share would be less. The first half is for what fills once: caches, pools, pages of tables.
import { median } from './process-cpu.ts';

export interface Point {
  sec: number;
  value: number;
}

export interface Limit {
  /** Of the second half's median. */
  share: number;
  /** In the figure's own unit. */
  amount: number;
}

export interface Flatness {
  /** The second half's median. */
  level: number;
  /** Over the second half. */
  rise: number;
  limit: number;
  isFlat: boolean;
}

/** The median of the slopes of all pairs: single peaks and noise do not move it. Source: Sen, J. Am. Stat. Assoc. 63 (1968). */
function theilSenSlope(points: readonly Point[]): number {
  const slopes = points.flatMap((one, index) =>
    points.slice(index + 1).map((other) => (other.value - one.value) / (other.sec - one.sec)),
  );
  return median(slopes);
}

/** Of points in the order of time. Throws where the second half has fewer than four: nothing can be said of them. */
export function flatnessOf(points: readonly Point[], { share, amount }: Limit): Flatness {
  const half = points.slice(Math.floor(points.length / 2));
  if (half.length < 4) throw new Error('too few samples to judge');
  const level = median(half.map(({ value }) => value));
  const rise = theilSenSlope(half) * (half.at(-1)!.sec - half[0]!.sec);
  const limit = Math.max(share * level, amount);
  return { level, rise, limit, isFlat: rise <= limit };
}
