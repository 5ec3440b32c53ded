// In:    libraries whose answer may have changed, and when it did.
// Out:   each is refreshed once, those that a page follows first, in turns with requests.
// Never: blocks the event loop for all of a nation's libraries, or misses one that is added meanwhile.
import { createYielder } from '../platform/yield-event-loop.ts';

export interface StaleQueue {
  add(libraries: Iterable<string>, staleSinceMs: number): void;
  has(library: string): boolean;
  /** Removes a library. Returns since when its answer was stale; undefined: it was not. Units: ms since the epoch. */
  take(library: string): number | undefined;
  /** Resolves when nothing is stale. */
  refreshAll(): Promise<void>;
  /** Stops refreshing; resolves when no refresh is under way. */
  close(): Promise<void>;
}

export interface StaleQueueDeps {
  /** Takes the library from the queue as it brings its answer up to date. */
  refresh(library: string): void;
  isFollowed(library: string): boolean;
  onError(error: Error): void;
}

export function createStaleQueue({ refresh, isFollowed, onError }: StaleQueueDeps): StaleQueue {
  const stale = new Map<string, number>();
  let isRunning = false;
  let lastRun: Promise<void> = Promise.resolve();
  let isClosed = false;

  const run = async (): Promise<void> => {
    const yieldIfDue = createYielder();
    for (const library of stale.keys()) {
      try {
        refresh(library);
      } catch (error) {
        stale.delete(library);
        onError(error as Error);
      }
      if (yieldIfDue.isDue()) await yieldIfDue();
      if (isClosed) break;
    }
    isRunning = false; // In the same turn of the loop as the last look, so that nothing is left in the queue.
  };

  return {
    add(libraries, staleSinceMs) {
      const later: string[] = [];
      for (const library of libraries) {
        if (stale.has(library)) continue;
        if (isFollowed(library)) stale.set(library, staleSinceMs);
        else later.push(library);
      }
      for (const library of later) stale.set(library, staleSinceMs);
    },
    has: (library) => stale.has(library),
    take(library) {
      const sinceMs = stale.get(library);
      stale.delete(library);
      return sinceMs;
    },
    refreshAll() {
      if (!isRunning && !isClosed && stale.size > 0) {
        isRunning = true;
        lastRun = run();
      }
      return lastRun;
    },
    close() {
      isClosed = true;
      return lastRun;
    },
  };
}
