// In:    an account that is signed out everywhere, or whose address was restored.
// Out:   its sessions and streams, its unused sign-in links, its API tokens and the address that waits, all ended.
// Never: ends the link with which a former address undoes a change: a thief would press this button first.
import type { Kysely } from 'kysely';
import type { Tables } from '../platform/db/tables.ts';
import { addAccountEntry, type By } from './account-audit-store.ts';
import { lockAccount } from './account-lock-store.ts';
import { endApiTokens } from './api-token-store.ts';
import { endConfirmations } from './email-store.ts';
import { expireLinks } from './invitation-store.ts';
import { deleteSessions } from './session-store.ts';

type Db = Kysely<Tables>;

/** Call it in the transaction that locked the account. Returns how many sessions it had. */
export async function endAccess(trx: Db, accountId: number, nowMs: number): Promise<number> {
  await expireLinks(trx, accountId, nowMs);
  await endApiTokens(trx, accountId, nowMs);
  await endConfirmations(trx, accountId);
  return deleteSessions(trx, accountId);
}

/** Signs an account out everywhere. */
export const endSessions = (db: Db, accountId: number, by: By, nowMs: number): Promise<void> =>
  db.transaction().execute(async (trx) => {
    // A token or a link that is being made waits, and finds no session.
    await lockAccount(trx, accountId);
    const sessions = await endAccess(trx, accountId, nowMs);
    await addAccountEntry(trx, accountId, by, nowMs, { action: 'sessions-ended', after: { sessions } });
  });
