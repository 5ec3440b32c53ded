// In:    a library's message for its patrons.
// Out:   the stored message, its audit trail, a notification on the channel of changes.
// Never: a change without its audit entry, or a message without an end.
import type { Kysely } from 'kysely';
import type { LibraryMessage } from '@askusnow/sdk/contract';
import { lockLibrary } from '../cooperative/lock-store.ts';
import { addEntries, type Authorship } from '../platform/audit/audit-store.ts';
import { EVERYTHING, type Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';

const MESSAGE_CHANGED = 'library-message';

export const messageSubject = (library: string): string => `message:${library}`;

/** Calls the listener after a change, and when one may have been missed. Returns how to unsubscribe. */
export const onMessageChange = ({ changes }: Database, listener: () => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === MESSAGE_CHANGED || payload === EVERYTHING) listener();
  });

/** Those that have not ended, by library. */
export async function loadMessages(db: Kysely<Tables>, nowMs: number): Promise<Map<string, LibraryMessage>> {
  const rows = await db.selectFrom('library_message').selectAll().where('ends_at', '>', new Date(nowMs)).execute();
  return new Map(rows.map(({ library_id, text, ends_at }) => [library_id, { text, until: ends_at.toISOString() }]));
}

const isSame = (a: LibraryMessage | null, b: LibraryMessage | null): boolean =>
  a === null || b === null ? a === b : a.text === b.text && Date.parse(a.until) === Date.parse(b.until);

/** `message` null: ends `replaces`. Otherwise it replaces that one alone. False: patrons see another. */
export const saveMessage = (
  { db, changes }: Database,
  library: string,
  { message, replaces }: { message: LibraryMessage | null; replaces: LibraryMessage | null },
  authorship: Authorship,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    // One change at a time: there may be no row to lock.
    await lockLibrary(trx, library);
    const before = await trx
      .selectFrom('library_message')
      .select(['text', 'ends_at'])
      .where('library_id', '=', library)
      .executeTakeFirst();
    const unlessEnded = (each: LibraryMessage | null): LibraryMessage | null =>
      each !== null && Date.parse(each.until) > authorship.atMs ? each : null;
    const shown = unlessEnded(before === undefined ? null : { text: before.text, until: before.ends_at.toISOString() });
    if (message === null && shown === null) return true;
    if (!isSame(shown, unlessEnded(replaces))) return false;
    if (message === null) {
      await trx.deleteFrom('library_message').where('library_id', '=', library).execute();
    } else {
      const row = { text: message.text, ends_at: message.until };
      await trx
        .insertInto('library_message')
        .values({ library_id: library, ...row })
        .onConflict((conflict) => conflict.column('library_id').doUpdateSet(row))
        .execute();
    }
    const action = message === null ? 'message-ended' : 'message-set';
    await addEntries(trx, authorship, [{ subject: messageSubject(library), action, before: shown, after: message }]);
    await changes.publish(MESSAGE_CHANGED, trx);
    return true;
  });
