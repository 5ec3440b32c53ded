// In:    a feed's token.
// Out:   the latest notices of the feed's recipient.
// Never: stores a token, or returns another recipient's notice.
import type { Database } from '../../platform/db/database.ts';
import type { KeptNotice } from './notice.ts';

/** Enough for a reader that polls once a day. */
const ENTRIES = 50;

export interface Feed {
  recipientId: number;
  createdAtMs: number;
  /** Latest first. */
  notices: KeptNotice[];
}

export async function loadFeed({ db }: Database, tokenHash: Buffer): Promise<Feed | undefined> {
  const recipient = await db
    .selectFrom('notice_recipient')
    .select(['id', 'created_at'])
    .where('token_hash', '=', tokenHash)
    .where('channel', '=', 'atom')
    .where('stopped_at', 'is', null)
    .executeTakeFirst();
  if (recipient === undefined) return undefined;
  const rows = await db
    .selectFrom('notice_delivery')
    .innerJoin('notice', 'notice.id', 'notice_id')
    .select(['id', 'kind', 'tier', 'library_id as library', 'subject', 'text', 'data', 'at'])
    .where('recipient_id', '=', recipient.id)
    .orderBy('at', 'desc')
    .orderBy('id')
    .limit(ENTRIES)
    .execute();
  return {
    recipientId: recipient.id,
    createdAtMs: recipient.created_at.getTime(),
    notices: rows.map(({ at, ...notice }) => ({ ...notice, atMs: at.getTime() })),
  };
}
