// In:    a search and a page of a list; an account to end.
// Out:   accounts that may sign in, with links and sessions; an ended account.
// Never: leaves a session, a link or a stream of an ended account; lets a page end the last coordinator.
import { sql, type Kysely, type SqlBool } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import { likePattern } from '../platform/db/like-pattern.ts';
import type { Tables } from '../platform/db/tables.ts';
import { wordsOf } from '../platform/http/paging.ts';
import { Refusal } from '../platform/refusal.ts';
import { accountEntry } from './account-audit-store.ts';
import { endApiTokens } from './api-token-store.ts';
import { deleteEmailChanges } from './email-store.ts';
import { libraryIds, queueIds, unusedUntil } from './scope-columns-store.ts';
import { deleteSessions } from './session-store.ts';
import { lockAccount } from './account-lock-store.ts';
import { expireLinks } from './invitation-store.ts';

type Db = Kysely<Tables>;

export interface AccountRecord {
  id: number;
  label: string;
  email: string | null;
  emailConfirmed: boolean;
  revision: number;
  role: Role;
  /** By OpenID Connect; false: by links. */
  byOrganization: boolean;
  libraries: string[];
  queues: string[];
  /** The UTC day of its last sign-in. */
  signedInOn: string | null;
  /** The UTC day of its last sign-in, use of a page or change. */
  activeOn: string | null;
  sessions: number;
  /** End of its last session, if none is used again. */
  sessionsUntilMs: number | null;
  /** Expiry of its latest unused link. */
  invitedUntilMs: number | null;
}

export interface AccountFilter {
  id?: number;
  /** Search words; each must be in the label or the e-mail address, or in the name or id of one of its libraries or queues. */
  q?: string;
  limit?: number;
  offset?: number;
}

const isFound = (word: string) => {
  const pattern = likePattern(word);
  return sql<SqlBool>`(account.label ilike ${pattern} or account.email ilike ${pattern}
    or exists (select from account_library join library on library.id = library_id
      where account_id = account.id and (library.name ilike ${pattern} or library.id ilike ${pattern}))
    or exists (select from account_queue join queue on queue.id = queue_id
      where account_id = account.id and (queue.name ilike ${pattern} or queue.id ilike ${pattern})))`;
};

const ofAccounts = (db: Db, { id, q = '' }: AccountFilter) => {
  let query = db.selectFrom('account').where('ended_at', 'is', null);
  if (id !== undefined) query = query.where('account.id', '=', id);
  for (const word of wordsOf(q)) query = query.where(isFound(word));
  return query;
};

export async function countAccounts(db: Db, filter: AccountFilter): Promise<number> {
  const { count } = await ofAccounts(db, filter)
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** By label. */
export async function loadAccounts(db: Db, filter: AccountFilter, nowMs: number): Promise<AccountRecord[]> {
  const now = new Date(nowMs);
  let query = ofAccounts(db, filter)
    .select((row) => [
      'account.id',
      'label',
      'email',
      'email_confirmed as emailConfirmed',
      'revision',
      'role',
      'signed_in_on',
      sql<boolean>`openid_key is not null`.as('byOrganization'),
      libraryIds.as('libraries'),
      queueIds.as('queues'),
      // Anybody can ask for one on the sign-in page, where the account has an address.
      unusedUntil('email', nowMs).as('invited_until'),
      sql<string | null>`greatest(signed_in_on,
        (select max(used_at at time zone 'UTC')::date from session where account_id = account.id),
        (select (at at time zone 'UTC')::date from audit_entry where account_id = account.id
          order by audit_entry.id desc limit 1))`.as('activeOn'),
      row
        .selectFrom('session')
        .select((session) => session.fn.max('expires_at').as('until'))
        .whereRef('account_id', '=', 'account.id')
        .where('expires_at', '>', now)
        .as('sessions_until'),
      row
        .selectFrom('session')
        .select((session) => session.fn.countAll<number>().as('count'))
        .whereRef('account_id', '=', 'account.id')
        .where('expires_at', '>', now)
        .as('sessions'),
    ])
    .orderBy(sql`lower(label)`)
    .orderBy('account.id');
  if (filter.limit !== undefined) query = query.limit(filter.limit).offset(filter.offset ?? 0);
  return (await query.execute()).map(({ signed_in_on, invited_until, sessions_until, sessions, ...account }) => ({
    ...account,
    signedInOn: signed_in_on,
    sessions: Number(sessions ?? 0),
    sessionsUntilMs: sessions_until?.getTime() ?? null,
    invitedUntilMs: invited_until?.getTime() ?? null,
  }));
}

export const lastCoordinator = (): Refusal =>
  new Refusal(409, 'last-coordinator', 'This is the last coordinator. Invite another coordinator first.');

export interface EndOptions {
  keepLast: boolean;
  /** Throws a Refusal where its author may not end the account, as it is in this transaction. */
  check?: (trx: Transaction) => Promise<void>;
}

/**
 * Ends an account, its sessions, its links and, on every node, its streams; workspace/account-end ends what it has made.
 * `keepLast`: refuse for the last coordinator who can sign in by links; the command line may end that one, too. Those of
 * the organization do not count: it may take their role away. Undefined: no active account has this number.
 * Errors: Refusal 409 `last-coordinator`.
 */
export const endAccount = (
  database: Database,
  id: number,
  { keepLast, check, ...authorship }: Authorship & EndOptions,
): Promise<{ label: string } | undefined> =>
  change(database, null, authorship, async (trx, record) => {
    const { atMs } = authorship;
    const isLast = await isLastCoordinator(trx, id, atMs);
    await check?.(trx);
    if (!(await lockAccount(trx, id))) return undefined;
    if (isLast && keepLast) throw lastCoordinator();
    return endLocked(trx, record, id, atMs);
  });

async function endLocked(trx: Transaction, record: ChangeRecord, id: number, atMs: number): Promise<{ label: string }> {
  const { label } = await trx
    .updateTable('account')
    .set({
      ...{ ended_at: new Date(atMs), email: null, email_confirmed: false, invited_email: null },
      ...{ phone: null, shows_phone: false },
    })
    .where('id', '=', id)
    .returning('label')
    .executeTakeFirstOrThrow();
  await expireLinks(trx, id, atMs);
  await deleteEmailChanges(trx, id);
  await endApiTokens(trx, id, atMs);
  const sessions = await deleteSessions(trx, record, id);
  record.entry(accountEntry(id, 'account-ended', { after: { sessions } }));
  return { label };
}

/** Ids of the desk accounts that have this desk alone, among those that have not ended. */
export async function loadAccountsOfDesk(db: Db, queue: string): Promise<number[]> {
  const rows = await db
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'desk')
    .where('ended_at', 'is', null)
    .where(
      sql<SqlBool>`exists (select from account_queue where account_id = account.id and queue_id = ${queue})
        and not exists (select from account_queue join queue on queue.id = queue_id
          where account_id = account.id and queue_id <> ${queue} and not queue.removed)`,
    )
    .orderBy('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Call it in the change that ends the desk. */
export async function endAccountsOfDesk(
  trx: Transaction,
  record: ChangeRecord,
  queue: string,
  atMs: number,
): Promise<void> {
  for (const id of await loadAccountsOfDesk(trx, queue))
    if (await lockAccount(trx, id)) await endLocked(trx, record, id, atMs);
}

/**
 * Whether no other coordinator can sign in by links. Locks all coordinators, in order, until the transaction ends: if two
 * end or change each other, one remains. Call it before {@link lockAccount}.
 */
export async function isLastCoordinator(trx: Db, id: number, nowMs: number): Promise<boolean> {
  const coordinators = await trx
    .selectFrom('account')
    .select('id')
    .where('role', '=', 'coordinator')
    .where('ended_at', 'is', null)
    .where('openid_key', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  const others = coordinators.map((each) => each.id).filter((each) => each !== id);
  return others.length < coordinators.length && !(await canGetIn(trx, others, nowMs));
}

/** Whether one of them is signed in or has a valid link. */
async function canGetIn(trx: Db, ids: readonly number[], nowMs: number): Promise<boolean> {
  for (const id of ids) {
    const [account] = await loadAccounts(trx, { id }, nowMs);
    if (account && (account.sessions > 0 || account.invitedUntilMs !== null)) return true;
  }
  return false;
}
