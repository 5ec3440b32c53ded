// In:    rows of counts in the order of their keys, within a group's transaction.
// Out:   the counters grown by them.
// Never: other text than the tables' CHECKs allow.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import type { EventClass } from '../tables.ts';
import { toArrayLiteral } from './array-literal.ts';
import { EVENT_COLUMNS, type Rows } from './counts.ts';

type Db = Kysely<Tables>;

export interface PlacementDayKey {
  library_id: string;
  placement_id: number;
  date: string;
  state: string;
  tier: string;
  class: EventClass;
}
export interface BranchDayKey extends PlacementDayKey {
  branch: string;
}
export interface LibraryHourKey extends Omit<PlacementDayKey, 'placement_id'> {
  hour: number;
}

/** Of both counter tables, as a list in SQL. */
export const columnNames = EVENT_COLUMNS.join(', ');
/** Adds what is inserted to a row that is there. */
export const sums = (table: string): RawBuilder<unknown> =>
  sql.raw(EVENT_COLUMNS.map((name) => `${name} = ${table}.${name} + excluded.${name}`).join(', '));

const countArrays = (counts: readonly number[][]): RawBuilder<unknown> =>
  sql.join(EVENT_COLUMNS.map((_, column) => sql`${toArrayLiteral(counts.map((row) => row[column] ?? 0))}::integer[]`));

const keyArray = <Key>({ keys }: Rows<Key>, column: keyof Key): string =>
  toArrayLiteral(keys.map((key) => key[column] as string | number));

const dayArrays = (days: Rows<PlacementDayKey>): RawBuilder<unknown> => sql`
        ${keyArray(days, 'library_id')}::text[], ${keyArray(days, 'placement_id')}::integer[],
        ${keyArray(days, 'date')}::date[], ${keyArray(days, 'state')}::text[],
        ${keyArray(days, 'tier')}::text[], ${keyArray(days, 'class')}::text[], ${countArrays(days.counts)}`;

/** What of the days belongs to registered branches. */
const branchDays = (days: Rows<BranchDayKey>): RawBuilder<unknown> => sql`branch_days as (
      insert into branch_day (branch, library_id, placement_id, date, state, tier, class, ${sql.raw(columnNames)})
      select * from unnest(${keyArray(days, 'branch')}::text[], ${dayArrays(days)})
      on conflict (placement_id, branch, date, state, tier, class) do update set ${sums('branch_day')}
    ), `;

/** All grains in one statement: the group's pages wait for each round trip to the database. */
export async function addCounters(
  trx: Db,
  days: Rows<PlacementDayKey>,
  branches: Rows<BranchDayKey>,
  hours: Rows<LibraryHourKey>,
): Promise<void> {
  await sql`
    with ${branches.keys.length > 0 ? branchDays(branches) : sql``}days as (
      insert into placement_day (library_id, placement_id, date, state, tier, class, ${sql.raw(columnNames)})
      select * from unnest(${dayArrays(days)})
      on conflict (placement_id, date, state, tier, class) do update set ${sums('placement_day')}
    )
    insert into library_hour (library_id, date, hour, state, tier, class, ${sql.raw(columnNames)})
    select * from unnest(
      ${keyArray(hours, 'library_id')}::text[], ${keyArray(hours, 'date')}::date[],
      ${keyArray(hours, 'hour')}::smallint[], ${keyArray(hours, 'state')}::text[],
      ${keyArray(hours, 'tier')}::text[], ${keyArray(hours, 'class')}::text[], ${countArrays(hours.counts)})
    on conflict (library_id, date, hour, state, tier, class) do update set ${sums('library_hour')}`.execute(trx);
}
