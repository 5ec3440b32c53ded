// In:    a request that creates something, with its Idempotency-Key.
// Out:   the id of what it has created, the first time or before.
// Never: keeps a key, a body, a reply or a secret: hashes for a day, and the row's id.
import type { Kysely } from 'kysely';
import type { Tables } from '../db/tables.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { Sent } from '../sent-request.ts';
import { DAY_MS } from '../time/instants.ts';

/**
 * Runs `add` the first time that a request is sent, and returns the id that it returned then. Of two that are sent at once
 * the second waits for the first one's commit. `sent` null: the client has sent no key. `renew`: gives the
 * row a new secret, since the lost answer had the former one; undefined: the row is there no more.
 * Errors: Refusal 422 where the key was used for another body, 404 where nothing is left to renew.
 */
export async function once(
  trx: Kysely<Tables>,
  { sent, atMs }: Sent & { atMs: number },
  add: () => Promise<number>,
  renew?: (id: number) => Promise<unknown>,
): Promise<number> {
  if (!sent) return add();
  const { hash, bodyHash } = sent;
  const isFirst = await trx
    .insertInto('sent_request')
    .values({ hash, body_hash: bodyHash, row_id: null, at: new Date(atMs) })
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .returning('hash')
    .executeTakeFirst();
  if (isFirst) {
    const id = await add();
    await trx.updateTable('sent_request').set({ row_id: id }).where('hash', '=', hash).execute();
    return id;
  }
  const before = await trx.selectFrom('sent_request').selectAll().where('hash', '=', hash).executeTakeFirstOrThrow();
  if (before.body_hash.equals(bodyHash)) {
    if (renew !== undefined && (await renew(before.row_id!)) === undefined) throw notFound();
    return before.row_id!;
  }
  throw new Refusal(
    422,
    'key-reused',
    'This Idempotency-Key was sent with another body. Use a new key for a new request.',
  );
}

/** A day later nobody sends a request again. */
export const deleteOldRequests = (db: Kysely<Tables>, nowMs: number): Promise<unknown> =>
  db
    .deleteFrom('sent_request')
    .where('at', '<=', new Date(nowMs - DAY_MS))
    .execute();
