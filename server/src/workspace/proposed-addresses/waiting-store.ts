// In:    proposed addresses of libraries.
// Out:   how many wait for the coordinator, and since when; answers that an account has not acknowledged.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';

export async function countWaiting(db: Kysely<Tables>): Promise<{ count: number; firstAt: Date | null }> {
  const { rows } = await sql<{ count: number; firstAt: Date | null }>`
select count(*)::integer as count, min(at) as "firstAt" from proposed_address where state = 'waiting'`.execute(db);
  return rows[0]!;
}

/** Of a library, what the account proposed: the last answer, and how many there are. */
export interface UnreadAnswers {
  library: string;
  count: number;
  firstAt: Date;
  origin: string;
  pattern: string | null;
  state: 'accepted' | 'declined';
}

export async function loadUnread(db: Kysely<Tables>, account: number): Promise<UnreadAnswers[]> {
  const { rows } = await sql<UnreadAnswers>`
select distinct on (library_id) library_id as library, origin, pattern, state,
  count(*) over of::integer as count, min(answered_at) over of as "firstAt"
from proposed_address where account_id = ${account} and answered_at is not null and acknowledged_at is null
window of as (partition by library_id)
order by library_id, answered_at desc, id desc`.execute(db);
  return rows;
}
