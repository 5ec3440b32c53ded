// In:    the database of a new demonstration.
// Out:   an Atom feed for help requests at each tier and for each library; their tokens.
// Never: changes existing data, or runs without --demo: start.ts ensures both.
import { NOTICE_KINDS, type Tier } from '@askusnow/sdk/contract';
import { createToken, hashToken } from '../../accounts/token.ts';
import type { Database } from '../../platform/db/database.ts';

/** The creator shown in lists of recipients. */
const BY = 'demonstration';
/** Rows per statement. */
const CHUNK_ROWS = 300;

/** A feed, and its token, which is not stored. */
export interface DemoFeed {
  tier: Tier;
  library: string | null;
  token: string;
}

export async function addDemoFeeds({ db }: Database, nowMs: number): Promise<DemoFeed[]> {
  const libraries = await db.selectFrom('library').select('id').where('removed', '=', false).execute();
  const feeds: DemoFeed[] = [
    ...(['statewide', 'global'] as const).map((tier) => ({ tier, library: null, token: createToken() })),
    ...libraries.map(({ id }) => ({ tier: 'local' as const, library: id, token: createToken() })),
  ];
  const rows = feeds.map(({ tier, library, token }) => ({
    tier,
    library_id: library,
    channel: 'atom' as const,
    address: null,
    secret: null,
    token_hash: hashToken(token),
    kinds: [...NOTICE_KINDS],
    created_at: new Date(nowMs),
    by: BY,
    made_by: null,
    stopped_at: null,
  }));
  for (let at = 0; at < rows.length; at += CHUNK_ROWS)
    await db
      .insertInto('notice_recipient')
      .values(rows.slice(at, at + CHUNK_ROWS))
      .execute();
  return feeds;
}
