// In:    requests that a tier beyond the library's own has taken, and now.
// Out:   at which tier each library's answer starts, and when that next turns.
// Never: before help is needed, or after: a request for tomorrow changes nothing today.
import { TIERS, type Tier } from '@askusnow/sdk/contract';

/** A request that a farther tier has taken, for as long as it lasts. */
export interface TakenOver {
  library: string;
  tier: Tier;
  startMs: number;
  endMs: number;
}

const isRunning = ({ startMs, endMs }: TakenOver, nowMs: number): boolean => startMs <= nowMs && nowMs < endMs;

/** The farthest that has taken any: it was asked because the nearer ones could not. Null: the nearest. */
export function startTierOf(taken: readonly TakenOver[], library: string, nowMs: number): Tier | null {
  const tiers = taken.filter((each) => each.library === library && isRunning(each, nowMs)).map(({ tier }) => tier);
  return TIERS.findLast((tier) => tiers.includes(tier)) ?? null;
}

/** The next instant at which a request begins or ends to count; Infinity: none. */
export const turnsAt = (taken: readonly TakenOver[], nowMs: number): number =>
  Math.min(...taken.flatMap(({ startMs, endMs }) => [startMs, endMs]).filter((atMs) => atMs > nowMs), Infinity);
