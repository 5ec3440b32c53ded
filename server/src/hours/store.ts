// In:    the database, a queue's id, a change that hours/check.ts has passed.
// Out:   queues with their hours; whether a change was written, or why not.
// Never: a change without its audit entry, its revision and its announcement: all of it commits, or nothing does.
import { type Selectable } from 'kysely';
import type { AuditEntry, HoursRules, Tier } from '@askusnow/sdk/contract';
import { EVERYTHING, type Database } from '../db/database.ts';
import type { QueueTable } from '../db/tables.ts';

/** A queue as its hours rule it. */
export interface QueueRecord {
  id: string;
  name: string;
  tier: Tier;
  zone: string;
  hours: HoursRules;
  closedUntilMs: number | null;
  revision: number;
}

/** What a person changed. */
export type QueueChange =
  { action: 'hours-changed'; hours: HoursRules } | { action: 'closed-until'; untilMs: number | null };

/** Who changed it, from which revision, and why. */
export interface Change {
  change: QueueChange;
  revision: number;
  by: { id: number; label: string };
  atMs: number;
  note: string | null;
}

/** An audit trail is for people: so many of its latest entries are read. */
const AUDIT_ENTRIES = 200;

const toRecord = (row: Selectable<QueueTable>): QueueRecord => ({
  id: row.id,
  name: row.name,
  tier: row.tier,
  zone: row.zone,
  hours: { weekly: row.weekly, seasons: row.seasons, exceptions: row.exceptions },
  closedUntilMs: row.closed_until?.getTime() ?? null,
  revision: row.revision,
});

/** A queue's name in the audit trail, and on the channel that tells every node of a change. */
const PREFIX = 'queue:';
const subjectOf = (queue: string): string => `${PREFIX}${queue}`;

/** Hears which queue has changed; null: any of them may have. Returns how to stop. */
export const onQueueChange = ({ changes }: Database, listener: (queue: string | null) => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === EVERYTHING) listener(null);
    else if (payload.startsWith(PREFIX)) listener(payload.slice(PREFIX.length));
  });

/** Queues by id; all of them where `ids` is absent. */
export async function loadQueues({ db }: Database, ids?: readonly string[]): Promise<QueueRecord[]> {
  if (ids?.length === 0) return [];
  let query = db.selectFrom('queue').selectAll();
  if (ids !== undefined) query = query.where('id', 'in', ids);
  return (await query.orderBy('id').execute()).map(toRecord);
}

const toInstant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

/** A closing is not of the file, so that an import neither undoes it nor is held up by it. */
const columnsOf = (change: QueueChange, at: Date) =>
  change.action === 'hours-changed'
    ? {
        weekly: change.hours.weekly && JSON.stringify(change.hours.weekly),
        seasons: JSON.stringify(change.hours.seasons),
        exceptions: JSON.stringify(change.hours.exceptions),
        edited_at: at,
      }
    : { closed_until: toInstant(change.untilMs) };

const shown = (change: QueueChange, { hours, closedUntilMs }: QueueRecord): string =>
  JSON.stringify(change.action === 'hours-changed' ? hours : { closedUntil: toInstant(closedUntilMs) });

/** Writes a change over the revision that it names. */
export function saveChange(
  { db, changes }: Database,
  queue: string,
  { change, revision, by, atMs, note }: Change,
): Promise<QueueRecord | 'stale' | 'unknown'> {
  return db.transaction().execute(async (trx) => {
    const row = await trx.selectFrom('queue').selectAll().where('id', '=', queue).forUpdate().executeTakeFirst();
    if (row === undefined) return 'unknown';
    if (row.revision !== revision) return 'stale';
    const at = new Date(atMs);
    const saved = toRecord(
      await trx
        .updateTable('queue')
        .set({ ...columnsOf(change, at), revision: revision + 1 })
        .where('id', '=', queue)
        .returningAll()
        .executeTakeFirstOrThrow(),
    );
    await trx
      .insertInto('audit_entry')
      .values({
        at,
        account_id: by.id,
        by: by.label,
        subject: subjectOf(queue),
        action: change.action,
        before: shown(change, toRecord(row)),
        after: shown(change, saved),
        note,
      })
      .execute();
    await changes.publish(subjectOf(queue), trx);
    return saved;
  });
}

/** A queue's latest changes, newest first. */
export async function loadAudit({ db }: Database, queue: string): Promise<AuditEntry[]> {
  const rows = await db
    .selectFrom('audit_entry')
    .select(['at', 'by', 'action', 'before', 'after', 'note'])
    .where('subject', '=', subjectOf(queue))
    .orderBy('id', 'desc')
    .limit(AUDIT_ENTRIES)
    .execute();
  return rows.map((row) => ({ ...row, at: row.at.toISOString() }));
}
