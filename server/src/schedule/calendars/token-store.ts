// In:    the database, a token's hash, a queue's or a library's id.
// Out:   the queue or library of a calendar address; addresses created and revoked.
// Never: stores a token, only its hash.
import type { Kysely } from 'kysely';
import { checkQuota, type MadeBy } from '../../accounts/quota-store.ts';
import { librarySubject, queueSubject, type AuditedChange, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Sent } from '../../platform/sent-request.ts';

/** Whose hours an address shows: a desk's, or those of a library at shared desks. */
export type CalendarOf = { queue_id: string } | { library_id: string };

const subjectOf = (of: CalendarOf): string =>
  'queue_id' in of ? queueSubject(of.queue_id) : librarySubject(of.library_id);

const toEntry = (subject: string, action: string, before: unknown = null): AuditedChange => ({
  subject,
  action,
  before,
  after: null,
});

/** Errors: Refusal 409 `quota-reached`. */
export const saveToken = (database: Database, of: CalendarOf, hash: Buffer, made: MadeBy & Sent): Promise<number> =>
  change(database, null, made, (trx, record) =>
    once(
      trx,
      made,
      async () => {
        await checkQuota(trx, made.by, 'tokens', 'desks and calendar addresses');
        const { id } = await trx
          .insertInto('calendar_token')
          .values({
            token_hash: hash,
            ...of,
            by: made.by.label,
            made_by: made.by.id,
            created_at: new Date(made.atMs),
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        record.entry(toEntry(subjectOf(of), 'calendar-address-made'));
        return id;
      },
      (id) =>
        trx
          .updateTable('calendar_token')
          .set({ token_hash: hash })
          .where('id', '=', id)
          .returning('id')
          .executeTakeFirst(),
    ),
  );

/** Revokes all existing calendar addresses of the queue, or of the library. */
export const dropTokens = (database: Database, of: CalendarOf, authorship: Authorship): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    if ('queue_id' in of) await deleteTokens(trx, of.queue_id);
    else await trx.deleteFrom('calendar_token').where('library_id', '=', of.library_id).execute();
    record.entry(toEntry(subjectOf(of), 'calendar-addresses-dropped'));
  });

/** Call it in the change that ends the desk, with its entry. */
export const deleteTokens = (trx: Kysely<Tables>, queue: string): Promise<unknown> =>
  trx.deleteFrom('calendar_token').where('queue_id', '=', queue).execute();

/** Revokes the calendar addresses that an account has made, after its end. */
export const dropTokensOf = (database: Database, account: number, authorship: Authorship): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    const dropped = await trx
      .deleteFrom('calendar_token')
      .where('made_by', '=', account)
      .returning(['queue_id', 'library_id'])
      .execute();
    const subjects = dropped.map(({ queue_id, library_id }) =>
      queue_id === null ? librarySubject(library_id) : queueSubject(queue_id),
    );
    for (const subject of new Set(subjects.sort()))
      record.entry(toEntry(subject, 'calendar-addresses-dropped', { account }));
  });

/** Whose address it is. */
export const loadByToken = (
  db: Kysely<Tables>,
  hash: Buffer,
): Promise<{ queue: string | null; library: string | null } | undefined> =>
  db
    .selectFrom('calendar_token')
    .select(['queue_id as queue', 'library_id as library'])
    .where('token_hash', '=', hash)
    .executeTakeFirst();
