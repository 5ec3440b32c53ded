// In:    an account.
// Out:   its lock, until the transaction ends.
// Never: locks an account that has ended.
import type { Kysely } from 'kysely';
import type { Tables } from '../platform/db/tables.ts';

/**
 * Locks the account's row until the transaction ends, and returns whether the account is active. Every change of an
 * account's sessions, links or desks takes this lock first. It allows inserts that refer to the account.
 */
export async function lockAccount(trx: Kysely<Tables>, id: number): Promise<boolean> {
  const row = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}
