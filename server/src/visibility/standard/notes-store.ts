// In:    a library, a person's note on a day.
// Out:   the library's notes; a stored or removed one, with its audit entry, announced to open pages.
import type { Kysely } from 'kysely';
import type { LibraryNote, NewLibraryNote } from '@askusnow/sdk/contract';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import { addEntries, type Authorship } from '../../platform/audit/audit-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { COUNTS } from '../counts-channel.ts';

type Db = Kysely<Tables>;

/** Max notes of a library: people read them. */
export const MAX_NOTES = 100;
/** An earlier version had no limit: a page shows so many. */
const MAX_SHOWN = 500;
const COLUMNS = ['id', 'date', 'text', 'by'] as const;

/** The latest, earliest first. */
export async function loadNotes(db: Db, library: string): Promise<LibraryNote[]> {
  const latest = await db
    .selectFrom('library_note')
    .select(COLUMNS)
    .where('library_id', '=', library)
    .orderBy('date', 'desc')
    .orderBy('id', 'desc')
    .limit(MAX_SHOWN)
    .execute();
  return latest.reverse();
}

/** The same words about the same day are the same note. */
export const addNote = (
  { db, changes }: Database,
  { library, dated, ...authorship }: Authorship & { library: string; dated: NewLibraryNote },
): Promise<LibraryNote | 'full'> =>
  db.transaction().execute(async (trx) => {
    // One at a time: the next one finds and counts this note.
    await lockLibrary(trx, library);
    const same = await trx
      .selectFrom('library_note')
      .select(COLUMNS)
      .where('library_id', '=', library)
      .where('date', '=', dated.date)
      .where('text', '=', dated.text)
      .executeTakeFirst();
    if (same !== undefined) return same;
    const { count } = await trx
      .selectFrom('library_note')
      .select((row) => row.fn.countAll<number>().as('count'))
      .where('library_id', '=', library)
      .executeTakeFirstOrThrow();
    if (count >= MAX_NOTES) return 'full';
    const added = await trx
      .insertInto('library_note')
      .values({ library_id: library, ...dated, by: authorship.by.label })
      .returning(COLUMNS)
      .executeTakeFirstOrThrow();
    const change = { subject: `library:${library}`, action: 'note-added', before: null, after: dated };
    await addEntries(trx, authorship, [change]);
    await changes.publish(COUNTS, trx);
    return added;
  });

/** False: the library has no such note. */
export const removeNote = (
  { db, changes }: Database,
  { library, id, ...authorship }: Authorship & { library: string; id: number },
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const removed = await trx
      .deleteFrom('library_note')
      .where('library_id', '=', library)
      .where('id', '=', id)
      .returning(['date', 'text'])
      .executeTakeFirst();
    if (removed === undefined) return false;
    const change = { subject: `library:${library}`, action: 'note-removed', before: removed, after: null };
    await addEntries(trx, authorship, [change]);
    await changes.publish(COUNTS, trx);
    return true;
  });
