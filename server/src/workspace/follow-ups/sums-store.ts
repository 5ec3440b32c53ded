// In:    libraries, each with its period: a civil year begins and ends by a library's own clock.
// Out:   how many follow-ups each opened in it, and how many of them were resolved in time.
import { sql, type Kysely } from 'kysely';
import { FOLLOW_UP_HOURS } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';
import type { Interval } from '../../platform/time/intervals.ts';

/** One that was withdrawn or practised is none. */
export interface FollowUpSum {
  library: string;
  opened: number;
  resolved: number;
  /** Those whose 72 hours are over, and those of them that were resolved in time. */
  due: number;
  inTime: number;
  lastAt: Date;
}

export async function loadFollowUpSums(
  db: Kysely<Tables>,
  periods: readonly ({ library: string } & Interval)[],
  nowMs: number,
): Promise<FollowUpSum[]> {
  const limit = sql`${FOLLOW_UP_HOURS} * interval '1 hour'`;
  const isDue = sql`opened_at <= ${new Date(nowMs)}::timestamptz - ${limit}`;
  const starts = periods.map(({ startMs }) => new Date(startMs));
  const ends = periods.map(({ endMs }) => new Date(endMs));
  const { rows } = await sql<FollowUpSum>`
select f.library_id as library, count(*)::integer as opened,
  (count(*) filter (where state = 'resolved'))::integer as resolved,
  (count(*) filter (where ${isDue}))::integer as due,
  (count(*) filter (where ${isDue} and state = 'resolved' and ended_at <= opened_at + ${limit}))::integer as "inTime",
  max(opened_at) as "lastAt"
from unnest(${periods.map(({ library }) => library)}::text[], ${starts}::timestamptz[], ${ends}::timestamptz[])
  as p (library, starts_at, ends_at)
join follow_up as f on f.library_id = p.library and opened_at >= p.starts_at and opened_at < p.ends_at
where state <> 'withdrawn' and resolution is distinct from 'practice'
group by f.library_id order by f.library_id`.execute(db);
  return rows;
}
