// In:    now.
// Out:   the last days of which no silence follows.
// Never: reads all libraries of a nation: some tell of all.
import { sql, type Kysely } from 'kysely';
import { acrossLibraries } from '../../platform/db/request-deadline.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { daysBefore } from '../../platform/time/day-window.ts';
import { toUtcDate } from '../../platform/time/instants.ts';
import { toDayNumber } from './silence.ts';
import { COMPARED_DAYS, daysAway, daysOfSilence, type Away } from './unseen-days.ts';

/** Libraries that are read. */
const SAMPLE = 40;

/** Of each day, how many of some libraries had an event. */
const seenQuery = (from: string, to: string) => sql<{ seen: number }>`
select (
  select count(*) from (select id from library where live and not removed order by id limit ${SAMPLE}::integer) as sample
  where exists (select from placement_day as c where c.library_id = sample.id and c.date = day::date)
)::integer as seen
from generate_series(${from}::date, ${to}::date, '1 day') as day
order by day`;

/** What a library's patrons were shown is recorded as long as this server answers: a time without a record is one without it. */
const awayQuery = (from: string) => sql<Away>`
select extract(epoch from ended_at)::float8 * 1000 as "fromMs", extract(epoch from next)::float8 * 1000 as "toMs"
from (
  select ended_at, lead(started_at) over (order by started_at) as next
  from availability_interval
  where library_id = (select id from library where live and not removed order by id limit 1)
    and (ended_at is null or ended_at >= ${from}::date)
) as told
where next > ended_at + interval '6 hours'`;

/** As day numbers. Today, which is not over, is none of them. */
export async function loadUnseenDays(db: Kysely<Tables>, nowMs: number): Promise<ReadonlySet<number>> {
  const to = daysBefore(toUtcDate(nowMs), 1);
  const from = daysBefore(to, COMPARED_DAYS - 1);
  const [seen, away] = await acrossLibraries(() =>
    Promise.all([seenQuery(from, to).execute(db), awayQuery(from).execute(db)]),
  );
  return new Set([
    ...daysOfSilence(
      seen.rows.map((row) => row.seen),
      toDayNumber(from),
    ),
    ...daysAway(away.rows),
  ]);
}
