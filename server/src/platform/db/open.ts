// In:    the configuration.
// Out:   the configured database, open.
// Never: runs migrations.
import type { Config } from '../config.ts';
import type { Database } from './database.ts';
import { openPglite } from './pglite.ts';
import { openPostgres } from './postgres.ts';

export type { Database } from './database.ts';

/** `onError` is called with errors outside of a query: a terminated connection, a subscriber that threw. */
export function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataDir'>,
  onError: (error: Error) => void,
): Promise<Database> {
  return config.databaseUrl === null ? openPglite(config.dataDir, onError) : openPostgres(config.databaseUrl, onError);
}
