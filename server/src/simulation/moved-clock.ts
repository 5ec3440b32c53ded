// In:    an instant to begin at.
// Out:   a clock that stands still until the simulation moves it.
// Never: the machine's time.
import type { Clock } from '../platform/clock.ts';

export interface MovedClock extends Clock {
  /** Sets the time; timers wait for the next `run`. */
  moveTo(ms: number): void;
  /**
   * Calls back what is due, each once, in order of its time: a job that is due every 15 s runs once after a step of half an
   * hour, as on a machine that was asleep.
   */
  run(): void;
}

export function createMovedClock(startMs: number): MovedClock {
  let nowMs = startMs;
  const timers = new Set<{ dueMs: number; call: () => void }>();
  return {
    now: () => nowMs,
    after(delayMs, call) {
      const timer = { dueMs: nowMs + Math.max(delayMs, 0), call };
      timers.add(timer);
      return { cancel: () => void timers.delete(timer) };
    },
    moveTo(ms) {
      nowMs = Math.max(nowMs, ms);
    },
    run() {
      const due = [...timers].filter(({ dueMs }) => dueMs <= nowMs).sort((one, other) => one.dueMs - other.dueMs);
      for (const timer of due) if (timers.delete(timer)) timer.call();
    },
  };
}
