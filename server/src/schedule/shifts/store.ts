// In:    the database, a queue's id, shifts that check.ts has validated.
// Out:   a queue's shifts, from rules and the calendar; whether a change was stored, or why not.
// Never: commits a change without its audit entry, revision and notification.
import type { Kysely } from 'kysely';
import type { ShiftFeed, ShiftRule, Tier } from '@askusnow/sdk/contract';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { addEntries, queueSubject, type Authorship } from '../../platform/audit/audit-store.ts';

/** A queue with its shifts. */
export interface ShiftsRecord {
  id: string;
  name: string;
  tier: Tier;
  zone: string;
  shifts: ShiftRule[];
  feed: ShiftFeed | null;
  revision: number;
}

/** The change, the revision that it replaces, and its author. */
export interface ShiftsSaving extends Authorship {
  shifts: ShiftRule[];
  revision: number;
}

const toIso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** Undefined: no such queue. */
export async function loadShifts(db: Kysely<Tables>, queue: string): Promise<ShiftsRecord | undefined> {
  const row = await db
    .selectFrom('queue')
    .leftJoin('shift_feed as feed', 'feed.queue_id', 'queue.id')
    .select(['id', 'name', 'tier', 'zone', 'shifts', 'shifts_revision'])
    .select(['feed.url', 'feed.checked_at', 'feed.confirmed_at', 'feed.fault_code', 'feed.fault_detail', 'feed.events'])
    .select('feed.left_out')
    .where('id', '=', queue)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { id, name, tier, zone, shifts, shifts_revision: revision, fault_code: code } = row;
  const fault = code === null ? null : { code, detail: row.fault_detail ?? '' };
  const read = {
    checkedAt: toIso(row.checked_at),
    goodAt: toIso(row.confirmed_at),
    fault,
    events: row.events ?? 0,
    leftOut: row.left_out,
  };
  return { id, name, tier, zone, shifts, feed: row.url === null ? null : { url: row.url, ...read }, revision };
}

/** Notifies every node that a queue's shifts or calendar have changed. */
export const publishShifts = ({ changes }: Database, queue: string, trx: Kysely<Tables>): Promise<void> =>
  changes.publish(`shifts:${queue}`, trx);

/** Locks a queue's shifts until the transaction ends; or returns why a change with this revision is refused. */
export async function lockShifts(
  trx: Kysely<Tables>,
  queue: string,
  revision: number,
): Promise<ShiftsRecord | 'stale' | 'unknown'> {
  await trx.selectFrom('queue').select('id').where('id', '=', queue).forUpdate().execute();
  const record = await loadShifts(trx, queue);
  if (record === undefined) return 'unknown';
  return record.revision === revision ? record : 'stale';
}

/** Stores shifts if their revision is current. */
export function saveShifts(
  database: Database,
  queue: string,
  { shifts, revision, ...authorship }: ShiftsSaving,
): Promise<ShiftsRecord | 'stale' | 'unknown'> {
  return database.db.transaction().execute(async (trx) => {
    const before = await lockShifts(trx, queue, revision);
    if (typeof before === 'string') return before;
    await trx
      .updateTable('queue')
      .set({
        shifts: JSON.stringify(shifts),
        shifts_revision: revision + 1,
        shifts_edited_at: new Date(authorship.atMs),
      })
      .where('id', '=', queue)
      .execute();
    await addEntries(trx, authorship, [
      { subject: queueSubject(queue), action: 'shifts-changed', before: before.shifts, after: shifts },
    ]);
    await publishShifts(database, queue, trx);
    return { ...before, shifts, revision: revision + 1 };
  });
}
