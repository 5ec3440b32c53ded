// In:    nothing.
// Out:   what the rest of the server knows of a database.
// Never: says which engine it is, except by `kind`.
import type { Kysely } from 'kysely';
import type { Purpose } from './purpose.ts';
import type { Tables } from './tables.ts';

/** Told after a lost connection came back: anything may have changed meanwhile. */
export const EVERYTHING = 'everything';
/** The NOTIFY channel. */
export const CHANNEL = 'askusnow';

/** Changes, across every node that shares the database. */
export interface Changes {
  /** A short word such as `cooperative` or `queue:ID`. Inside a transaction it is heard when that commits. */
  publish(payload: string, trx?: Kysely<Tables>): Promise<void>;
  /** Hears this node's own changes too. Returns how to stop. */
  subscribe(listener: (payload: string) => void): () => void;
}

/** How busy the connections of one purpose are. */
export interface PurposeLoad {
  purpose: Purpose;
  /** Requests that wait for a connection now. */
  waiting: number;
  /** Requests that failed with `DatabaseBusyError` since the start. */
  refused: number;
  /** Connections that were destroyed since the start, because their peer did not answer in time. */
  destroyed: number;
}

/**
 * An open database, as one purpose uses it. On Postgres each purpose has connections of its own, so that slow reads of
 * people hold up no count; on PGlite, which has one session, each has its precedence. limits: db/purpose.ts.
 * What `openDatabase` returns is for `people`. `services.ts` gives periodic work and what is kept in memory
 * `database.for('jobs')`, ingest `database.for('ingest')`; migrations, imports and partitions take
 * `database.for('maintenance')`. A store takes whichever it is given.
 * @NOTE PGlite has one session: a query on `db` inside an open transaction waits for that transaction's end, and fails
 * with `DatabaseBusyError`, so code in a transaction uses `trx` alone.
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
