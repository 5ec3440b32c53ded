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
import { isWhole } from '../tier.ts';
import { createTestDatabase, ensureTemplate, serverUrl } from './postgres.ts';

export type Engine = 'pglite' | 'postgres';
export const ENGINES: readonly Engine[] = ['pglite', 'postgres'];
/** Of what needs the embedded database in the whole run alone: some of each module's stores are tried on both in the gate. */
export const ENGINES_BY_TIER: readonly Engine[] = isWhole ? ENGINES : ['postgres'];
/** For tests on one engine: the default installation's in the whole run; in the gate the quicker one, on which policies apply. */
export const GATE_ENGINE: Engine = isWhole ? 'pglite' : 'postgres';

const root = join(import.meta.dirname, '../../..');
const throwIt = (error: Error): void => {
  throw error;
};

const hashOf = (...parts: (string | Buffer)[]): string =>
  parts
    .reduce((hash, part) => hash.update(part), createHash('sha256'))
    .digest('hex')
    .slice(0, 16);

/** A fresh DATA_DIR with the migrated schema in it: copied, since PGlite's first start takes seconds. */
export async function createTestDataDir(): Promise<string> {
  const pglite = readFileSync(join(root, 'node_modules/@electric-sql/pglite/package.json'));
  const hash = hashOf(JSON.stringify(MIGRATIONS), pglite);
  const template = join(root, 'node_modules/.cache/askusnow-test', `pglite-${hash}`);
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

const serverOf = async (url: string, dataDir: string) => ({
  databaseUrl: await serverUrl(url),
  databaseOwnerUrl: url,
  dataDir,
});

/** What makes a program open a store. */
export const variablesOf = ({ databaseUrl, dataDir }: TestStore['config']): Record<string, string> => ({
  DATA_DIR: dataDir,
  ...(databaseUrl !== null && { DATABASE_URL: databaseUrl }),
});

let templateReady: Promise<void> | undefined;

/** A migrated store for one engine. On Postgres the schema is put in here, too, and servers have a role of their own. */
export async function createTestStore(engine: Engine): Promise<TestStore> {
  if (engine === 'pglite') {
    const dataDir = await createTestDataDir();
    return {
      config: { databaseUrl: null, dataDir },
      remove: () => Promise.resolve(rmSync(dataDir, { recursive: true, force: true })),
    };
  }
  const dataDir = mkdtempSync(join(tmpdir(), 'askusnow-data-'));
  const template = `migrated_${hashOf(JSON.stringify(MIGRATIONS))}`;
  templateReady ??= ensureTemplate(template, async (url) => {
    const { database } = await openMigrated({ ...loadConfig({}), ...(await serverOf(url, dataDir)) }, throwIt);
    await database.close();
  });
  await templateReady;
  const { url, drop } = await createTestDatabase(template);
  return {
    config: { databaseUrl: url, dataDir },
    server: await serverOf(url, dataDir),
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

type EngineSuite = (engine: Engine, open: () => Promise<Database>) => void;

function forEach(engines: readonly Engine[], suite: EngineSuite): void {
  for (const engine of engines) {
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

/** Runs the suite once on PGlite and once on Postgres; databases that it leaves open are closed after it. */
export const forEachEngine = (suite: EngineSuite): void => forEach(ENGINES, suite);

/** The same on each of ENGINES_BY_TIER. */
export const forEachEngineByTier = (suite: EngineSuite): void => forEach(ENGINES_BY_TIER, suite);

/** All rows of some tables, to compare before and after. */
export const rowsOf = async ({ db }: Database, tables: readonly (keyof Tables)[]): Promise<string> =>
  JSON.stringify(await Promise.all(tables.map((table) => db.selectFrom(table).selectAll().execute())));
