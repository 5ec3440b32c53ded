// In:    an e-mail address that somebody typed.
// Out:   a sign-in link for the account that has it.
// Never: an address that no account has.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../platform/db/tables.ts';
import type { Account } from '../platform/http/access.ts';
import { insertLink } from './invitation-store.ts';

/** The account that a link was made for, and its address as stored: the mail never goes to an address as typed. */
export interface Addressee extends Pick<Account, 'label'> {
  email: string;
}

/** Stores a link for the active account with this address. Undefined: there is none. */
export const saveMailedLink = (
  db: Kysely<Tables>,
  typed: string,
  { token, ttlMs }: { token: string; ttlMs: number },
  nowMs: number,
): Promise<Addressee | undefined> =>
  db.transaction().execute(async (trx) => {
    const account = await trx
      .selectFrom('account')
      .select(['id', 'label', 'email'])
      .where(sql`lower(email)`, '=', typed.toLowerCase())
      .where('ended_at', 'is', null)
      .where('openid_key', 'is', null)
      .forNoKeyUpdate()
      .executeTakeFirst();
    if (!account?.email) return undefined;
    await insertLink(trx, account.id, { token, ttlMs, isMailed: true }, nowMs);
    return { label: account.label, email: account.email };
  });
