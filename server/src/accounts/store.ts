// In:    tokens.
// Out:   what their hashes are good for: an invitation to show, a session to open, renew or end.
// Never: a token in a row, or a session under a token that the browser brought along.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../db/tables.ts';
import type { Account } from '../http/access.ts';
import { createToken, hashToken } from './token.ts';

/** A session ends 30 days after its last renewal, so that a monthly visit keeps a liaison signed in. Units: ms. */
export const SESSION_TTL_MS = 30 * 24 * 3_600_000;
/** Renewed when less than this is left: at most one write in 15 days, not one per request. Units: ms. */
const RENEW_BELOW_MS = SESSION_TTL_MS / 2;

export interface ShownInvitation {
  label: string;
  role: Account['role'];
  libraries: string[];
  expiresAt: Date;
  state: 'open' | 'used' | 'expired';
}

const libraryIds = sql<
  string[]
>`array(select library_id from account_library where account_id = account.id order by library_id)`;

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
    ])
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  if (!row) return undefined;
  const { label, role, libraries, expires_at: expiresAt, used_at } = row;
  const state = used_at !== null ? 'used' : expiresAt.getTime() <= nowMs ? 'expired' : 'open';
  return { label, role, libraries, expiresAt, state };
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
    .select(['account.id', 'account.label', 'account.role', 'session.expires_at', libraryIds.as('libraries')])
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
