// In:    libraries, a period.
// Out:   what is stored about it, summed by library; a shared desk has none.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import type { Interval } from '../../platform/time/intervals.ts';

type Db = Kysely<Tables>;

export interface Asked extends Interval {
  libraries: readonly string[];
}

const within = (column: string, { startMs, endMs }: Interval) =>
  sql<boolean>`${sql.ref(column)} >= ${new Date(startMs)} and ${sql.ref(column)} < ${new Date(endMs)}`;

export interface HelpSum {
  library: string | null;
  requests: number;
  /** Requests that an empty desk opened. */
  empty: number;
  taken: number;
  lastAt: Date;
}

/** Those of the libraries, and of desks that they share. */
export async function loadHelp(db: Db, asked: Asked): Promise<HelpSum[]> {
  const { rows } = await sql<HelpSum>`
select library_id as library, count(*)::integer as requests,
  (count(*) filter (where reason = 'observed-gap'))::integer as empty,
  (count(*) filter (where taken_tier is not null))::integer as taken, max(opened_at) as "lastAt"
from assistance_request
where ${within('opened_at', asked)} and (library_id = any (${asked.libraries}::text[]) or (
  library_id is null and queue_id in (select queue_id from library_queue where library_id = any (${asked.libraries}::text[]))
))
group by library_id order by library_id nulls last`.execute(db);
  return rows;
}

export interface NewPlace {
  library: string;
  page: string;
  at: Date;
  /** The first place of the library. */
  isFirst: boolean;
}

/** One for each page pattern, whatever the number of tags there. */
export async function loadNewPlaces(db: Db, asked: Asked): Promise<NewPlace[]> {
  const { rows } = await sql<NewPlace>`
select library, page, at, "isFirst" from (
  select library, page, at, at = min(at) over (partition by library) as "isFirst" from (
    select library_id as library, pattern as page, min(first_seen_at) as at
    from placement where library_id = any (${asked.libraries}::text[]) and established and retired_on is null
    group by library_id, origin_id, pattern
  ) as places
) as places
where ${within('at', asked)}
order by library, at, page`.execute(db);
  return rows;
}

/** From the notices about lost places, each of which lists its pages. */
export async function loadLost(db: Db, asked: Asked): Promise<{ library: string; pages: string[]; at: Date }[]> {
  const { rows } = await sql<{ library: string; pages: string[]; at: Date }>`
select library_id as library, data -> 'lost' as pages, at
from notice
where kind = 'placement-lost' and library_id = any (${asked.libraries}::text[]) and ${within('at', asked)}
order by library_id, at`.execute(db);
  return rows;
}

export const loadAnnounced = (db: Db, asked: Interval): Promise<{ text: string; at: Date }[]> =>
  db.selectFrom('announcement').select(['text', 'at']).where(within('at', asked)).orderBy('at').orderBy('id').execute();
