// In:    the machine's clock; its measured skew.
// Out:   now, and timers that follow it; the time that all nodes share.
// Never: used by pure files: they take `now` as an argument.

/** Tests replace this and the network edge only. Units: ms since the epoch. */
export interface Clock {
  now(): number;
  /** Calls back once after `delayMs`; the handle cancels. Does not keep the process alive. */
  after(delayMs: number, run: () => void): { cancel(): void };
}

/** The clock of one machine. Two machines' clocks differ, and any of them may be set at any time. */
export interface MachineClock extends Clock {
  /** Monotonic, whatever the clock is set to. Units: ms since an arbitrary instant. */
  elapsed(): number;
}

/** setTimeout's longest wait; a longer delay is split into several. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

export const systemClock: MachineClock = {
  now: () => Date.now(),
  elapsed: () => performance.now(),
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

/** A machine's clock minus its skew: the time that all nodes of one database share. */
export interface SharedClock extends Clock {
  machine: MachineClock;
  /** The machine's clock minus the shared one. Units: ms. Null: not measured yet, or not since the clock was set. */
  skewMs(): number | null;
  /** Sets the skew to subtract from now on. */
  setSkew(skewMs: number): void;
  /** The skew cannot be measured after the clock was set: use the later of the two possible times. */
  giveUpOnJump(): void;
  /** How often the machine's clock was found to be set: what was measured before then is not the skew any more. */
  jumpCount(): number;
  /** Called when the machine's clock was set. Until the skew is measured again, time continues as before. */
  onJump(listener: () => void): void;
}

/** A larger difference between clock time and elapsed time means that the clock was set or the machine slept. Units: ms. */
const JUMP_MS = 1_000;
/** Two readings further apart were interrupted, and are taken again. Units: ms. */
const MAX_READING_MS = 50;

/**
 * Starts without a correction. @NOTE A machine that slept looks like one whose clock was set forward: until the skew is
 * measured, the time of its sleep is missing, so the measuring code must give up soon.
 */
export function createSharedClock(machine: MachineClock): SharedClock {
  const read = (): { nowMs: number; elapsedMs: number } => {
    for (;;) {
      const elapsedMs = machine.elapsed();
      const nowMs = machine.now();
      if (machine.elapsed() - elapsedMs <= MAX_READING_MS) return { nowMs, elapsedMs };
    }
  };
  let last = read();
  let skewMs = 0;
  let isMeasured = false;
  /** How far the clock was set since the last measurement. */
  let jumpedMs = 0;
  let jumpCount = 0;
  let jumpListener = (): void => {};

  /** Reads the machine's clock; its time goes on as before if it was set. */
  const readOn = (): number => {
    const reading = read();
    const jumpMs = reading.nowMs - last.nowMs - (reading.elapsedMs - last.elapsedMs);
    last = reading;
    if (Math.abs(jumpMs) > JUMP_MS) {
      skewMs += jumpMs;
      jumpedMs += jumpMs;
      jumpCount += 1;
      isMeasured = false;
      jumpListener();
    }
    return reading.nowMs;
  };

  return {
    machine,
    // A skew has fractions; instants are whole milliseconds.
    now: () => Math.round(readOn() - skewMs),
    after: machine.after,
    skewMs: () => (isMeasured ? skewMs : null),
    setSkew(measuredMs) {
      skewMs = measuredMs;
      jumpedMs = 0;
      isMeasured = true;
    },
    giveUpOnJump() {
      // Evidence that looks too old is rejected; evidence that looks too young would be accepted.
      if (jumpedMs > 0) skewMs -= jumpedMs;
      jumpedMs = 0;
    },
    jumpCount() {
      readOn();
      return jumpCount;
    },
    onJump(listener) {
      jumpListener = listener;
    },
  };
}

export const isSharedClock = (clock: Clock): clock is SharedClock => 'setSkew' in clock;
