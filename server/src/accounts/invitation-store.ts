// In:    invitation tokens, and their accounts.
// Out:   invitations stored, shown, used once, withdrawn.
// Never: stores a token, or reuses a session token that the browser sent.
import type { Kysely } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Tables } from '../platform/db/tables.ts';
import type { Account } from '../platform/http/access.ts';
import { DAY_MS } from '../platform/time/instants.ts';
import { addAccountEntry, type By } from './account-audit-store.ts';
import { confirmStored } from './email-store.ts';
import { libraryIds, queueIds } from './scope-columns-store.ts';
import { signIn } from './session-store.ts';
import { EXPIRED_LINK_DAYS } from './tables.ts';
import { hashToken } from './token.ts';
import { isByOrganization, lockAccount } from './account-lock-store.ts';
import { findOrAddAccount, findUnknown, type NewAccount } from './invited-account-store.ts';

export interface ShownInvitation {
  label: string;
  role: Account['role'];
  libraries: string[];
  queues: string[];
  expiresAt: Date;
  state: 'open' | 'used' | 'expired';
}

/** A valid invitation. */
export interface NewInvitation extends NewAccount {
  token: string;
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
    const accountId = await findOrAddAccount(trx, account);
    const until = await insertLink(trx, accountId, { token, ttlMs }, nowMs);
    const { role, libraries, queues } = account;
    await addAccountEntry(trx, accountId, by, nowMs, { action: 'invited', after: { role, libraries, queues, until } });
    return { ...unknown, accountId };
  });
}

interface NewLink {
  token: string;
  ttlMs: number;
  isMailed?: boolean;
}

/** Call it in the transaction that locked the account. */
export async function insertLink(
  trx: Kysely<Tables>,
  accountId: number,
  { token, ttlMs, isMailed = false }: NewLink,
  nowMs: number,
): Promise<string> {
  await trx
    .deleteFrom('invitation')
    .where('expires_at', '<', new Date(nowMs - EXPIRED_LINK_DAYS * DAY_MS))
    .execute();
  const expires_at = new Date(nowMs + ttlMs);
  await trx
    .insertInto('invitation')
    .values({ token_hash: hashToken(token), account_id: accountId, expires_at, used_at: null, mailed: isMailed })
    .execute();
  return expires_at.toISOString();
}

/** Expires unused links, which then say so for a while. Call it in the transaction that locked the account. */
export async function expireLinks(
  trx: Kysely<Tables>,
  accountId: number,
  nowMs: number,
  /** `onlyMailed`: those that were asked for on the sign-in page. */
  { onlyMailed = false } = {},
): Promise<number> {
  const expired = await trx
    .updateTable('invitation')
    .set({ expires_at: new Date(nowMs) })
    .where('account_id', '=', accountId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', new Date(nowMs))
    .$if(onlyMailed, (query) => query.where('mailed', '=', true))
    .returning('account_id')
    .execute();
  return expired.length;
}

/** Replaces open links by a new one. */
export const renewLink = (
  db: Kysely<Tables>,
  accountId: number,
  { token, ttlMs }: Pick<NewInvitation, 'token' | 'ttlMs'>,
  by: By,
  nowMs: number,
): Promise<'made' | 'unknown' | 'by-organization'> =>
  db.transaction().execute(async (trx) => {
    if (!(await lockAccount(trx, accountId))) return 'unknown';
    if (await isByOrganization(trx, accountId)) return 'by-organization';
    await expireLinks(trx, accountId, nowMs);
    const until = await insertLink(trx, accountId, { token, ttlMs }, nowMs);
    await addAccountEntry(trx, accountId, by, nowMs, { action: 'link-made', after: { until } });
    return 'made';
  });

/** False: no such account. */
export const withdrawLinks = (db: Kysely<Tables>, accountId: number, by: By, nowMs: number): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    if (!(await lockAccount(trx, accountId))) return false;
    const links = await expireLinks(trx, accountId, nowMs);
    if (links > 0) await addAccountEntry(trx, accountId, by, nowMs, { action: 'link-withdrawn' });
    return true;
  });

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
      .returning(['account_id', 'mailed'])
      .executeTakeFirst();
    if (!used) return undefined;
    const account = await trx
      .selectFrom('account')
      .select(['id', 'role'])
      .where('id', '=', used.account_id)
      .executeTakeFirstOrThrow();
    const signedIn = await signIn(trx, account, brought, nowMs);
    // Last: it waits for no lock, since the account is locked.
    if (used.mailed) await confirmStored(trx, account.id, nowMs);
    return signedIn;
  });
}
