// In:    requests to change the weekly pattern of shared desks.
// Out:   how many wait for the coordinator, and since when, as the coordinator's list has them; answers that libraries have not
//        acknowledged.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';

export async function countWaiting(db: Kysely<Tables>): Promise<{ count: number; firstAt: Date | null }> {
  const { rows } = await sql<{ count: number; firstAt: Date | null }>`
select count(*)::integer as count, min(request.at) as "firstAt"
from shift_request as request
  join queue on queue.id = request.queue_id and not queue.removed
  join library on library.id = request.library_id and not library.removed
where request.state = 'waiting'`.execute(db);
  return rows[0]!;
}

/** Of a library: the last answer, how many there are, and when the first came. */
export interface UnreadAnswers {
  library: string;
  count: number;
  firstAt: Date;
  state: 'accepted' | 'declined';
}

/** By library. */
export async function loadUnread(
  db: Kysely<Tables>,
  libraries: readonly string[],
): Promise<Map<string, UnreadAnswers>> {
  const { rows } = await sql<UnreadAnswers>`
select distinct on (library_id) library_id as library, state,
  count(*) over of::integer as count, min(decided_at) over of as "firstAt"
from shift_request
where library_id = any(${libraries}::text[]) and state in ('accepted', 'declined') and acknowledged_at is null
window of as (partition by library_id)
order by library_id, decided_at desc, id desc`.execute(db);
  return new Map(rows.map((row) => [row.library, row]));
}
