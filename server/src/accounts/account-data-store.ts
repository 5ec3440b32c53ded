// In:    an account.
// Out:   what is kept about it; its label and scope deleted, its number left.
// Never: changes the audit log, which has the number alone.
import { sql, type Kysely } from 'kysely';
import type { AccountData } from '@askusnow/sdk/contract';
import { acrossLibraries } from '../platform/db/request-deadline.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { change } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import { accountEntry } from './account-audit-store.ts';
import { libraryIds, queueIds } from './scope-columns-store.ts';

type Db = Kysely<Tables>;

/** What stands in the place of a deleted label. */
const deletedLabel = (id: number): string => `Account ${id}`;

/** Undefined: no account has this number. The lists are as long as one account can make them. */
export async function loadAccountData(db: Db, id: number): Promise<AccountData | undefined> {
  const account = await db
    .selectFrom('account')
    .select(['id as number', 'label', 'email', 'email_confirmed', 'role', 'created_at'])
    .select(['ended_at', 'signed_in_on', 'openid_key', 'invited_email as invitedEmail', 'invited_by as invitedBy'])
    .select(['phone', 'shows_phone as showsPhone'])
    .select([libraryIds.as('libraries'), queueIds.as('queues')])
    .where('account.id', '=', id)
    .executeTakeFirst();
  if (account === undefined) return undefined;
  const sessions = await db
    .selectFrom('session')
    .select(['opened_at', 'used_at', 'expires_at'])
    .where('account_id', '=', id)
    .orderBy('id')
    .execute();
  const changes = await db
    .selectFrom('email_change')
    .select(['kind', 'email', 'created_at', 'expires_at'])
    .where('account_id', '=', id)
    .orderBy('created_at')
    .execute();
  const tokens = await db
    .selectFrom('api_token')
    .select(['name', 'scopes', 'libraries', 'expires_at', 'ended_at', 'used_on'])
    .where('account_id', '=', id)
    .orderBy('id')
    .execute();
  const entries = await db
    .selectFrom('audit_entry')
    .select(['id', 'at', 'account_id', 'subject', 'action', 'before', 'after', 'note'])
    .where((row) => row.or([row('account_id', '=', id), row('subject', '=', `account:${id}`)]))
    .orderBy('id')
    .execute();
  const { created_at, ended_at, signed_in_on, openid_key, email_confirmed, ...rest } = account;
  return {
    account: {
      ...rest,
      isEmailConfirmed: email_confirmed,
      signsInBy: openid_key === null ? 'link' : 'organization',
      createdAt: created_at.toISOString(),
      endedAt: ended_at?.toISOString() ?? null,
      signedInOn: signed_in_on,
    },
    sessions: sessions.map(({ opened_at, used_at, expires_at }) => ({
      openedAt: opened_at.toISOString(),
      usedAt: used_at.toISOString(),
      endsAt: expires_at.toISOString(),
    })),
    emailChanges: changes.map(({ created_at, expires_at, ...change }) => ({
      ...change,
      createdAt: created_at.toISOString(),
      endsAt: expires_at.toISOString(),
    })),
    tokens: tokens.map(({ expires_at, ended_at, used_on, ...token }) => ({
      ...token,
      endsAt: (ended_at ?? expires_at).toISOString(),
      usedOn: used_on,
    })),
    entries: entries.map(({ at, account_id, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      byThisAccount: account_id === id,
    })),
  };
}

/** Rows that show the label of their author beside the number of the account: they are found by it, also where accounts share a label. */
const NUMBERED: Partial<Record<keyof Tables, string>> = {
  coverage_correction: 'account_id',
  duty_correction: 'account_id',
  assistance_step: 'account_id',
  calendar_token: 'made_by',
  notice_recipient: 'made_by',
  problem_report: 'account_id',
  proposed_address: 'account_id',
};

/** Text columns named `by`, `answered_by` and the like, of all tables: each holds a label, but for the library in `taken_by`. */
async function loadLabelColumns(db: Db): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = current_schema() and data_type = 'text' and column_name ~ '(^|_)by$' and column_name <> 'taken_by'
    order by 1, 2`.execute(db);
  return rows;
}

/**
 * Call it for an account that has ended. False: no account has this number, or its data is deleted already. Its label also
 * stands in rows of libraries that the person has left, which a policy would hide.
 */
export const deleteAccountData = (database: Database, id: number, authorship: Authorship): Promise<boolean> =>
  acrossLibraries(() =>
    change(database, null, authorship, async (trx, record) => {
      const account = await trx
        .selectFrom('account')
        .select('label')
        .where('id', '=', id)
        .where('ended_at', 'is not', null)
        .forNoKeyUpdate()
        .executeTakeFirst();
      const label = deletedLabel(id);
      if (account === undefined || account.label === label) return false;
      await trx
        .updateTable('account')
        .set({ label, email: null, phone: null, invited_email: null, signed_in_on: null, openid_key: null })
        .where('id', '=', id)
        .execute();
      for (const table of ['account_library', 'account_queue', 'invitation', 'api_token'] as const)
        await trx.deleteFrom(table).where('account_id', '=', id).execute();
      for (const [table, column] of Object.entries(NUMBERED))
        await sql`update ${sql.table(table)} set by = ${label} where ${sql.ref(column)} = ${id}`.execute(trx);
      // Accounts may share a label: it stays while it is somebody else's, too.
      const other = await trx.selectFrom('account').select('id').where('label', '=', account.label).executeTakeFirst();
      if (other === undefined)
        for (const { table, column } of await loadLabelColumns(trx))
          await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${label}
          where ${sql.ref(column)} = ${account.label}`.execute(trx);
      record.entry(accountEntry(id, 'account-data-deleted'));
      return true;
    }),
  );
