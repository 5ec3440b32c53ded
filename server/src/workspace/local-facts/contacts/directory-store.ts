// In:    the liaisons' accounts; an account's choice.
// Out:   the liaisons with their libraries, and the addresses and phones that they show.
// Never: an address or phone whose person does not show it; an account that has ended. A phone in the audit log.
import type { Kysely } from 'kysely';
import type { DirectoryChange, DirectoryChoice } from '@askusnow/sdk/contract';
import { accountEntry } from '../../../accounts/account-audit-store.ts';
import { lockAccount } from '../../../accounts/account-lock-store.ts';
import { loadGetsMessages, setGetsMessages } from '../../../help/notices/own-mail-store.ts';
import type { Authorship } from '../../../platform/audit/audit-store.ts';
import { change } from '../../../platform/audit/change.ts';
import type { Database } from '../../../platform/db/database.ts';
import { acrossLibraries } from '../../../platform/db/request-deadline.ts';
import type { Tables } from '../../../platform/db/tables.ts';
import type { Account } from '../../../platform/http/access.ts';
import { invalid } from '../../../platform/refusal.ts';

type Db = Kysely<Tables>;

export interface StoredLiaison {
  label: string;
  libraries: string[];
  email: string | null;
  phone: string | null;
}

export async function loadLiaisons(db: Db): Promise<StoredLiaison[]> {
  const rows = await db
    .selectFrom('account')
    .innerJoin('account_library', 'account_id', 'account.id')
    .select(['account.id', 'label', 'library_id', 'email', 'shows_email', 'phone', 'shows_phone'])
    .where('role', '=', 'liaison')
    .where('ended_at', 'is', null)
    .orderBy('label')
    .orderBy('account.id')
    .execute();
  const byAccount = Map.groupBy(rows, ({ id }) => id);
  return [...byAccount.values()].map((its) => ({
    label: its[0]!.label,
    libraries: its.map(({ library_id }) => library_id),
    email: its[0]!.shows_email ? its[0]!.email : null,
    phone: its[0]!.shows_phone ? its[0]!.phone : null,
  }));
}

export const loadChoice = async (db: Db, account: number): Promise<DirectoryChoice> => ({
  ...(await db
    .selectFrom('account')
    .select(['shows_email as showEmail', 'phone', 'shows_phone as showPhone'])
    .where('id', '=', account)
    .executeTakeFirstOrThrow()),
  getsMessages: await loadGetsMessages(db, account),
});

/** What is absent stays. A phone that is removed is not shown either. Errors: Refusal 422. */
export const saveChoice = (
  database: Database,
  asked: DirectoryChange,
  authorship: Authorship & { by: Account },
): Promise<DirectoryChoice> =>
  // The row of an account's mails belongs to no library.
  acrossLibraries(() =>
    change(database, null, authorship, async (trx, record) => {
      const { id } = authorship.by;
      await lockAccount(trx, id);
      const before = await loadChoice(trx, id);
      const { getsMessages, ...after } = { ...before, ...(asked as Partial<DirectoryChoice>) };
      if (after.phone === null && asked.showPhone)
        throw invalid([{ field: 'showPhone', message: 'should be false while no phone is stored' }]);
      const showPhone = after.showPhone && after.phone !== null;
      await trx
        .updateTable('account')
        .set({ shows_email: after.showEmail, phone: after.phone, shows_phone: showPhone })
        .where('id', '=', id)
        .execute();
      if (getsMessages !== before.getsMessages) await setGetsMessages(trx, authorship, getsMessages);
      const choice = { ...after, showPhone, getsMessages };
      const changed = (Object.keys(choice) as (keyof DirectoryChoice)[]).filter((key) => choice[key] !== before[key]);
      if (changed.length > 0) record.entry(accountEntry(id, 'contact-choice-changed', { after: { changed } }));
      return choice;
    }),
  );
