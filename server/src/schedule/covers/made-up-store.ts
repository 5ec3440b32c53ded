// In:    the database; an hour to store or to remove, its author, now.
// Out:   hours that libraries have picked for those that they did not cover; where libraries are free and people are needed.
// Never: decides whether an hour may be picked: coverage knows who was there.
import type { Kysely } from 'kysely';
import type { ShiftService } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';
import { lacking, mergeIntervals, within, type Interval } from '../../platform/time/intervals.ts';
import { loadRanges } from '../expansion/range-store.ts';
import { neededIn } from '../shifts/needed.ts';
import type { CoverFacts } from './cover.ts';
import { toInterval } from '../expansion/given-store.ts';
import { loadDuties } from './duties-store.ts';
import { loadDeskNeeds } from './week-store.ts';
import { unevenIn, type Uneven } from './week.ts';

type Db = Kysely<Tables>;

/** An hour that a library picked for one that it did not cover. */
export interface PickedHour extends Interval {
  id: number;
  queue: string;
  library: string;
  service: ShiftService;
  /** The start of the hour that was not covered. */
  missedMs: number;
}

/** For hours that began in a window and were not covered, by start. */
export async function loadPicked(db: Db, queues: readonly string[], missed: Interval): Promise<PickedHour[]> {
  const rows = await db
    .selectFrom('made_up_hour')
    .select(['id', 'queue_id', 'library_id', 'service', 'starts_at', 'ends_at', 'for_starts_at'])
    .where('queue_id', 'in', ['', ...queues])
    .where('removed_at', 'is', null)
    .where('for_starts_at', '>=', new Date(missed.startMs))
    .where('for_starts_at', '<', new Date(missed.endMs))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    ...{ id: row.id, queue: row.queue_id, library: row.library_id, service: row.service },
    ...toInterval(row),
    missedMs: row.for_starts_at.getTime(),
  }));
}

export async function insertPicked(
  trx: Db,
  { queue, library, service, startMs, endMs, missedMs }: Omit<PickedHour, 'id'>,
  { by, atMs }: { by: { label: string }; atMs: number },
): Promise<number> {
  const { id } = await trx
    .insertInto('made_up_hour')
    .values({
      queue_id: queue,
      library_id: library,
      service,
      starts_at: new Date(startMs),
      ends_at: new Date(endMs),
      for_starts_at: new Date(missedMs),
      picked_at: new Date(atMs),
      removed_at: null,
      by: by.label,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Where fewer people are scheduled than needed in a window, as far as the schedule is written out; by start. */
export async function loadShortTimes(
  db: Db,
  { id, zone }: { id: string; zone: string },
  window: Interval,
): Promise<Uneven[]> {
  const needs = await loadDeskNeeds(db, id);
  if (needs === undefined || needs.throughMs === null || !needs.hasHours) return [];
  const known = { startMs: window.startMs, endMs: Math.min(window.endMs, needs.throughMs) };
  if (known.startMs >= known.endMs) return [];
  const { hours } = (await loadRanges(db, [id], known.startMs, known.endMs)).get(id)!;
  const { duties } = (await loadDuties(db, [id], known)).get(id)!;
  return unevenIn(neededIn(needs.needed, { hours, zone, window: known }), duties, known).filter(
    ({ needed, scheduled }) => scheduled < needed,
  );
}

/** Parts of short times in which a library has no hour, has given none, and is not closed. */
export function freeOf(
  library: string,
  short: readonly Uneven[],
  { busy, closings }: Pick<CoverFacts, 'busy' | 'closings'>,
): Uneven[] {
  const taken = mergeIntervals([...(busy.get(library) ?? []), ...(closings.get(library) ?? [])]);
  return short.flatMap((time) => lacking([time], within(taken, time)).map((part) => ({ ...time, ...part })));
}
