// The time by the server's clock, for ages and days. A reader's computer may be wrong by minutes.

/** Half of the second that a `Date` is cut by. */
const HALF_MS = 500;

/** Add it to this computer's clock for the server's. Units: ms. */
let offsetMs = 0;

/** Learns it of an answer: `Date` is when it was made, `Age` how long a cache has kept it since. Source: RFC 9110 §6.6.1, RFC 9111 §5.1. */
export function hearServerClock(headers: Headers): void {
  const madeMs = Date.parse(headers.get('date') ?? '');
  if (Number.isNaN(madeMs)) return;
  offsetMs = madeMs + HALF_MS + Number(headers.get('age')) * 1000 - Date.now();
}

/** Now, by the server's clock; by this computer's until the first response. */
export const serverNowMs = (): number => Date.now() + offsetMs;
