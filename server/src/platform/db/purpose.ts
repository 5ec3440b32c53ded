// In:    nothing.
// Out:   who uses the database, in which order they are served where they share a session, and what each may take.
// Never: a statement or a transaction without a limit.

/**
 * `ingest` counting what pages send · `sessions` session look-ups and heartbeats, on which every request and every
 * desk depends · `jobs` periodic work and what is kept in memory · `people` what signed-in people read and write ·
 * `maintenance` migrations, imports, partitions. In order of precedence.
 */
export const PURPOSES = ['ingest', 'sessions', 'jobs', 'people', 'maintenance'] as const;
export type Purpose = (typeof PURPOSES)[number];

export interface PurposeLimits {
  /** On Postgres: connections of a node. PGlite has one session for all. */
  connections: number;
  /** Requests for a connection that may wait; the next one fails at once with `DatabaseBusyError`. */
  maxWaiting: number;
  /** A request for a connection fails with `DatabaseBusyError` after so long. */
  maxWaitMs: number;
  /** A statement is canceled after so long, by the server; a second later its connection is destroyed by the client. */
  statementMs: number;
  /** A connection is held so long at the most, by one statement or by one transaction; then it is destroyed. */
  holdMs: number;
  /** Used by handlers alone: what is left of the request's own time is a limit, too (db/request-deadline.ts). */
  isForRequests: boolean;
}

const background = { isForRequests: false };
const requests = { isForRequests: true };

/** PGlite cancels nothing: there `maxWaiting`, `maxWaitMs` and the precedence hold, and reads are bounded by their shape. */
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
