// In:    a queue's observed presence.
// Out:   the state shown to patrons: down at once, up again no sooner than a minute after the last down; staff's view.
// Never: shows more than was observed. Coverage uses the observed state, only patrons see this one.
import type { PresenceState } from '@askusnow/sdk/contract';
import { isFresh, SAMPLE_LIFE_MS, type Seen } from './sample.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';

/** A queue's last sample. `unknown`: a source is configured, but has sent nothing yet. */
export interface Observation {
  state: PresenceState;
  sampledAtMs: number;
  /** Somebody is back, and is shown from this instant on. Null: shown as sampled. */
  heldUntilMs: number | null;
}

/** Somebody is at the desk, free or not. */
export const isThere = (state: PresenceState): boolean => state === 'available' || state === 'busy';

/** Minimum time from the last down to the next up: a flapping source must not be shown as available. */
export const UP_AGAIN_MS = MINUTE_MS;

export function toObservation(seen: Seen | null): Observation {
  if (seen === null) return { state: 'unknown', sampledAtMs: 0, heldUntilMs: null };
  const { state, sampledAtMs, lastNobodyAtMs } = seen;
  const isBack = state !== 'nobody' && lastNobodyAtMs !== null;
  return { state, sampledAtMs, heldUntilMs: isBack ? lastNobodyAtMs + UP_AGAIN_MS : null };
}

export interface Shown {
  state: PresenceState;
  /** Observed as more than that, but not shown before this instant; null: shown as observed. */
  heldUntilMs: number | null;
  /** When this changes without another sample; null: never. */
  turnsAtMs: number | null;
}

/** The state shown now, and until when without another sample. */
export function shownAt({ state, sampledAtMs, heldUntilMs }: Observation, nowMs: number): Shown {
  if (state === 'unknown' || !isFresh(sampledAtMs, nowMs))
    return { state: 'unknown', heldUntilMs: null, turnsAtMs: null };
  const lapsesAtMs = sampledAtMs + SAMPLE_LIFE_MS;
  return heldUntilMs !== null && nowMs < heldUntilMs
    ? { state: 'nobody', heldUntilMs, turnsAtMs: Math.min(lapsesAtMs, heldUntilMs) }
    : { state, heldUntilMs: null, turnsAtMs: lapsesAtMs };
}

/** The state observed now, regardless of the shown one. */
export const seenAt = (observation: Observation, nowMs: number): PresenceState =>
  shownAt({ ...observation, heldUntilMs: null }, nowMs).state;

/** When the observed state began; null: never observed. */
export const seenSinceMs = (seen: Seen | null, nowMs: number): number | null =>
  seen && (isFresh(seen.sampledAtMs, nowMs) ? seen.sinceMs : Math.min(seen.sampledAtMs + SAMPLE_LIFE_MS, nowMs));

/**
 * When the shown state began; null: never observed. `nobodySinceMs`: the start of the last completed interval with nobody
 * there.
 */
export function shownSinceMs(seen: Seen | null, nobodySinceMs: number | null, nowMs: number): number | null {
  if (seen === null) return null;
  const { state, heldUntilMs } = shownAt(toObservation(seen), nowMs);
  if (state === 'unknown') return seenSinceMs(seen, nowMs);
  if (heldUntilMs !== null) return nobodySinceMs ?? seen.sinceMs;
  return Math.max(seen.sinceMs, toObservation(seen).heldUntilMs ?? -Infinity);
}
