// In:    a transaction, and an import's changes.
// Out:   the changed rows, their audit entries, and a notification to every node.
// Never: deletes rows that counters refer to: a library or an origin that the file drops is marked as removed.
import { isDeepStrictEqual } from 'node:util';
import { sql, type Insertable, type Kysely } from 'kysely';
import { TIERS } from '@askusnow/sdk/contract';
import type { Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { KeyPageTable, LibraryQueueTable, LibraryTable, QueueTable } from '../cooperative/tables.ts';
import { queueSubject } from '../platform/audit/audit-store.ts';
import { forgetSeen } from '../coverage/presence/sample-store.ts';
import { lockSeen } from '../coverage/presence/seen-store.ts';
import { createYielder } from '../platform/yield-event-loop.ts';
import type { Difference } from './difference.ts';
import type { CooperativeLibrary, CooperativeQueue } from './schema.ts';
import { IMPORTED } from '../cooperative/store.ts';

/** One import at a time, on all nodes; queues are locked in order, so that nobody samples or edits one meanwhile. */
export async function lockForImport(trx: Kysely<Tables>): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('askusnow cooperative import'))`.execute(trx);
  await trx.selectFrom('queue_presence').select('queue_id').orderBy('queue_id').forUpdate().execute();
  await trx.selectFrom('queue').select('id').orderBy('id').forUpdate().execute();
}

/** Rows per statement: an embedded database runs on the thread that answers patrons; yields between statements. */
const CHUNK_ROWS = 200;

/** Changes per entry of the audit. */
const AUDIT_LINES = 2_000;

/** Generated lazily: creating all rows of a nation at once takes a tenth of a second. */
function* rowsOf<From, Row>(list: readonly From[], toRows: (each: From) => Row[]): Generator<Row> {
  for (const each of list) yield* toRows(each);
}

async function inChunks<T>(rows: Iterable<T>, run: (chunk: T[]) => Promise<unknown>): Promise<void> {
  const yieldIfDue = createYielder();
  let chunk: T[] = [];
  const write = async (): Promise<void> => {
    if (chunk.length > 0) await run(chunk);
    chunk = [];
    await yieldIfDue();
  };
  for (const row of rows) {
    chunk.push(row);
    if (chunk.length === CHUNK_ROWS) await write();
  }
  await write();
}

const queueRow = ({
  id,
  name,
  tier,
  zone,
  note,
  hours,
  shifts,
  presence,
}: CooperativeQueue): Insertable<QueueTable> => ({
  id,
  name,
  tier,
  zone,
  note: note ?? null,
  weekly: hours.weekly && JSON.stringify(hours.weekly),
  seasons: JSON.stringify(hours.seasons),
  exceptions: JSON.stringify(hours.exceptions),
  shifts: JSON.stringify(shifts),
  presence: presence ? JSON.stringify(presence) : null,
});

const libraryRow = ({ id, name, zone, live, fallback }: CooperativeLibrary): Insertable<LibraryTable> => ({
  id,
  name,
  zone,
  live,
  fallback_phone: fallback.phone ?? null,
  fallback_form: fallback.form ?? null,
  fallback_page: fallback.page ?? null,
  removed: false,
});

const useRows = ({ id, queues }: CooperativeLibrary): Insertable<LibraryQueueTable>[] =>
  TIERS.flatMap((tier) => {
    const use = queues[tier];
    return use ? [{ library_id: id, tier, queue_id: use.queue, chat_url: use.chat ?? null }] : [];
  });

const keyPageRows = ({ id, keyPages }: CooperativeLibrary): Insertable<KeyPageTable>[] =>
  keyPages.map(({ name, origin, pattern, placement, viewport, minPatterns, weight }) => ({
    library_id: id,
    name,
    origin: origin ?? null,
    pattern: pattern ?? null,
    placement: placement ?? null,
    viewport: viewport ?? null,
    min_patterns: minPatterns,
    weight,
  }));

async function saveQueues(trx: Kysely<Tables>, queues: CooperativeQueue[]): Promise<void> {
  await inChunks(
    rowsOf(queues, (queue) => [queueRow(queue)]),
    (rows) =>
      trx
        .insertInto('queue')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((row) => ({
            name: row.ref('excluded.name'),
            tier: row.ref('excluded.tier'),
            zone: row.ref('excluded.zone'),
            note: row.ref('excluded.note'),
            weekly: row.ref('excluded.weekly'),
            seasons: row.ref('excluded.seasons'),
            exceptions: row.ref('excluded.exceptions'),
            shifts: row.ref('excluded.shifts'),
            presence: row.ref('excluded.presence'),
            // An editor that has the queue open must reload it.
            revision: sql<number>`queue.revision + 1`,
            shifts_revision: sql<number>`queue.shifts_revision + 1`,
          })),
        )
        .execute(),
  );
}

async function saveLibraries(trx: Kysely<Tables>, libraries: CooperativeLibrary[]): Promise<void> {
  await inChunks(
    rowsOf(libraries, (library) => [libraryRow(library)]),
    (rows) =>
      trx
        .insertInto('library')
        .values(rows)
        .onConflict((conflict) =>
          conflict.column('id').doUpdateSet((row) => ({
            name: row.ref('excluded.name'),
            zone: row.ref('excluded.zone'),
            live: row.ref('excluded.live'),
            fallback_phone: row.ref('excluded.fallback_phone'),
            fallback_form: row.ref('excluded.fallback_form'),
            fallback_page: row.ref('excluded.fallback_page'),
            removed: row.ref('excluded.removed'),
          })),
        )
        .execute(),
  );
}

/** Matched by text, so that an origin that comes back is the row of its placements. */
async function saveOrigins(trx: Kysely<Tables>, libraries: CooperativeLibrary[]): Promise<void> {
  const rows = rowsOf(libraries, ({ id, origins }) =>
    origins.map((origin) => ({ library_id: id, origin, registered: true })),
  );
  await inChunks(rows, (chunk) =>
    trx
      .insertInto('library_origin')
      .values(chunk)
      .onConflict((conflict) => conflict.columns(['library_id', 'origin']).doUpdateSet({ registered: true }))
      .execute(),
  );
}

/** Deletes the parts of libraries, except those that counters refer to. */
const clearLibraries = (trx: Kysely<Tables>, ids: string[]): Promise<void> =>
  inChunks(ids, async (some) => {
    await trx.deleteFrom('library_queue').where('library_id', 'in', some).execute();
    await trx.deleteFrom('key_page').where('library_id', 'in', some).execute();
    await trx.updateTable('library_origin').set({ registered: false }).where('library_id', 'in', some).execute();
  });

/** Ends service for these libraries. */
const retireLibraries = (trx: Kysely<Tables>, ids: string[], nowMs: number): Promise<void> =>
  inChunks(ids, async (some) => {
    await trx.updateTable('library').set({ removed: true, live: false }).where('id', 'in', some).execute();
    await trx
      .updateTable('availability_interval')
      .set({ ended_at: sql<Date>`greatest(started_at, ${new Date(nowMs)}::timestamptz)` })
      .where('library_id', 'in', some)
      .where('ended_at', 'is', null)
      .execute();
  });

/** Writes the changes of the file. Call it in a transaction. */
export async function saveDifference(
  trx: Kysely<Tables>,
  { cooperative, queues, libraries }: Difference,
  nowMs: number,
): Promise<void> {
  const { name, note = null, escalation, pageWords, languages } = cooperative;
  const head = {
    name,
    note,
    escalation: escalation ? JSON.stringify(escalation) : null,
    page_words: pageWords ? JSON.stringify(pageWords) : null,
    languages: languages ? JSON.stringify(languages) : null,
  };
  await trx
    .insertInto('cooperative')
    .values({ id: 'cooperative', ...head })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(head))
    .execute();
  await saveQueues(trx, queues.written);
  await clearLibraries(
    trx,
    [...libraries.removed, ...libraries.written].map(({ id }) => id),
  );
  await saveLibraries(trx, libraries.written);
  await inChunks(rowsOf(libraries.written, useRows), (rows) => trx.insertInto('library_queue').values(rows).execute());
  await saveOrigins(trx, libraries.written);
  // Ids ascend in the order of the values, which is the file's.
  await inChunks(rowsOf(libraries.written, keyPageRows), (rows) => trx.insertInto('key_page').values(rows).execute());
  await retireLibraries(
    trx,
    libraries.removed.map(({ id }) => id),
    nowMs,
  );
  await inChunks(
    queues.removed.map(({ id }) => id),
    (ids) => trx.deleteFrom('queue').where('id', 'in', ids).execute(),
  );
}

/** Deletes samples and errors of former presence sources: they say nothing about a new one. */
export async function forgetSources({ changes }: Database, trx: Kysely<Tables>, { queues }: Difference): Promise<void> {
  for (const { id, presence } of queues.written) {
    const before = queues.before.get(id)?.presence;
    if (before !== undefined && !isDeepStrictEqual(before, presence))
      await forgetSeen(trx, changes, id, await lockSeen(trx, id));
  }
}

/** Every queue now matches the file, so the next import may change it without --replace. */
export async function forgetEdits(trx: Kysely<Tables>): Promise<void> {
  await trx
    .updateTable('queue')
    .set({ edited_at: null, shifts_edited_at: null })
    .where((row) => row.or([row('edited_at', 'is not', null), row('shifts_edited_at', 'is not', null)]))
    .execute();
}

/** Records who imported what, and each queue's hours and shifts before and after. */
export async function saveAudit(
  trx: Kysely<Tables>,
  { lines, queues }: Difference,
  { by, nowMs }: { by: string; nowMs: number },
): Promise<void> {
  const entry = (subject: string, before: unknown, after: unknown, action = 'imported') => ({
    at: new Date(nowMs),
    account_id: null,
    by,
    subject,
    action,
    before: before === undefined ? null : JSON.stringify(before),
    after: after === undefined ? null : JSON.stringify(after),
    note: null,
  });
  function* entries() {
    for (const queue of queues.written) {
      const before = queues.before.get(queue.id);
      yield entry(queueSubject(queue.id), before?.hours, queue.hours);
    }
    for (const { id, shifts } of queues.written) {
      const before = queues.before.get(id)?.shifts ?? [];
      if (!isDeepStrictEqual(before, shifts)) yield entry(queueSubject(id), before, shifts, 'shifts-imported');
    }
    for (const queue of queues.removed) yield entry(queueSubject(queue.id), queue.hours, undefined);
  }
  // One entry, nine for a nation: the database compresses a long text without yielding.
  for (let at = 0; at < lines.length; at += AUDIT_LINES)
    await trx
      .insertInto('audit_entry')
      .values(entry('cooperative', undefined, { changes: lines.slice(at, at + AUDIT_LINES) }))
      .execute();
  await inChunks(entries(), (chunk) => trx.insertInto('audit_entry').values(chunk).execute());
}

/** Notifies every node on commit. */
export const publishImport = ({ changes }: Database, trx: Kysely<Tables>): Promise<void> =>
  changes.publish(IMPORTED, trx);
