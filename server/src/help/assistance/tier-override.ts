// In:    requests that a farther tier has taken, loaded again with each change; the clock.
// Out:   which tiers a library's answer passes over, from memory; each change of that, once.
// Never: an override before help is needed, or after: a request for tomorrow changes nothing today. While the database
//        cannot be read, what was read last holds, each to its own end.
import { TIERS, type Tier } from '@askusnow/sdk/contract';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { createLiveSnapshot } from '../../platform/live-snapshot/live-snapshot.ts';
import { includes } from '../../platform/time/intervals.ts';
import { loadTierOverrides, onAssistanceChange, type TierOverride } from './view-store.ts';

/** From the desk that cannot answer up to the tier that helps, without the latter. Nearest first. */
export const tiersBetween = (from: Tier, tier: Tier): Tier[] =>
  TIERS.slice(TIERS.indexOf(from), Math.max(TIERS.indexOf(from), TIERS.indexOf(tier)));

/**
 * The tiers from the desk that cannot answer up to the one that helps, nearest first: that one was asked because the
 * others could not. A desk that is nearer still has asked for nothing. `library` null: what is passed over for all.
 */
function passedOver(overrides: readonly TierOverride[], library: string | null, nowMs: number): Tier[] {
  const active = overrides.filter((each) => (each.library ?? library) === library && includes(each, nowMs));
  const passed = new Set(active.flatMap(({ from, tier }) => tiersBetween(from, tier)));
  return TIERS.filter((tier) => passed.has(tier));
}

/** By library, as text that can be compared; libraries for which nothing is passed over are left out. */
function passedOverByLibrary(overrides: readonly TierOverride[], nowMs: number): Map<string | null, string> {
  const found = new Map<string | null, string>();
  for (const { library } of overrides) {
    const tiers = passedOver(overrides, library, nowMs);
    if (tiers.length > 0) found.set(library, tiers.join());
  }
  return found;
}

/** The next instant at which an override begins or ends; Infinity: none. */
const nextChangeAt = (overrides: readonly TierOverride[], nowMs: number): number =>
  Math.min(...overrides.flatMap(({ startMs, endMs }) => [startMs, endMs]).filter((atMs) => atMs > nowMs), Infinity);

/** What availability asks for; see AssistanceView there. */
export interface TierOverrides {
  passedOver(library: string): readonly Tier[];
  /** Called with the changed library's ID, or null if any may have changed. Returns how to stop. */
  onChange(listener: (library: string | null) => void): () => void;
  close(): Promise<void>;
}

export async function createTierOverrides({
  database,
  clock,
  onError,
}: {
  database: Database;
  clock: Clock;
  onError: (error: Error) => void;
}): Promise<TierOverrides> {
  const listeners = new Set<(library: string | null) => void>();
  let overrides: TierOverride[] = [];
  let published = new Map<string | null, string>();
  let timer: { cancel(): void } | undefined;
  let isClosed = false;

  /** Notifies of what has changed since the last time, and sets the timer to the next change. */
  const publish = (): void => {
    if (isClosed) return;
    const nowMs = clock.now();
    const [before, now] = [published, passedOverByLibrary(overrides, nowMs)];
    const changed = [...new Set([...before.keys(), ...now.keys()])].filter((id) => before.get(id) !== now.get(id));
    published = now;
    timer?.cancel();
    const nextMs = nextChangeAt(overrides, nowMs);
    timer = nextMs === Infinity ? undefined : clock.after(nextMs - nowMs, publish);
    // A change for all libraries is one notification.
    for (const library of changed.includes(null) ? [null] : changed)
      for (const listener of listeners) listener(library);
  };

  const snapshot = await createLiveSnapshot({
    clock,
    load: () => loadTierOverrides(database),
    apply(loaded) {
      overrides = loaded;
      publish();
    },
    subscribe: (changed) => onAssistanceChange(database, changed),
    onError,
  });

  return {
    passedOver: (library) => passedOver(overrides, library, clock.now()),
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
