// In:    the machine's clock; what it was measured to be wrong by.
// Out:   now, and timers that follow it; the one time that nodes go by.
// Never: decides anything. Pure files take `now` as an argument; this is for those that own time.

/** The one thing besides the network's edge that a test replaces. Units: ms since the epoch. */
export interface Clock {
  now(): number;
  /** Calls back once after `delayMs`; the handle cancels. Does not keep the process alive. */
  after(delayMs: number, run: () => void): { cancel(): void };
}

/** The clock of one machine. Two machines' clocks differ, and any of them may be set at any time. */
export interface MachineClock extends Clock {
  /** Grows evenly, however the clock is set. Units: ms since an instant of its own. */
  elapsed(): number;
}

/** setTimeout's longest wait; a longer delay is taken in steps. */
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

/** A machine's clock less its skew: the time that every node of one database goes by. */
export interface SharedClock extends Clock {
  machine: MachineClock;
  /** The machine's clock, less the shared one. Units: ms. Null: not known: not measured yet, or not since the clock was set. */
  skewMs(): number | null;
  /** Corrects it from now on. */
  setSkew(skewMs: number): void;
  /** After the machine's clock was set its skew cannot be measured: of the two possible times the later one counts. */
  giveUpOnJump(): void;
  /** Called when the machine's clock was set. Until it is measured again, time goes on as it went before. */
  onJump(listener: () => void): void;
}

/** A machine's clock that moves so far from the time that passes was set, or its machine slept. Units: ms. */
const JUMP_MS = 1_000;
/** Two readings that are further apart were interrupted, and are taken again. Units: ms. */
const MAX_READING_MS = 50;

/**
 * Starts uncorrected. @NOTE A machine that slept looks like one whose clock was set forward: until its skew is measured
 * the time of its sleep is missing, so whoever measures gives up soon.
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
  /** How far the clock was set since it was measured. */
  let jumpedMs = 0;
  let jumpListener = (): void => {};

  const now = (): number => {
    const reading = read();
    const jumpMs = reading.nowMs - last.nowMs - (reading.elapsedMs - last.elapsedMs);
    last = reading;
    if (Math.abs(jumpMs) > JUMP_MS) {
      skewMs += jumpMs;
      jumpedMs += jumpMs;
      isMeasured = false;
      jumpListener();
    }
    // A skew has fractions; instants are whole milliseconds.
    return Math.round(reading.nowMs - skewMs);
  };

  return {
    machine,
    now,
    after: machine.after,
    skewMs: () => (isMeasured ? skewMs : null),
    setSkew(measuredMs) {
      skewMs = measuredMs;
      jumpedMs = 0;
      isMeasured = true;
    },
    giveUpOnJump() {
      // Evidence that looks too old is not believed; evidence that looks too young would be.
      if (jumpedMs > 0) skewMs -= jumpedMs;
      jumpedMs = 0;
    },
    onJump(listener) {
      jumpListener = listener;
    },
  };
}

export const isSharedClock = (clock: Clock): clock is SharedClock => 'setSkew' in clock;
