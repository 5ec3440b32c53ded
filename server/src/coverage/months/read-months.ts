// In:    desks with a zone, civil months, now.
// Out:   each desk's coverage of these months together, as far as they are over: stored sums, and the rest computed.
// Never: figures that differ from computed ones: a stored month is deleted with the change that touches it.
import type { CoverageSum } from '@askusnow/sdk/contract';
import type { Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { addMonths, startOfDayMs } from '../../platform/time/day-window.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { loadCoverage, loadSums } from '../ledger/ledger.ts';
import { addSums } from '../ledger/sums.ts';
import { weeksOf } from './compute-month.ts';
import { loadScheduledSince, loadStored, type Given, type MonthsDesk } from './store.ts';

type Db = Kysely<Tables>;

/** Both ends included, as `YYYY-MM`. */
export interface Months {
  from: string;
  to: string;
}

/** What is longer is read in parts, of one desk after the other. */
const SHORT_MS = 40 * DAY_MS;
/** Desks that are read at once. */
const CHUNK_DESKS = 50;

export const keyOf = ({ queueId, zone }: MonthsDesk): string => `${queueId} ${zone}`;

export function* monthsIn({ from, to }: Months): Generator<string> {
  for (let month = from; month <= to; month = addMonths(month, 1)) yield month;
}

/** Its instants by the clock of a zone. */
export const instantsOf = (zone: string, month: string): Interval => ({
  startMs: startOfDayMs(zone, `${month}-01`),
  endMs: startOfDayMs(zone, `${addMonths(month, 1)}-01`),
});

interface Part extends Interval {
  desk: MonthsDesk;
}

interface Stored {
  stored: Map<string, { coverage: CoverageSum[]; given: Given[] }>;
  /** What is over and not stored, in order, each as long as can be. */
  missing: Part[];
}

/** Of desks. `nowMs`: until when. */
export async function readStored(db: Db, desks: readonly MonthsDesk[], months: Months, nowMs: number): Promise<Stored> {
  const rows = Map.groupBy(await loadStored(db, desks, months), keyOf);
  const found: Stored = { stored: new Map(), missing: [] };
  const all = [...monthsIn(months)];
  // Most desks have one zone.
  const instants = new Map<string, Map<string, Interval>>();
  for (const desk of desks) {
    const its = Map.groupBy(rows.get(keyOf(desk)) ?? [], ({ month }) => month);
    const zoned = instants.get(desk.zone) ?? new Map(all.map((month) => [month, instantsOf(desk.zone, month)]));
    instants.set(desk.zone, zoned);
    const flat = [...its.values()].flat();
    found.stored.set(keyOf(desk), {
      coverage: flat.map(({ coverage }) => coverage),
      given: flat.map(({ given }) => given),
    });
    let last: Part | undefined;
    for (const [month, { startMs, endMs }] of zoned) {
      const part = { startMs: its.get(month)?.[0]?.throughMs ?? startMs, endMs: Math.min(endMs, nowMs) };
      if (part.startMs >= part.endMs) continue;
      if (last?.endMs === part.startMs) last.endMs = part.endMs;
      else found.missing.push((last = { desk, ...part }));
    }
  }
  return found;
}

/** Nothing was scheduled before a desk was known. */
export async function sinceKnown(db: Db, parts: readonly Part[]): Promise<Part[]> {
  if (parts.length === 0) return [];
  const since = await loadScheduledSince(db, [...new Set(parts.map(({ desk }) => desk.queueId))]);
  return parts.flatMap((part) => {
    const startMs = Math.max(part.startMs, since.get(part.desk.queueId) ?? Infinity);
    return startMs < part.endMs ? [{ ...part, startMs }] : [];
  });
}

/** The coverage of desks, by {@link keyOf}. */
export async function readCoverageOfMonths(
  db: Db,
  desks: readonly MonthsDesk[],
  months: Months,
  nowMs: number,
): Promise<Map<string, CoverageSum>> {
  const { stored, missing } = await readStored(db, desks, months, nowMs);
  const sums = new Map([...stored].map(([key, { coverage }]) => [key, [...coverage]]));
  const parts = await sinceKnown(db, missing);
  const isShort = ({ startMs, endMs }: Interval): boolean => endMs - startMs <= SHORT_MS;
  const short = parts.filter(isShort);
  for (let at = 0; at < short.length; at += CHUNK_DESKS) {
    const some = short.slice(at, at + CHUNK_DESKS);
    const read = await loadSums(
      db,
      some.map(({ desk: { queueId }, startMs, endMs }) => ({ queueId, startMs, endMs })),
      nowMs,
    );
    for (const [index, { desk }] of some.entries()) sums.get(keyOf(desk))!.push(read[index]!);
  }
  for (const { desk, ...part } of parts.filter((each) => !isShort(each))) {
    const days = weeksOf(desk.zone, part);
    sums.get(keyOf(desk))!.push((await loadCoverage(db, desk.queueId, part, days, nowMs, false)).sum);
  }
  return new Map([...sums].map(([key, its]) => [key, addSums(its)]));
}
