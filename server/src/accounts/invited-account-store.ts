// In:    a role, its libraries or queues, and perhaps a label.
// Out:   the account that an invitation is for, existing or new.
// Never: adds a second account with the same label and scope, unless it has another e-mail address.
import { sql, type Insertable, type Kysely } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';
import { invalid, type Refusal } from '../platform/refusal.ts';
import { defaultLabel } from './default-label.ts';
import type { AccountTable } from './tables.ts';

/** `libraries` and `queues`: ids, sorted. */
export interface NewAccount {
  /** Null: a default label from the role and its libraries or queues. */
  label: string | null;
  /** Null: none is set; one that the account has stays. */
  email: string | null;
  role: Role;
  libraries: string[];
  queues: string[];
}

/** The library and queue ids that do not exist. */
export async function findUnknown(
  trx: Kysely<Tables>,
  { libraries, queues }: Pick<NewAccount, 'libraries' | 'queues'>,
) {
  const known = await trx
    .selectFrom('library')
    .select(['id', sql<string>`'library'`.as('kind')])
    .where('id', 'in', libraries.length > 0 ? libraries : [''])
    .where('removed', '=', false)
    .unionAll(
      trx
        .selectFrom('queue')
        .select(['id', sql<string>`'queue'`.as('kind')])
        .where('id', 'in', queues.length > 0 ? queues : [''])
        .where('removed', '=', false),
    )
    .execute();
  const isUnknown = (kind: string) => (id: string) => !known.some((one) => one.kind === kind && one.id === id);
  return { libraries: libraries.filter(isUnknown('library')), queues: queues.filter(isUnknown('queue')) };
}

export const unknownNames = (field: 'libraries' | 'queues', ids: readonly string[]): Refusal => {
  const kind = field === 'libraries' ? 'library' : 'queue';
  return invalid([{ field, message: `no ${kind} is called ${ids.map((id) => `"${id}"`).join(', ')}` }]);
};

type NamedAccount = NewAccount & { label: string };

/** The default label. */
export async function labelOf(
  trx: Kysely<Tables>,
  { role, libraries, queues }: Pick<NewAccount, 'role' | 'libraries' | 'queues'>,
): Promise<string> {
  const named = await trx
    .selectFrom('library')
    .select('name')
    .where('id', 'in', libraries.length > 0 ? libraries : [''])
    .unionAll(
      trx
        .selectFrom('queue')
        .select('name')
        .where('id', 'in', queues.length > 0 ? queues : ['']),
    )
    .orderBy('name')
    .execute();
  return defaultLabel(
    role,
    named.map(({ name }) => name),
  );
}

const withLabel = async (trx: Kysely<Tables>, account: NewAccount): Promise<NamedAccount> => ({
  ...account,
  label: account.label ?? (await labelOf(trx, account)),
});

/** Without a label: the account with the default label from its names or, of an earlier version, from its ids. */
async function findAccount(trx: Kysely<Tables>, account: NewAccount): Promise<number | undefined> {
  const { role, libraries, queues } = account;
  const labels = [
    (await withLabel(trx, account)).label,
    ...(account.label === null ? [defaultLabel(role, [...libraries, ...queues])] : []),
  ];
  return findLabelled(trx, account, labels);
}

async function findLabelled(
  trx: Kysely<Tables>,
  { role, libraries, queues, email }: NewAccount,
  labels: readonly string[],
): Promise<number | undefined> {
  const account = await trx
    .selectFrom('account')
    .select('id')
    .where('label', 'in', labels)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    // The organization decides who has one of its accounts: no link leads to it.
    .where('openid_key', 'is', null)
    // A colleague's, whose person is known by the invited address: a link for another person would lead to it.
    .where('invited_email', 'is', null)
    .where(sql<boolean>`(${email}::text is null or email is null or lower(email) = lower(${email}))`)
    .where(
      sql<boolean>`array(select library_id from account_library where account_id = account.id order by library_id collate "C") = ${libraries}::text[]`,
    )
    .where(
      sql<boolean>`array(select queue_id from account_queue where account_id = account.id order by queue_id collate "C") = ${queues}::text[]`,
    )
    // Asked for with an address, the account that has it comes before one without any.
    .orderBy(sql`${email}::text is not null and email is null`)
    .orderBy('id')
    .limit(1)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return account?.id;
}

/** Who invited it, and by which address: a colleague's. */
type Invited = Partial<Pick<Insertable<AccountTable>, 'invited_by' | 'invited_email'>>;

/** `libraries` and `queues`: ids, which must exist. */
export async function insertAccount(
  trx: Kysely<Tables>,
  { label, email, role, libraries, queues }: NamedAccount,
  invited: Invited = {},
): Promise<number> {
  const { id } = await trx
    .insertInto('account')
    .values({ label, email, role, ...invited })
    .returning('id')
    .executeTakeFirstOrThrow();
  if (libraries.length > 0) {
    await trx
      .insertInto('account_library')
      .values(libraries.map((library_id) => ({ account_id: id, library_id })))
      .execute();
  }
  if (queues.length > 0) {
    await trx
      .insertInto('account_queue')
      .values(queues.map((queue_id) => ({ account_id: id, queue_id })))
      .execute();
  }
  return id;
}

/** The account with this label and scope, added if there is none, and locked. Sets its e-mail address. */
export async function findOrAddAccount(trx: Kysely<Tables>, account: NewAccount): Promise<number> {
  // One invitation at a time: the next one finds this account.
  await sql`select pg_advisory_xact_lock(hashtextextended('askusnow invitations', 0))`.execute(trx);
  const found = await findAccount(trx, account);
  if (found === undefined) return insertAccount(trx, await withLabel(trx, account));
  const { email } = account;
  // Where the account has it already, it stays as it is, and confirmed.
  if (email !== null)
    await trx
      .updateTable('account')
      .set((row) => ({ email, email_confirmed: false, revision: row('revision', '+', 1) }))
      .where('id', '=', found)
      .where('email', 'is', null)
      .execute();
  return found;
}
