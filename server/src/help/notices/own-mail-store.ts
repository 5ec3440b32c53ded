// In:    an account that asks for its own mail about a library, or ends it; the token of an unsubscribe link.
// Out:   its row among the recipients.
// Never: the account's address: each mail is sent to the one that it has then.
import type { Kysely } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { hashToken } from '../../accounts/token.ts';
import { messages } from './messages.ts';
import { giveUp } from './recipient-store.ts';

/** The libraries about which an account gets mail of its own. */
export async function loadOwnMail(db: Kysely<Tables>, accountId: number): Promise<string[]> {
  const rows = await db
    .selectFrom('notice_recipient')
    .select('library_id')
    .where('account_id', '=', accountId)
    .where('stopped_at', 'is', null)
    .execute();
  return rows.flatMap(({ library_id }) => library_id ?? []);
}

/** Idempotent. `token`: of the link that ends it. */
export async function startOwnMail(
  { db }: Database,
  account: { id: number; label: string },
  { library, token, atMs }: { library: string; token: string; atMs: number },
): Promise<void> {
  await db
    .insertInto('notice_recipient')
    .values({
      account_id: account.id,
      tier: 'local',
      library_id: library,
      channel: 'email',
      address: null,
      secret: token,
      token_hash: hashToken(token),
      kinds: ['weekly-summary'],
      created_at: new Date(atMs),
      by: account.label,
      stopped_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Idempotent. The token's hash stays, so that its link still says that the mails have ended. */
export const endOwnMail = ({ db }: Database, recipientId: number, atMs: number): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await giveUp(trx, recipientId, messages.recipientRemoved);
    await trx
      .updateTable('notice_recipient')
      .set({ stopped_at: new Date(atMs), secret: null })
      .where('id', '=', recipientId)
      .where('stopped_at', 'is', null)
      .execute();
  });

export async function findOwnMail(
  db: Kysely<Tables>,
  of: { accountId: number; library: string } | { tokenHash: Buffer },
): Promise<{ id: number; library: string; hasEnded: boolean } | undefined> {
  let query = db
    .selectFrom('notice_recipient')
    .select(['id', 'library_id', 'stopped_at'])
    .where('account_id', 'is not', null);
  query =
    'tokenHash' in of
      ? query.where('token_hash', '=', of.tokenHash)
      : query
          .where('account_id', '=', of.accountId)
          .where('library_id', '=', of.library)
          .where('stopped_at', 'is', null);
  const row = await query.executeTakeFirst();
  return row && { id: row.id, library: row.library_id!, hasEnded: row.stopped_at !== null };
}

/** The libraries about which somebody gets such mail. */
export async function loadLibrariesWithOwnMail(db: Kysely<Tables>): Promise<string[]> {
  const rows = await db
    .selectFrom('notice_recipient')
    .select('library_id')
    .distinct()
    .where('account_id', 'is not', null)
    .where('stopped_at', 'is', null)
    .execute();
  return rows.flatMap(({ library_id }) => library_id ?? []);
}

/** Which of these notices exist. */
export async function loadKnownKeys(db: Kysely<Tables>, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db.selectFrom('notice').select('key').where('key', 'in', keys).execute();
  return new Set(rows.map(({ key }) => key));
}
