import { clearTimeout, setTimeout } from './natives.js';

/** A longer delay than this is run at once by browsers and Node: a page would ask without a pause. Units: ms. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/**
 * Now, and timers that follow it.
 * Units: ms since the epoch, by this machine's clock, which may be wrong: see `clockOffsetMs`.
 * Source: besides `fetch` the one thing that a test replaces.
 */
export interface Clock {
  /** This machine's idea of now. */
  now: () => number;
  /** Calls back once after `delayMs`, or sooner where that is more than timers can wait; the function returned cancels it. */
  after: (delayMs: number, run: () => void) => () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  // Taken now: old date libraries replace it.
  now: Date.now,
  after(delayMs, run) {
    const timer = setTimeout(run, Math.min(delayMs, LONGEST_DELAY_MS));
    return () => clearTimeout(timer);
  },
};
