// In:    instants at which something is due.
// Out:   one call at the earliest of them; the caller then says when the next is due.
// Never: more than one timer, however many libraries wait.
import type { Clock } from '../platform/clock.ts';

export interface WakeTimer {
  /** Calls `onWake` at this instant or earlier. Units: ms since the epoch; Infinity: never. */
  wakeBy(atMs: number): void;
  close(): void;
}

export function createWakeTimer(clock: Clock, onWake: () => void): WakeTimer {
  let timer: { cancel(): void } | undefined;
  let setForMs = Infinity;
  return {
    wakeBy(atMs) {
      if (atMs >= setForMs) return;
      timer?.cancel();
      setForMs = atMs;
      timer = clock.after(Math.max(atMs - clock.now(), 1), () => {
        setForMs = Infinity;
        onWake();
      });
    },
    close() {
      timer?.cancel();
      setForMs = -Infinity; // No instant is earlier: the timer is never set again.
    },
  };
}
