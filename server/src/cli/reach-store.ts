// In:    the configuration, and the migrations.
// Out:   the store's commands: through the running server if it has DATA_DIR open, otherwise on the database itself.
// Never: opens DATA_DIR while another process has it.
import { setTimeout as wait } from 'node:timers/promises';
import { systemClock } from '../platform/clock.ts';
import type { Config } from '../platform/config.ts';
import { DataDirInUseError, lockDataDir } from '../platform/db/lock.ts';
import { openDatabase, type Database } from '../platform/db/open.ts';
import { databaseClock } from '../platform/nodes/skew.ts';
import { createSocketCommands, hasNoListener } from './socket.ts';
import { createStoreCommands, type StoreCommands } from './store-commands.ts';

/** A starting server holds the lock before it listens; another command releases it soon. Units: ms. */
const LOCK_TIMEOUT_MS = 10_000;
const ASK_AGAIN_MS = 100;

/** Returns the names of the migrations that it applied. */
export type Migrate = (database: Database) => Promise<string[]>;

export async function withStore<T>(
  config: Config,
  migrate: Migrate,
  use: (commands: StoreCommands) => Promise<T>,
): Promise<T> {
  if (config.databaseUrl !== null) return useDirectly(config, migrate, use);
  for (const end = systemClock.now() + LOCK_TIMEOUT_MS; ; await wait(ASK_AGAIN_MS)) {
    try {
      const lock = lockDataDir(config.dataDir);
      return await useDirectly(config, migrate, use).finally(() => lock.release());
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
  migrate: Migrate,
  use: (commands: StoreCommands) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(config, () => undefined); // A connection error reaches the query that used it.
  try {
    const applied = await migrate(database);
    const clock = await databaseClock(database, systemClock);
    return await use(createStoreCommands({ database, clock, applied, ...config }));
  } finally {
    await database.close();
  }
}
