// In:    the number of attempts, when the notice was created, and now.
// Out:   when to retry, or that it is too late.
// Never: retries at the same moment for recipients that failed together: the wait has jitter.
import { DAY_MS, HOUR_MS } from '../../platform/time/instants.ts';
import { isUrgent, type SentKind } from './notice.ts';

/** A help request is worth a retry after seconds, and none after a day. Units: ms. */
export const GIVE_UP_URGENT_AFTER_MS = DAY_MS;
/** Anything else is still true when a mail server has been down for a day, until the next weekly mail. Units: ms. */
export const GIVE_UP_AFTER_MS = 6 * DAY_MS;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 2 * HOUR_MS;

/**
 * 5 s, doubled each time up to two hours, with jitter from three to five quarters; later if the peer asks for it. Null:
 * give up. Source: Standard Webhooks 1.0.0, "Deliverability and reliability"; its example waits five minutes after the
 * second attempt and continues for three days, which is too long for an empty desk.
 */
export function nextAttemptMs(
  tried: { attempts: number; createdAtMs: number; nowMs: number; notBeforeMs?: number | undefined; kind: SentKind },
  random: () => number = Math.random,
): number | null {
  const { attempts, createdAtMs, nowMs, notBeforeMs = 0, kind } = tried;
  const giveUpAfterMs = isUrgent(kind) ? GIVE_UP_URGENT_AFTER_MS : GIVE_UP_AFTER_MS;
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS) * (0.75 + random() / 2);
  const atMs = Math.max(Math.round(nowMs + waitMs), notBeforeMs);
  return atMs - createdAtMs > giveUpAfterMs ? null : atMs;
}
