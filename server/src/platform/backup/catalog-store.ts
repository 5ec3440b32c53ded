// In:    a database of ours.
// Out:   its tables with columns, keys, partitions and sequences, as its catalog has them.
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
      (select json_agg(attname order by at)
       from pg_index, unnest(indkey) with ordinality as part (attnum, at)
       join pg_attribute on attrelid = c.oid and pg_attribute.attnum = part.attnum
       where indrelid = c.oid and indisprimary) as key,
      (select coalesce(json_agg(json_build_object('name', p.relname, 'bound', pg_get_expr(p.relpartbound, p.oid))
         order by p.relname), '[]')
       from pg_inherits join pg_class p on p.oid = inhrelid
       where inhparent = c.oid and pg_get_expr(p.relpartbound, p.oid) <> 'DEFAULT') as bounds
    from pg_class c
    where relkind in ('r', 'p') and not relispartition and relnamespace = current_schema()::regnamespace
      and relname <> all(${MIGRATOR_TABLES})
    order by relname collate "C"`.execute(db);
  return rows.map(({ name, columns, key, bounds }) => ({ name, columns, key, partitions: bounds.map(toPartition) }));
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

/** Read after the rows: a number may have been given since, and is not given again. */
export async function loadSequences(db: Db, { name, columns }: TableShape): Promise<Sequence[]> {
  const { rows } = await sql<{ column: string; sequence: string | null }>`
    select "column", pg_get_serial_sequence(quote_ident(${name}), "column") as sequence
    from unnest(${columns.map((column) => column.name)}::text[]) as "column"`.execute(db);
  const found: Sequence[] = [];
  for (const { column, sequence } of rows) {
    if (sequence === null) continue;
    const { rows: at } = await sql<{ value: string; isCalled: boolean }>`
      select last_value::text as value, is_called as "isCalled" from ${sql.raw(sequence)}`.execute(db);
    found.push({ column, ...at[0]! });
  }
  return found;
}

/** Tables, views and sequences in the schema; none: the database is empty. */
export async function countRelations(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) from pg_class where relnamespace = current_schema()::regnamespace`.execute(db);
  return rows[0]!.count;
}
