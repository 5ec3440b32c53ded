// In:    requests that farther tiers have taken, as the database says them, read again with each change; the clock.
// Out:   which tiers a library's answer passes over, from memory; word of each change, once.
// Never: asks the database for an answer. While it cannot be read, what was read last holds, each to its own end.
import type { Tier } from '@askusnow/sdk/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { createLiveSnapshot } from '../../platform/live-snapshot/live-snapshot.ts';
import { passedOver, turnsAt, type TakenOver } from './reroute.ts';
import { loadTakenOver, onAssistanceChange } from './view-store.ts';

/** What availability asks; see AssistanceView there. */
export interface TakenOverView {
  passedOver(library: string): readonly Tier[];
  /** Hears for which library that has changed; null: any of them. Returns how to stop. */
  onChange(listener: (library: string | null) => void): () => void;
  close(): Promise<void>;
}

export async function createTakenOver({
  database,
  clock,
  onError,
}: {
  database: Database;
  clock: Clock;
  onError: (error: Error) => void;
}): Promise<TakenOverView> {
  const listeners = new Set<(library: string | null) => void>();
  let taken: TakenOver[] = [];
  let told = new Map<string | null, string>();
  let timer: { cancel(): void } | undefined;
  let isClosed = false;

  /** Tells what has changed since it was last told, and sets the one timer to what comes next. */
  const follow = (): void => {
    if (isClosed) return;
    const nowMs = clock.now();
    const now = new Map<string | null, string>();
    for (const { library } of taken) {
      const tiers = passedOver(taken, library, nowMs);
      if (tiers.length > 0) now.set(library, tiers.join());
    }
    const changed = [...new Set([...told.keys(), ...now.keys()])].filter((id) => told.get(id) !== now.get(id));
    told = now;
    timer?.cancel();
    const nextMs = turnsAt(taken, nowMs);
    timer = nextMs === Infinity ? undefined : clock.after(nextMs - nowMs, follow);
    // What counts for all is told to all, once.
    for (const library of changed.includes(null) ? [null] : changed)
      for (const listener of listeners) listener(library);
  };

  const snapshot = await createLiveSnapshot({
    clock,
    load: () => loadTakenOver(database),
    apply(fresh) {
      taken = fresh;
      follow();
    },
    subscribe: (changed) => onAssistanceChange(database, changed),
    onError,
  });

  return {
    passedOver: (library) => passedOver(taken, library, clock.now()),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      isClosed = true;
      timer?.cancel();
      await snapshot.close();
    },
  };
}
