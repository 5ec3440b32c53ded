// In:    how to connect; the limits of one purpose.
// Out:   connections for Kysely; one whose peer does not answer in time is destroyed, and its slot is free again.
// Never: waits for a peer without a limit, or reuses a connection as old as one that was found dead.
//
// pg waits forever for a peer that is gone or silent, and its own `query_timeout` leaves the connection
// checked out: https://github.com/brianc/node-postgres/issues/2602.
import pg from 'pg';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';
import { applySettings } from './postgres-settings.ts';
import { LIMITS, type Purpose } from './purpose.ts';
import { remainingMs } from './request-deadline.ts';
import { createSessionQueue, DatabaseBusyError, type SessionQueue } from './session-queue.ts';

/** The peer did not answer in time. It is unknown whether the running statement took effect. */
class SilentConnectionError extends Error {
  override name = 'SilentConnectionError';
  /** The system's code for it: db/faults.ts reads it. */
  readonly code = 'ETIMEDOUT';
  constructor(limitMs: number) {
    super(`the database did not answer within ${limitMs} ms; the connection was destroyed`);
  }
}

/** Shared by the pools of a node: connections opened before `beforeMs` may use the network path of a lost one. */
export interface Suspicion {
  beforeMs: number;
}

/** The server cancels a statement at its limit; its error needs time to arrive. Units: ms. */
const ANSWER_MS = 1_000;

/** Ends the socket without a close handshake: on a dead path the kernel would retransmit for minutes. */
export function destroyConnection(client: pg.Client): void {
  (client.connection as unknown as { stream: { destroy(): void } }).stream.destroy();
}

export interface LimitedPool extends PostgresPool {
  queue: SessionQueue;
  destroyedCount(): number;
}

export function createLimitedPool(
  connection: pg.PoolConfig,
  purpose: Purpose,
  suspicion: Suspicion,
  onError: (error: Error) => void,
): LimitedPool {
  const limits = LIMITS[purpose];
  const pool = new pg.Pool({
    ...connection,
    max: limits.connections,
    // Its type says void; the pool awaits it, and gives up a connection on which it fails.
    onConnect: (client) => applySettings(client, limits, purpose) as unknown as void,
  });
  const queue = createSessionQueue(limits.connections);
  const connectedAtMs = new WeakMap<pg.PoolClient, number>();
  let destroyed = 0;
  pool.on('error', onError);
  pool.on('connect', (client) => {
    connectedAtMs.set(client, performance.now());
    // The pool handles errors of idle clients only; without this, a terminated backend ends the process.
    client.on('error', onError);
  });

  const destroy = (client: pg.PoolClient): void => {
    destroyed++;
    destroyConnection(client);
  };

  /** Returns an idle connection; a suspect one is replaced. */
  async function checkOut(): Promise<pg.PoolClient> {
    for (;;) {
      const client = await pool.connect();
      if ((connectedAtMs.get(client) ?? 0) >= suspicion.beforeMs) return client;
      destroy(client);
      client.release(true);
    }
  }

  function limited(client: pg.PoolClient, giveTurnBack: () => void): PostgresPoolClient {
    let fault: Error | undefined;
    /** Returns how to cancel. An answer that arrived while this process was busy is read before the limit applies. */
    const destroyAfter = (limitMs: number, toFault: () => Error): (() => void) => {
      let isOver = false;
      const giveUp = (): void => {
        if (isOver) return;
        fault ??= toFault();
        destroy(client);
      };
      const timer = setTimeout(() => setImmediate(giveUp), limitMs);
      return () => {
        isOver = true;
        clearTimeout(timer);
      };
    };
    const holdMs = limits.holdMs + ANSWER_MS;
    const endHold = destroyAfter(holdMs, () => new SilentConnectionError(holdMs));

    /** The server's own limit comes first: a connection that reaches this one is lost, and its network path suspect. */
    const answerMs = limits.statementMs + ANSWER_MS;
    const silence = (): Error => {
      suspicion.beforeMs = performance.now();
      return new SilentConnectionError(answerMs);
    };
    const startWait = (): (() => void) => {
      const leftMs = limits.isForRequests ? remainingMs() : Infinity;
      return leftMs < answerMs
        ? destroyAfter(leftMs, () => new DatabaseBusyError(purpose))
        : destroyAfter(answerMs, silence);
    };

    const query = async <R>(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>> => {
      const endWait = startWait();
      try {
        return (await client.query(text, [...parameters])) as unknown as PostgresQueryResult<R>;
      } catch (error) {
        throw fault ?? error;
      } finally {
        endWait();
      }
    };
    return {
      query: query as PostgresPoolClient['query'],
      release(discard = false) {
        endHold();
        client.release(discard || fault !== undefined);
        giveTurnBack();
      },
    };
  }

  return {
    options: pool.options,
    queue,
    destroyedCount: () => destroyed,
    async connect() {
      const giveTurnBack = await queue.acquire(purpose);
      try {
        return limited(await checkOut(), giveTurnBack);
      } catch (error) {
        giveTurnBack();
        throw error;
      }
    },
    end: async () => {
      if (!pool.ended) await pool.end();
    },
  };
}
