// In:    nothing.
// Out:   now, and timers that follow it.
// Never: decides anything. Pure files take `now` as an argument; this is for those that own time.

/** The one thing besides the network's edge that a test replaces. Units: ms since the epoch. */
export interface Clock {
  now(): number;
  /** Calls back once after `delayMs`; the handle cancels. Does not keep the process alive. */
  after(delayMs: number, run: () => void): { cancel(): void };
}

/** setTimeout's longest wait; a longer delay is taken in steps. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    let timer: NodeJS.Timeout;
    const wait = (leftMs: number): void => {
      const stepMs = Math.min(Math.max(leftMs, 0), MAX_TIMEOUT_MS);
      timer = setTimeout(() => (leftMs > stepMs ? wait(leftMs - stepMs) : run()), stepMs);
      timer.unref();
    };
    wait(delayMs);
    return { cancel: () => clearTimeout(timer) };
  },
};
