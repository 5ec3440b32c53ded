// In:    what is counted, such as an address or a network.
// Out:   how long it must wait; 0: allowed, and counted.
// Never: keeps what it counts: memory holds keyed hashes, until the window ends.
import type { Clock } from '../clock.ts';
import { createNaming, forgetOldest } from './keyed-names.ts';

export interface RateLimit {
  /** Units: ms. */
  take(subject: string): number;
}

/** Counts in fixed windows. */
export function createRateLimit(clock: Clock, { max, windowMs }: { max: number; windowMs: number }): RateLimit {
  const named = createNaming();
  let window = 0;
  let counts = new Map<string, number>();
  return {
    take(subject) {
      const now = Math.floor(clock.now() / windowMs);
      if (now !== window) {
        window = now;
        counts = new Map();
      }
      const name = named(subject);
      const count = (counts.get(name) ?? 0) + 1;
      counts.set(name, count);
      forgetOldest(counts);
      return count > max ? (now + 1) * windowMs - clock.now() : 0;
    },
  };
}
