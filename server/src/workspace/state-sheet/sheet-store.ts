// In:    libraries or queues, civil days.
// Out:   each library's clicks, practice and places of a year; since when a queue's schedule is stored.
import { sql, type Kysely } from 'kysely';
import { eventsOf } from '../../platform/db/event-columns.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { CivilWindow } from '../../platform/time/day-window.ts';

type Db = Kysely<Tables>;

export interface UseOfYear {
  library: string;
  /** The first day with any event; null: none yet. */
  since: string | null;
  clicks: number;
  practice: number;
  /** Places that were in use from `placesFrom` on. */
  placements: number;
}

export async function loadUse(
  db: Db,
  libraries: readonly string[],
  { from, to, placesFrom }: CivilWindow & { placesFrom: string },
): Promise<Map<string, UseOfYear>> {
  const clicks = sql`sum(${eventsOf('click')})`;
  const { rows } = await sql<UseOfYear>`
select l.library, (select min(date) from placement_day where library_id = l.library) as since,
  coalesce(${clicks} filter (where c.class = 'counted'), 0)::integer as clicks,
  coalesce(${clicks} filter (where c.class = 'practice'), 0)::integer as practice,
  (count(distinct p.id) filter (where c.class = 'counted' and c.date >= ${placesFrom}))::integer as placements
from unnest(${libraries}::text[]) as l (library)
left join placement_day as c on c.library_id = l.library and c.date between ${from} and ${to}
left join placement as p on p.id = c.placement_id and p.established
group by l.library`.execute(db);
  return new Map(rows.map((row) => [row.library, row]));
}

/** The start of the first hours or shift that is stored. A queue without any has no entry. */
export async function loadScheduledSince(db: Db, queues: readonly string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('schedule_range')
    .select(['queue_id', (of) => of.fn.min('starts_at').as('since')])
    .where('queue_id', '=', sql<string>`any(${queues}::text[])`)
    .groupBy('queue_id')
    .execute();
  return new Map(rows.map(({ queue_id, since }) => [queue_id, new Date(since).getTime()]));
}
