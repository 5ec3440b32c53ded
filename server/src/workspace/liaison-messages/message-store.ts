// In:    what an account writes to all liaisons and the coordinator.
// Out:   one mail for each of them, queued; how many they are.
// Never: keeps the text, or an address, in the audit log.
import { randomUUID } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { LiaisonMessage } from '@askusnow/sdk/contract';
import { takeUse } from '../../accounts/quota-use-store.ts';
import { LIAISON_MESSAGE } from '../../help/notices/notice.ts';
import { notify } from '../../help/notices/notices.ts';
import { addReaders, countReaders } from '../../help/notices/own-mail-store.ts';
import type { Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Database } from '../../platform/db/database.ts';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Account } from '../../platform/http/access.ts';
import { Refusal, usedUp } from '../../platform/refusal.ts';
import type { Sent } from '../../platform/sent-request.ts';
import { messages } from './messages.ts';

/** Null: it has no confirmed address. */
export async function loadReplyTo(db: Kysely<Tables>, account: number): Promise<string | null> {
  const row = await db
    .selectFrom('account')
    .select('email')
    .where('id', '=', account)
    .where('email_confirmed', '=', true)
    .executeTakeFirst();
  return row?.email ?? null;
}

/** How many get it. Errors: Refusal 409 `no-address`, `nobody`; 429 `quota-reached`. */
export const sendToLiaisons = (
  database: Database,
  mail: LiaisonMessage,
  authorship: Authorship & Sent & { by: Account },
): Promise<number> =>
  // It goes to accounts of every library, and shows none of them.
  acrossLibraries(() =>
    change(database, null, authorship, (trx, record) =>
      once(trx, authorship, async () => {
        const { by, atMs } = authorship;
        const full = await takeUse(trx, { account: by.id, quota: 'liaison-messages' }, atMs);
        if (full) throw usedUp(messages.usedUp(full.max), full);
        if ((await loadReplyTo(trx, by.id)) === null) throw new Refusal(409, 'no-address', messages.noAddress);
        await addReaders(trx, by.id, atMs);
        const people = await countReaders(trx, by.id);
        if (people === 0) throw new Refusal(409, 'nobody', messages.nobody);
        const key = [LIAISON_MESSAGE, randomUUID()].join(':');
        const to = { kind: LIAISON_MESSAGE, tier: 'statewide', library: null } as const;
        await notify(trx, { ...mail, ...to, key, data: null, sender: by.id, atMs });
        record.entry({ subject: 'cooperative', action: 'liaisons-written', before: null, after: { people } });
        return people;
      }),
    ),
  );
