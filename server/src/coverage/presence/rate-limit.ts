// In:    a desk that sends a heartbeat, and now.
// Out:   whether it may, or how long it must wait.
// Never: keeps more than the current minute.
import { MINUTE_MS } from '../../platform/time/instants.ts';

/** Max heartbeats per desk and minute: two are expected, and a person may change their status. */
const MAX_PER_MINUTE = 30;

/** Counts in fixed minutes per desk. */
export function createRateLimit(): { waitMs(desk: string, nowMs: number): number } {
  let minute = 0;
  let counts = new Map<string, number>();
  return {
    /** 0: allowed, and counted. */
    waitMs(desk, nowMs) {
      const now = Math.floor(nowMs / MINUTE_MS);
      if (now !== minute) {
        minute = now;
        counts = new Map();
      }
      const count = (counts.get(desk) ?? 0) + 1;
      counts.set(desk, count);
      return count > MAX_PER_MINUTE ? (now + 1) * MINUTE_MS - nowMs : 0;
    },
  };
}
