import { clearTimeout, setTimeout } from './natives.js';

/** Browsers and Node run a timer with a longer delay at once: a page would request without a pause. Units: ms. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/**
 * Now, and timers that follow it.
 * Units: ms since the epoch, by this machine's clock, which may be wrong: see `clockOffsetMs`.
 * Source: besides `fetch` the one thing that a test replaces.
 */
export interface Clock {
  /** The time by this machine's clock. */
  now: () => number;
  /** Calls back once after `delayMs`, or sooner if timers cannot wait that long; the returned function cancels it. */
  after: (delayMs: number, run: () => void) => () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  // Captured now: old date libraries replace it.
  now: Date.now,
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(delayMs, LONGEST_DELAY_MS));
    return () => clearTimeout(timer);
  },
};
