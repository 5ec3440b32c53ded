// In:    the database, a queue's id, a change that hours/check.ts has validated.
// Out:   whether the change was stored, or why not.
// Never: commits a change without its audit entry, revision and notification.
import { sql, type Kysely } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { chunksOf } from '../../platform/chunks.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import {
  addEntries,
  loadEntries,
  queueSubject,
  type AuditedChange,
  type Authorship,
} from '../../platform/audit/audit-store.ts';
import { toInstant } from '../../platform/time/instants.ts';
import { publishQueues, toRecord, type QueueChange, type QueueRecord, type Row } from './store.ts';
import { latestUndoable } from './undo.ts';

/** A change, with the revision that it replaces. */
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

/** What was stored: in the rows' order. */
interface Written {
  records: QueueRecord[];
  entries: AuditedChange[];
}

/** Call it in the transaction that locked the rows. Stores the change and revisions; `entries` are still to be added. */
async function write(
  trx: Kysely<Tables>,
  rows: readonly Row[],
  change: QueueChange,
  { atMs, action = change.action }: { atMs: number; action?: WrittenAction },
): Promise<Written> {
  const written = await trx
    .updateTable('queue')
    .set({ ...columnsOf(change, new Date(atMs)), revision: sql<number>`revision + 1` })
    .where('id', '=', anyOf(rows.map(({ id }) => id)))
    .returningAll()
    .execute();
  const saved = new Map(written.map((row) => [row.id, toRecord(row)]));
  const records = rows.map(({ id }) => saved.get(id)!);
  const entries = rows.map((row, at) => ({
    subject: queueSubject(row.id),
    action,
    before: shown(change, toRecord(row)),
    after: shown(change, records[at]!),
  }));
  return { records, entries };
}

type WrittenAction = 'undone' | QueueChange['action'];

/** Locks in the order of ids, so that two closings of the same desks cannot deadlock. */
const lockQueues = (trx: Kysely<Tables>, ids: readonly string[]): Promise<Row[]> =>
  trx.selectFrom('queue').selectAll().where('id', '=', anyOf(ids)).orderBy('id').forUpdate().execute();

/** The change to store for a locked row, or why there is none. */
type Decision<No> = (row: Row, trx: Kysely<Tables>) => Promise<QueueChange | No> | QueueChange | No;

function overRevision<No extends string>(
  database: Database,
  queue: string,
  revision: number,
  decide: Decision<No>,
  authorship: Authorship & { action?: WrittenAction },
): Promise<QueueRecord | No | 'stale' | 'unknown'> {
  return database.db.transaction().execute(async (trx) => {
    const [row] = await lockQueues(trx, [queue]);
    if (row === undefined) return 'unknown';
    if (row.revision !== revision) return 'stale';
    const change = await decide(row, trx);
    if (typeof change === 'string') return change;
    const { records, entries } = await write(trx, [row], change, authorship);
    await addEntries(trx, authorship, entries);
    await publishQueues(database, trx, [queue]);
    return records[0]!;
  });
}

/** Stores a change if its revision is current. */
export const saveChange = (
  database: Database,
  queue: string,
  { change, revision, ...authorship }: Change,
): Promise<QueueRecord | 'stale' | 'unknown'> =>
  overRevision<never>(database, queue, revision, () => change, authorship);

/** Undoes the latest change of hours or closing. */
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
      latestUndoable(await loadEntries(trx, queueSubject(queue)), toRecord(row), authorship.atMs) ?? 'nothing-to-undo',
    { ...authorship, action: 'undone' },
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

/**
 * Closes queues until an instant, or reopens them; skips those that already are. `keepLonger`: a queue that is closed for
 * longer stays so. All or nothing.
 */
export function closeQueues(
  database: Database,
  ids: readonly string[],
  { untilMs, keepLonger, ...authorship }: Authorship & { untilMs: number | null; keepLonger: boolean },
): Promise<QueueRecord[]> {
  const change = { action: 'closed-until', untilMs } as const;
  const isAsAsked = ({ closed_until }: Row): boolean => {
    const closedMs = closed_until?.getTime() ?? null;
    return closedMs === untilMs || (keepLonger && closedMs !== null && untilMs !== null && closedMs > untilMs);
  };
  return database.db.transaction().execute(async (trx) => {
    const yieldIfDue = createYielder();
    const records: QueueRecord[] = [];
    const changed: string[] = [];
    const entries: AuditedChange[] = [];
    for await (const chunk of chunksInOrder(trx, ids)) {
      const rows = await lockQueues(trx, chunk);
      const others = rows.filter((row) => !isAsAsked(row));
      const saved = others.length > 0 ? await write(trx, others, change, authorship) : undefined;
      const byId = new Map(saved?.records.map((record) => [record.id, record]));
      entries.push(...(saved?.entries ?? []));
      records.push(...rows.map((row) => byId.get(row.id) ?? toRecord(row)));
      changed.push(...byId.keys());
      await yieldIfDue();
    }
    for (const some of chunksOf(entries, CHUNK_ROWS)) {
      await addEntries(trx, authorship, some);
      await yieldIfDue();
    }
    await publishQueues(database, trx, changed);
    return records;
  });
}
