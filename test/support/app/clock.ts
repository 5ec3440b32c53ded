import type { Clock } from '../../../server/src/platform/clock.ts';

/** A clock that stands still until a test moves it. */
export interface ManualClock extends Clock {
  /** Moves on, calling back whatever falls due, in order of its time. */
  advance(ms: number): void;
  /** As on a machine that is stopped: time passes, and what falls due meanwhile is called when it goes on. */
  stop(ms: number): void;
  /** Back, too, as clocks are set: what waits still waits for as long. */
  set(iso: string): void;
  /** How many timers are set: an advance calls none that is set after it. */
  timerCount(): number;
}

export function createManualClock(startIso: string): ManualClock {
  let nowMs = Date.parse(startIso);
  let timers: { dueMs: number; run: () => void }[] = [];
  const goTo = (endMs: number): void => {
    if (endMs < nowMs) for (const timer of timers) timer.dueMs -= nowMs - endMs;
    for (;;) {
      const [next] = timers.filter((timer) => timer.dueMs <= endMs).sort((a, b) => a.dueMs - b.dueMs);
      if (!next) break;
      timers = timers.filter((timer) => timer !== next);
      nowMs = Math.max(nowMs, next.dueMs);
      next.run();
    }
    nowMs = endMs;
  };
  return {
    now: () => nowMs,
    after(delayMs, run) {
      const timer = { dueMs: nowMs + Math.max(delayMs, 0), run };
      timers.push(timer);
      return { cancel: () => void (timers = timers.filter((other) => other !== timer)) };
    },
    advance: (ms) => goTo(nowMs + ms),
    stop(ms) {
      nowMs += ms;
      goTo(nowMs);
    },
    set: (iso) => goTo(Date.parse(iso)),
    timerCount: () => timers.length,
  };
}
