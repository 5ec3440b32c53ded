// In:    slots and placements, within a transaction that holds the lock on the set of placements (batch-store.ts).
// Out:   their rows: read, inserted, marked as seen, folded into "(other)".
// Never: loses a count: what is removed is added to "(other)" first.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { columnNames, sums } from './counter-store.ts';
import { EVENT_COLUMNS } from './counts.ts';
import { foldDiagnoses } from './diagnosis-store.ts';
import { MAX_CANDIDATES, OTHER, type Slot } from './placement-admission.ts';

type Db = Kysely<Tables>;

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

async function foldDays(trx: Db, table: 'placement_day' | 'branch_day', ids: readonly number[]): Promise<void> {
  const added = sql.raw(EVENT_COLUMNS.map((name) => `sum(day.${name})`).join(', '));
  const branch = sql.raw(table === 'branch_day' ? 'branch, ' : '');
  await sql`
    insert into ${sql.table(table)} (library_id, ${branch}placement_id, date, state, tier, class, ${sql.raw(columnNames)})
    select day.library_id, ${branch}other.id, day.date, day.state, day.tier, day.class, ${added}
    from ${sql.table(table)} as day
    join placement as folded on folded.id = day.placement_id
    join placement as other on (other.library_id, other.origin_id, other.form) = (folded.library_id, folded.origin_id, folded.form)
    where folded.id = any(${ids}::integer[]) and other.pattern = ${OTHER.pattern} and other.name = ${OTHER.name}
    group by day.library_id, ${branch}other.id, day.date, day.state, day.tier, day.class
    on conflict (placement_id, ${branch}date, state, tier, class) do update set ${sums(table)}`.execute(trx);
}

/** Adds the counters of these placements to their "(other)" rows, which exist, and removes the placements. */
export async function foldPlacements(trx: Db, ids: readonly number[]): Promise<void> {
  await foldDays(trx, 'placement_day', ids);
  await foldDays(trx, 'branch_day', ids);
  await foldDiagnoses(trx, ids);
  await trx
    .deleteFrom('placement')
    .where('id', 'in', [...ids])
    .execute();
}
