// In:    how to load data from the database, and how to subscribe to its changes.
// Out:   an in-memory copy that follows the database: loads are applied in order.
// Never: runs two loads at once, which could be applied in the wrong order; applies a load after close.
import type { Clock } from '../clock.ts';
import { coalesce } from '../coalesce.ts';
import { toError } from '../to-error.ts';

export interface LiveSnapshotDeps<Loaded> {
  clock: Clock;
  /** Reads all the data. If it rejects, the last applied load stays. */
  load(): Promise<Loaded>;
  /** Replaces the copy synchronously: no reader sees a partial one. */
  apply(loaded: Loaded): void;
  /** Calls `changed` on a change, or a possible one, such as a lost connection. Returns how to unsubscribe. */
  subscribe(changed: () => void): () => void;
  /** Called with each failed load that no caller of `reload` waits for. The load is retried. */
  onError(error: Error): void;
}

export interface LiveSnapshot {
  /** Resolves once everything committed before the call is applied. Rejects if the load fails; it is retried like any other. */
  reload(): Promise<void>;
  /** Unsubscribes and stops retrying; resolves when no load is running. */
  close(): Promise<void>;
}

/** From a failed load to the next. Units: ms. */
const RETRY_MS = 5_000;

/**
 * Keeps a copy of database data in memory: loads it, reloads it on each change, and retries. Resolves when the first load
 * is applied; if that load fails, rejects and stops.
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

  // Subscribes before the first load, so that a change during it causes another.
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
