// In:    a database of ours.
// Out:   its tables with columns, partitions and sequences, as its catalog has them.
// Never: a list of tables kept by hand: a table that a migration adds is in the next backup.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../db/tables.ts';
import type { Partition, Sequence, TableShape } from './backup-file.ts';

type Db = Kysely<Tables>;

/** The migrator's own tables: the manifest names the migrations. */
const MIGRATOR_TABLES = ['kysely_migration', 'kysely_migration_lock'];

export async function loadTableShapes(db: Db): Promise<TableShape[]> {
  const { rows } = await sql<Omit<TableShape, 'partitions'> & { bounds: { name: string; bound: string }[] }>`
    select relname as name,
      (select json_agg(json_build_object('name', attname, 'type', format_type(atttypid, atttypmod)) order by attnum)
       from pg_attribute
       where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
      (select coalesce(json_agg(json_build_object('name', p.relname, 'bound', pg_get_expr(p.relpartbound, p.oid))
         order by p.relname), '[]')
       from pg_inherits join pg_class p on p.oid = inhrelid
       where inhparent = c.oid and pg_get_expr(p.relpartbound, p.oid) <> 'DEFAULT') as bounds
    from pg_class c
    where relkind in ('r', 'p') and not relispartition and relnamespace = current_schema()::regnamespace
      and relname <> all(${MIGRATOR_TABLES})
    order by relname collate "C"`.execute(db);
  return rows.map(({ name, columns, bounds }) => ({ name, columns, partitions: bounds.map(toPartition) }));
}

function toPartition({ name, bound }: { name: string; bound: string }): Partition {
  const [, from, to] = /^FOR VALUES FROM \('(\d{4}-\d\d-\d\d)'\) TO \('(\d{4}-\d\d-\d\d)'\)$/.exec(bound) ?? [];
  if (from === undefined || to === undefined) throw new Error(`partition ${name}: not a range of days: ${bound}`);
  return { name, from, to };
}

export async function loadAppliedMigrations(db: Db): Promise<string[]> {
  const { rows: made } = await sql<{ isMade: boolean }>`
    select to_regclass('kysely_migration') is not null as "isMade"`.execute(db);
  if (!made[0]!.isMade) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name collate "C"`.execute(db);
  return rows.map(({ name }) => name);
}

/** The tables that hold the rows of a table: its partitions, or itself. Units: blocks of the disk. */
export async function loadLeaves(db: Db, table: string): Promise<{ name: string; blocks: number }[]> {
  const { rows } = await sql<{ name: string; blocks: number }>`
    select relname as name, pg_relation_size(oid) / current_setting('block_size')::integer as blocks
    from pg_class
    where relkind = 'r' and (oid = to_regclass(quote_ident(${table}))
      or oid in (select inhrelid from pg_inherits where inhparent = to_regclass(quote_ident(${table}))))`.execute(db);
  return rows;
}

/** By table. Read after the snapshot was taken: a number may have been given since, and is not given again. */
export async function loadSequences(db: Db): Promise<Map<string, Sequence[]>> {
  const { rows } = await sql<{ table: string; column: string; sequence: string }>`
    select relname as table, attname as column, pg_get_serial_sequence(quote_ident(relname), attname) as sequence
    from pg_class c join pg_attribute on attrelid = c.oid
    where relkind in ('r', 'p') and relnamespace = current_schema()::regnamespace and attnum > 0 and not attisdropped
      and (attidentity <> '' or atthasdef) and pg_get_serial_sequence(quote_ident(relname), attname) is not null
    order by relname collate "C", attnum`.execute(db);
  if (rows.length === 0) return new Map();
  const values = rows.map(
    ({ sequence }, index) =>
      sql`select ${sql.lit(index)} as at, last_value::text as value, is_called as "isCalled" from ${sql.raw(sequence)}`,
  );
  const { rows: at } = await sql<{ value: string; isCalled: boolean }>`
    select value, "isCalled" from (${sql.join(values, sql` union all `)}) as every order by at`.execute(db);
  const found = rows.map(({ table, column }, index) => ({ table, sequence: { column, ...at[index]! } }));
  return new Map(
    Object.entries(Object.groupBy(found, ({ table }) => table)).map(([table, all = []]) => [
      table,
      all.map(({ sequence }) => sequence),
    ]),
  );
}

/** Tables, views and sequences in the schema; none: the database is empty. */
export async function countRelations(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from pg_class where relnamespace = current_schema()::regnamespace`.execute(db);
  return rows[0]!.count;
}
