// In:    a library's message for its patrons.
// Out:   the stored message, its audit trail, a notification on the channel of changes.
// Never: a change without its audit entry, or a message without an end.
import type { Kysely, Selectable } from 'kysely';
import type { LibraryMessage, LibraryMessageView } from '@askusnow/sdk/contract';
import { lockLibrary } from '../cooperative/lock-store.ts';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { change } from '../platform/audit/change.ts';
import { EVERYTHING, type Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';
import { staleRevision } from '../platform/refusal.ts';
import type { LibraryMessageTable } from './tables.ts';

const MESSAGE_CHANGED = 'library-message';

export const messageSubject = (library: string): string => `message:${library}`;

/** Calls the listener after a change, and when one may have been missed. Returns how to unsubscribe. */
export const onMessageChange = ({ changes }: Database, listener: () => void): (() => void) =>
  changes.subscribe((payload) => {
    if (payload === MESSAGE_CHANGED || payload === EVERYTHING) listener();
  });

const toMessage = ({
  text,
  translations,
  ends_at,
}: Pick<Selectable<LibraryMessageTable>, 'text' | 'translations' | 'ends_at'>) => ({
  text,
  ...(translations && { translations }),
  until: ends_at.toISOString(),
});

/** Those that have not ended, by library. */
export async function loadMessages(db: Kysely<Tables>, nowMs: number): Promise<Map<string, LibraryMessage>> {
  const rows = await db.selectFrom('library_message').selectAll().where('ends_at', '>', new Date(nowMs)).execute();
  return new Map(rows.map((row) => [row.library_id, toMessage(row)]));
}

/** `message` null: none, or it has ended. */
export async function loadMessage(
  db: Kysely<Tables>,
  library: string,
  nowMs: number,
): Promise<Pick<LibraryMessageView, 'message' | 'revision'>> {
  const row = await db.selectFrom('library_message').selectAll().where('library_id', '=', library).executeTakeFirst();
  const isShown = row !== undefined && row.ends_at.getTime() > nowMs;
  return {
    message: isShown ? toMessage(row) : null,
    revision: row?.revision ?? 0,
  };
}

/** `message` null: ends the one of the revision. Errors: Refusal 409 where patrons see another. */
export const saveMessage = (
  database: Database,
  library: string,
  { message, revision }: { message: LibraryMessage | null; revision: number },
  authorship: Authorship,
): Promise<void> =>
  change(database, MESSAGE_CHANGED, authorship, async (trx, record) => {
    // One change at a time: there may be no row to lock.
    await lockLibrary(trx, library);
    const stored = await loadMessage(trx, library, authorship.atMs);
    if (message === null && stored.message === null) return;
    // One that has ended by itself counts as none.
    const isSeen = revision === stored.revision || (revision === 0 && stored.message === null);
    if (!isSeen) throw staleRevision('sentence');
    await trx.deleteFrom('library_message').where('library_id', '=', library).execute();
    if (message !== null)
      await trx
        .insertInto('library_message')
        .values({
          ...{ library_id: library, text: message.text, ends_at: message.until },
          translations: message.translations ? JSON.stringify(message.translations) : null,
        })
        .execute();
    record.entry({
      subject: messageSubject(library),
      action: message === null ? 'message-ended' : 'message-set',
      before: stored.message,
      after: message,
    });
  });
