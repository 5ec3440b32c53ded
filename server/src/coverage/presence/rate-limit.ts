// In:    who speaks, and now.
// Out:   whether they may, or how long they should wait.
// Never: remembers more than one minute of anybody.
import { MINUTE_MS } from '../../platform/time/instants.ts';

/** So many heartbeats of one desk in a minute: two are due, and a person may change their mind. */
const MAX_PER_MINUTE = 30;

/** Counts in fixed minutes per desk. */
export function createPace(): { waitMs(desk: string, nowMs: number): number } {
  let minute = 0;
  let counts = new Map<string, number>();
  return {
    /** 0: it may speak, and has. */
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
