// In:    a session's token or number, or an account.
// Out:   sessions opened, found, renewed, listed and ended; a notification to every node about each end.
// Never: stores a token, or a browser or address with a session; keeps a session of an ended account.
import type { Kysely } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Authorship } from '../platform/audit/audit-store.ts';
import { change, type ChangeRecord, type Transaction } from '../platform/audit/change.ts';
import type { Database } from '../platform/db/database.ts';
import type { Tables } from '../platform/db/tables.ts';
import type { Account, SessionRef } from '../platform/http/access.ts';
import { notFound } from '../platform/refusal.ts';
import { toUtcDate } from '../platform/time/instants.ts';
import { accountEntry } from './account-audit-store.ts';
import { libraryIds, queueIds } from './scope-columns-store.ts';
import { FRESH_MS, lastInstantMs, sessionEndMs, toHour, type SessionOwner } from './session-limits.ts';
import { createToken, hashToken } from './token.ts';

type Db = Kysely<Tables>;

type Publishing = Pick<ChangeRecord, 'publish'>;

/** Payloads on the channel; server/src/availability/push/change-store.ts reads them. */
const endStreamOf = (record: Publishing, session: number): void => record.publish(`session:${session}`);
/** Ends the account's streams on every node: a browser that is still signed in opens new ones. */
export const endStreams = (record: Publishing, accountId: number): void => record.publish(`account:${accountId}`);

/**
 * Call it in the transaction that has checked who signs in, and locked the account. `brought`: the session that the
 * browser had; it ends, and is never reused.
 */
export async function signIn(
  trx: Transaction,
  record: ChangeRecord,
  account: SessionOwner & Pick<Account, 'id'>,
  brought: string | undefined,
  nowMs: number,
): Promise<{ token: string; role: Role }> {
  if (brought !== undefined) await endSession(trx, record, brought);
  await trx.deleteFrom('session').where('expires_at', '<=', new Date(nowMs)).execute();
  const by = await trx
    .updateTable('account')
    .set({ signed_in_on: toUtcDate(nowMs) })
    .where('id', '=', account.id)
    .returning(['id', 'label', 'role'])
    .executeTakeFirstOrThrow();
  const token = await openSession(trx, account, nowMs);
  record.entry(accountEntry(account.id, 'signed-in', { by }));
  return { token, role: account.role };
}

/** The token is always new. */
async function openSession(trx: Db, account: SessionOwner & Pick<Account, 'id'>, nowMs: number): Promise<string> {
  const token = createToken();
  const hour = toHour(nowMs);
  await trx
    .insertInto('session')
    .values({
      token_hash: hashToken(token),
      account_id: account.id,
      opened_at: new Date(hour),
      used_at: new Date(hour),
      expires_at: new Date(sessionEndMs(account, hour, hour)),
      fresh_until: new Date(nowMs + FRESH_MS),
    })
    .execute();
  return token;
}

export interface FoundSession {
  account: Account;
  session: SessionRef;
  /** Its end has moved, so the cookie's must, too. */
  renewed: boolean;
}

/** Finds the account of a live session. Use renews it, at most once an hour. */
export async function findSession(db: Db, token: string, nowMs: number): Promise<FoundSession | undefined> {
  const token_hash = hashToken(token);
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select([
      'account.id',
      'account.label',
      'account.role',
      'session.id as session_id',
      'session.opened_at',
      'session.used_at',
      'session.expires_at',
      'session.fresh_until',
      'account.openid_key',
      libraryIds.as('libraries'),
      queueIds.as('queues'),
    ])
    .where('token_hash', '=', token_hash)
    .where('session.expires_at', '>', new Date(nowMs))
    .where('account.ended_at', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const { session_id: id, opened_at, used_at, expires_at, fresh_until, openid_key, ...account } = row;
  const openedAtMs = opened_at.getTime();
  const hour = toHour(nowMs);
  const byOrganization = openid_key !== null;
  const owner = { role: account.role, byOrganization };
  const lastMs = lastInstantMs(owner, openedAtMs);
  const freshUntilMs = fresh_until?.getTime() ?? 0;
  const session = { id, endsAtMs: expires_at.getTime(), lastMs, freshUntilMs, byOrganization };
  if (used_at.getTime() >= hour) return { account, session, renewed: false };
  const endsAtMs = sessionEndMs(owner, openedAtMs, hour);
  // An update, never an insert: a session that ended meanwhile stays ended.
  const renewed = await db
    .updateTable('session')
    .set({ used_at: new Date(hour), expires_at: new Date(endsAtMs) })
    .where('token_hash', '=', token_hash)
    .executeTakeFirst()
    // The database accepts no writes: the session stays valid, and a later request renews it.
    .catch(() => undefined);
  return renewed ? { account, session: { ...session, endsAtMs }, renewed: true } : { account, session, renewed: false };
}

/** Ends a session by its token, for signing out. Returns whether there was one. */
export async function endSession(trx: Db, record: Publishing, token: string): Promise<boolean> {
  const gone = await trx
    .deleteFrom('session')
    .where('token_hash', '=', hashToken(token))
    .returning('id')
    .executeTakeFirst();
  if (!gone) return false;
  endStreamOf(record, gone.id);
  return true;
}

/** Signs out by the session's own cookie. */
export const signOut = (database: Database, token: string, authorship: Authorship & { by: Account }): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    if (await endSession(trx, record, token)) record.entry(accountEntry(authorship.by.id, 'signed-out'));
  });

export const endOwnSession = (
  database: Database,
  id: number,
  authorship: Authorship & { by: Account },
): Promise<void> =>
  change(database, null, authorship, async (trx, record) => {
    const { by } = authorship;
    const gone = await trx
      .deleteFrom('session')
      .where('id', '=', id)
      .where('account_id', '=', by.id)
      .returning('id')
      .executeTakeFirst();
    if (!gone) throw notFound();
    endStreamOf(record, id);
    record.entry(accountEntry(by.id, 'session-ended'));
  });

/** Call it in the change that ends them. Deletes every session of an account; returns how many. */
export async function deleteSessions(trx: Transaction, record: Publishing, accountId: number): Promise<number> {
  const gone = await trx.deleteFrom('session').where('account_id', '=', accountId).returning('id').execute();
  endStreams(record, accountId);
  return gone.length;
}

export interface OwnSession {
  id: number;
  openedAtMs: number;
  usedAtMs: number;
  endsAtMs: number;
}

/** An account's live sessions, most recently used first. */
export async function loadSessions(db: Db, accountId: number, nowMs: number): Promise<OwnSession[]> {
  const rows = await db
    .selectFrom('session')
    .select(['id', 'opened_at', 'used_at', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', new Date(nowMs))
    .orderBy('used_at', 'desc')
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id, opened_at, used_at, expires_at }) => ({
    id,
    openedAtMs: opened_at.getTime(),
    usedAtMs: used_at.getTime(),
    endsAtMs: expires_at.getTime(),
  }));
}
