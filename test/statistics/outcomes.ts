// How often intervals hold the truth, over many studies of one world.
import type { Change } from '../../server/src/visibility/standard/log-ratio.ts';
import { percent } from './draws.ts';

/** Percent: of intervals, those that hold the truth; of studies, those with a verdict and those without an interval. */
export interface Rates {
  held: number;
  claimed: number;
  silent: number;
}

/** `study`: what each method says about one study. */
export function ratesOf(studies: number, truth: number, study: () => readonly Change[]): Rates[] {
  const counts: { held: number; claimed: number; shown: number }[] = [];
  for (let at = 0; at < studies; at++) {
    for (const [method, { low, high, verdict }] of study().entries()) {
      const count = (counts[method] ??= { held: 0, claimed: 0, shown: 0 });
      if (low === null || high === null) continue;
      count.shown += 1;
      if (low <= truth && truth <= high) count.held += 1;
      if (verdict !== 'no-clear-change') count.claimed += 1;
    }
  }
  return counts.map(({ held, claimed, shown }) => ({
    held: percent(held, shown),
    claimed: percent(claimed, studies),
    silent: percent(studies - shown, studies),
  }));
}
