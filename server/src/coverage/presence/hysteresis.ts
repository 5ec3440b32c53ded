// In:    what a queue is seen as.
// Out:   what its patrons are shown: down at once, up again no sooner than a minute after the last down; what staff see.
// Never: more than was seen. Coverage rests on what was seen; this is for the eyes of those who would click.
import type { PresenceState } from '@askusnow/sdk/contract';
import { isFresh, SAMPLE_LIFE_MS, type Seen } from './sample.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';

/** A sample as the answer takes it. `unknown`: a source is configured, and has said nothing yet. */
export interface Observation {
  state: PresenceState;
  sampledAtMs: number;
  /** Somebody is back, but is shown no sooner. Null: shown as sampled. */
  heldUntilMs: number | null;
}

/** Up again no sooner than so long after the last down: a source that flaps is nobody to turn to. */
export const UP_AGAIN_MS = MINUTE_MS;

export function toObservation(seen: Seen | null): Observation {
  if (seen === null) return { state: 'unknown', sampledAtMs: 0, heldUntilMs: null };
  const { state, sampledAtMs, lastNobodyAtMs } = seen;
  const isBack = state !== 'nobody' && lastNobodyAtMs !== null;
  return { state, sampledAtMs, heldUntilMs: isBack ? lastNobodyAtMs + UP_AGAIN_MS : null };
}

export interface Shown {
  state: PresenceState;
  /** Seen as more than that, but not shown before; null: shown as seen. */
  heldUntilMs: number | null;
  /** When this turns by itself; null: not without another sample. */
  turnsAtMs: number | null;
}

/** What is shown now, and until when without another sample. */
export function shownAt({ state, sampledAtMs, heldUntilMs }: Observation, nowMs: number): Shown {
  if (state === 'unknown' || !isFresh(sampledAtMs, nowMs))
    return { state: 'unknown', heldUntilMs: null, turnsAtMs: null };
  const lapsesAtMs = sampledAtMs + SAMPLE_LIFE_MS;
  return heldUntilMs !== null && nowMs < heldUntilMs
    ? { state: 'nobody', heldUntilMs, turnsAtMs: Math.min(lapsesAtMs, heldUntilMs) }
    : { state, heldUntilMs: null, turnsAtMs: lapsesAtMs };
}

/** What is seen now, whatever is shown. */
export const seenAt = (observation: Observation, nowMs: number): PresenceState =>
  shownAt({ ...observation, heldUntilMs: null }, nowMs).state;

/** When what is seen began; null: nothing ever was. */
export const seenSinceMs = (seen: Seen | null, nowMs: number): number | null =>
  seen && (isFresh(seen.sampledAtMs, nowMs) ? seen.sinceMs : Math.min(seen.sampledAtMs + SAMPLE_LIFE_MS, nowMs));

/**
 * When what is shown began; null: nothing was ever seen. `nobodySinceMs`: the beginning of the last stretch with nobody
 * there that is over.
 */
export function shownSinceMs(seen: Seen | null, nobodySinceMs: number | null, nowMs: number): number | null {
  if (seen === null) return null;
  const { state, heldUntilMs } = shownAt(toObservation(seen), nowMs);
  if (state === 'unknown') return seenSinceMs(seen, nowMs);
  if (heldUntilMs !== null) return nobodySinceMs ?? seen.sinceMs;
  return Math.max(seen.sinceMs, toObservation(seen).heldUntilMs ?? -Infinity);
}
