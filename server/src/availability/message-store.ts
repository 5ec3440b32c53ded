// In:    a library's message for its patrons.
// Out:   the stored message, its audit trail, a notification on the channel of changes.
// Never: a change without its audit entry, or a message without an end.
import type { Kysely, Selectable } from 'kysely';
import type { LibraryMessage, LibraryMessageView } from '@askusnow/sdk/contract';
import { lockLibrary } from '../cooperative/lock-store.ts';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { change } from '../platform/audit/change.ts';
import { chunksOf } from '../platform/chunks.ts';
import { EVERYTHING, type Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';
import { staleRevision } from '../platform/refusal.ts';
import { createYielder } from '../platform/yield-event-loop.ts';
import type { LibraryMessageTable, ReplacedMessage } from './tables.ts';

export const MESSAGE_CHANGED = 'library-message';

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

/** For libraries that are locked; null: none. Returns the revision of each that is shown. */
async function putMessages(
  trx: Kysely<Tables>,
  messages: ReadonlyMap<string, LibraryMessage | null>,
): Promise<Map<string, number>> {
  await trx
    .deleteFrom('library_message')
    .where('library_id', 'in', [...messages.keys()])
    .execute();
  const rows = [...messages].flatMap(([library, message]) =>
    message === null
      ? []
      : [
          {
            ...{ library_id: library, text: message.text, ends_at: message.until },
            translations: message.translations ? JSON.stringify(message.translations) : null,
          },
        ],
  );
  if (rows.length === 0) return new Map();
  const saved = await trx.insertInto('library_message').values(rows).returning(['library_id', 'revision']).execute();
  return new Map(saved.map(({ library_id, revision }) => [library_id, revision]));
}

/** Libraries per statement: an embedded database runs on the thread that answers patrons. */
const CHUNK_LIBRARIES = 100;

/**
 * Replaces the messages of several libraries; null, or one that has ended: none. `revisions`: only where the stored one is
 * still of that revision. Returns those that were replaced. Call it in the transaction of the change.
 */
export async function replaceMessages(
  trx: Kysely<Tables>,
  messages: ReadonlyMap<string, LibraryMessage | null>,
  nowMs: number,
  revisions?: ReadonlyMap<string, number>,
): Promise<Map<string, ReplacedMessage>> {
  const replaced = new Map<string, ReplacedMessage>();
  const yieldIfDue = createYielder();
  for (const ids of chunksOf([...messages.keys()].sort(), CHUNK_LIBRARIES)) {
    await trx.selectFrom('library').select('id').where('id', 'in', ids).orderBy('id').forNoKeyUpdate().execute();
    const rows = await trx.selectFrom('library_message').selectAll().where('library_id', 'in', ids).execute();
    const stored = new Map(rows.map((row) => [row.library_id, row]));
    const same = ids.filter((id) => revisions === undefined || stored.get(id)?.revision === revisions.get(id));
    if (same.length === 0) continue;
    const isAhead = ({ until }: LibraryMessage): boolean => Date.parse(until) > nowMs;
    const wanted = same.map((id) => [id, messages.get(id) ?? null] as const);
    const saved = await putMessages(
      trx,
      new Map(wanted.map(([id, each]) => [id, each && isAhead(each) ? each : null])),
    );
    for (const id of same) {
      const row = stored.get(id);
      const before = row === undefined || row.ends_at.getTime() <= nowMs ? null : toMessage(row);
      replaced.set(id, { before, revision: saved.get(id) ?? 0 });
    }
    await yieldIfDue();
  }
  return replaced;
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
    await putMessages(trx, new Map([[library, message]]));
    record.entry({
      subject: messageSubject(library),
      action: message === null ? 'message-ended' : 'message-set',
      before: stored.message,
      after: message,
    });
  });
