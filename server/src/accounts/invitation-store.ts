// In:    invitation tokens, and their accounts.
// Out:   invitations stored, shown, used once, withdrawn.
// Never: stores a token, or reuses a session token that the browser sent.
import type { Kysely } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { change, type Transaction } from '../platform/audit/change.ts';
import { once } from '../platform/audit/once-store.ts';
import type { Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { Account } from '../platform/http/access.ts';
import { notFound, Refusal } from '../platform/refusal.ts';
import type { Sent } from '../platform/sent-request.ts';
import { DAY_MS } from '../platform/time/instants.ts';
import { accountEntry, MAILED_LINK } from './account-audit-store.ts';
import { confirmStored } from './email-store.ts';
import { libraryIds, queueIds } from './scope-columns-store.ts';
import { signIn } from './session-store.ts';
import { EXPIRED_LINK_DAYS } from './tables.ts';
import { hashToken } from './token.ts';
import { isByOrganization, lockAccount } from './account-lock-store.ts';
import { findOrAddAccount, findUnknown, unknownNames, type NewAccount } from './invited-account-store.ts';

export interface ShownInvitation {
  label: string;
  role: Account['role'];
  libraries: string[];
  queues: string[];
  expiresAt: Date;
  state: 'open' | 'used' | 'expired';
}

/** A link to make. */
export interface NewLink {
  token: string;
  ttlMs: number;
}

/** `libraries` and `queues`: ids, which must exist. */
export type NewInvitation = NewAccount & NewLink;

/** A new link. */
export interface MadeLink {
  token: string;
  accountId: number;
  untilMs: number;
}

/**
 * Adds the account where there is none.
 * Errors: Refusal 404 where the request is sent again and its link was used; 422 names libraries or queues that do not exist.
 */
export const saveInvitation = (
  database: Database,
  { token, ttlMs, ...account }: NewInvitation,
  authorship: Authorship & Sent,
): Promise<MadeLink> =>
  change(database, null, authorship, async (trx, record) => {
    const unknown = await findUnknown(trx, account);
    for (const field of ['libraries', 'queues'] as const)
      if (unknown[field].length > 0) throw unknownNames(field, unknown[field]);
    return makeLink(trx, { token }, authorship, async () => {
      const accountId = await findOrAddAccount(trx, account);
      const { id, until } = await insertLink(trx, accountId, { token, ttlMs }, authorship.atMs);
      const { role, libraries, queues } = account;
      record.entry(accountEntry(accountId, 'invited', { after: { role, libraries, queues, until } }));
      return id;
    });
  });

/**
 * A request that is sent again gives the link that it has made a new secret, but not one that was mailed: its mail goes
 * on working. Errors: Refusal 404 where that link was used.
 */
export async function makeLink(
  trx: Transaction,
  { token, isMailed = false }: { token: string; isMailed?: boolean },
  authorship: Sent & { atMs: number },
  insert: () => Promise<number>,
): Promise<MadeLink> {
  const token_hash = hashToken(token);
  const renew = (id: number) =>
    trx
      .updateTable('invitation')
      .set({ token_hash })
      .where('id', '=', id)
      .where('used_at', 'is', null)
      .where('expires_at', '>', new Date(authorship.atMs))
      .returning('id')
      .executeTakeFirst();
  const id = await once(trx, authorship, insert, isMailed ? undefined : renew);
  const row = await trx
    .selectFrom('invitation')
    .select(['account_id', 'expires_at'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return { token, accountId: row.account_id, untilMs: row.expires_at.getTime() };
}

/** Call it in the transaction that locked the account. `isMailed`: asked for on the sign-in page. */
export async function insertLink(
  trx: Transaction,
  accountId: number,
  { token, ttlMs, isMailed = false }: NewLink & { isMailed?: boolean },
  nowMs: number,
): Promise<{ id: number; until: string }> {
  await trx
    .deleteFrom('invitation')
    .where('expires_at', '<', new Date(nowMs - EXPIRED_LINK_DAYS * DAY_MS))
    .execute();
  const expires_at = new Date(nowMs + ttlMs);
  const { id } = await trx
    .insertInto('invitation')
    .values({ token_hash: hashToken(token), account_id: accountId, expires_at, used_at: null, mailed: isMailed })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, until: expires_at.toISOString() };
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

/** Replaces open links by a new one. Errors: Refusal 404; 409 `by-organization`. */
export const renewLink = (
  database: Database,
  accountId: number,
  link: NewLink,
  authorship: Authorship & Sent,
): Promise<MadeLink> =>
  change(database, null, authorship, async (trx, record) => {
    if (!(await lockAccount(trx, accountId))) throw notFound();
    if (await isByOrganization(trx, accountId)) {
      const detail = 'This account signs in with its organization, and has no link.';
      throw new Refusal(409, 'by-organization', detail);
    }
    return makeLink(trx, link, authorship, async () => {
      await expireLinks(trx, accountId, authorship.atMs);
      const { id, until } = await insertLink(trx, accountId, link, authorship.atMs);
      record.entry(accountEntry(accountId, 'link-made', { after: { until } }));
      return id;
    });
  });

/** Errors: Refusal 404: no such account. */
export const withdrawLinks = (database: Database, accountId: number, authorship: Authorship): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    if (!(await lockAccount(trx, accountId))) throw notFound();
    const links = await expireLinks(trx, accountId, authorship.atMs);
    if (links > 0) record.entry(accountEntry(accountId, 'link-withdrawn'));
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

/** `isFirst`: nobody has signed in to the account before. `isMailed`: nobody but its mailbox had the link. */
interface UsedInvitation {
  token: string;
  role: Role;
  accountId: number;
  isFirst: boolean;
  isMailed: boolean;
}

/**
 * Uses an invitation and opens a session; undefined if it is not valid any more. A single UPDATE decides: the second of
 * two concurrent requests finds `used_at` set. The session's token is always new, and any session of the browser ends.
 */
export async function useInvitation(
  database: Database,
  token: string,
  brought: string | undefined,
  nowMs: number,
): Promise<UsedInvitation | undefined> {
  const now = new Date(nowMs);
  // Each entry names its author.
  return change(database, null, { by: MAILED_LINK, atMs: nowMs }, async (trx, record) => {
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
      .select(['id', 'role', 'signed_in_on'])
      .where('id', '=', used.account_id)
      .executeTakeFirstOrThrow();
    const signedIn = await signIn(trx, record, account, brought, nowMs);
    // Last: it waits for no lock, since the account is locked.
    if (used.mailed) await confirmStored(trx, record, account.id);
    return { ...signedIn, accountId: account.id, isFirst: account.signed_in_on === null, isMailed: used.mailed };
  });
}
