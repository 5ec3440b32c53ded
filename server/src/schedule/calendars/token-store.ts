// In:    the database, a token's hash, a queue's id.
// Out:   the queue of a calendar address; addresses created and revoked.
// Never: stores a token, only its hash.
import type { Kysely } from 'kysely';
import { checkQuota, type MadeBy } from '../../accounts/quota-store.ts';
import { queueSubject, type AuditedChange, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Sent } from '../../platform/sent-request.ts';

const toEntry = (queue: string, action: string, before: unknown = null): AuditedChange => ({
  subject: queueSubject(queue),
  action,
  before,
  after: null,
});

/** Errors: Refusal 409 `quota-reached`. */
export const saveToken = (database: Database, queue: string, hash: Buffer, made: MadeBy & Sent): Promise<number> =>
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
            queue_id: queue,
            by: made.by.label,
            made_by: made.by.id,
            created_at: new Date(made.atMs),
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        record.entry(toEntry(queue, 'calendar-address-made'));
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

/** Revokes all existing calendar addresses of the queue. */
export const dropTokens = (database: Database, queue: string, authorship: Authorship): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    await deleteTokens(trx, queue);
    record.entry(toEntry(queue, 'calendar-addresses-dropped'));
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
      .returning('queue_id')
      .execute();
    for (const queue of new Set(dropped.map(({ queue_id }) => queue_id).sort()))
      record.entry(toEntry(queue, 'calendar-addresses-dropped', { account }));
  });

/** The queue of a calendar address. */
export const loadByToken = (db: Kysely<Tables>, hash: Buffer): Promise<{ id: string; name: string } | undefined> =>
  db
    .selectFrom('calendar_token')
    .innerJoin('queue', 'queue.id', 'calendar_token.queue_id')
    .select(['queue.id', 'queue.name'])
    .where('token_hash', '=', hash)
    .executeTakeFirst();
