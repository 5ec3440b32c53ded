// In:    the database, a token's hash, a queue's id.
// Out:   the queue of a calendar address; addresses created and revoked.
// Never: stores a token, only its hash.
import type { Kysely } from 'kysely';
import { hasQuotaLeft, type MadeBy } from '../../accounts/quota-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { addEntries, queueSubject, type Authorship } from '../../platform/audit/audit-store.ts';

/** False: the account's quota is reached. */
export const saveToken = ({ db }: Database, queue: string, hash: Buffer, authorship: MadeBy): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    if (!(await hasQuotaLeft(trx, authorship.by, 'tokens'))) return false;
    await trx
      .insertInto('calendar_token')
      .values({
        token_hash: hash,
        queue_id: queue,
        by: authorship.by.label,
        made_by: authorship.by.id,
        created_at: new Date(authorship.atMs),
      })
      .execute();
    await addEntries(trx, authorship, [
      { subject: queueSubject(queue), action: 'calendar-address-made', before: null, after: null },
    ]);
    return true;
  });

/** Revokes all existing calendar addresses of the queue. */
export const dropTokens = ({ db }: Database, queue: string, authorship: Authorship): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await trx.deleteFrom('calendar_token').where('queue_id', '=', queue).execute();
    await addEntries(trx, authorship, [
      { subject: queueSubject(queue), action: 'calendar-addresses-dropped', before: null, after: null },
    ]);
  });

/** Revokes the calendar addresses that an account has made, after its end. */
export const dropTokensOf = ({ db }: Database, account: number, authorship: Authorship): Promise<void> =>
  db.transaction().execute(async (trx) => {
    const dropped = await trx
      .deleteFrom('calendar_token')
      .where('made_by', '=', account)
      .returning('queue_id')
      .execute();
    const queues = [...new Set(dropped.map(({ queue_id }) => queue_id))].sort();
    const changes = queues.map((queue) => ({
      subject: queueSubject(queue),
      action: 'calendar-addresses-dropped',
      before: { account },
      after: null,
    }));
    if (changes.length > 0) await addEntries(trx, authorship, changes);
  });

/** The queue of a calendar address. */
export const loadByToken = (db: Kysely<Tables>, hash: Buffer): Promise<{ id: string; name: string } | undefined> =>
  db
    .selectFrom('calendar_token')
    .innerJoin('queue', 'queue.id', 'calendar_token.queue_id')
    .select(['queue.id', 'queue.name'])
    .where('token_hash', '=', hash)
    .executeTakeFirst();
