// In:    an account.
// Out:   its lock, until the transaction ends; how it signs in.
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

/** Whether the account signs in by OpenID Connect, and so by nothing else. */
export async function isByOrganization(db: Kysely<Tables>, id: number): Promise<boolean> {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('id', '=', id)
    .where('openid_key', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}
