// In:    requests for a database session, each with its purpose; the number of sessions.
// Out:   a session, by precedence; or `DatabaseBusyError` for a request that would wait too long.
// Never: lets a request wait without a limit, or one purpose starve another.
import { LIMITS, PURPOSES, type Purpose } from './purpose.ts';
import { remainingWaitMs } from './request-deadline.ts';

/** Too many requests wait for a connection, or this one waited too long. Nothing was sent to the database. */
export class DatabaseBusyError extends Error {
  override name = 'DatabaseBusyError';
  constructor(purpose: Purpose) {
    super(`too many requests wait for the database (${purpose})`);
  }
}

export interface SessionQueue {
  /** Resolves to the function that releases the session. */
  acquire(purpose: Purpose): Promise<() => void>;
  waitingCount(purpose: Purpose): number;
  /** Requests that failed with {@link DatabaseBusyError} since the start. */
  refusedCount(purpose: Purpose): number;
}

/** A purpose that was served this often in a row, while others wait, yields one session to the next. */
const MAX_TURNS_IN_A_ROW = 4;

interface Line {
  waiting: ((release: () => void) => void)[];
  turnsInARow: number;
  refused: number;
}

/**
 * `isInProcess`: the database runs on this process's event loop. Then new requests are read between two queries;
 * otherwise a series of reads would keep ingest from even requesting a session.
 */
export function createSessionQueue(sessions: number, { isInProcess = false } = {}): SessionQueue {
  const lines = Object.fromEntries(
    PURPOSES.map((purpose) => [purpose, { waiting: [], turnsInARow: 0, refused: 0 }]),
  ) as unknown as Record<Purpose, Line>;
  let free = sessions;

  function next(): Line | undefined {
    const busy = PURPOSES.map((purpose) => lines[purpose]).filter(({ waiting }) => waiting.length > 0);
    for (const line of busy.slice(0, -1)) {
      if (++line.turnsInARow <= MAX_TURNS_IN_A_ROW) return line;
      line.turnsInARow = 0;
    }
    return busy.at(-1);
  }

  function grant(): void {
    while (free > 0) {
      const run = next()?.waiting.shift();
      if (!run) return;
      free--;
      run(releaseOnce());
    }
  }

  function releaseOnce(): () => void {
    let isHeld = true;
    const giveBack = (): void => {
      free++;
      grant();
    };
    return () => {
      if (!isHeld) return;
      isHeld = false;
      if (isInProcess) setImmediate(giveBack);
      else giveBack();
    };
  }

  return {
    acquire(purpose) {
      const line = lines[purpose];
      const { maxWaiting, maxWaitMs, isForRequests } = LIMITS[purpose];
      const refuse = (): DatabaseBusyError => {
        line.refused++;
        return new DatabaseBusyError(purpose);
      };
      if (free === 0 && line.waiting.length >= maxWaiting) return Promise.reject(refuse());
      return new Promise((resolve, reject) => {
        const run = (release: () => void): void => {
          clearTimeout(timer);
          resolve(release);
        };
        const timer = setTimeout(
          () => {
            line.waiting.splice(line.waiting.indexOf(run), 1);
            reject(refuse());
          },
          isForRequests ? Math.min(maxWaitMs, remainingWaitMs()) : maxWaitMs,
        );
        line.waiting.push(run);
        grant();
      });
    },
    waitingCount: (purpose) => lines[purpose].waiting.length,
    refusedCount: (purpose) => lines[purpose].refused,
  };
}
