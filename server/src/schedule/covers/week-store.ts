// In:    a shared desk, a week.
// Out:   its open offers, the closings that libraries have announced, how far its schedule is written out, names of libraries.
// Never: the reason of an offer: its own library and the coordinator see it elsewhere.
import type { Kysely } from 'kysely';
import type { NeededRule, ShiftService } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { toInterval } from '../expansion/given-store.ts';

/** An hour that a library gives and that nobody has accepted. */
export interface OpenOffer extends Interval {
  id: number;
  library: string;
  service: ShiftService;
}

export interface LibraryClosing extends Interval {
  library: string;
}

/** By desk, each by start. */
export async function loadOpenOffers(
  db: Kysely<Tables>,
  queues: readonly string[],
  { startMs, endMs }: Interval,
): Promise<Map<string, OpenOffer[]>> {
  const rows = await db
    .selectFrom('cover_offer')
    .select(['id', 'queue_id', 'library_id', 'service', 'starts_at', 'ends_at'])
    .where('queue_id', 'in', ['', ...queues])
    .where('state', '=', 'open')
    .where('starts_at', '<', new Date(endMs))
    .where('ends_at', '>', new Date(startMs))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  const toOffer = (row: (typeof rows)[number]): OpenOffer => ({
    ...{ id: row.id, library: row.library_id, service: row.service },
    ...toInterval(row),
  });
  return new Map([...Map.groupBy(rows, ({ queue_id }) => queue_id)].map(([queue, its]) => [queue, its.map(toOffer)]));
}

/** By start. Of all libraries. */
export async function loadAnnouncedClosings(db: Kysely<Tables>, week: Interval): Promise<LibraryClosing[]> {
  const rows = await db
    .selectFrom('library_closing')
    .select(['library_id', 'starts_at', 'ends_at'])
    .where('withdrawn_at', 'is', null)
    .where('starts_at', '<', new Date(week.endMs))
    .where('ends_at', '>', new Date(week.startMs))
    .orderBy('starts_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ library: row.library_id, ...toInterval(row) }));
}

/** What a desk needs, whether its hours are known, and how far ahead its schedule is written out; undefined: no such desk. */
export async function loadDeskNeeds(
  db: Kysely<Tables>,
  queue: string,
): Promise<{ needed: NeededRule[]; hasHours: boolean; throughMs: number | null } | undefined> {
  const row = await db
    .selectFrom('queue')
    .leftJoin('schedule_expansion as done', 'done.queue_id', 'queue.id')
    .select(['queue.needed', 'queue.weekly', 'done.through_at'])
    .where('queue.id', '=', queue)
    .executeTakeFirst();
  return row && { needed: row.needed, hasHours: row.weekly !== null, throughMs: row.through_at?.getTime() ?? null };
}

/** By id; those that have left since, too. */
export async function loadLibraryNames(
  db: Kysely<Tables>,
  ids: Iterable<string>,
): Promise<{ id: string; name: string }[]> {
  return db
    .selectFrom('library')
    .select(['id', 'name'])
    .where('id', 'in', ['', ...ids])
    .orderBy('id')
    .execute();
}
