// In:    the database, a token's hash, a queue's id.
// Out:   which queue a calendar address is of; addresses made and dropped.
// Never: a token: the database holds hashes alone.
import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { subjectOf } from '../hours/store.ts';

/** Who does it, and when. */
export interface Authorship {
  by: { id: number; label: string };
  atMs: number;
}

const audit = (trx: Kysely<Tables>, queue: string, action: string, { by, atMs }: Authorship) =>
  trx
    .insertInto('audit_entry')
    .values({
      at: new Date(atMs),
      account_id: by.id,
      by: by.label,
      subject: subjectOf(queue),
      action,
      before: null,
      after: null,
      note: null,
    })
    .execute();

export const saveToken = ({ db }: Database, queue: string, hash: Buffer, authorship: Authorship): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await trx
      .insertInto('calendar_token')
      .values({
        token_hash: hash,
        queue_id: queue,
        by: authorship.by.label,
        created_at: new Date(authorship.atMs),
      })
      .execute();
    await audit(trx, queue, 'calendar-address-made', authorship);
  });

/** From now on nobody can read the queue's calendar by an address that was made before. */
export const dropTokens = ({ db }: Database, queue: string, authorship: Authorship): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await trx.deleteFrom('calendar_token').where('queue_id', '=', queue).execute();
    await audit(trx, queue, 'calendar-addresses-dropped', authorship);
  });

/** The queue that a calendar address is of. */
export const loadByToken = (db: Kysely<Tables>, hash: Buffer): Promise<{ id: string; name: string } | undefined> =>
  db
    .selectFrom('calendar_token')
    .innerJoin('queue', 'queue.id', 'calendar_token.queue_id')
    .select(['queue.id', 'queue.name'])
    .where('token_hash', '=', hash)
    .executeTakeFirst();

export const isQueue = async (db: Kysely<Tables>, queue: string): Promise<boolean> =>
  (await db.selectFrom('queue').select('id').where('id', '=', queue).executeTakeFirst()) !== undefined;
