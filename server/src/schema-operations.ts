// In:    an open database.
// Out:   its backup, a restored one, and migrations with a backup before them.
// Never: changes an existing embedded database without a backup of what it was.
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { SchemaOperations } from './cli/reach-store.ts';
import type { BackupSummary } from './platform/backup/backup-file.ts';
import { loadAppliedMigrations } from './platform/backup/catalog-store.ts';
import { checkBackup } from './platform/backup/read-file.ts';
import { checkRestorable, restoreBackup } from './platform/backup/restore-store.ts';
import { writeBackup } from './platform/backup/write.ts';
import { systemClock } from './platform/clock.ts';
import type { Config } from './platform/config.ts';
import { openDatabase, type Database } from './platform/db/open.ts';
import { grantTo, requireRole } from './platform/role/role-store.ts';
import { MIGRATIONS, migrate, SECRETS } from './schema.ts';
import { serverVersion } from './serving/assets/folders.ts';

export const backUp = (database: Database, file: string): Promise<BackupSummary> =>
  writeBackup(database, file, {
    version: serverVersion(),
    tz: process.versions.tz ?? 'unknown',
    secrets: SECRETS,
    nowMs: systemClock.now(),
  });

/** Backups from before a migration, in DATA_DIR. */
const FOLDER = 'backups';
const MAX_KEPT = 3;
const NAME = /^before-\d{4}-.+\.askusnow\.gz$/;

/** The names say what they are from before, and sort by when they were made. */
async function backUpBefore(database: Database, dataDir: string, migration: string): Promise<void> {
  const folder = join(dataDir, FOLDER);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const madeAt = new Date(systemClock.now()).toISOString().replace(/\.\d+/, '').replaceAll(/[-:]/g, '');
  await backUp(database, join(folder, `before-${migration}-${madeAt}.askusnow.gz`));
  const kept = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
  for (const name of kept.slice(0, -MAX_KEPT)) await rm(join(folder, name));
}

/**
 * On Postgres there is no backup before a migration: its database has backups of its own, several nodes may start at once,
 * and a node's disk is not where such a file would be looked for.
 */
export async function migrateWithBackup(database: Database, { dataDir }: Pick<Config, 'dataDir'>): Promise<string[]> {
  if (database.kind === 'pglite') {
    const applied = await loadAppliedMigrations(database.for('maintenance').db);
    const pending = Object.keys(MIGRATIONS).find((name) => !applied.includes(name));
    const isNewer = applied.some((name) => !(name in MIGRATIONS));
    if (applied.length > 0 && pending !== undefined && !isNewer) await backUpBefore(database, dataDir, pending);
  }
  return migrate(database);
}

/** The owner's connection to the same database; the server's own where none is named. */
const ownerConfig = (config: Config): Config => ({
  ...config,
  databaseUrl: config.databaseOwnerUrl ?? config.databaseUrl,
});

/** The role of the running server, as Postgres will know it; null: it is the owner. */
const serverUser = ({ databaseUrl, databaseOwnerUrl }: Config): string | null =>
  databaseUrl === null || databaseOwnerUrl === null ? null : (new Client(databaseUrl).user ?? null);

async function asOwner<T>(config: Config, use: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(ownerConfig(config), () => undefined);
  try {
    const user = serverUser(config);
    if (user !== null) await requireRole(database.for('maintenance').db, user);
    const result = await use(database);
    if (user !== null) await grantTo(database.for('maintenance').db, user);
    return result;
  } finally {
    await database.close();
  }
}

/** Opened as the server's role, after its owner has migrated it. */
export async function openMigrated(
  config: Config,
  onError: (error: Error) => void,
): Promise<{ database: Database; applied: string[] }> {
  const byOwner = serverUser(config) === null ? [] : await asOwner(config, (owner) => migrateWithBackup(owner, config));
  const database = await openDatabase(config, onError);
  try {
    return { database, applied: [...byOwner, ...(await migrateWithBackup(database, config))] };
  } catch (error) {
    await database.close();
    throw error;
  }
}

export const schemaOperations: SchemaOperations = {
  openMigrated,
  backUp,
  checkBackup: async (file) => (await checkBackup(file)).summary,
  checkRestorable: async (file) => void (await checkRestorable(file, MIGRATIONS)),
  asOwner,
  restore: (database, file) => restoreBackup(database, file, MIGRATIONS),
};
