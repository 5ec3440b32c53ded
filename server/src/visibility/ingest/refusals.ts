// In:    a refused batch: which library, which day there, why.
// Out:   the day's counters.
// Never: anything of what was refused; keeps its sender waiting for the database.
import type { Clock } from '../../platform/clock.ts';
import type { RefusalKey } from './refusal-store.ts';
import { toError } from '../../platform/to-error.ts';

type Refusal = RefusalKey & { count: number };

export interface RefusalCounter {
  count(key: RefusalKey): void;
  /** Resolves when all that was counted has been saved, or saving has failed once more. */
  settle(): Promise<void>;
  close(): Promise<void>;
}

const RETRY_MS = 5_000;

/** Self-clocked like the counters: one save at a time, of all that came meanwhile. A failed save is kept for later. */
export function createRefusalCounter(
  clock: Clock,
  save: (refusals: Refusal[]) => Promise<void>,
  onError: (error: Error) => void,
): RefusalCounter {
  let pending = new Map<string, Refusal>();
  let saving: Promise<void> | undefined;
  let retry: { cancel(): void } | undefined;

  const keep = (refusal: Refusal): void => {
    const name = `${refusal.library_id}|${refusal.date}|${refusal.reason}`;
    const known = pending.get(name);
    if (known) known.count += refusal.count;
    else pending.set(name, { ...refusal });
  };

  async function saveAll(): Promise<void> {
    await new Promise(setImmediate);
    while (pending.size > 0) {
      const taken = [...pending].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, refusal]) => refusal);
      pending = new Map();
      try {
        await save(taken);
      } catch (error) {
        taken.forEach(keep);
        onError(toError(error));
        retry ??= clock.after(RETRY_MS, () => {
          retry = undefined;
          start();
        });
        return;
      }
    }
  }

  function start(): void {
    saving ??= saveAll().finally(() => (saving = undefined));
  }

  const settle = async (): Promise<void> => {
    if (pending.size > 0) start();
    await saving;
  };

  return {
    count(key) {
      keep({ ...key, count: 1 });
      // After a failure the timer's turn is awaited: a database that is down is not asked for every refusal.
      if (!retry) start();
    },
    settle,
    async close() {
      retry?.cancel();
      await settle();
      retry?.cancel();
    },
  };
}
