// In:    an account that asks for its own mail about a library, or stops what liaisons write to all.
// Out:   its row among the recipients.
// Never: the account's address: each mail is sent to the one that it has then.
import { sql, type Kysely, type SqlBool } from 'kysely';
import type { Account } from '../../platform/http/access.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { createToken, hashToken } from '../../accounts/token.ts';
import { LIAISON_MESSAGE, type SentKind } from './notice.ts';
import { getsMessages } from './outbox-store.ts';
import { stopMails } from './summary-mail-store.ts';

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

/** Of `account`: its own row of these mails. */
const ownRow = sql`from notice_recipient as own where own.account_id = account.id and own.library_id is null`;

/** Who would get what the account writes to all. */
const readersOf = (db: Kysely<Tables>, sender: number) =>
  db
    .selectFrom('account')
    .where(getsMessages(sender))
    .where(sql<SqlBool>`not exists (select ${ownRow} and own.stopped_at is not null)`);

export const countReaders = async (db: Kysely<Tables>, sender: number): Promise<number> =>
  (
    await readersOf(db, sender)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirst()
  )?.count ?? 0;

const messageRow = ({ id, label }: Pick<Account, 'id' | 'label'>, token: string, atMs: number) => ({
  ...{ account_id: id, tier: 'statewide' as const, library_id: null, channel: 'email' as const, address: null },
  ...{ secret: token, token_hash: hashToken(token), kinds: [LIAISON_MESSAGE] as SentKind[] },
  ...{ created_at: new Date(atMs), by: label, stopped_at: null },
});

/** Each reader's row, with the link that stops these mails. In the order of accounts: two senders never wait for each other. */
export async function addReaders(trx: Kysely<Tables>, sender: number, atMs: number): Promise<void> {
  const readers = await readersOf(trx, sender)
    .select(['id', 'label'])
    .where(sql<SqlBool>`not exists (select ${ownRow})`)
    .orderBy('id')
    .execute();
  if (readers.length === 0) return;
  await trx
    .insertInto('notice_recipient')
    .values(readers.map((reader) => messageRow(reader, createToken(), atMs)))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const loadGetsMessages = async (db: Kysely<Tables>, accountId: number): Promise<boolean> =>
  (await db
    .selectFrom('notice_recipient')
    .select('id')
    .where('account_id', '=', accountId)
    .where('library_id', 'is', null)
    .where('stopped_at', 'is not', null)
    .executeTakeFirst()) === undefined;

/** Starts or stops them. A start makes a new link that stops them: the token of the former one is erased. */
export async function setGetsMessages(
  trx: Kysely<Tables>,
  { by, atMs }: { by: Account; atMs: number },
  isWanted: boolean,
): Promise<void> {
  const row = messageRow(by, createToken(), atMs);
  const { secret, token_hash, kinds, stopped_at } = row;
  await trx
    .insertInto('notice_recipient')
    .values(row)
    .onConflict((conflict) => {
      const own = conflict.column('account_id').where('account_id', 'is not', null).where('library_id', 'is', null);
      // A stop leaves it unlocked: deliveries come first, as where a link stops them.
      return isWanted ? own.doUpdateSet({ secret, token_hash, kinds, stopped_at }) : own.doNothing();
    })
    .execute();
  if (isWanted) return;
  const { id } = await trx
    .selectFrom('notice_recipient')
    .select('id')
    .where('account_id', '=', by.id)
    .where('library_id', 'is', null)
    .executeTakeFirstOrThrow();
  await stopMails(trx, id, 'all', atMs);
}

/** Of what the account has written to all since then, the latest first: how many mails, and what has become of them. */
export async function loadWritten(
  db: Kysely<Tables>,
  sender: number,
  sinceMs: number,
): Promise<{ at: Date; people: number; waiting: number; givenUp: number }[]> {
  const countOf = (state: 'waiting' | 'given-up') => sql<number>`(count(*) filter (where state = ${state}))::integer`;
  return db
    .selectFrom('notice')
    .innerJoin('notice_delivery', 'notice_id', 'notice.id')
    .select(['at', sql<number>`count(*)::integer`.as('people')])
    .select([countOf('waiting').as('waiting'), countOf('given-up').as('givenUp')])
    .where('sender_id', '=', sender)
    .where('at', '>', new Date(sinceMs))
    .groupBy(['notice.id', 'at'])
    .orderBy('at', 'desc')
    .execute();
}

/** What was written to all is kept as long as it is tried to be sent, and then without its words. */
export const eraseOldMessages = (db: Kysely<Tables>, beforeMs: number): Promise<unknown> =>
  db
    .updateTable('notice')
    .set({ subject: '', text: '' })
    .where('kind', '=', LIAISON_MESSAGE)
    .where('at', '<', new Date(beforeMs))
    .where('text', '<>', '')
    .execute();
