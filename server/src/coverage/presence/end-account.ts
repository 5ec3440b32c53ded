// In:    an account that is to be ended.
// Out:   the account ended, with the desks from which it spoke.
// Never: desks left behind by an end that was interrupted: the same request once more takes them away.
import type { By } from '../../accounts/account-audit-store.ts';
import { endAccount, type Ended } from '../../accounts/account-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { deleteDesksOf } from './desk-store.ts';

/** Desks go queue by queue, each in a transaction of its own, in the order in which heartbeats lock them. */
export async function endAccountAndDesks(
  database: Database,
  id: number,
  options: { by: By; keepLast: boolean },
  nowMs: number,
): Promise<Ended> {
  const ended = await endAccount(database.db, id, options, nowMs);
  // `unknown` is ended already, too.
  if (ended !== 'last-coordinator') await deleteDesksOf(database, id, { by: options.by, atMs: nowMs });
  return ended;
}
