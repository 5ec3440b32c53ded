// In:    how to load something from the database, and how to hear that it has changed.
// Out:   each load applied, in order: what the server keeps in memory follows the database.
// Never: two loads at once, which could be applied in the wrong order; or a load applied after close.
import type { Clock } from '../clock.ts';
import { coalesce } from '../coalesce.ts';
import { toError } from '../to-error.ts';

export interface LiveSnapshotDeps<Loaded> {
  clock: Clock;
  /** Reads all of it. Its rejection leaves what was applied last in place. */
  load(): Promise<Loaded>;
  /** Takes over what was loaded, synchronously: nobody sees half of it. */
  apply(loaded: Loaded): void;
  /** Calls `changed` when the database has changed, or may have: after a lost connection, too. Returns how to stop. */
  subscribe(changed: () => void): () => void;
  /** Called with each failed load that no caller of `reload` waits for. The load is retried. */
  onError(error: Error): void;
}

export interface LiveSnapshot {
  /**
   * Resolves once everything that was committed before the call is applied. Rejects where the database could not be read;
   * that load is retried like any other.
   */
  reload(): Promise<void>;
  /** Stops listening and retrying; resolves when no load is under way. */
  close(): Promise<void>;
}

/** Between a failed load and the next. Units: ms. */
const RETRY_MS = 5_000;

/**
 * Keeps something in memory as the database has it: loads it, loads it again whenever it changes, and retries.
 * Resolves when the first load is applied; rejects with the first load's error, and then nothing is left running.
 */
export async function createLiveSnapshot<Loaded>(deps: LiveSnapshotDeps<Loaded>): Promise<LiveSnapshot> {
  const { clock, load, apply, subscribe, onError } = deps;
  let retry: { cancel(): void } | undefined;
  let isClosed = false;

  const reload = coalesce(async () => {
    retry?.cancel();
    if (isClosed) return;
    try {
      const loaded = await load();
      if (!isClosed) apply(loaded);
    } catch (error) {
      if (!isClosed) retry = clock.after(RETRY_MS, follow);
      throw error;
    }
  });
  const follow = (): void => {
    reload().catch((error: unknown) => {
      if (!isClosed) onError(toError(error));
    });
  };

  // Before the first load: a change during it is loaded again.
  const unsubscribe = subscribe(follow);
  const close = async (): Promise<void> => {
    isClosed = true;
    unsubscribe();
    retry?.cancel();
    await reload();
  };
  try {
    await reload();
  } catch (error) {
    await close();
    throw error;
  }
  return { reload, close };
}
