// Out:   the purposes of database use, their precedence on a shared session, and their limits.
// Never: allows a statement or a transaction without a limit.

/**
 * In order of precedence: `ingest` counts page events · `sessions` session look-ups and heartbeats, on which every
 * request and every desk depends · `jobs` periodic work and in-memory snapshots · `people` reads and writes of signed-in
 * people · `maintenance` migrations, imports, partitions.
 */
export const PURPOSES = ['ingest', 'sessions', 'jobs', 'people', 'maintenance'] as const;
export type Purpose = (typeof PURPOSES)[number];

export interface PurposeLimits {
  /** On Postgres: connections per node. PGlite has one session for all purposes. */
  connections: number;
  /** Max requests that wait for a connection; the next one fails at once with `DatabaseBusyError`. */
  maxWaiting: number;
  /** A request that waits longer for a connection fails with `DatabaseBusyError`. */
  maxWaitMs: number;
  /** The server cancels a statement after this time; a second later the client destroys its connection. */
  statementMs: number;
  /** Max time that one statement or one transaction holds a connection, which is then destroyed. */
  holdMs: number;
  /** Used by handlers only: the request's remaining time is a limit, too (db/request-deadline.ts). */
  isForRequests: boolean;
}

const background = { isForRequests: false };
const requests = { isForRequests: true };

/** PGlite cancels nothing: there `maxWaiting`, `maxWaitMs` and the precedence apply, and each read is limited by its query. */
export const LIMITS: Readonly<Record<Purpose, PurposeLimits>> = {
  ingest: { connections: 3, maxWaiting: 100, maxWaitMs: 3_000, statementMs: 3_000, holdMs: 5_000, ...background },
  sessions: { connections: 2, maxWaiting: 500, maxWaitMs: 2_500, statementMs: 3_000, holdMs: 5_000, ...requests },
  jobs: { connections: 4, maxWaiting: 1_000, maxWaitMs: 10_000, statementMs: 5_000, holdMs: 30_000, ...background },
  people: { connections: 6, maxWaiting: 200, maxWaitMs: 2_500, statementMs: 5_000, holdMs: 7_000, ...requests },
  maintenance: {
    connections: 2,
    maxWaiting: 20,
    maxWaitMs: 30_000,
    statementMs: 900_000,
    holdMs: 1_800_000,
    ...background,
  },
};
