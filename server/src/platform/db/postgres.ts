// In:    DATABASE_URL.
// Out:   a connection pool per purpose, and one more connection that listens for changes.
// Never: ends with a backend: a terminated connection is an error of its query only.
import pg from 'pg';
import { PostgresDialect } from 'kysely';
import { createHub } from './changes.ts';
import type { Database } from './database.ts';
import { whyDown } from './down.ts';
import { forPurposes } from './for-purposes.ts';
import { listenForChanges } from './listener.ts';
import { createLimitedPool, type LimitedPool } from './postgres-pool.ts';
import { PURPOSES, type Purpose } from './purpose.ts';
import { limitRows } from './limit-rows.ts';
import { pgTypes } from './value-types.ts';

/** How long a new connection may take. Units: ms. */
const CONNECT_TIMEOUT_MS = 3_000;
/** Node's only way to detect a dead idle connection; during a statement the statement's limit does. Units: ms. */
const KEEP_ALIVE_AFTER_MS = 5_000;

export async function openPostgres(url: string, onError: (error: Error) => void): Promise<Database> {
  const connection = {
    connectionString: url,
    application_name: 'askusnow',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
    types: pgTypes(pg.types),
  };
  const hub = createHub(onError);
  try {
    const listener = await listenForChanges(() => new pg.Client(connection), hub.notify, onError);
    const suspicion = { beforeMs: 0 };
    const pools = Object.fromEntries(
      PURPOSES.map((purpose) => [purpose, createLimitedPool(connection, purpose, suspicion, onError)]),
    ) as Record<Purpose, LimitedPool>;
    return forPurposes({
      kind: 'postgres',
      hub,
      dialectFor: (purpose) =>
        new PostgresDialect({
          pool: pools[purpose],
          ...(purpose === 'people' && { onCreateConnection: limitRows }),
        }),
      loadOf: (purpose) => ({
        waiting: pools[purpose].queue.waitingCount(purpose),
        refused: pools[purpose].queue.refusedCount(purpose),
        destroyed: pools[purpose].destroyedCount(),
      }),
      async close() {
        await listener.close();
        await Promise.all(PURPOSES.map((purpose) => pools[purpose].end()));
      },
    });
  } catch (error) {
    throw whyDown(url, error);
  }
}
