// In:    an account that is signed out everywhere, or whose address was restored.
// Out:   its sessions and streams, its unused sign-in links, its API tokens and the address that waits, all ended.
// Never: ends the link with which a former address undoes a change: a thief would press this button first.
import type { Authorship } from '../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import { accountEntry } from './account-audit-store.ts';
import { lockAccount } from './account-lock-store.ts';
import { endApiTokens } from './api-token-store.ts';
import { endConfirmations } from './email-store.ts';
import { expireLinks } from './invitation-store.ts';
import { deleteSessions } from './session-store.ts';

/** Call it in the change that locked the account. Returns how many sessions it had. */
export async function endAccess(
  trx: Transaction,
  record: ChangeRecord,
  accountId: number,
  nowMs: number,
): Promise<number> {
  await expireLinks(trx, accountId, nowMs);
  await endApiTokens(trx, accountId, nowMs);
  await endConfirmations(trx, accountId);
  return deleteSessions(trx, record, accountId);
}

/** Signs an account out everywhere. */
export const endSessions = (database: Database, accountId: number, authorship: Authorship): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    // A token or a link that is being made waits, and finds no session.
    await lockAccount(trx, accountId);
    const sessions = await endAccess(trx, record, accountId, authorship.atMs);
    record.entry(accountEntry(accountId, 'sessions-ended', { after: { sessions } }));
  });
