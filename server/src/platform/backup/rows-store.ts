// In:    the transaction of a restore, a table's shape, and its rows as lines.
// Out:   the rows in the table, with its partitions and next numbers.
// Never: a value that changes on its way, on either engine: each is read from Postgres's text format.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../db/tables.ts';
import type { Sequence, TableShape } from './backup-file.ts';

type Db = Kysely<Tables>;

/** Returns the number of rows that were inserted. */
export async function insertRows(trx: Db, { name, columns }: TableShape, lines: readonly string[]): Promise<number> {
  const names = columns.map((column) => sql.ref(column.name));
  const values = columns.map(({ type }, index) => sql`(line->>${sql.lit(index)})::${sql.raw(type)}`);
  const { numAffectedRows } = await sql`
    insert into ${sql.table(name)} (${sql.join(names)}) overriding system value
    select ${sql.join(values)} from jsonb_array_elements(${`[${lines.join(',')}]`}::jsonb) as each (line)`.execute(trx);
  return Number(numAffectedRows);
}

export async function setSequence(trx: Db, table: string, { column, value, isCalled }: Sequence): Promise<void> {
  await sql`select setval(pg_get_serial_sequence(quote_ident(${table}), ${column}), ${value}::bigint, ${isCalled})`.execute(
    trx,
  );
}

export async function makePartitions(trx: Db, { name, partitions }: TableShape): Promise<void> {
  for (const { name: partition, from, to } of partitions)
    await sql`create table ${sql.table(partition)} partition of ${sql.table(name)}
      for values from (${sql.lit(from)}) to (${sql.lit(to)})`.execute(trx);
}

/** Removes what a migration inserts by itself: the backup has it. */
export async function emptyTables(trx: Db, tables: readonly TableShape[]): Promise<void> {
  await sql`truncate ${sql.join(tables.map(({ name }) => sql.table(name)))}`.execute(trx);
}

/** Rows come in the order of tables' names: references are checked at the end, and nothing is triggered by them. */
export async function withoutReferences(
  trx: Db,
  tables: readonly TableShape[],
  load: () => Promise<void>,
): Promise<void> {
  const { rows: references } = await sql<{ table: string; name: string; definition: string }>`
    select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
    from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = current_schema()::regnamespace`.execute(
    trx,
  );
  for (const { table, name } of references) await sql.raw(`alter table ${table} drop constraint ${name}`).execute(trx);
  for (const { name } of tables) await sql`alter table ${sql.table(name)} disable trigger user`.execute(trx);
  await load();
  for (const { name } of tables) await sql`alter table ${sql.table(name)} enable trigger user`.execute(trx);
  for (const { table, name, definition } of references)
    await sql.raw(`alter table ${table} add constraint ${name} ${definition}`).execute(trx);
}
