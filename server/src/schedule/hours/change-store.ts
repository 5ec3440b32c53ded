// In:    the database, a queue's id, a change that hours/check.ts has validated.
// Out:   the stored queue, with its revision, audit entry and notification.
import { sql, type Kysely } from 'kysely';
import { loadQueueTrail, queueSubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { notFound, Refusal, staleRevision } from '../../platform/refusal.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { publishQueues, toRecord, type QueueChange, type QueueRecord, type Row } from './store.ts';
import { latestUndoable } from './undo.ts';

/** A change, and the revision that was read. */
export interface Change extends Authorship {
  change: QueueChange;
  revision: number;
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${ids}::text[])`;

/** A closing is not part of the file: an import neither undoes it nor is blocked by it. */
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

type WrittenAction = 'undone' | QueueChange['action'];

/** Call it in the transaction that locked the rows. Returns what is stored, in the rows' order. */
async function write(
  trx: Transaction,
  record: ChangeRecord,
  rows: readonly Row[],
  made: QueueChange,
  { atMs, action = made.action }: { atMs: number; action?: WrittenAction },
): Promise<QueueRecord[]> {
  const written = await trx
    .updateTable('queue')
    .set({ ...columnsOf(made, new Date(atMs)), revision: sql<number>`revision + 1` })
    .where('id', '=', anyOf(rows.map(({ id }) => id)))
    .returningAll()
    .execute();
  const saved = new Map(written.map((row) => [row.id, toRecord(row)]));
  return rows.map((row) => {
    const after = saved.get(row.id)!;
    record.entry({
      subject: queueSubject(row.id),
      action,
      before: shown(made, toRecord(row)),
      after: shown(made, after),
    });
    return after;
  });
}

/** Locks in the order of ids, so that two closings of the same desks cannot deadlock. */
const lockQueues = (trx: Kysely<Tables>, ids: readonly string[]): Promise<Row[]> =>
  trx
    .selectFrom('queue')
    .selectAll()
    .where('id', '=', anyOf(ids))
    .where('removed', '=', false)
    .orderBy('id')
    .forUpdate()
    .execute();

const overRevision = (
  database: Database,
  queue: string,
  revision: number,
  decide: (row: Row, trx: Transaction) => Promise<QueueChange> | QueueChange,
  authorship: Authorship & { action?: WrittenAction },
): Promise<QueueRecord> =>
  change(database, null, authorship, async (trx, record) => {
    const [row] = await lockQueues(trx, [queue]);
    if (row === undefined) throw notFound();
    if (row.revision !== revision) throw staleRevision('desk’s hours');
    const [saved] = await write(trx, record, [row], await decide(row, trx), authorship);
    publishQueues(record, [queue]);
    return saved!;
  });

/** Errors: Refusal 404, 409 `stale-revision`. */
export const saveChange = (
  database: Database,
  queue: string,
  { change: made, revision, ...authorship }: Change,
): Promise<QueueRecord> => overRevision(database, queue, revision, () => made, authorship);

/** Undoes the latest change of hours or closing. Errors: Refusal 404, 409 `stale-revision`, `nothing-to-undo`. */
export const undoLatest = (
  database: Database,
  queue: string,
  { revision, ...authorship }: Omit<Change, 'change'>,
): Promise<QueueRecord> =>
  // The trail has closings of several desks, too, of any library: the route has checked that this desk is the account's.
  acrossLibraries(() =>
    overRevision(
      database,
      queue,
      revision,
      async (row, trx) => {
        const undoable = latestUndoable(await loadQueueTrail(trx, queue), toRecord(row), authorship.atMs);
        if (undoable !== null) return undoable;
        const detail = 'There is no change to undo: the hours are as imported, or were changed since.';
        throw new Refusal(409, 'nothing-to-undo', detail);
      },
      { ...authorship, action: 'undone' },
    ),
  );

/** Rows per statement: an embedded database runs on the thread that answers patrons; yields in between. */
const CHUNK_ROWS = 100;

/** Ids per read. One statement with all of a nation's would block the thread too long. */
const PAGE_IDS = 1_000;

/** The ids in the database's own order, by its collation, in which it locks them. */
async function* chunksInOrder(trx: Kysely<Tables>, ids: readonly string[]): AsyncGenerator<string[]> {
  const asked = new Set(ids);
  let last = '';
  for (let isMore = true; isMore;) {
    const rows = await trx
      .selectFrom('queue')
      .select('id')
      .where('id', '>', last)
      .orderBy('id')
      .limit(PAGE_IDS)
      .execute();
    const page = rows.map(({ id }) => id).filter((id) => asked.has(id));
    for (let at = 0; at < page.length; at += CHUNK_ROWS) yield page.slice(at, at + CHUNK_ROWS);
    isMore = rows.length === PAGE_IDS;
    last = rows.at(-1)?.id ?? last;
  }
}

/** Queues in the database's order, locked in parts. */
export async function* lockedInOrder(trx: Kysely<Tables>, ids: readonly string[]): AsyncGenerator<QueueRecord[]> {
  for await (const chunk of chunksInOrder(trx, ids)) yield (await lockQueues(trx, chunk)).map(toRecord);
}

/** Closes each of a few locked queues until its own instant; null: opens it. Returns their new revisions. */
export async function setClosings(
  trx: Kysely<Tables>,
  untils: ReadonlyMap<string, number | null>,
): Promise<Map<string, number>> {
  if (untils.size === 0) return new Map();
  const ends = [...untils.values()].map((ms) => toInstant(ms));
  const saved = await trx
    .updateTable('queue')
    .from(
      sql<{
        queue_id: string;
        until: Date | null;
      }>`unnest(${[...untils.keys()]}::text[], ${ends}::timestamptz[])`.as<'wanted'>(sql`wanted(queue_id, until)`),
    )
    .set((row) => ({ closed_until: row.ref('wanted.until'), revision: sql<number>`revision + 1` }))
    .whereRef('queue.id', '=', 'wanted.queue_id')
    .returning(['queue.id', 'queue.revision'])
    .execute();
  return new Map(saved.map(({ id, revision }) => [id, revision]));
}

/**
 * Closes queues until an instant, or reopens them; skips those that already are. `keepLonger`: a queue that is closed for
 * longer stays so. All or nothing.
 */
export function closeQueues(
  database: Database,
  ids: readonly string[],
  { untilMs, keepLonger, ...authorship }: Authorship & { untilMs: number | null; keepLonger: boolean },
): Promise<QueueRecord[]> {
  const closing = { action: 'closed-until', untilMs } as const;
  const isAsAsked = ({ closed_until }: Row): boolean => {
    const closedMs = closed_until?.getTime() ?? null;
    return closedMs === untilMs || (keepLonger && closedMs !== null && untilMs !== null && closedMs > untilMs);
  };
  return change(database, null, authorship, async (trx, record) => {
    const yieldIfDue = createYielder();
    const records: QueueRecord[] = [];
    const changed: string[] = [];
    for await (const chunk of chunksInOrder(trx, ids)) {
      const rows = await lockQueues(trx, chunk);
      const others = rows.filter((row) => !isAsAsked(row));
      const saved = others.length > 0 ? await write(trx, record, others, closing, authorship) : [];
      const byId = new Map(saved.map((each) => [each.id, each]));
      records.push(...rows.map((row) => byId.get(row.id) ?? toRecord(row)));
      changed.push(...byId.keys());
      await yieldIfDue();
    }
    publishQueues(record, changed);
    return records;
  });
}
