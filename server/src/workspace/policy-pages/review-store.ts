// In:    libraries with their zones; topics; an instant.
// Out:   pages whose review is near or overdue.
import { sql, type Kysely } from 'kysely';
import type { PolicyTopic } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';
import { windowOf } from '../../platform/time/day-window.ts';

/** A review is near so many days before its date. */
export const REVIEW_NEAR_DAYS = 14;

export interface DueReview {
  library: string;
  /** In the library's zone. */
  today: string;
  topic: string;
  reviewBy: string;
}

/** By library and date. A page without a text has no review. */
export async function loadDueReviews(
  db: Kysely<Tables>,
  libraries: readonly { id: string; zone: string }[],
  topics: readonly PolicyTopic[],
  nowMs: number,
): Promise<DueReview[]> {
  const ids = libraries.map(({ id }) => id);
  const days = libraries.map(({ zone }) => windowOf(zone, nowMs, 1).to);
  const { rows } = await sql<DueReview>`
select library.id as library, library.today, topic.id as topic, newest.review_by as "reviewBy"
from unnest(${ids}::text[], ${days}::date[]) as library (id, today)
cross join unnest(${topics.map(({ id }) => id)}::text[]) with ordinality as topic (id, place)
cross join lateral (
  select revision.text, revision.review_by from policy_revision as revision
  where revision.library_id = library.id and revision.topic = topic.id
  order by revision.revision desc limit 1
) as newest
where trim(newest.text) <> '' and newest.review_by <= library.today + ${REVIEW_NEAR_DAYS}::integer
order by library.id, newest.review_by, topic.place`.execute(db);
  return rows;
}
