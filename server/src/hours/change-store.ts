// In:    the database, a queue's id, a change that hours/check.ts has passed.
// Out:   whether a change was written, or why not.
// Never: a change without its audit entry, its revision and its announcement: all of it commits, or nothing does.
import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { addAudit, loadAudit, type Authorship } from './audit-store.ts';
import { subjectOf, toRecord, type QueueChange, type QueueRecord, type Row } from './store.ts';
import { latestUndoable } from './undo.ts';

/** A change over the revision that its author has read. */
export interface Change extends Authorship {
  change: QueueChange;
  revision: number;
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

const shown = (change: QueueChange, { hours, closedUntilMs }: QueueRecord): object =>
  change.action === 'hours-changed' ? hours : { closedUntil: toInstant(closedUntilMs) };

/** In the transaction that has locked the row: the change, its revision, its audit entry, its announcement. */
async function write(
  trx: Kysely<Tables>,
  { changes }: Database,
  row: Row,
  change: QueueChange,
  { action = change.action, ...authorship }: Authorship & { action?: 'undone' | QueueChange['action'] },
): Promise<QueueRecord> {
  const saved = toRecord(
    await trx
      .updateTable('queue')
      .set({ ...columnsOf(change, new Date(authorship.atMs)), revision: row.revision + 1 })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow(),
  );
  const deed = { action, before: shown(change, toRecord(row)), after: shown(change, saved) };
  await addAudit(trx, row.id, authorship, deed);
  await changes.publish(subjectOf(row.id), trx);
  return saved;
}

/** In the order of their ids, so that two closings of the same desks wait for each other instead of for ever. */
const lockQueues = (trx: Kysely<Tables>, ids: readonly string[]): Promise<Row[]> =>
  trx.selectFrom('queue').selectAll().where('id', 'in', ids).orderBy('id').forUpdate().execute();

/** What is to be written over a locked row, or why nothing is. */
type Decision<No> = (row: Row, trx: Kysely<Tables>) => Promise<QueueChange | No> | QueueChange | No;

function overRevision<No extends string>(
  database: Database,
  queue: string,
  revision: number,
  decide: Decision<No>,
  authorship: Parameters<typeof write>[4],
): Promise<QueueRecord | No | 'stale' | 'unknown'> {
  return database.db.transaction().execute(async (trx) => {
    const [row] = await lockQueues(trx, [queue]);
    if (row === undefined) return 'unknown';
    if (row.revision !== revision) return 'stale';
    const change = await decide(row, trx);
    return typeof change === 'string' ? change : write(trx, database, row, change, authorship);
  });
}

/** Writes a change over the revision that it names. */
export const saveChange = (
  database: Database,
  queue: string,
  { change, revision, ...authorship }: Change,
): Promise<QueueRecord | 'stale' | 'unknown'> =>
  overRevision<never>(database, queue, revision, () => change, authorship);

/** Takes back the latest change of hours or closing. */
export const undoLatest = (
  database: Database,
  queue: string,
  { revision, ...authorship }: Omit<Change, 'change'>,
): Promise<QueueRecord | 'stale' | 'unknown' | 'nothing-to-undo'> =>
  overRevision(
    database,
    queue,
    revision,
    async (row, trx) =>
      latestUndoable(await loadAudit(trx, queue), toRecord(row), authorship.atMs) ?? 'nothing-to-undo',
    { ...authorship, action: 'undone' },
  );

/** Closes queues until an instant, or opens them again; one that already is as asked is left alone. All of it, or nothing. */
export function closeQueues(
  database: Database,
  ids: readonly string[],
  { untilMs, ...authorship }: Authorship & { untilMs: number | null },
): Promise<QueueRecord[]> {
  return database.db.transaction().execute(async (trx) => {
    const records: QueueRecord[] = [];
    for (const row of await lockQueues(trx, ids)) {
      const isAsAsked = (row.closed_until?.getTime() ?? null) === untilMs;
      const change = { action: 'closed-until', untilMs } as const;
      records.push(isAsAsked ? toRecord(row) : await write(trx, database, row, change, authorship));
    }
    return records;
  });
}
