// In:    libraries and desks that are new.
// Out:   all of them registered, or none; or what a registration would answer.
// Never: overwrites what is registered: what is there as given stays, and anything else is a fault of its entry.
import { isDeepStrictEqual } from 'node:util';
import type { NewRegistrations, RegisteredCount } from '@askusnow/sdk/contract';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import type { FieldError } from '../platform/http/problem.ts';
import { invalid, Refusal } from '../platform/refusal.ts';
import { lockRegistration } from './import-store.ts';
import { takeBack } from './registration-preview-store.ts';
import {
  deskFacts,
  libraryFacts,
  putDesk,
  putLibrary,
  readDesk,
  readLibrary,
  type Writing,
} from './registration-store.ts';

/** Errors: Refusal 422 with the faults of every entry: nothing is stored. */
export const saveNewRegistrations = (
  database: Database,
  registrations: NewRegistrations,
  { egressAllow, authorship }: { egressAllow: readonly string[]; authorship: Authorship },
): Promise<RegisteredCount> =>
  change(database, null, authorship, (trx, record) =>
    writeNew(trx, record, registrations, { egressAllow, atMs: authorship.atMs }),
  );

/** By the save itself, which is taken back. Errors: as the save's. */
export const previewNewRegistrations = (
  database: Pick<Database, 'db'>,
  registrations: NewRegistrations,
  writing: Writing,
): Promise<RegisteredCount> => takeBack(database, (trx, record) => writeNew(trx, record, registrations, writing));

async function writeNew(
  trx: Transaction,
  record: ChangeRecord,
  { desks, libraries }: NewRegistrations,
  writing: Writing,
): Promise<RegisteredCount> {
  await lockRegistration(trx);
  const errors: FieldError[] = [];
  /** Counts what `write` adds. Undefined `stored`: nothing is registered by this id. */
  const addAll = async <T extends { id: string; registration: { name: string } }>(
    list: string,
    entries: readonly T[],
    stored: (id: string) => Promise<T['registration'] | undefined>,
    write: (entry: T) => Promise<void>,
  ): Promise<number> => {
    let added = 0;
    for (const [at, entry] of entries.entries()) {
      const before = await stored(entry.id);
      if (isDeepStrictEqual(before, entry.registration)) continue;
      try {
        if (before) throw invalid([{ field: 'id', message: `should be new: “${before.name}” is registered already` }]);
        await write(entry);
        added += 1;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const faults = error.more.errors ?? [];
        errors.push(...faults.map(({ field, message }) => ({ field: `${list}.${at}.${field}`, message })));
      }
    }
    return added;
  };
  const added = {
    desks: await addAll(
      'desks',
      desks,
      async (id) => {
        const desk = await readDesk(trx, id);
        return desk?.value ? deskFacts(desk.value) : undefined;
      },
      (desk) => putDesk(trx, record, { ...desk, before: null }, writing),
    ),
    libraries: await addAll(
      'libraries',
      libraries,
      async (id) => {
        const library = await readLibrary(trx, id);
        return library?.value ? libraryFacts(library.value) : undefined;
      },
      (library) => putLibrary(trx, record, { ...library, before: null }, writing.atMs),
    ),
  };
  if (errors.length > 0) throw invalid(errors);
  return added;
}
