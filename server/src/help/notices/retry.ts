// In:    how often a delivery was tried, when the notice was told, and now.
// Out:   when to try again, or that it is not worth it any more.
// Never: two recipients that failed together trying together again: the wait is spread.
import { DAY_MS, HOUR_MS } from '../../platform/time/instants.ts';

/** A call for help is worth another try after seconds, and nobody's any more after a day. Units: ms. */
export const GIVE_UP_AFTER_MS = DAY_MS;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 2 * HOUR_MS;

/**
 * 5 s, doubled each time up to two hours, of that three to five quarters; later where the peer has asked for it.
 * Null: give up. Source of the manner: Standard Webhooks 1.0.0, "Deliverability and reliability"; its example waits
 * five minutes after the second attempt and goes on for three days, which is not how long a desk stands empty.
 */
export function nextAttemptMs(
  tried: { attempts: number; createdAtMs: number; nowMs: number; notBeforeMs?: number | undefined },
  random: () => number = Math.random,
): number | null {
  const { attempts, createdAtMs, nowMs, notBeforeMs = 0 } = tried;
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS) * (0.75 + random() / 2);
  const atMs = Math.max(Math.round(nowMs + waitMs), notBeforeMs);
  return atMs - createdAtMs > GIVE_UP_AFTER_MS ? null : atMs;
}
