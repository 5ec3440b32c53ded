import { clearTimeout, setTimeout } from './natives.js';

/**
 * Now, and timers that follow it.
 * Units: ms since the epoch, by this machine's clock, which may be wrong: see `clockOffsetMs`.
 * Source: besides `fetch` the one thing that a test replaces.
 */
export interface Clock {
  /** This machine's idea of now. */
  now: () => number;
  /** Calls back once after `delayMs`, at most 2^31-1; the function returned cancels it. */
  after: (delayMs: number, run: () => void) => () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};
