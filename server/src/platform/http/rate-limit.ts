// In:    what is counted, such as an address or a network.
// Out:   how long it must wait; 0: allowed, and counted.
// Never: keeps what it counts: memory holds keyed hashes, until the window ends.
import { hash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.ts';

/** Max counters in memory; the oldest are dropped. */
const MAX_COUNTERS = 10_000;

export interface RateLimit {
  /** Units: ms. */
  take(subject: string): number;
}

/** Counts in fixed windows. */
export function createRateLimit(clock: Clock, { max, windowMs }: { max: number; windowMs: number }): RateLimit {
  const key = randomBytes(32).toString('base64url');
  let window = 0;
  let counts = new Map<string, number>();
  return {
    take(subject) {
      const now = Math.floor(clock.now() / windowMs);
      if (now !== window) {
        window = now;
        counts = new Map();
      }
      const name = hash('sha256', `${key}\n${subject}`, 'base64url');
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      const oldest = counts.keys().next();
      if (counts.size > MAX_COUNTERS && !oldest.done) counts.delete(oldest.value);
      return count > max ? (now + 1) * windowMs - clock.now() : 0;
    },
  };
}
