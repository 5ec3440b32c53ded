// In:    the token of an unsubscribe link; a kind of summary.
// Out:   whose link it is, and its mails ended; the libraries about which somebody gets such mails.
import { sql, type Kysely } from 'kysely';
import { hashToken } from '../../accounts/token.ts';
import { byClock, change } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { messages } from './messages.ts';
import { SUMMARIES, type SentKind } from './notice.ts';
import { RECIPIENTS } from './recipient-store.ts';

export interface SummaryRecipient {
  recipientId: number;
  library: string;
  /** An account's own Monday mail; else the month of a recipient. */
  isOwn: boolean;
  hasEnded: boolean;
}

export async function findSummaryMail(db: Kysely<Tables>, token: string): Promise<SummaryRecipient | undefined> {
  const row = await db
    .selectFrom('notice_recipient')
    .select(['id', 'library_id', 'account_id', 'kinds', 'stopped_at'])
    .where('token_hash', '=', hashToken(token))
    .where('channel', '=', 'email')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    recipientId: row.id,
    library: row.library_id!,
    isOwn: row.account_id !== null,
    hasEnded: row.stopped_at !== null || !row.kinds.some((kind) => SUMMARIES.includes(kind)),
  };
}

/**
 * Idempotent. Other notices of the recipient go on; without any it is stopped. The token's hash stays, so that its link
 * still says that the mails have ended.
 */
export const endSummaryMail = (database: Database, recipientId: number, atMs: number): Promise<void> =>
  change(database, null, byClock(atMs), async (trx, record) => {
    await trx
      .updateTable('notice_delivery')
      .set({ state: 'given-up', error: messages.recipientRemoved })
      .where('recipient_id', '=', recipientId)
      .where('state', '=', 'waiting')
      .where('notice_id', 'in', trx.selectFrom('notice').select('id').where('kind', 'in', SUMMARIES))
      .execute();
    const others = sql<
      SentKind[]
    >`array(select kind from unnest(kinds) as kind where kind <> all (${SUMMARIES}::text[]))`;
    await trx
      .updateTable('notice_recipient')
      .set({
        kinds: others,
        secret: null,
        stopped_at: sql<Date | null>`case when cardinality(${others}) = 0 then ${new Date(atMs)}::timestamptz end`,
      })
      .where('id', '=', recipientId)
      .where('stopped_at', 'is', null)
      .execute();
    record.publish(RECIPIENTS);
  });

/** The libraries about which somebody gets such a notice. */
export async function loadSubscribedLibraries(db: Kysely<Tables>, kind: SentKind): Promise<string[]> {
  const rows = await db
    .selectFrom('notice_recipient')
    .select('library_id')
    .distinct()
    .where('stopped_at', 'is', null)
    .where(sql<boolean>`${kind} = any (kinds)`)
    .execute();
  return rows.flatMap(({ library_id }) => library_id ?? []);
}

/** Which of these notices exist. */
export async function loadKnownKeys(db: Kysely<Tables>, keys: readonly string[]): Promise<Set<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db.selectFrom('notice').select('key').where('key', 'in', keys).execute();
  return new Set(rows.map(({ key }) => key));
}
