// In:    the machine's clock and the database's.
// Out:   the difference between them, and the resulting state of the node.
// Never: uses an answer with a long round trip: half of that is its possible error.
import { createSharedClock, type Clock, type MachineClock, type SharedClock } from '../clock.ts';
import type { Database } from '../db/database.ts';
import { askTime } from './store.ts';

/** Number of measurements; the quickest answer counts. */
const SAMPLES = 3;
/** Slower answers are discarded. Units: ms. */
const MAX_ROUND_TRIP_MS = 1_000;

export interface Skew {
  /** The machine's clock minus the database's. Units: ms. */
  skewMs: number;
  /** Max error: half the round trip. Units: ms. */
  uncertaintyMs: number;
}

/** Null: every answer was too slow. Rejects if the database cannot be reached. */
export async function measureSkew(database: Database, machine: MachineClock): Promise<Skew | null> {
  let best: Skew | null = null;
  await askTime(database, SAMPLES, async (ask) => {
    const sentAtMs = machine.elapsed();
    const databaseMs = await ask();
    const receivedMs = machine.now();
    const uncertaintyMs = (machine.elapsed() - sentAtMs) / 2;
    if (uncertaintyMs > MAX_ROUND_TRIP_MS / 2 || (best !== null && best.uncertaintyMs <= uncertaintyMs)) return;
    best = { skewMs: receivedMs - uncertaintyMs - databaseMs, uncertaintyMs };
  });
  return best;
}

/**
 * Measures, and corrects the clock if that answered in time. Measures again if the machine's clock was set meanwhile: the
 * clock would correct itself twice by the same jump. Rejects if the database cannot be reached.
 */
export async function correctClock(database: Database, clock: SharedClock): Promise<void> {
  let measured: Skew | null;
  let jumpCount: number;
  do {
    jumpCount = clock.jumpCount();
    measured = await measureSkew(database, clock.machine);
  } while (clock.jumpCount() !== jumpCount);
  const knownMs = clock.skewMs();
  // Ignore a difference within the uncertainty: otherwise the time would jitter.
  if (measured && (knownMs === null || Math.abs(measured.skewMs - knownMs) > measured.uncertaintyMs))
    clock.setSkew(measured.skewMs);
}

/** For a short-lived process: the machine's clock, corrected once if the database has its own. */
export async function databaseClock(database: Database, machine: MachineClock): Promise<Clock> {
  if (database.kind === 'pglite') return machine;
  const clock = createSharedClock(machine);
  await correctClock(database, clock);
  return clock;
}

/** `right`: within the tolerance. `off`: outside of it, and corrected. `unknown`: not measured, or not since it was set. */
export type ClockState = 'right' | 'off' | 'unknown';

/** Time servers keep a clock well within this. Units: ms. */
const SKEW_TOLERANCE_MS = 2_000;
/** Hysteresis: `right` again only well within the tolerance, so that a borderline clock is not logged each minute. Units: ms. */
const RIGHT_AGAIN_MS = 1_000;

export const isWithinTolerance = (skewMs: number | null): boolean =>
  skewMs !== null && Math.abs(skewMs) <= SKEW_TOLERANCE_MS;

export function nextClockState(before: ClockState, skewMs: number | null): ClockState {
  if (skewMs === null) return 'unknown';
  const toleranceMs = before === 'off' ? RIGHT_AGAIN_MS : SKEW_TOLERANCE_MS;
  return Math.abs(skewMs) <= toleranceMs ? 'right' : 'off';
}

const inWords = (skewMs: number): string => {
  const seconds = Math.abs(skewMs) / 1_000;
  return `${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s ${skewMs > 0 ? 'ahead of' : 'behind'} the database's`;
};

/** One line for the log. */
export function describeClock(state: ClockState, skewMs: number | null): string {
  if (state === 'unknown' || skewMs === null)
    return "This node's clock was set, and cannot be compared with the database's: it takes no shared work until it can.";
  if (state === 'right') return "This node's clock agrees with the database's.";
  return (
    `This node's clock is ${inWords(skewMs)}. It is corrected, and the node leaves shared work to nodes whose ` +
    "clocks are right. Set this machine's clock, or the database's: they should follow the same time servers."
  );
}
