// In:    an account.
// Out:   its address, confirmed or not, and the one that waits for confirmation.
// Never: an address in an audit entry.
import type { Kysely } from 'kysely';
import type { AccountEmail } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';
import type { ChangeRecord, Transaction } from '../platform/audit/change.ts';
import { accountEntry, MAILED_LINK } from './account-audit-store.ts';

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

/** With the address that waits for confirmation. */
export async function loadOwnEmail(
  db: Kysely<Tables>,
  accountId: number,
  nowMs: number,
): Promise<Pick<AccountEmail, 'email' | 'isConfirmed' | 'pending' | 'revision'>> {
  const row = await db
    .selectFrom('account')
    .leftJoin('email_change', (join) =>
      join.onRef('account_id', '=', 'account.id').on('kind', '=', 'confirm').on('expires_at', '>', new Date(nowMs)),
    )
    .select(['account.email', 'email_confirmed', 'revision', 'email_change.email as asked', 'expires_at'])
    .where('account.id', '=', accountId)
    .executeTakeFirstOrThrow();
  const { email, email_confirmed: isConfirmed, asked, expires_at: until, revision } = row;
  return {
    email,
    isConfirmed,
    revision,
    pending: asked === null ? null : { email: asked, until: until!.toISOString() },
  };
}

/** Ends what waits for confirmation. */
export const endConfirmations = (trx: Kysely<Tables>, accountId: number): Promise<unknown> =>
  trx.deleteFrom('email_change').where('account_id', '=', accountId).where('kind', '=', 'confirm').execute();

/** With its new and former addresses. */
export const deleteEmailChanges = (trx: Kysely<Tables>, accountId: number): Promise<unknown> =>
  trx.deleteFrom('email_change').where('account_id', '=', accountId).execute();

/** A link that was mailed to the stored address has been used. Call it in the change that uses the link. */
export async function confirmStored(trx: Transaction, record: ChangeRecord, accountId: number): Promise<void> {
  const confirmed = await trx
    .updateTable('account')
    .set({ email_confirmed: true })
    .where('id', '=', accountId)
    .where('email', 'is not', null)
    .where('email_confirmed', '=', false)
    .returning('id')
    .executeTakeFirst();
  if (confirmed) record.entry(accountEntry(accountId, 'email-confirmed', { by: MAILED_LINK }));
}
