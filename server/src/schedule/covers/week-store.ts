// In:    a shared desk, a week.
// Out:   the closings that libraries have announced, how far its schedule is written out, names of libraries.
// Never: who announced one.
import type { Kysely } from 'kysely';
import type { NeededRule } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { toInterval } from '../expansion/given-store.ts';

export interface LibraryClosing extends Interval {
  library: string;
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
