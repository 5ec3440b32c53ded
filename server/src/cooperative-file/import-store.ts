// In:    a transaction, and an import's changes.
// Out:   the changed rows, and a notification to every node.
// Never: deletes rows that counters refer to: a library or an origin that the file drops is marked as removed.
import { isDeepStrictEqual } from 'node:util';
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../platform/db/tables.ts';
import { forgetSeen } from '../coverage/presence/sample-store.ts';
import { lockSeen } from '../coverage/presence/seen-store.ts';
import type { Difference } from './difference.ts';
import type { CooperativeLibrary, CooperativeQueue } from './schema.ts';
import type { ChangeRecord } from '../platform/audit/change.ts';
import { inChunks, rowsOf } from './in-chunks.ts';
import { branchRows, keyPageRows, libraryRow, queueRow, useRows } from './to-rows.ts';
import { endSharedHours } from '../schedule/covers/leave-store.ts';

/** One import, or change of what is registered, at a time, on all nodes. */
export const lockRegistration = (trx: Kysely<Tables>): Promise<unknown> =>
  sql`select pg_advisory_xact_lock(hashtext('askusnow cooperative import'))`.execute(trx);

/** One import at a time, on all nodes; the standard and queues are locked, queues in order, so that nobody samples or edits one meanwhile. */
export async function lockForImport(trx: Kysely<Tables>): Promise<void> {
  await lockRegistration(trx);
  await trx.selectFrom('cooperative').select('id').forUpdate().execute();
  await trx.selectFrom('queue_presence').select('queue_id').orderBy('queue_id').forUpdate().execute();
  await trx.selectFrom('queue').select('id').orderBy('id').forUpdate().execute();
}

export async function saveQueues(trx: Kysely<Tables>, queues: CooperativeQueue[]): Promise<void> {
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
            needed: row.ref('excluded.needed'),
            presence: row.ref('excluded.presence'),
            languages: row.ref('excluded.languages'),
            removed: false,
            // An editor that has the queue open must reload it.
            revision: sql<number>`queue.revision + 1`,
            facts_revision: sql<number>`queue.facts_revision + 1`,
            shifts_revision: sql<number>`queue.shifts_revision + 1`,
          })),
        )
        .execute(),
  );
}

async function saveLibraryRows(trx: Kysely<Tables>, libraries: CooperativeLibrary[]): Promise<void> {
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
            revision: sql<number>`library.revision + 1`,
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

/** Matched by id, so that a branch that comes back has its counts again. */
const saveBranches = (trx: Kysely<Tables>, libraries: CooperativeLibrary[]): Promise<void> =>
  inChunks(rowsOf(libraries, branchRows), (rows) =>
    trx
      .insertInto('branch')
      .values(rows)
      .onConflict((conflict) =>
        conflict.columns(['library_id', 'id']).doUpdateSet((row) => ({
          name: row.ref('excluded.name'),
          fallback_phone: row.ref('excluded.fallback_phone'),
          fallback_form: row.ref('excluded.fallback_form'),
          fallback_page: row.ref('excluded.fallback_page'),
          removed: row.ref('excluded.removed'),
        })),
      )
      .execute(),
  );

/** Deletes the parts of libraries, except those that counters refer to. */
const clearLibraries = (trx: Kysely<Tables>, ids: string[]): Promise<void> =>
  inChunks(ids, async (some) => {
    await trx.deleteFrom('library_queue').where('library_id', 'in', some).execute();
    await trx.deleteFrom('key_page').where('library_id', 'in', some).execute();
    await trx.updateTable('branch').set({ removed: true }).where('library_id', 'in', some).execute();
    await trx.updateTable('library_origin').set({ registered: false }).where('library_id', 'in', some).execute();
  });

/** A library that has left owes no hour: what it owed is too few people from now on. Past hours stay as they were. */
async function dropOwedShifts(trx: Kysely<Tables>, ids: readonly string[], nowMs: number): Promise<void> {
  await sql`update queue set
      shifts = coalesce((
        select jsonb_agg(rule order by at) from jsonb_array_elements(shifts) with ordinality as each(rule, at)
        where (rule->>'library' = any(${ids})) is not true
      ), '[]'),
      shifts_revision = shifts_revision + 1,
      shifts_edited_at = ${new Date(nowMs)}
    where exists (select from jsonb_array_elements(shifts) as rule where rule->>'library' = any(${ids}))`.execute(trx);
  await sql`with changed as (
      update shift_feed set owners = coalesce((
        select jsonb_agg(rule order by at) from jsonb_array_elements(owners) with ordinality as each(rule, at)
        where (rule->>'library' = any(${ids})) is not true
      ), '[]')
      where exists (select from jsonb_array_elements(owners) as rule where rule->>'library' = any(${ids}))
      returning queue_id
    )
    update queue set shifts_revision = shifts_revision + 1, shifts_edited_at = ${new Date(nowMs)}
    from changed where queue.id = changed.queue_id`.execute(trx);
}

/** Ends service for these libraries. */
const retireLibraries = (trx: Kysely<Tables>, ids: string[], nowMs: number): Promise<void> =>
  inChunks(ids, async (some) => {
    await trx
      .updateTable('library')
      .set({ removed: true, live: false, revision: sql<number>`revision + 1` })
      .where('id', 'in', some)
      .execute();
    await dropOwedShifts(trx, some, nowMs);
    await endSharedHours(trx, some, nowMs);
    await trx
      .updateTable('availability_interval')
      .set({ ended_at: sql<Date>`greatest(started_at, ${new Date(nowMs)}::timestamptz)` })
      .where('library_id', 'in', some)
      .where('ended_at', 'is', null)
      .execute();
  });

/** Writes new and changed libraries with their parts, and ends those that are removed. Call it in a transaction. */
export async function saveLibraries(
  trx: Kysely<Tables>,
  { written, removed }: { written: CooperativeLibrary[]; removed: readonly { id: string }[] },
  nowMs: number,
): Promise<void> {
  await clearLibraries(
    trx,
    [...removed, ...written].map(({ id }) => id),
  );
  await saveLibraryRows(trx, written);
  await inChunks(rowsOf(written, useRows), (rows) => trx.insertInto('library_queue').values(rows).execute());
  await saveOrigins(trx, written);
  await saveBranches(trx, written);
  // Ids ascend in the order of the values, which is the file's.
  await inChunks(rowsOf(written, keyPageRows), (rows) => trx.insertInto('key_page').values(rows).execute());
  await retireLibraries(
    trx,
    removed.map(({ id }) => id),
    nowMs,
  );
}

/** Writes the cooperative's own fields, without the standard. Call it in a transaction. */
export async function saveHead(trx: Kysely<Tables>, cooperative: Difference['cooperative']): Promise<void> {
  const {
    name,
    note = null,
    escalation,
    pageWords,
    languages,
    urgent,
    policyTopics,
    afterClosingMin = null,
    sharedHours,
    holidays,
  } = cooperative;
  const head = {
    name,
    note,
    escalation: escalation ? JSON.stringify(escalation) : null,
    page_words: pageWords ? JSON.stringify(pageWords) : null,
    languages: languages ? JSON.stringify(languages) : null,
    urgent: urgent ? JSON.stringify(urgent) : null,
    policy_topics: policyTopics ? JSON.stringify(policyTopics) : null,
    after_closing_min: afterClosingMin,
    shared_hours: sharedHours ? JSON.stringify(sharedHours) : null,
    holidays: holidays ? JSON.stringify(holidays) : null,
  };
  const revision = sql<number>`cooperative.revision + 1`;
  await trx
    .insertInto('cooperative')
    .values({ id: 'cooperative', ...head })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ ...head, revision }))
    .execute();
}

/** Writes the changes of the file. Call it in a transaction. */
export async function saveDifference(
  trx: Kysely<Tables>,
  { cooperative, standard, standardLines, queues, libraries }: Difference,
  nowMs: number,
): Promise<void> {
  await saveHead(trx, cooperative);
  // A page that has the standard open must reload it.
  const revision =
    standardLines.length > 0 ? { standard_revision: sql<number>`cooperative.standard_revision + 1` } : {};
  await trx
    .updateTable('cooperative')
    .set({ standard: standard ? JSON.stringify(standard) : null, ...revision })
    .execute();
  await saveQueues(trx, queues.written);
  await saveLibraries(trx, libraries, nowMs);
  await inChunks(
    queues.removed.map(({ id }) => id),
    (ids) => trx.deleteFrom('queue').where('id', 'in', ids).execute(),
  );
}

/** Deletes samples and errors of former presence sources: they say nothing about a new one. */
export async function forgetSources(
  trx: Kysely<Tables>,
  record: Pick<ChangeRecord, 'publish'>,
  queues: Pick<Difference['queues'], 'written' | 'before'>,
): Promise<void> {
  for (const { id, presence } of queues.written) {
    const before = queues.before.get(id)?.presence;
    if (before !== undefined && !isDeepStrictEqual(before, presence))
      await forgetSeen(trx, record, id, await lockSeen(trx, id));
  }
}

/** The standard, every queue and every library now match the file, so the next import may change it without --replace. */
export async function forgetEdits(trx: Kysely<Tables>): Promise<void> {
  await trx
    .updateTable('cooperative')
    .set({ standard_edited_at: null, edited_at: null })
    .where((row) => row.or([row('standard_edited_at', 'is not', null), row('edited_at', 'is not', null)]))
    .execute();
  await trx
    .updateTable('queue')
    .set({ edited_at: null, shifts_edited_at: null, facts_edited_at: null })
    .where((row) =>
      row.or([
        row('edited_at', 'is not', null),
        row('shifts_edited_at', 'is not', null),
        row('facts_edited_at', 'is not', null),
      ]),
    )
    .execute();
  await trx.updateTable('library').set({ edited_at: null }).where('edited_at', 'is not', null).execute();
}
