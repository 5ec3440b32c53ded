// Out:   the database interface that the rest of the server uses.
// Never: reveals the engine, except by `kind`.
import type { Kysely } from 'kysely';
import type { Purpose } from './purpose.ts';
import type { Tables } from './tables.ts';

/** Published after a lost connection came back: anything may have changed meanwhile. */
export const EVERYTHING = 'everything';
/** The NOTIFY channel. */
export const CHANNEL = 'askusnow';

/** Change notifications across all nodes that share the database. */
export interface Changes {
  /** `payload` is a short string such as `cooperative` or `queue:ID`. Inside a transaction it is sent on commit. */
  publish(payload: string, trx?: Kysely<Tables>): Promise<void>;
  /** The listener is also called for this node's own changes. Returns how to unsubscribe. */
  subscribe(listener: (payload: string) => void): () => void;
}

/** How busy the connections of one purpose are. */
export interface PurposeLoad {
  purpose: Purpose;
  /** Requests that wait for a connection now. */
  waiting: number;
  /** Requests that failed with `DatabaseBusyError` since the start. */
  refused: number;
  /** Connections destroyed since the start because the peer did not answer in time. */
  destroyed: number;
}

/**
 * An open database for one purpose. On Postgres each purpose has its own connections, so that slow reads by people do not
 * delay counting; on PGlite, which has one session, purposes have precedence. Limits: db/purpose.ts. `openDatabase`
 * returns the handle for `people`. `services.ts` gives periodic work and in-memory snapshots `database.for('jobs')` and
 * ingest `database.for('ingest')`; migrations, imports and partitions use `database.for('maintenance')`. A store accepts
 * any of them. @NOTE PGlite has one session: a query on `db` inside an open transaction waits for that transaction and
 * fails with `DatabaseBusyError`, so code in a transaction uses `trx` only.
 */
export interface Database {
  kind: 'pglite' | 'postgres';
  db: Kysely<Tables>;
  changes: Changes;
  /** The same database for another purpose. */
  for(purpose: Purpose): Database;
  /** One entry for each purpose. */
  load(): PurposeLoad[];
  /** Closes it for every purpose. */
  close(): Promise<void>;
}
