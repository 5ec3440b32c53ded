// In:    an open database.
// Out:   all of its rows as of one moment, page by page, as lines: each a JSON array of the columns in Postgres's text format.
// Never: a row of a later moment; more than a page of rows in memory.
import { randomBytes } from 'node:crypto';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import { BackupUnwritableError, type Sequence, type TableShape } from './backup-file.ts';
import { loadAppliedMigrations, loadLeaves, loadSequences, loadTableShapes } from './catalog-store.ts';

type Db = Kysely<Tables>;

export interface Snapshot {
  engine: Database['kind'];
  migrations: string[];
  tables: TableShape[];
  rowsOf(table: TableShape): AsyncGenerator<string[]>;
  /** By table. */
  sequences: Map<string, Sequence[]>;
  close(): Promise<void>;
}

/** Where a server runs on PGlite, reading a page holds its event loop for a few milliseconds. Units: characters. */
const PAGE_CHARS = 128 * 1024;
const MAX_ROWS = 2_000;
/** Half a megabyte of rows: a few milliseconds. */
const COPIED_BLOCKS = 64;

export const openSnapshot = (database: Database): Promise<Snapshot> =>
  database.kind === 'pglite' ? copyTables(database) : openTransaction(database);

async function loadSomeTables(trx: Db): Promise<TableShape[]> {
  const tables = await loadTableShapes(trx);
  if (tables.length === 0) throw new BackupUnwritableError('The database is empty: there is nothing to back up.');
  return tables;
}

const charsOf = (lines: readonly string[]): number => lines.reduce((sum, line) => sum + line.length, 0);

const asLine = ({ columns }: TableShape): RawBuilder<string> =>
  sql`jsonb_build_array(${sql.join(columns.map(({ name }) => sql`${sql.ref(name)}::text`))})::text`;

/** What the text format depends on. */
const SETTINGS = [
  `timezone to 'UTC'`,
  `datestyle to 'ISO, YMD'`,
  `intervalstyle to 'postgres'`,
  `bytea_output to 'hex'`,
  'extra_float_digits to 1',
];

/** Others read and write meanwhile. */
async function openTransaction({ kind, for: handleFor }: Database): Promise<Snapshot> {
  const { db } = handleFor('maintenance');
  const trx = await db.startTransaction().setIsolationLevel('repeatable read').setAccessMode('read only').execute();
  try {
    for (const setting of SETTINGS) await sql.raw(`set local ${setting}`).execute(trx);
    const tables = await loadSomeTables(trx);
    // Partitions cannot be dropped meanwhile.
    await sql`lock table ${sql.join(tables.map(({ name }) => sql.table(name)))} in access share mode`.execute(trx);
    return {
      engine: kind,
      migrations: await loadAppliedMigrations(trx),
      tables,
      rowsOf: (table) => readByCursor(trx, table),
      sequences: await loadSequences(trx),
      close: async () => void (await trx.rollback().execute()),
    };
  } catch (error) {
    await trx.rollback().execute();
    throw error;
  }
}

async function* readByCursor(trx: Db, table: TableShape): AsyncGenerator<string[]> {
  await sql`declare backup_rows no scroll cursor for
    select ${asLine(table)} as line from ${sql.table(table.name)}`.execute(trx);
  for (let count = 16; ;) {
    const { rows } = await sql<{ line: string }>`fetch ${sql.raw(String(count))} from backup_rows`.execute(trx);
    if (rows.length === 0) break;
    const lines = rows.map(({ line }) => line);
    yield lines;
    const fitting = Math.max(1, Math.floor((lines.length * PAGE_CHARS) / charsOf(lines)));
    count = Math.min(MAX_ROWS, count * 4, fitting);
  }
  await sql`close backup_rows`.execute(trx);
}

/**
 * PGlite has one session, and so one snapshot at a time: reading all rows in it would keep page events waiting for as long.
 * Temporary copies are made in it, which takes a twentieth of that, and are read in turns with everybody else.
 */
async function copyTables({ kind, for: handleFor }: Database): Promise<Snapshot> {
  const { db } = handleFor('maintenance');
  const prefix = `backup_${randomBytes(4).toString('hex')}_`;
  const copyOf = ({ name }: TableShape): string => `${prefix}${name}`.slice(0, 63);
  const taken = await db.transaction().execute(async (trx) => {
    const tables = await loadSomeTables(trx);
    for (const table of tables) await copyTable(trx, table, copyOf(table));
    return { tables, sequences: await loadSequences(trx), migrations: await loadAppliedMigrations(trx) };
  });
  return {
    engine: kind,
    ...taken,
    rowsOf: (table) => readByBlocks(db, table, copyOf(table)),
    async close() {
      for (const table of taken.tables) await sql`drop table if exists pg_temp.${sql.ref(copyOf(table))}`.execute(db);
    },
  };
}

const blocks = (from: number, count: number): RawBuilder<boolean> =>
  sql`ctid >= ${`(${from},0)`}::tid and ctid < ${`(${from + count},0)`}::tid`;

async function copyTable(trx: Db, { name, columns }: TableShape, copy: string): Promise<void> {
  const leaves = (await loadLeaves(trx, name)).filter((leaf) => leaf.blocks > 0);
  if (leaves.length === 0) return;
  const refs = sql.join(columns.map((column) => sql.ref(column.name)));
  await sql`create temporary table ${sql.ref(copy)} as select ${refs} from ${sql.table(name)} with no data`.execute(
    trx,
  );
  for (const leaf of leaves)
    for (let at = 0; at < leaf.blocks; at += COPIED_BLOCKS)
      await sql`insert into pg_temp.${sql.ref(copy)} select ${refs} from ${sql.table(leaf.name)}
        where ${blocks(at, COPIED_BLOCKS)}`.execute(trx);
}

async function* readByBlocks(db: Db, table: TableShape, copy: string): AsyncGenerator<string[]> {
  const [{ blocks: end } = { blocks: 0 }] = await loadLeaves(db, copy);
  for (let at = 0, count = 1; at < end;) {
    const { rows } = await sql<{ line: string }>`
      select ${asLine(table)} as line from pg_temp.${sql.ref(copy)} where ${blocks(at, count)}`.execute(db);
    const lines = rows.map(({ line }) => line);
    if (lines.length > 0) yield lines;
    at += count;
    count = charsOf(lines) > PAGE_CHARS ? Math.max(1, count >> 1) : Math.min(COPIED_BLOCKS, count * 2);
  }
}
