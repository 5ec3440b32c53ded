// In:    an account to end.
// Out:   the account and its desks ended.
// Never: leaves desks behind after an interrupted end: repeating the request removes them.
import type { By } from '../../accounts/account-audit-store.ts';
import { endAccount, type Ended } from '../../accounts/account-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { deleteDesksOf } from './desk-store.ts';

/** Desks are deleted queue by queue, each in its own transaction, in the order in which heartbeats lock them. */
export async function endAccountAndDesks(
  database: Database,
  id: number,
  options: { by: By; keepLast: boolean },
  nowMs: number,
): Promise<Ended> {
  const ended = await endAccount(database.db, id, options, nowMs);
  // `unknown` may be an account that has ended already.
  if (ended !== 'last-coordinator') await deleteDesksOf(database, id, { by: options.by, atMs: nowMs });
  return ended;
}
