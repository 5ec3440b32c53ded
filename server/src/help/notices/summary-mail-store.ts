// In:    the token of an unsubscribe link; a kind of summary.
// Out:   whose link it is, and its mails ended, with an audit entry; the libraries about which somebody gets such mails.
import { sql, type Kysely } from 'kysely';
import { hashToken } from '../../accounts/token.ts';
import type { Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { messages } from './messages.ts';
import { SUMMARIES, type SentKind } from './notice.ts';
import { isActive } from './outbox-store.ts';
import { recipientEntry, RECIPIENTS, type RecipientFacts } from './recipient-entry.ts';

export interface MailedRecipient {
  recipientId: number;
  /** Null: it is of no one library. */
  library: string | null;
  /** An account's own Monday mail, or, of no library, what liaisons write to all liaisons. */
  isOwn: boolean;
  hasEnded: boolean;
}

/** What an unsubscribe link ends: the summaries, or each mail to the recipient. */
export type EndedMails = 'summaries' | 'all';

export async function findMailed(
  db: Kysely<Tables>,
  token: string,
  what: EndedMails,
): Promise<MailedRecipient | undefined> {
  const row = await db
    .selectFrom('notice_recipient')
    .select(['id', 'library_id', 'account_id', 'kinds', 'stopped_at'])
    .where('token_hash', '=', hashToken(token))
    .where('channel', '=', 'email')
    .executeTakeFirst();
  if (row === undefined) return undefined;
  return {
    recipientId: row.id,
    library: row.library_id,
    isOwn: row.account_id !== null,
    hasEnded: row.stopped_at !== null || (what === 'summaries' && !row.kinds.some((kind) => SUMMARIES.includes(kind))),
  };
}

/**
 * Idempotent. Without any kind the recipient is stopped. The token's hash stays, so that its link still says that the mails
 * have ended; so does the address, so that its library sees who has stopped them.
 */
export const endMails = (
  database: Database,
  recipientId: number,
  what: EndedMails,
  authorship: Authorship,
): Promise<void> =>
  change(database, RECIPIENTS, authorship, async (trx, record) => {
    const stopped = await stopMails(trx, recipientId, what, authorship.atMs);
    if (stopped) record.entry(recipientEntry('recipient-stopped', stopped.before, stopped.after));
  });

/** Undefined: they had ended before. Deliveries are locked first, in the order of a sender. */
export async function stopMails(
  trx: Kysely<Tables>,
  recipientId: number,
  what: EndedMails,
  atMs: number,
): Promise<{ before: RecipientFacts; after: RecipientFacts } | undefined> {
  const waiting = trx
    .updateTable('notice_delivery')
    .set({ state: 'given-up', error: messages.recipientRemoved, token: null })
    .where('recipient_id', '=', recipientId)
    .where('state', 'in', ['waiting', 'held']);
  const ofSummaries = trx.selectFrom('notice').select('id').where('kind', 'in', SUMMARIES);
  await (what === 'all' ? waiting : waiting.where('notice_id', 'in', ofSummaries)).execute();
  const before = await trx
    .selectFrom('notice_recipient')
    .select(['id', 'tier', 'library_id as library', 'channel', 'kinds'])
    .where('id', '=', recipientId)
    .where('stopped_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (before === undefined) return undefined;
  const kinds = what === 'all' ? [] : before.kinds.filter((kind) => !SUMMARIES.includes(kind));
  const ended = kinds.length === 0 ? { secret: null, stopped_at: new Date(atMs) } : {};
  await trx
    .updateTable('notice_recipient')
    .set(({ ref }) => ({ kinds, revision: sql`${ref('revision')} + 1`, without_summaries: true, ...ended }))
    .where('id', '=', recipientId)
    .execute();
  return { before, after: { ...before, kinds } };
}

/** The libraries about which somebody gets such a notice. */
export async function loadSubscribedLibraries(db: Kysely<Tables>, kind: SentKind): Promise<string[]> {
  const rows = await db
    .selectFrom('notice_recipient')
    .select('library_id')
    .distinct()
    .where(isActive)
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
