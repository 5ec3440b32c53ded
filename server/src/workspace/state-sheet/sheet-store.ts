// In:    libraries, civil days.
// Out:   each library's clicks, practice and places of a year.
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
  /** The clicks of the day with most of them. */
  busiestDay: number;
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
  coalesce(year.clicks, 0)::integer as clicks, coalesce(year.busiest, 0)::integer as "busiestDay",
  coalesce(year.practice, 0)::integer as practice,
  (
    select count(*)::integer from placement as p
    where p.library_id = l.library and p.established and exists (
      select from placement_day as c
      where c.placement_id = p.id and c.date between ${placesFrom} and ${to} and c.class = 'counted'
    )
  ) as placements
from unnest(${libraries}::text[]) as l (library)
left join (
  select library_id, sum(clicks) as clicks, max(clicks) as busiest, sum(practice) as practice
  from (
    select library_id, ${clicks} filter (where class = 'counted') as clicks, ${clicks} filter (where class = 'practice') as practice
    from placement_day as c where library_id = any(${libraries}::text[]) and date between ${from} and ${to}
    group by library_id, date
  ) as day
  group by library_id
) as year on year.library_id = l.library`.execute(db);
  return new Map(rows.map((row) => [row.library, row]));
}
