// In:    the database, a token's hash, a queue's id.
// Out:   which queue a calendar address is of; addresses made and dropped.
// Never: a token: the database holds hashes alone.
import type { Kysely } from 'kysely';
import { hasQuotaLeft, type MadeBy } from '../../accounts/quota-store.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { addAudit, type Authorship } from '../../platform/audit/audit-store.ts';

/** False: the account has as many as it may have. */
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
    await addAudit(trx, queue, authorship, { action: 'calendar-address-made', before: null, after: null });
    return true;
  });

/** From now on nobody can read the queue's calendar by an address that was made before. */
export const dropTokens = ({ db }: Database, queue: string, authorship: Authorship): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await trx.deleteFrom('calendar_token').where('queue_id', '=', queue).execute();
    await addAudit(trx, queue, authorship, { action: 'calendar-addresses-dropped', before: null, after: null });
  });

/** The queue that a calendar address is of. */
export const loadByToken = (db: Kysely<Tables>, hash: Buffer): Promise<{ id: string; name: string } | undefined> =>
  db
    .selectFrom('calendar_token')
    .innerJoin('queue', 'queue.id', 'calendar_token.queue_id')
    .select(['queue.id', 'queue.name'])
    .where('token_hash', '=', hash)
    .executeTakeFirst();
