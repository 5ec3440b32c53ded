// In:    the liaisons' accounts; an account's choice.
// Out:   the liaisons with their libraries, and the addresses that they show.
// Never: an address whose person does not show it; an account that has ended.
import type { Kysely } from 'kysely';
import type { Tables } from '../../../platform/db/tables.ts';

type Db = Kysely<Tables>;

export interface StoredLiaison {
  label: string;
  libraries: string[];
  email: string | null;
}

export async function loadLiaisons(db: Db): Promise<StoredLiaison[]> {
  const rows = await db
    .selectFrom('account')
    .innerJoin('account_library', 'account_id', 'account.id')
    .select(['account.id', 'label', 'library_id', 'email', 'shows_email'])
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
  }));
}

export const loadChoice = async (db: Db, account: number): Promise<boolean> =>
  (await db.selectFrom('account').select('shows_email').where('id', '=', account).executeTakeFirst())?.shows_email ??
  false;

export const saveChoice = (db: Db, account: number, showEmail: boolean): Promise<unknown> =>
  db.updateTable('account').set({ shows_email: showEmail }).where('id', '=', account).execute();
