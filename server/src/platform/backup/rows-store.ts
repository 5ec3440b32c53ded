// In:    a transaction, and a table's shape.
// Out:   its rows as lines, each a JSON array of the columns in Postgres's text format; lines as rows again.
// Never: more than a page of rows in memory; a value that changes on its way, on either engine.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../db/tables.ts';
import type { Sequence, TableShape } from './backup-file.ts';

type Db = Kysely<Tables>;

/** Where a server runs on PGlite, reading a page holds its event loop for a few milliseconds. Units: characters. */
const PAGE_CHARS = 128 * 1024;
const FIRST_ROWS = 16;
const MAX_ROWS = 2_000;

const nextCount = (count: number, chars: number): number =>
  Math.min(MAX_ROWS, count * 4, Math.max(1, Math.floor((count * PAGE_CHARS) / Math.max(1, chars))));

/**
 * The settings that the text format depends on. A policy that would hide rows is an error instead, and an index gives the
 * order of the keys: sorting a large table first would hold the event loop.
 */
export async function prepareReading(trx: Db, tables: readonly TableShape[]): Promise<void> {
  for (const setting of [
    `timezone to 'UTC'`,
    `datestyle to 'ISO, YMD'`,
    `intervalstyle to 'postgres'`,
    `bytea_output to 'hex'`,
    'extra_float_digits to 1',
    'row_security to off',
    'cursor_tuple_fraction to 0.0001',
  ])
    await sql.raw(`set local ${setting}`).execute(trx);
  const names = tables.map(({ name }) => sql.table(name));
  // Partitions cannot be dropped meanwhile.
  if (names.length > 0) await sql`lock table ${sql.join(names)} in access share mode`.execute(trx);
}

/** In the order of the key. */
export async function* readRows(trx: Db, { name, columns, key }: TableShape): AsyncGenerator<string[]> {
  const values = columns.map((column) => sql`${sql.ref(column.name)}::text`);
  await sql`declare backup_rows no scroll cursor for
    select jsonb_build_array(${sql.join(values)})::text as line from ${sql.table(name)}
    order by ${sql.join(key.map((column) => sql.ref(column)))}`.execute(trx);
  for (let count = FIRST_ROWS; ;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.raw(String(count))} from backup_rows`.execute(trx);
    if (rows.length === 0) break;
    const lines = rows.map(({ line }) => line);
    yield lines;
    count = nextCount(
      rows.length,
      lines.reduce((sum, line) => sum + line.length, 0),
    );
  }
  await sql`close backup_rows`.execute(trx);
}

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
