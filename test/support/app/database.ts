import { createHash, randomBytes } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe } from 'node:test';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { MIGRATIONS, migrate } from '../../../server/src/schema.ts';
import { openMigrated } from '../../../server/src/schema-operations.ts';
import { loadConfig, type Config } from '../../../server/src/platform/config.ts';
import { createTestDatabase, serverUrl } from './postgres.ts';

export type Engine = 'pglite' | 'postgres';
export const ENGINES: readonly Engine[] = ['pglite', 'postgres'];

const root = join(import.meta.dirname, '../../..');
const throwIt = (error: Error): void => {
  throw error;
};

/** A fresh DATA_DIR with the migrated schema in it: copied, since PGlite's first start takes seconds. */
export async function createTestDataDir(): Promise<string> {
  const hash = createHash('sha256')
    .update(JSON.stringify(MIGRATIONS))
    .update(readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json')))
    .digest('hex');
  const template = join(root, 'node_modules/.cache/askusnow-test', `pglite-${hash.slice(0, 16)}`);
  if (!existsSync(template)) {
    const making = `${template}.${randomBytes(4).toString('hex')}`;
    mkdirSync(making, { recursive: true });
    const database = await openDatabase({ databaseUrl: null, dataDir: making }, throwIt);
    await migrate(database);
    await database.close();
    try {
      renameSync(making, template);
    } catch {
      rmSync(making, { recursive: true }); // Another test file was quicker; its template is the same.
    }
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'askusnow-data-'));
  cpSync(template, dataDir, { recursive: true });
  return dataDir;
}

/**
 * Where a test's database is: `config` opens it (again) as the owner of its tables, who on Postgres passes all policies;
 * `server` as the role of a server, which has no rights but those that it needs; absent: as
 * `config`. `remove` leaves nothing behind.
 */
export interface TestStore {
  config: { databaseUrl: string | null; dataDir: string };
  server?: Pick<Config, 'databaseUrl' | 'databaseOwnerUrl' | 'dataDir'>;
  remove(): Promise<void>;
}

/** A migrated store for one engine. On Postgres the schema is put in here, too, and servers have a role of their own. */
export async function createTestStore(engine: Engine): Promise<TestStore> {
  if (engine === 'pglite') {
    const dataDir = await createTestDataDir();
    return {
      config: { databaseUrl: null, dataDir },
      remove: () => Promise.resolve(rmSync(dataDir, { recursive: true, force: true })),
    };
  }
  const { url, drop } = await createTestDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'askusnow-data-'));
  const server = { databaseUrl: await serverUrl(url), databaseOwnerUrl: url, dataDir };
  const { database } = await openMigrated({ ...loadConfig({}), ...server }, throwIt);
  await database.close();
  return {
    config: { databaseUrl: url, dataDir },
    server,
    async remove() {
      await drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Opens a migrated database of its own; closing it removes it. */
export async function openTestDatabase(engine: Engine, onError = throwIt): Promise<Database> {
  const store = await createTestStore(engine);
  const database = await openDatabase(store.config, onError);
  return {
    ...database,
    async close() {
      await database.close();
      await store.remove();
    },
  };
}

/** Runs the suite once on PGlite and once on Postgres; databases that it leaves open are closed after it. */
export function forEachEngine(suite: (engine: Engine, open: () => Promise<Database>) => void): void {
  for (const engine of ENGINES) {
    describe(`on ${engine}`, () => {
      const opened: Database[] = [];
      suite(engine, async () => {
        const database = await openTestDatabase(engine);
        let closing: Promise<void> | undefined;
        const once = { ...database, close: () => (closing ??= database.close()) };
        opened.push(once);
        return once;
      });
      after(async () => {
        for (const database of opened) await database.close();
      });
    });
  }
}

/** All rows of some tables, to compare before and after. */
export const rowsOf = async ({ db }: Database, tables: readonly (keyof Tables)[]): Promise<string> =>
  JSON.stringify(await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())));
