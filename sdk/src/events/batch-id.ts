import { crypto } from '../natives.js';

/**
 * Names one send, so that its retry is known for what it is.
 * Shape:  `YYYYMMDD-` and 32 hex digits: the UTC day of `nowMs` and 128 random bits.
 * Units:  `nowMs` in ms since the epoch, by the server's clock: the route refuses a day that is not about its own.
 * Source: `getRandomValues`, because `randomUUID` is missing on http pages. UTC getters, because old date libraries
 *         replace `toISOString`.
 * Errors: none.
 * @example toBatchId(Date.now()) // '20261124-9f86d081884c7d659a2feaa0c55ad015'
 */
export function toBatchId(nowMs: number): string {
  const now = new Date(nowMs);
  let id = now.getUTCFullYear() * 10_000 + (now.getUTCMonth() + 1) * 100 + now.getUTCDate() + '-';
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) id += (byte + 256).toString(16).slice(1);
  return id;
}
