// In:    a write, and how long it may take.
// Out:   its result, or a rejection at the limit, whatever becomes of the write.
// Never: forgets an abandoned write before it has ended: it holds a connection, and may still commit.
import type { Clock } from '../../platform/clock.ts';

/** A time limit was reached. Whether the item is committed all the same is not known: it may be sent again. */
export class TimeLimitError extends Error {
  override name = 'TimeLimitError';
}

export interface BoundedWriteState {
  /** Writes that were abandoned and have not ended yet. */
  stalledWrites: number;
  /** When the write that runs longest began; null: none runs. Units: ms since the epoch. */
  oldestWriteAtMs: number | null;
  /** Null: nothing was committed since the start. Units: ms since the epoch. */
  lastCommitAtMs: number | null;
}

export interface BoundedWrite<Item, Result> {
  /** Rejects with {@link TimeLimitError} at the limit. */
  write(items: readonly Item[]): Promise<readonly Result[]>;
  state(): BoundedWriteState;
}

export function createBoundedWrite<Item, Result>(options: {
  write(items: readonly Item[]): Promise<readonly Result[]>;
  writeLimitMs: number;
  clock: Pick<Clock, 'now' | 'after'>;
  /** Called with each commit, that of an abandoned write, too. */
  onCommit(): void;
}): BoundedWrite<Item, Result> {
  const { clock } = options;
  /** The writes that run, oldest first. */
  const running = new Set<{ startedAtMs: number; isStalled: boolean }>();
  let lastCommitAtMs: number | null = null;

  return {
    write(items) {
      const { promise, resolve, reject } = Promise.withResolvers<readonly Result[]>();
      const write = { startedAtMs: clock.now(), isStalled: false };
      running.add(write);
      const timer = clock.after(options.writeLimitMs, () => {
        write.isStalled = true;
        reject(new TimeLimitError('a transaction took too long and was abandoned'));
      });
      const end = (): void => {
        timer.cancel();
        running.delete(write);
      };
      options.write(items).then(
        (results) => {
          end();
          lastCommitAtMs = clock.now();
          options.onCommit();
          resolve(results);
        },
        (error: unknown) => {
          end();
          reject(error);
        },
      );
      return promise;
    },
    state() {
      const [oldest] = running;
      const stalledWrites = [...running].filter(({ isStalled }) => isStalled).length;
      return { stalledWrites, oldestWriteAtMs: oldest?.startedAtMs ?? null, lastCommitAtMs };
    },
  };
}
