// In:    the configuration, and the migrations.
// Out:   the store's commands: through the running server if it has DATA_DIR open, otherwise on the database itself.
// Never: opens DATA_DIR while another process has it.
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../platform/clock.ts';
import type { BackupSummary } from '../platform/backup/backup-file.ts';
import type { Config } from '../platform/config.ts';
import { DataDirInUseError, lockDataDir } from '../platform/db/lock.ts';
import type { Database } from '../platform/db/open.ts';
import { databaseClock } from '../platform/nodes/skew.ts';
import { loadServerUrl } from '../platform/nodes/store.ts';
import { createSocketCommands, hasNoListener } from './socket.ts';
import { createStoreCommands, type StoreCommands } from './store-commands.ts';

/** A starting server holds the lock before it listens; another command releases it soon. Units: ms. */
const LOCK_TIMEOUT_MS = 10_000;
const ASK_AGAIN_MS = 100;

/** What depends on every module's tables and migrations. */
export interface SchemaOperations {
  /** `applied`: the names of the migrations that were applied. */
  openMigrated(config: Config, onError: (error: Error) => void): Promise<{ database: Database; applied: string[] }>;
  backUp(database: Database, file: string): Promise<BackupSummary>;
  /** Rejects with `BackupUnusableError`. Touches no database. */
  checkBackup(file: string): Promise<BackupSummary>;
  /** Rejects with `BackupUnusableError`, also for a backup of a newer schema. Touches no database. */
  checkRestorable(file: string): Promise<void>;
  restore(database: Database, file: string): Promise<BackupSummary>;
  /** With the database open as the owner of its tables; then gives the server's role its rights. */
  asOwner<T>(config: Config, use: (database: Database) => Promise<T>): Promise<T>;
}

export async function withStore<T>(
  config: Config,
  schema: SchemaOperations,
  use: (commands: StoreCommands) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl !== null) return useDirectly(config, schema, use);
  for (const end = systemClock.now() + LOCK_TIMEOUT_MS; ; await wait(ASK_AGAIN_MS)) {
    try {
      const lock = lockDataDir(config.dataDir);
      return await useDirectly(config, schema, use).finally(() => lock.release());
    } catch (error) {
      if (!(error instanceof DataDirInUseError)) throw error;
      try {
        return await use(createSocketCommands(config.dataDir));
      } catch (refused) {
        if (!hasNoListener(refused)) throw refused;
        if (systemClock.now() > end) throw error;
      }
    }
  }
}

async function useDirectly<T>(
  config: Config,
  schema: SchemaOperations,
  use: (commands: StoreCommands) => Promise<T>,
): Promise<T> {
  // A connection error reaches the query that used it.
  const { database, applied } = await schema.openMigrated(config, () => undefined);
  try {
    const clock = await databaseClock(database, systemClock);
    const findServer = (): Promise<string | null> => loadServerUrl(database, clock.now());
    return await use(createStoreCommands({ database, clock, applied, backUp: schema.backUp, findServer, ...config }));
  } finally {
    await database.close();
  }
}

/** Into the database of the configuration, which no server may have open. A file that cannot be restored leaves no database. */
export async function restoreStore(config: Config, schema: SchemaOperations, file: string): Promise<BackupSummary> {
  await schema.checkRestorable(file);
  const lock = config.databaseUrl === null ? lockDataDir(config.dataDir) : null;
  try {
    return await schema.asOwner(config, (database) => schema.restore(database, file));
  } finally {
    lock?.release();
  }
}
