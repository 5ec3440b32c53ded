// In:    an account and its e-mail address; an address that somebody typed.
// Out:   the address stored; a sign-in link for the account that has it.
// Never: an address that two active accounts share; an address in an audit entry.
import { sql, type Kysely } from 'kysely';
import type { EmailChange } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';
import type { Account } from '../platform/http/access.ts';
import { addAccountEntry, type By } from './account-audit-store.ts';
import { lockAccount } from './account-lock-store.ts';
import { insertLink } from './invitation-store.ts';

const UNIQUE_VIOLATION = '23505';

/** Whether a statement failed because another active account has the address. */
export const isEmailTaken = (error: unknown): boolean => {
  const { code, constraint } = error as { code?: unknown; constraint?: unknown };
  return code === UNIQUE_VIOLATION && constraint === 'account_email';
};

export async function loadEmail(db: Kysely<Tables>, accountId: number): Promise<string | null> {
  const row = await db.selectFrom('account').select('email').where('id', '=', accountId).executeTakeFirst();
  return row?.email ?? null;
}

/** Null removes it. `taken`: another active account has it. `stale`: another than `replaces` is stored. */
export async function saveEmail(
  db: Kysely<Tables>,
  accountId: number,
  { email, replaces }: EmailChange,
  by: By,
  nowMs: number,
): Promise<'saved' | 'taken' | 'unknown' | 'stale'> {
  try {
    return await db.transaction().execute(async (trx) => {
      if (!(await lockAccount(trx, accountId))) return 'unknown';
      const stored = await loadEmail(trx, accountId);
      // Sent again after its answer was lost, a change is no conflict.
      if (stored === email) return 'saved';
      if (stored !== replaces) return 'stale';
      await trx.updateTable('account').set({ email }).where('id', '=', accountId).execute();
      const action = email === null ? 'email-removed' : 'email-set';
      await addAccountEntry(trx, accountId, by, nowMs, { action });
      return 'saved';
    });
  } catch (error) {
    if (isEmailTaken(error)) return 'taken';
    throw error;
  }
}

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
