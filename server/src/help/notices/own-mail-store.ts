// In:    an account that asks for its own mail about a library.
// Out:   its row among the recipients.
// Never: the account's address: each mail is sent to the one that it has then.
import type { Kysely } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { hashToken } from '../../accounts/token.ts';

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

/** Undefined: the account gets none. */
export async function findOwnMail(
  db: Kysely<Tables>,
  { accountId, library }: { accountId: number; library: string },
): Promise<number | undefined> {
  const row = await db
    .selectFrom('notice_recipient')
    .select('id')
    .where('account_id', '=', accountId)
    .where('library_id', '=', library)
    .where('stopped_at', 'is', null)
    .executeTakeFirst();
  return row?.id;
}
