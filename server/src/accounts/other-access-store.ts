// In:    a library, an account that reads who has access to it, those that it has invited.
// Out:   the other accounts of the library and of its own desk.
// Never: an address, a phone or a day of sign-in: they are for the person, for the inviter and for coordinators.
import { sql, type Kysely } from 'kysely';
import type { OtherAccess } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';

/** By a function of the database: an account may not read the rows of others, and need not. */
export async function loadOtherAccess(
  db: Kysely<Tables>,
  library: string,
  known: ReadonlySet<number>,
): Promise<OtherAccess[]> {
  const { rows } = await sql<{ accounts: (OtherAccess & { id: number })[] }>`
    select library_accounts(${library}) as accounts`.execute(db);
  return rows[0]!.accounts.filter(({ id }) => !known.has(id)).map(({ label, role }) => ({ label, role }));
}
