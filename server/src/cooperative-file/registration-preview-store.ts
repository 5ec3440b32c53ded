// In:    what a person would register of a library, with a desk that would be new.
// Out:   the library as it would be registered.
// Never: stores anything; has rules of its own: the save itself is made, and taken back.
import type { LibraryRegistration, NewRegistrations } from '@askusnow/sdk/contract';
import type { RegisteredLibrary } from '../cooperative/registered.ts';
import { loadRows } from '../cooperative/snapshot-store.ts';
import { changedLibraries } from '../cooperative/store.ts';
import type { ChangeRecord, Transaction } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import { lockRegistration } from './import-store.ts';
import { readLibrary, writeDesk, writeLibrary, type Writing } from './registration-store.ts';

/** Errors: as those of `work`. */
export async function takeBack<T>(
  { db }: Pick<Database, 'db'>,
  work: (trx: Transaction, record: ChangeRecord) => Promise<T>,
): Promise<T> {
  const trx = await db.startTransaction().execute();
  try {
    return await work(trx, { entry: () => undefined, publish: () => undefined });
  } finally {
    await trx.rollback().execute();
  }
}

/** Errors: Refusal 422. */
export const previewLibrary = (
  database: Pick<Database, 'db'>,
  id: string,
  { registration, desks = [] }: { registration: LibraryRegistration; desks?: NewRegistrations['desks'] | undefined },
  writing: Writing,
): Promise<RegisteredLibrary> =>
  takeBack(database, async (trx, record) => {
    await lockRegistration(trx);
    for (const desk of desks) await writeDesk(trx, record, { ...desk, revision: 0 }, writing);
    const stored = await readLibrary(trx, id);
    const revision = stored?.value ? stored.revision : 0;
    await writeLibrary(trx, record, { id, registration, revision }, writing.atMs);
    return (await loadRows(trx, changedLibraries(id))).libraries[0]!;
  });
