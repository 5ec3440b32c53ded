// In:    the configuration.
// Out:   the database that it names, open.
// Never: migrates it.
import type { Config } from '../config.ts';
import type { Database } from './database.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

export type { Database } from './database.ts';

/** `onError` hears faults that belong to no query: a terminated connection, a subscriber that threw. */
export function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  onError: (error: Error) => void,
): Promise<Database> {
  return config.databaseUrl === null ? openPglite(config.dataDir, onError) : openPostgres(config.databaseUrl, onError);
}
