// In:    DATABASE_URL.
// Out:   a pool on that server, and one connection more that listens for changes.
// Never: dies with a backend: a terminated connection is an error of the query that used it, and nothing else.
import pg from 'pg';
import { Kysely, PostgresDialect } from 'kysely';
import { createHub } from './changes.ts';
import type { Database } from './database.ts';
import { whyDown } from './down.ts';
import { listenForChanges } from './listener.ts';
import type { Tables } from './tables.ts';
import { pgTypes, SESSION_ZONE } from './value-types.ts';

const POOL_SIZE = 10;
/** How long a query waits for a connection before it fails. Units: ms. */
const CONNECT_TIMEOUT_MS = 5_000;

export async function openPostgres(url: string, onError: (error: Error) => void): Promise<Database> {
  const connection = {
    connectionString: url,
    application_name: 'askusnow',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    options: `-c timezone=${SESSION_ZONE}`,
    types: pgTypes(pg.types),
  };
  const pool = new pg.Pool({ ...connection, max: POOL_SIZE });
  pool.on('error', onError);
  // The pool listens to idle clients only; without this, a backend terminated under a query ends the process.
  pool.on('connect', (client) => client.on('error', onError));
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const hub = createHub(db, onError);
  try {
    const listener = await listenForChanges(() => new pg.Client(connection), hub.tell, onError);
    return {
      kind: 'postgres',
      db,
      changes: hub,
      async close() {
        await listener.close();
        await db.destroy();
        if (!pool.ended) await pool.end();
      },
    };
  } catch (error) {
    await pool.end();
    throw whyDown(url, error);
  }
}
