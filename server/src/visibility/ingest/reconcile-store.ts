// In:    libraries and a range of civil days.
// Out:   where the placements' days and the libraries' hours do not add up to the same: both are written in one transaction.
// Never: a row per counter: the database compares, and what is the same stays there.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { EVENT_COLUMNS } from './counts.ts';

type Db = Kysely<Tables>;

/** One counter whose two sums differ. Units: events. */
export interface Difference {
  library: string;
  date: string;
  state: string;
  tier: string;
  class: string;
  /** A column of both tables, such as `click_phone`. */
  column: string;
  byPlacement: number;
  byHour: number;
}

const KEY = sql.raw('library_id, date, state, tier, class');

/** Civil days, both included; `to` null: to the end. */
export interface Days {
  from: string;
  to: string | null;
}

const sumsOf = (table: string, libraries: readonly string[], { from, to }: Days): RawBuilder<unknown> => sql`
  select ${KEY}, ${sql.raw(EVENT_COLUMNS.map((name) => `sum(${name}) as ${name}`).join(', '))}
  from ${sql.table(table)}
  where library_id = any(${libraries}::text[]) and date >= ${from}::date and date <= coalesce(${to}::date, 'infinity')
  group by ${KEY}`;

const COMPARED = sql.raw(
  EVENT_COLUMNS.map((name) => `('${name}', coalesce(day.${name}, 0), coalesce(hour.${name}, 0))`).join(', '),
);

/** The first `limit` differences, in order of library and day. One statement: events that arrive meanwhile are in both or in neither. */
export async function findDifferences(
  db: Db,
  libraries: readonly string[],
  days: Days,
  limit: number,
): Promise<Difference[]> {
  const { rows } = await sql<Difference>`
    with day as (${sumsOf('placement_day', libraries, days)}), hour as (${sumsOf('library_hour', libraries, days)})
    select library_id as library, date::text as date, state, tier, class, counter.name as "column",
      counter.days::float8 as "byPlacement", counter.hours::float8 as "byHour"
    from day full join hour using (${KEY})
    cross join lateral (values ${COMPARED}) as counter (name, days, hours)
    where counter.days <> counter.hours
    order by ${KEY}, counter.name
    limit ${limit}`.execute(db);
  return rows;
}

const distinctLibraries = (table: string): RawBuilder<unknown> => sql`(
  with recursive found (id) as (
    select min(library_id) from ${sql.table(table)}
    union all
    select (select min(library_id) from ${sql.table(table)} where library_id > found.id) from found where found.id is not null
  ) select id from found where id is not null)`;

/** Every library that has a row or a counter; from one index entry to the next, however many rows there are. */
export async function loadCountedLibraries(db: Db): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from library union select id from ${distinctLibraries('placement_day')} as counted (id)
    union select id from ${distinctLibraries('library_hour')} as timed (id) order by id`.execute(db);
  return rows.map(({ id }) => id);
}

/** The first day of the oldest partition of hours, null without one: maintenance may not have dropped it yet. */
export async function loadOldestHours(db: Db): Promise<string | null> {
  const { rows } = await sql<{ first: string | null }>`
    select min(to_date(right(child.relname, 8), 'YYYYMMDD'))::text as first
    from pg_inherits join pg_class child on child.oid = inhrelid
    where inhparent = 'library_hour'::regclass and child.relname ~ '^library_hour_[0-9]{8}$'`.execute(db);
  return rows[0]?.first ?? null;
}

/** The last day in either table. */
export async function loadLastDay(db: Db, library: string): Promise<string | null> {
  const { rows } = await sql<{ last: string | null }>`
    select greatest(
      (select max(date) from placement_day where library_id = ${library}),
      (select max(date) from library_hour where library_id = ${library}))::text as last`.execute(db);
  return rows[0]?.last ?? null;
}
