import { POLL_MAX_SEC } from './contract/limits.js';

/** Half of the pages of a stopped server are back within 7.5 s of it, and never more than a few at once. */
const FIRST_WINDOW_MS = 15_000;
const LAST_WINDOW_MS = 60_000;

/**
 * How long to wait before the next attempt: full jitter over a window that doubles from 15 s to 60 s.
 * Units:  ms. `attempt` counts failures in a row from 0; `random` is in [0, 1).
 * Source: AWS "Exponential Backoff and Jitter": a fixed wait brings every page back in the same instant.
 * Errors: none.
 * @example reconnectDelayMs(0, Math.random())
 */
export const reconnectDelayMs = (attempt: number, random: number): number =>
  random * Math.min(LAST_WINDOW_MS, FIRST_WINDOW_MS * 2 ** attempt);

/**
 * The server's retry, between a second and an hour: a wrong value must neither make a page reconnect ten times a
 * second nor send it away for weeks.
 * Units: ms. 0 where it asks for none, or for something that is no number.
 * Errors: none.
 * @example toAskedWaitMs(1000 * Number(headers.get('retry-after')))
 */
export const toAskedWaitMs = (askedMs: number): number =>
  askedMs > 0 ? Math.min(Math.max(askedMs, 1000), POLL_MAX_SEC * 1000) : 0;
