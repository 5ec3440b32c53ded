// In:    requests that a tier beyond the desk's own has taken, and now.
// Out:   which tiers each library's answer passes over, and when that next turns.
// Never: before help is needed, or after: a request for tomorrow changes nothing today.
import { TIERS, type Tier } from '@askusnow/sdk/contract';

/** A request that a farther tier has taken, for as long as it lasts. */
export interface TakenOver {
  /** Null: the desk's own, which all libraries share; at its tier there is no other. */
  library: string | null;
  /** Where the desk is that cannot answer. */
  from: Tier;
  tier: Tier;
  startMs: number;
  endMs: number;
}

const isRunning = ({ startMs, endMs }: TakenOver, nowMs: number): boolean => startMs <= nowMs && nowMs < endMs;

/** From the desk that cannot answer up to the tier that helps, without the latter. Nearest first. */
export const tiersBetween = (from: Tier, tier: Tier): Tier[] =>
  TIERS.slice(TIERS.indexOf(from), Math.max(TIERS.indexOf(from), TIERS.indexOf(tier)));

/**
 * From the desk that cannot answer up to the tier that helps: it was asked because the nearer ones could not. A nearer
 * desk than that has asked for nothing. Nearest first. `library` null: what counts for all.
 */
export function passedOver(taken: readonly TakenOver[], library: string | null, nowMs: number): Tier[] {
  const running = taken.filter((each) => (each.library ?? library) === library && isRunning(each, nowMs));
  const passed = new Set(running.flatMap(({ from, tier }) => tiersBetween(from, tier)));
  return TIERS.filter((tier) => passed.has(tier));
}

/** The next instant at which a request begins or ends to count; Infinity: none. */
export const turnsAt = (taken: readonly TakenOver[], nowMs: number): number =>
  Math.min(...taken.flatMap(({ startMs, endMs }) => [startMs, endMs]).filter((atMs) => atMs > nowMs), Infinity);
