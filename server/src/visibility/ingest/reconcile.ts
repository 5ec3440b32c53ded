// In:    the database, and how far back hours are kept.
// Out:   where the two grains of counters differ: on every day that has both, or on the last two.
// Never: long on the database at a time: where a server runs on PGlite, patrons' events wait for the same session.
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { addDays } from '../../platform/time/day-window.ts';
import { DAY_MS, toUtcDate } from '../../platform/time/instants.ts';
import { plansFor } from './partitions.ts';
import {
  findDifferences,
  loadCountedLibraries,
  loadLastDay,
  loadOldestHours,
  type Difference,
} from './reconcile-store.ts';

export type { Difference } from './reconcile-store.ts';

/** What was compared, and what was found. */
export interface Reconciliation {
  /** Civil days `YYYY-MM-DD`, both included. */
  from: string;
  to: string;
  libraries: number;
  /** At most {@link MAX_DIFFERENCES}. */
  differences: Difference[];
  /** There were more, and the rest was not compared. */
  isCut: boolean;
}

export const MAX_DIFFERENCES = 100;
/** A statement that took longer is followed by one over fewer days, a much quicker one by one over more. Units: ms. */
const TARGET_MS = 20;
const FIRST_DAYS = 8;
const MAX_DAYS = 512;

/** Hours are dropped by the month: before this day there may be days without them. */
async function keptFrom(db: Kysely<Tables>, nowMs: number): Promise<string> {
  const planned = plansFor(nowMs).find(({ table }) => table === 'library_hour')!.keepFrom;
  const oldest = await loadOldestHours(db);
  return oldest !== null && oldest < planned ? oldest : planned;
}

const daysAfter = (tookMs: number, days: number): number => {
  if (tookMs > TARGET_MS) return Math.max(1, Math.floor(days / 2));
  return tookMs < TARGET_MS / 4 ? Math.min(MAX_DAYS, days * 2) : days;
};

/** Every day whose hours are kept, library by library. */
export async function reconcile(db: Kysely<Tables>, nowMs: number): Promise<Reconciliation> {
  const from = await keptFrom(db, nowMs);
  const libraries = await loadCountedLibraries(db);
  const found: Difference[] = [];
  let to = toUtcDate(nowMs);
  let days = FIRST_DAYS;
  for (const library of libraries) {
    const last = (await loadLastDay(db, library)) ?? '';
    if (last > to) to = last;
    for (let first = from; first <= last && found.length <= MAX_DIFFERENCES;) {
      const startedAtMs = performance.now();
      const part = { from: first, to: addDays(first, days - 1) };
      found.push(...(await findDifferences(db, [library], part, MAX_DIFFERENCES + 1 - found.length)));
      first = addDays(first, days);
      days = daysAfter(performance.now() - startedAtMs, days);
      await new Promise(setImmediate); // Requests come first.
    }
  }
  return {
    from,
    to,
    libraries: libraries.length,
    differences: found.slice(0, MAX_DIFFERENCES),
    isCut: found.length > MAX_DIFFERENCES,
  };
}

/** At a start: the first difference of any library in its last two days. */
export async function findRecentDifference(db: Kysely<Tables>, nowMs: number): Promise<Difference | null> {
  const from = toUtcDate(nowMs - 2 * DAY_MS);
  return (await findDifferences(db, await loadCountedLibraries(db), { from, to: null }, 1))[0] ?? null;
}
