// In:    rows to write, in key order, within one transaction.
// Out:   rows written, and which batch ids were new.
// Never: other text than the tables' CHECKs allow; a lock taken in another order than advisory, ids, placements, counters.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { EventClass, Tables } from '../../platform/db/tables.ts';
import { EVENT_COLUMNS, type Rows } from './counts.ts';
import { MAX_CANDIDATES, OTHER, type Slot } from './placement-admission.ts';

type Db = Kysely<Tables>;

/** Any number will do that no other part of the server uses. */
const PLACEMENT_SET_LOCK = 7_201_127;

/**
 * Counting takes the lock shared; changing which placements exist takes it exclusively.
 * So no counter is added to a placement that is being folded away, and no two nodes wait for each other's rows.
 */
export type Lock = 'shared' | 'alone';
const LOCKS = { shared: sql.raw('pg_advisory_xact_lock_shared'), alone: sql.raw('pg_advisory_xact_lock') } as const;

/**
 * Takes the lock for the rest of the transaction. Gives those ids (`YYYYMMDD-` and 32 hex digits) that no transaction has
 * committed before; the database names them only where it is not simply all of them.
 */
export async function insertBatchIds(trx: Db, lock: Lock, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const inOrder = [...ids].sort();
  const { rows } = await sql<{ ids: string[] | null }>`
    with lock as materialized (select ${LOCKS[lock]}(${PLACEMENT_SET_LOCK}::bigint)),
    fresh as (
      insert into event_batch (day, id)
      select batch.day, batch.id
      from lock, unnest(${list(inOrder.map(dayOf))}::date[], ${list(inOrder.map(hexOf))}::uuid[]) as batch (day, id)
      on conflict do nothing
      returning to_char(day, 'YYYYMMDD-') || replace(id::text, '-', '') as id
    )
    select case when count(*) < ${ids.length} then coalesce(array_agg(id), '{}') end as ids from fresh`.execute(trx);
  return new Set(rows[0]?.ids ?? ids);
}

/** For what changes the set of placements and sends no batch. */
export async function lockPlacements(trx: Db): Promise<void> {
  await sql`select ${LOCKS.alone}(${PLACEMENT_SET_LOCK}::bigint)`.execute(trx);
}

const hexOf = (id: string): string => id.slice(9);
/** The partition: a UTC day `YYYY-MM-DD`. */
const dayOf = (id: string): string => `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}`;

export interface PlacementDayKey {
  library_id: string;
  placement_id: number;
  date: string;
  state: string;
  tier: string;
  class: EventClass;
}
export interface LibraryHourKey extends Omit<PlacementDayKey, 'placement_id'> {
  hour: number;
}

/**
 * One array as Postgres writes them. Its quoting is JSON's for all text that the tables' CHECKs allow, and JSON's is the
 * quicker one by far.
 */
const list = (values: readonly (string | number)[]): string => `{${JSON.stringify(values).slice(1, -1)}}`;

const columnNames = EVENT_COLUMNS.join(', ');
const sums = (table: string): RawBuilder<unknown> =>
  sql.raw(EVENT_COLUMNS.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', '));
const countArrays = (counts: readonly number[][]): RawBuilder<unknown> =>
  sql.join(EVENT_COLUMNS.map((_, column) => sql`${list(counts.map((row) => row[column] ?? 0))}::integer[]`));

/** Both grains in one statement: every trip to the database is time in which the group's pages wait. */
export async function addCounters(trx: Db, days: Rows<PlacementDayKey>, hours: Rows<LibraryHourKey>): Promise<void> {
  await sql`
    with days as (
      insert into placement_day (library_id, placement_id, date, state, tier, class, ${sql.raw(columnNames)})
      select * from unnest(
        ${list(days.keys.map((key) => key.library_id))}::text[], ${list(days.keys.map((key) => key.placement_id))}::integer[],
        ${list(days.keys.map((key) => key.date))}::date[], ${list(days.keys.map((key) => key.state))}::text[],
        ${list(days.keys.map((key) => key.tier))}::text[], ${list(days.keys.map((key) => key.class))}::text[], ${countArrays(days.counts)})
      on conflict (placement_id, date, state, tier, class) do update set ${sums('placement_day')}
    )
    insert into library_hour (library_id, date, hour, state, tier, class, ${sql.raw(columnNames)})
    select * from unnest(
      ${list(hours.keys.map((key) => key.library_id))}::text[], ${list(hours.keys.map((key) => key.date))}::date[],
      ${list(hours.keys.map((key) => key.hour))}::smallint[], ${list(hours.keys.map((key) => key.state))}::text[],
      ${list(hours.keys.map((key) => key.tier))}::text[], ${list(hours.keys.map((key) => key.class))}::text[], ${countArrays(hours.counts)})
    on conflict (library_id, date, hour, state, tier, class) do update set ${sums('library_hour')}`.execute(trx);
}

export interface RefusalKey {
  library_id: string;
  date: string;
  reason: string;
}

export async function addRefusals(db: Db, refusals: readonly (RefusalKey & { count: number })[]): Promise<void> {
  await sql`
    insert into refusal_day (library_id, date, reason, count)
    select * from unnest(
      ${refusals.map((row) => row.library_id)}::text[], ${refusals.map((row) => row.date)}::date[],
      ${refusals.map((row) => row.reason)}::text[], ${refusals.map((row) => row.count)}::integer[])
    on conflict (library_id, date, reason) do update set count = refusal_day.count + excluded.count`.execute(db);
}

export interface PlacementRow extends Slot {
  id: number;
  first_seen_at: Date;
  last_seen_at: Date;
  established: boolean;
}

const slotArrays = (slots: readonly Slot[]): RawBuilder<unknown> => sql`
  ${slots.map((slot) => slot.library_id)}::text[], ${slots.map((slot) => slot.origin_id)}::integer[],
  ${slots.map((slot) => slot.pattern)}::text[], ${slots.map((slot) => slot.name)}::text[],
  ${slots.map((slot) => slot.form)}::text[]`;

export async function loadPlacements(trx: Db, slots: readonly Slot[]): Promise<PlacementRow[]> {
  if (slots.length === 0) return [];
  const { rows } = await sql<PlacementRow>`
    select id, library_id, origin_id, pattern, name, form, first_seen_at, last_seen_at, established
    from placement
    join unnest(${slotArrays(slots)}) as wanted (library_id, origin_id, pattern, name, form)
    using (library_id, origin_id, pattern, name, form)`.execute(trx);
  return rows;
}

/** How many established placements each library has, "(other)" not among them. */
export async function countEstablished(trx: Db, libraryIds: readonly string[]): Promise<Map<string, number>> {
  if (libraryIds.length === 0) return new Map();
  const rows = await trx
    .selectFrom('placement')
    .select(({ fn }) => ['library_id', fn.countAll<number>().as('count')])
    .where('library_id', 'in', [...libraryIds])
    .where('established', '=', true)
    .where('pattern', '<>', OTHER.pattern)
    .groupBy('library_id')
    .execute();
  return new Map(rows.map((row) => [row.library_id, row.count]));
}

/** Counted viewable impressions of each placement, in all its days. */
export async function countViewable(trx: Db, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<{ id: number; count: number }>`
    select placement_id as id, sum(viewable_phone + viewable_tablet + viewable_desktop) as count
    from placement_day where placement_id = any(${ids}::integer[]) and class = 'counted'
    group by placement_id`.execute(trx);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

export interface NewPlacement extends Slot {
  widget: string;
  seenAt: string;
  established: boolean;
}

export async function insertPlacements(trx: Db, placements: readonly NewPlacement[]): Promise<PlacementRow[]> {
  if (placements.length === 0) return [];
  const { rows } = await sql<PlacementRow>`
    insert into placement
      (library_id, origin_id, pattern, name, form, widget, first_seen_at, last_seen_at, established)
    select library_id, origin_id, pattern, name, form, widget, seen_at, seen_at, established
    from unnest(${slotArrays(placements)}, ${placements.map((row) => row.widget)}::text[],
      ${placements.map((row) => row.seenAt)}::timestamptz[], ${placements.map((row) => row.established)}::boolean[])
      as fresh (library_id, origin_id, pattern, name, form, widget, seen_at, established)
    returning id, library_id, origin_id, pattern, name, form, first_seen_at, last_seen_at, established`.execute(trx);
  return rows;
}

export interface Touch {
  id: number;
  widget: string;
  seenAt: string;
  established: boolean;
}

/** Seen again in a later hour: the hour, the tag's version, and whether it is believed by now. */
export async function touchPlacements(trx: Db, touches: readonly Touch[]): Promise<void> {
  if (touches.length === 0) return;
  await sql`
    update placement
    set last_seen_at = greatest(last_seen_at, seen.at), widget = seen.widget, established = seen.established
    from unnest(${touches.map((row) => row.id)}::integer[], ${touches.map((row) => row.seenAt)}::timestamptz[],
      ${touches.map((row) => row.widget)}::text[], ${touches.map((row) => row.established)}::boolean[])
      as seen (id, at, widget, established)
    where placement.id = seen.id`.execute(trx);
}

/** Candidates past the latest {@link MAX_CANDIDATES} of each library. */
export async function findOverdueCandidates(
  trx: Db,
  libraryIds: readonly string[],
): Promise<(PlacementRow & { widget: string })[]> {
  const { rows } = await sql<PlacementRow & { widget: string }>`
    select id, library_id, origin_id, pattern, name, form, widget, first_seen_at, last_seen_at, established
    from (
      select *, row_number() over (partition by library_id order by last_seen_at desc, id desc) as place
      from placement where library_id = any(${libraryIds}::text[]) and not established
    ) as candidate
    where place > ${MAX_CANDIDATES}`.execute(trx);
  return rows;
}

/** Placements whose pattern the expression finds; "(other)" is none of a page's. */
export async function loadMatchingPlacements(
  trx: Db,
  expression: string,
): Promise<(PlacementRow & { widget: string })[]> {
  const { rows } = await sql<PlacementRow & { widget: string }>`
    select id, library_id, origin_id, pattern, name, form, widget, first_seen_at, last_seen_at, established
    from placement where pattern <> ${OTHER.pattern} and pattern ~ ${expression}`.execute(trx);
  return rows;
}

/** Adds the counters of these placements to their "(other)" rows, which exist, and removes the placements. */
export async function foldPlacements(trx: Db, ids: readonly number[]): Promise<void> {
  const added = sql.raw(EVENT_COLUMNS.map((name) => `sum(day.${name})`).join(', '));
  await sql`
    insert into placement_day (library_id, placement_id, date, state, tier, class, ${sql.raw(columnNames)})
    select day.library_id, other.id, day.date, day.state, day.tier, day.class, ${added}
    from placement_day as day
    join placement as folded on folded.id = day.placement_id
    join placement as other on (other.library_id, other.origin_id, other.form) = (folded.library_id, folded.origin_id, folded.form)
    where folded.id = any(${ids}::integer[]) and other.pattern = ${OTHER.pattern} and other.name = ${OTHER.name}
    group by day.library_id, other.id, day.date, day.state, day.tier, day.class
    on conflict (placement_id, date, state, tier, class) do update set ${sums('placement_day')}`.execute(trx);
  await trx
    .deleteFrom('placement')
    .where('id', 'in', [...ids])
    .execute();
}
