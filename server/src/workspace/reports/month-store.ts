// In:    a library and civil days.
// Out:   rules that it met for the first time and places where its tag was first seen; its last score of some periods.
import { sql, type Kysely } from 'kysely';
import type { Score } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';
import type { CivilWindow } from '../../platform/time/day-window.ts';

type Db = Kysely<Tables>;

export const loadMetRules = (
  db: Db,
  library: string,
  { from, to }: CivilWindow,
): Promise<{ rule: string; on: string }[]> =>
  db
    .selectFrom('rule_result')
    .select(['rule', sql<string>`first_met_on`.as('on')])
    .where('library_id', '=', library)
    .where('is_met', '=', true)
    .where('first_met_on', '>=', from)
    .where('first_met_on', '<=', to)
    .orderBy('first_met_on')
    .orderBy('rule')
    .execute();

/** A page on which the tag was first seen, with the names of all tags there. */
export interface NewPage {
  origin: string;
  pattern: string;
  names: string[];
  on: string;
}

/** By the library's clock. One for each page pattern, whatever the number of tags there. A link or a QR code is on no page. */
export async function loadNewPages(
  db: Db,
  library: string,
  { from, to }: CivilWindow,
  zone: string,
): Promise<NewPage[]> {
  const { rows } = await sql<NewPage>`
select origin, pattern, names, "on" from (
  select o.origin, p.pattern, array_agg(p.name order by p.id) as names,
    to_char(min(p.first_seen_at) at time zone ${zone}, 'YYYY-MM-DD') as "on"
  from placement as p
  join library_origin as o on o.id = p.origin_id
  where p.library_id = ${library} and p.established and p.retired_on is null and p.form <> 'link'
  group by o.origin, p.pattern
) as places
where "on" between ${from} and ${to}
order by "on", pattern`.execute(db);
  return rows;
}

export type DayScore = Score & { date: string };

/** The last score of each period; null: none was counted in it. */
export const loadLastScores = (
  db: Db,
  library: string,
  windows: readonly CivilWindow[],
): Promise<(DayScore | null)[]> =>
  Promise.all(
    windows.map(async ({ from, to }) => {
      const row = await db
        .selectFrom('score_day')
        .select(['date', 'passed', 'of', 'unknown', 'low', 'high'])
        .where('library_id', '=', library)
        .where('date', '>=', from)
        .where('date', '<=', to)
        .orderBy('date', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ?? null;
    }),
  );
