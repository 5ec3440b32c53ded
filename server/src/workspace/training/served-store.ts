// In:    a library; what it says of its people's practice.
// Out:   its statements; the latest of each library; which libraries owe hours; each change with its audit entry.
import type { Kysely, Selectable } from 'kysely';
import type { Served, ServedStatement } from '@askusnow/sdk/contract';
import { librarySubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { notFound } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import type { ServedLatelyTable } from './tables.ts';
import { TRAINING } from './training-store.ts';

type Db = Kysely<Tables>;

const toServed = ({ id, date, says, by, added_at }: Selectable<ServedLatelyTable>): Served => ({
  ...{ id, date, says, by },
  addedAt: added_at.toISOString(),
});

/** The latest day first; of one day, what was written down last. */
export async function loadServed(db: Db, library: string): Promise<Served[]> {
  const rows = await db
    .selectFrom('served_lately')
    .selectAll()
    .where('library_id', '=', library)
    .orderBy('date', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(toServed);
}

/** The latest by library. */
export async function loadLatestServed(db: Db, libraries: readonly string[]): Promise<Map<string, Served>> {
  const rows = await db
    .selectFrom('served_lately')
    .distinctOn('library_id')
    .selectAll()
    .where('library_id', 'in', ['', ...libraries])
    .orderBy('library_id')
    .orderBy('date', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map((row) => [row.library_id, toServed(row)]));
}

/** Those of the libraries that owe hours at a shared desk from now on. */
export async function loadOwingLibraries(db: Db, libraries: readonly string[], nowMs: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('schedule_range')
    .select('library_id')
    .distinct()
    .where('library_id', 'in', ['', ...libraries])
    .where('ends_at', '>', new Date(nowMs))
    .$narrowType<{ library_id: string }>()
    .execute();
  return new Set(rows.map(({ library_id }) => library_id));
}

export const addServed = (
  database: Database,
  library: string,
  said: { says: ServedStatement; date: string },
  authorship: Authorship & Sent,
): Promise<number> =>
  change(database, TRAINING, authorship, (trx, record) =>
    once(trx, authorship, async () => {
      const { id } = await trx
        .insertInto('served_lately')
        .values({ ...said, library_id: library, by: authorship.by.label, added_at: new Date(authorship.atMs) })
        .returning('id')
        .executeTakeFirstOrThrow();
      record.entry({ subject: librarySubject(library), action: 'served-added', before: null, after: said });
      return id;
    }),
  );

export const removeServed = (database: Database, library: string, id: number, authorship: Authorship): Promise<void> =>
  change(database, TRAINING, authorship, async (trx, record) => {
    const before = await trx
      .deleteFrom('served_lately')
      .where('library_id', '=', library)
      .where('id', '=', id)
      .returning(['date', 'says'])
      .executeTakeFirst();
    if (before === undefined) throw notFound();
    record.entry({ subject: librarySubject(library), action: 'served-removed', before, after: null });
  });
