// In:    tokens.
// Out:   what their hashes are good for: an invitation to keep or to show, a session to open, renew or end.
// Never: a token in a row, or a session under a token that the browser brought along.
import { sql, type Kysely } from 'kysely';
import type { Role } from '@askusnow/sdk/contract';
import type { Tables } from '../db/tables.ts';
import type { Account } from '../http/access.ts';
import { createToken, hashToken } from './token.ts';

/** A session ends 30 days after its last renewal, so that a monthly visit keeps a liaison signed in. Units: ms. */
export const SESSION_TTL_MS = 30 * 24 * 3_600_000;
/** Renewed when less than this is left: at most one write in 15 days, not one per request. Units: ms. */
const RENEW_BELOW_MS = SESSION_TTL_MS / 2;

/** A dead link is still recognised for so long, to say "used" or "expired" instead of "unknown". Units: ms. */
const REMEMBERED_MS = 30 * 24 * 3_600_000;

export interface ShownInvitation {
  label: string;
  role: Account['role'];
  libraries: string[];
  queues: string[];
  expiresAt: Date;
  state: 'open' | 'used' | 'expired';
}

const libraryIds = sql<
  string[]
>`array(select library_id from account_library where account_id = account.id order by library_id)`;

const queueIds = sql<
  string[]
>`array(select queue_id from account_queue where account_id = account.id order by queue_id)`;

/** An invitation that invite.ts has found sound. `libraries` and `queues`: ids, sorted. */
export interface NewInvitation {
  token: string;
  label: string;
  role: Role;
  libraries: string[];
  queues: string[];
  ttlMs: number;
}

/** Gives the ids that no library or queue has; only without any is the invitation kept. */
export function saveInvitation(
  db: Kysely<Tables>,
  { token, ttlMs, ...account }: NewInvitation,
  nowMs: number,
): Promise<{ libraries: string[]; queues: string[] }> {
  return db.transaction().execute(async (trx) => {
    const unknown = await findUnknown(trx, account);
    if (unknown.libraries.length + unknown.queues.length > 0) return unknown;
    await trx
      .deleteFrom('invitation')
      .where('expires_at', '<', new Date(nowMs - REMEMBERED_MS))
      .execute();
    const account_id = (await findAccount(trx, account)) ?? (await createAccount(trx, account));
    const expires_at = new Date(nowMs + ttlMs);
    await trx
      .insertInto('invitation')
      .values({ token_hash: hashToken(token), account_id, expires_at, used_at: null })
      .execute();
    return unknown;
  });
}

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

async function findAccount(
  trx: Kysely<Tables>,
  { label, role, libraries, queues }: NewAccount,
): Promise<number | undefined> {
  const account = await trx
    .selectFrom('account')
    .select('id')
    .where('label', '=', label)
    .where('role', '=', role)
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

async function createAccount(trx: Kysely<Tables>, { label, role, libraries, queues }: NewAccount): Promise<number> {
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

/** Reads only: a mail scanner opens every link that it sees. */
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
 * Uses an invitation up and opens a session; undefined where there is nothing left to use.
 * One UPDATE decides: of two that come together, the second finds `used_at` set.
 * The session's token is always fresh, and whatever session the browser brought ends here.
 */
export async function useInvitation(
  db: Kysely<Tables>,
  token: string,
  brought: string | undefined,
  nowMs: number,
): Promise<string | undefined> {
  const now = new Date(nowMs);
  return db.transaction().execute(async (trx) => {
    const used = await trx
      .updateTable('invitation')
      .set({ used_at: now })
      .where('token_hash', '=', hashToken(token))
      .where('used_at', 'is', null)
      .where('expires_at', '>', now)
      .returning('account_id')
      .executeTakeFirst();
    if (!used) return undefined;
    if (brought !== undefined) await endSession(trx, brought);
    await trx.deleteFrom('session').where('expires_at', '<=', now).execute();
    const session = createToken();
    const expires_at = new Date(nowMs + SESSION_TTL_MS);
    await trx
      .insertInto('session')
      .values({ token_hash: hashToken(session), account_id: used.account_id, expires_at })
      .execute();
    return session;
  });
}

/** The account behind a session; `renewed` where its end was just moved, so that the cookie's must move too. */
export async function findSession(
  db: Kysely<Tables>,
  token: string,
  nowMs: number,
): Promise<{ account: Account; renewed: boolean } | undefined> {
  const token_hash = hashToken(token);
  const row = await db
    .selectFrom('session')
    .innerJoin('account', 'account.id', 'session.account_id')
    .select([
      'account.id',
      'account.label',
      'account.role',
      'session.expires_at',
      libraryIds.as('libraries'),
      queueIds.as('queues'),
    ])
    .where('token_hash', '=', token_hash)
    .where('session.expires_at', '>', new Date(nowMs))
    .executeTakeFirst();
  if (!row) return undefined;
  const { expires_at, ...account } = row;
  const renewed = expires_at.getTime() - nowMs < RENEW_BELOW_MS;
  if (renewed) {
    // An update, never an insert: a session ended meanwhile stays ended.
    await db
      .updateTable('session')
      .set({ expires_at: new Date(nowMs + SESSION_TTL_MS) })
      .where('token_hash', '=', token_hash)
      .execute();
  }
  return { account, renewed };
}

export async function endSession(db: Kysely<Tables>, token: string): Promise<void> {
  await db.deleteFrom('session').where('token_hash', '=', hashToken(token)).execute();
}
