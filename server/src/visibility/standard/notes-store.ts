// In:    a library, a person's note on a day.
// Out:   the library's notes; a stored or removed one, with its audit entry, announced to open pages.
import type { Kysely } from 'kysely';
import type { LibraryNote, NewLibraryNote } from '@askusnow/sdk/contract';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { librarySubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { notFound, quotaReached } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { COUNTS } from '../counts-channel.ts';

type Db = Kysely<Tables>;

/** Max notes of a library: people read them. */
const MAX_NOTES = 100;
/** An earlier version had no limit: a page shows so many. */
const MAX_SHOWN = 500;

/** The latest, earliest first. */
export async function loadNotes(db: Db, library: string): Promise<LibraryNote[]> {
  const latest = await db
    .selectFrom('library_note')
    .select(['id', 'date', 'text', 'by'])
    .where('library_id', '=', library)
    .orderBy('date', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_SHOWN)
    .execute();
  return latest.reverse();
}

/** Errors: Refusal 409 where the library has as many as it may. */
export const addNote = (
  database: Database,
  library: string,
  dated: NewLibraryNote,
  authorship: Authorship & Sent,
): Promise<number> =>
  change(database, COUNTS, authorship, (trx, record) =>
    once(trx, authorship, async () => {
      // One at a time: the next one counts this note.
      await lockLibrary(trx, library);
      const { count } = await trx
        .selectFrom('library_note')
        .select((row) => row.fn.countAll<number>().as('count'))
        .where('library_id', '=', library)
        .executeTakeFirstOrThrow();
      if (count >= MAX_NOTES) throw quotaReached(`A library can have ${MAX_NOTES} notes. Remove one first.`);
      const { id } = await trx
        .insertInto('library_note')
        .values({ library_id: library, ...dated, by: authorship.by.label })
        .returning('id')
        .executeTakeFirstOrThrow();
      record.entry({ subject: librarySubject(library), action: 'note-added', before: null, after: dated });
      return id;
    }),
  );

export const removeNote = (database: Database, library: string, id: number, authorship: Authorship): Promise<void> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    const removed = await trx
      .deleteFrom('library_note')
      .where('library_id', '=', library)
      .where('id', '=', id)
      .returning(['date', 'text'])
      .executeTakeFirst();
    if (removed === undefined) throw notFound();
    record.entry({ subject: librarySubject(library), action: 'note-removed', before: removed, after: null });
  });
