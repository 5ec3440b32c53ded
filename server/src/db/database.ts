// In:    nothing.
// Out:   what the rest of the server knows of a database.
// Never: says which engine it is, except by `kind`.
import type { Kysely } from 'kysely';
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

/**
 * An open database.
 * @NOTE PGlite has one session: a query on `db` inside an open transaction waits for that transaction's end,
 * so code in a transaction uses `trx` alone, or stands still for ever.
 */
export interface Database {
  kind: 'pglite' | 'postgres';
  db: Kysely<Tables>;
  changes: Changes;
  close(): Promise<void>;
}
