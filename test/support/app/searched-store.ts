// A store of which every byte can be read: PGlite's DATA_DIR, or a Postgres cluster of its own with its log.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { createTestDataDir, type Engine } from './database.ts';
import { administer, binaryFolder, startPostgres } from './postgres.ts';
import type { Environment } from './process.ts';

export interface SearchedStore {
  /** Of a server that uses it. */
  environment: Environment;
  config: { databaseUrl: string | null; dataDir: string };
  /** With no server on it: all that can be read out of it, as text. */
  dump(): Promise<string>;
  /** Folders that hold all its files, with everything written to them. */
  settled(): Promise<string[]>;
  /** A store like it, with the same rows, to spoil. */
  copy(): Promise<SearchedStore>;
  remove(): Promise<void>;
}

export const openStore = (config: SearchedStore['config']): Promise<Database> => openDatabase(config, () => undefined);

async function dumpTables(config: SearchedStore['config']): Promise<string> {
  const { db, close } = await openStore(config);
  const { rows: tables } = await sql<{ schema: string; name: string }>`
    select schemaname as schema, tablename as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1, 2`.execute(db);
  const lines: string[] = [];
  for (const { schema, name } of tables) {
    lines.push(`-- ${schema}.${name}`);
    const { rows } = await sql<{ row: string }>`
      select to_jsonb(t)::text as row from ${sql.table(`${schema}.${name}`)} t`.execute(db);
    lines.push(...rows.map(({ row }) => row));
  }
  await close();
  return lines.join('\n');
}

function pgliteStore(dataDir: string): SearchedStore {
  const config = { databaseUrl: null, dataDir };
  return {
    environment: { DATA_DIR: dataDir },
    config,
    dump: () => dumpTables(config),
    settled: () => Promise.resolve([dataDir]),
    async copy() {
      const other = mkdtempSync(join(tmpdir(), 'askusnow-data-'));
      cpSync(dataDir, other, { recursive: true });
      return pgliteStore(other);
    },
    remove: () => Promise.resolve(rmSync(dataDir, { recursive: true, force: true })),
  };
}

type Cluster = Awaited<ReturnType<typeof startPostgres>>;

function postgresStore(cluster: Cluster, name: string, dataDir: string, ownsCluster: boolean): SearchedStore {
  const url = new URL(cluster.url);
  url.pathname = `/${name}`;
  const config = { databaseUrl: url.href, dataDir };
  return {
    environment: { DATABASE_URL: url.href, DATA_DIR: dataDir },
    config,
    async dump() {
      const dumped = execFileSync(join(binaryFolder(), 'pg_dump'), [url.href], {
        maxBuffer: 2 ** 28,
        encoding: 'utf8',
      });
      return `${dumped}\n${await dumpTables(config)}`;
    },
    async settled() {
      await administer(url.href, 'checkpoint');
      return [cluster.folder, dataDir];
    },
    async copy() {
      const other = `${name}_copy`;
      await administer(cluster.url, `create database ${other} template ${name}`);
      return postgresStore(cluster, other, dataDir, false);
    },
    async remove() {
      if (!ownsCluster) return;
      rmSync(dataDir, { recursive: true, force: true });
      await cluster.stop();
    },
  };
}

/** On Postgres a cluster of its own that logs every statement and its parameters, far beyond what it does by default. */
export async function createSearchedStore(engine: Engine): Promise<SearchedStore> {
  if (engine === 'pglite') return pgliteStore(await createTestDataDir());
  const cluster = await startPostgres();
  await administer(cluster.url, `alter system set log_statement = 'all'`);
  await administer(cluster.url, 'select pg_reload_conf()');
  await administer(cluster.url, 'create database searched');
  return postgresStore(cluster, 'searched', mkdtempSync(join(tmpdir(), 'askusnow-data-')), true);
}
