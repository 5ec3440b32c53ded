// In:    invitation tokens, and their accounts.
// Out:   invitations stored, shown, used once, withdrawn.
// Never: stores a token, or reuses a session token that the browser sent.
import { sql, type Kysely } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';
import type { Account } from '../platform/http/access.ts';
import { DAY_MS } from '../platform/time/instants.ts';
import { addAccountEntry, type By } from './account-audit-store.ts';
import { defaultLabel } from './default-label.ts';
import { libraryIds, queueIds } from './scope-columns-store.ts';
import { endSession, openSession } from './session-store.ts';
import { hashToken } from './token.ts';

/** How long an expired or used link is recognized, to say so instead of "unknown". Units: ms. */
const REMEMBERED_MS = 30 * DAY_MS;

export interface ShownInvitation {
  label: string;
  role: Account['role'];
  libraries: string[];
  queues: string[];
  expiresAt: Date;
  state: 'open' | 'used' | 'expired';
}

/** A valid invitation. `libraries` and `queues`: ids, sorted. */
export interface NewInvitation {
  token: string;
  /** Null: a default label from the role and its libraries or queues. */
  label: string | null;
  role: Role;
  libraries: string[];
  queues: string[];
  ttlMs: number;
}

/** Returns unknown library and queue ids; stores the invitation only if there are none. */
export function saveInvitation(
  db: Kysely<Tables>,
  { token, ttlMs, ...account }: NewInvitation,
  by: By,
  nowMs: number,
): Promise<{ libraries: string[]; queues: string[]; accountId?: number }> {
  return db.transaction().execute(async (trx) => {
    const unknown = await findUnknown(trx, account);
    if (unknown.libraries.length + unknown.queues.length > 0) return unknown;
    const accountId = (await findAccount(trx, account)) ?? (await createAccount(trx, await withLabel(trx, account)));
    const until = await insertLink(trx, accountId, token, ttlMs, nowMs);
    const { role, libraries, queues } = account;
    await addAccountEntry(trx, accountId, by, nowMs, { action: 'invited', after: { role, libraries, queues, until } });
    return { ...unknown, accountId };
  });
}

async function insertLink(
  trx: Kysely<Tables>,
  accountId: number,
  token: string,
  ttlMs: number,
  nowMs: number,
): Promise<string> {
  await trx
    .deleteFrom('invitation')
    .where('expires_at', '<', new Date(nowMs - REMEMBERED_MS))
    .execute();
  const expires_at = new Date(nowMs + ttlMs);
  await trx
    .insertInto('invitation')
    .values({ token_hash: hashToken(token), account_id: accountId, expires_at, used_at: null })
    .execute();
  return expires_at.toISOString();
}

/**
 * Locks the account's row until the transaction ends, and returns whether the account is active. Every change of an
 * account's sessions, links or desks takes this lock first. It allows inserts that refer to the account.
 */
export async function lockAccount(trx: Kysely<Tables>, id: number): Promise<boolean> {
  const row = await trx
    .selectFrom('account')
    .select('id')
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** Expires unused links, which then say so for a while. Call it in the transaction that locked the account. */
export async function expireLinks(trx: Kysely<Tables>, accountId: number, nowMs: number): Promise<number> {
  const expired = await trx
    .updateTable('invitation')
    .set({ expires_at: new Date(nowMs) })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date(nowMs))
    .returning('account_id')
    .execute();
  return expired.length;
}

/** Replaces open links by a new one. False: no such account. */
export const renewLink = (
  db: Kysely<Tables>,
  accountId: number,
  { token, ttlMs }: Pick<NewInvitation, 'token' | 'ttlMs'>,
  by: By,
  nowMs: number,
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    if (!(await lockAccount(trx, accountId))) return false;
    await expireLinks(trx, accountId, nowMs);
    const until = await insertLink(trx, accountId, token, ttlMs, nowMs);
    await addAccountEntry(trx, accountId, by, nowMs, { action: 'link-made', after: { until } });
    return true;
  });

/** False: no such account. */
export const withdrawLinks = (db: Kysely<Tables>, accountId: number, by: By, nowMs: number): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    if (!(await lockAccount(trx, accountId))) return false;
    const links = await expireLinks(trx, accountId, nowMs);
    if (links > 0) await addAccountEntry(trx, accountId, by, nowMs, { action: 'link-withdrawn' });
    return true;
  });

type NewAccount = Omit<NewInvitation, 'token' | 'ttlMs'>;

async function findUnknown(trx: Kysely<Tables>, { libraries, queues }: NewAccount) {
  const known = await trx
    .selectFrom('library')
    .select(['id', sql<string>`'library'`.as('kind')])
    .where('id', 'in', libraries.length > 0 ? libraries : [''])
    .where('removed', '=', false)
    .unionAll(
      trx
        .selectFrom('queue')
        .select(['id', sql<string>`'queue'`.as('kind')])
        .where('id', 'in', queues.length > 0 ? queues : ['']),
    )
    .execute();
  const isUnknown = (kind: string) => (id: string) => !known.some((one) => one.kind === kind && one.id === id);
  return { libraries: libraries.filter(isUnknown('library')), queues: queues.filter(isUnknown('queue')) };
}

type NamedAccount = NewAccount & { label: string };

async function withLabel(trx: Kysely<Tables>, account: NewAccount): Promise<NamedAccount> {
  const { label, role, libraries, queues } = account;
  if (label !== null) return { ...account, label };
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
  const names = named.map(({ name }) => name);
  return { ...account, label: defaultLabel(role, names) };
}

/** Without a label: the account with the default label from its names or, of an earlier version, from its ids. */
async function findAccount(trx: Kysely<Tables>, account: NewAccount): Promise<number | undefined> {
  const { role, libraries, queues } = account;
  const labels = [
    (await withLabel(trx, account)).label,
    ...(account.label === null ? [defaultLabel(role, role === 'desk' ? queues : libraries)] : []),
  ];
  return findLabelled(trx, account, labels);
}

async function findLabelled(
  trx: Kysely<Tables>,
  { role, libraries, queues }: NewAccount,
  labels: readonly string[],
): Promise<number | undefined> {
  const account = await trx
    .selectFrom('account')
    .select('id')
    .where('label', 'in', labels)
    .where('role', '=', role)
    .where('ended_at', 'is', null)
    .where(
      sql<boolean>`array(select library_id from account_library where account_id = account.id order by library_id collate "C") = ${libraries}::text[]`,
    )
    .where(
      sql<boolean>`array(select queue_id from account_queue where account_id = account.id order by queue_id collate "C") = ${queues}::text[]`,
    )
    .orderBy('id')
    .executeTakeFirst();
  return account?.id;
}

async function createAccount(trx: Kysely<Tables>, { label, role, libraries, queues }: NamedAccount): Promise<number> {
  const { id } = await trx.insertInto('account').values({ label, role }).returning('id').executeTakeFirstOrThrow();
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

/** Reads only: a mail scanner opens every link. */
export async function findInvitation(
  db: Kysely<Tables>,
  token: string,
  nowMs: number,
): Promise<ShownInvitation | undefined> {
  const row = await db
    .selectFrom('invitation')
    .innerJoin('account', 'account.id', 'invitation.account_id')
    .select([
      'account.label',
      'account.role',
      'invitation.expires_at',
      'invitation.used_at',
      libraryIds.as('libraries'),
      queueIds.as('queues'),
    ])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (!row) return undefined;
  const { label, role, libraries, queues, expires_at: expiresAt, used_at } = row;
  const state = used_at !== null ? 'used' : expiresAt.getTime() <= nowMs ? 'expired' : 'open';
  return { label, role, libraries, queues, expiresAt, state };
}

/**
 * Uses an invitation and opens a session; undefined if it is not valid any more. A single UPDATE decides: the second of
 * two concurrent requests finds `used_at` set. The session's token is always new, and any session of the browser ends.
 */
export async function useInvitation(
  db: Kysely<Tables>,
  token: string,
  brought: string | undefined,
  nowMs: number,
): Promise<{ token: string; role: Role } | undefined> {
  const now = new Date(nowMs);
  return db.transaction().execute(async (trx) => {
    const token_hash = hashToken(token);
    const link = await trx
      .selectFrom('invitation')
      .select('account_id')
      .where('token_hash', '=', token_hash)
      .executeTakeFirst();
    if (!link || !(await lockAccount(trx, link.account_id))) return undefined;
    const used = await trx
      .updateTable('invitation')
      .set({ used_at: now })
      .where('token_hash', '=', token_hash)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('account_id')
      .executeTakeFirst();
    if (!used) return undefined;
    if (brought !== undefined) await endSession(trx, brought);
    await trx.deleteFrom('session').where('expires_at', '<=', now).execute();
    const account = await trx
      .updateTable('account')
      .set({ signed_in_on: now.toISOString().slice(0, 10) })
      .where('id', '=', used.account_id)
      .returning(['id', 'label', 'role'])
      .executeTakeFirstOrThrow();
    await addAccountEntry(trx, account.id, account, nowMs, { action: 'signed-in' });
    return { token: await openSession(trx, account, nowMs), role: account.role };
  });
}
