// In:    a link to the set-up page, and what is typed there.
// Out:   the cooperative, its first desk and library, and its coordinator signed in: in one transaction, once.
// Never: sets up over a cooperative that is there.
import type { Role } from '@askusnow/sdk/contract';
import { accountEntry } from '../accounts/account-audit-store.ts';
import { lockAccount } from '../accounts/account-lock-store.ts';
import { findOrAddAccount } from '../accounts/invited-account-store.ts';
import { signIn } from '../accounts/session-store.ts';
import { useSetUpLink } from '../accounts/set-up-link-store.ts';
import { IMPORTED } from '../cooperative/store.ts';
import { change } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import type { Account } from '../platform/http/access.ts';
import { lockRegistration } from './import-store.ts';
import { writeFirst, type FirstRegistration } from './registration-store.ts';

/** Who has opened the link, and had no account then. */
const SET_UP_LINK = { id: null, label: 'set-up link' } as const;

/** Undefined: the link is not valid any more. `brought`: the session that the browser had; it ends. */
export const setUp = (
  database: Database,
  { token, brought, registration }: { token: string; brought: string | undefined; registration: FirstRegistration },
  nowMs: number,
): Promise<{ session: { token: string; role: Role }; account: Account & { revision: number } } | undefined> =>
  change(database, IMPORTED, { by: SET_UP_LINK, atMs: nowMs }, async (trx, record) => {
    // Of two people at once, and of an import beside one, the second finds what the first has stored.
    await lockRegistration(trx);
    if (!(await useSetUpLink(trx, token, nowMs))) return undefined;
    await writeFirst(trx, record, registration, nowMs);
    const nobodys = { libraries: [], queues: [] };
    const id = await findOrAddAccount(trx, { label: null, email: null, role: 'coordinator', ...nobodys });
    await lockAccount(trx, id);
    record.entry(accountEntry(id, 'account-made', { after: { role: 'coordinator', ...nobodys } }));
    const stored = await trx
      .selectFrom('account')
      .select(['label', 'role', 'revision'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    const account = { id, ...stored, ...nobodys };
    return { session: await signIn(trx, record, account, brought, nowMs), account };
  });
