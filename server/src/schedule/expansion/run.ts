// In:    the database, the clock, word that a queue's rules or calendar have changed.
// Out:   every queue's schedule as instants, 60 days ahead, expanded again whenever what it rests on changes.
// Never: lets one queue that cannot be expanded hold up the others; or keeps anybody waiting.
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { createLeaseHolder, giveBackLease, withLease, type LeaseHolder } from '../../platform/db/lease.ts';
import { createTurns } from '../../platform/yield-event-loop.ts';
import { expandQueue, loadDue, onRulesChange, type FeedShifts } from './store.ts';

export interface ScheduleDeps {
  database: Database;
  clock: Clock;
  holder?: LeaseHolder;
  /** An import may have changed any queue. */
  registry: { onReload(listener: () => void): () => void };
  feedShifts: FeedShifts;
  /** Version of the tz database that local times are read by. */
  tz: string;
  onError: (error: Error) => void;
}

export interface ScheduleRunner {
  close(): Promise<void>;
}

const LEASE = 'schedule';
/** One node does it. When it dies, another takes over after this. Units: ms. */
const LEASE_MS = 15_000;
/** Time moves on, and word may be lost. Units: ms. */
const CHECK_MS = 30_000;

export function startSchedule({
  database,
  clock,
  holder = createLeaseHolder(),
  registry,
  feedShifts,
  tz,
  onError,
}: ScheduleDeps): ScheduleRunner {
  let isWanted = false;
  let isClosed = false;
  let running: Promise<void> | null = null;
  let timer: { cancel(): void } | undefined;

  const expandDue = async (): Promise<void> => {
    const giveWay = createTurns();
    for (const queue of await loadDue(database.db, { nowMs: clock.now(), tz })) {
      // An embedded database answers without ever giving way: hundreds of queues would hold up every patron for seconds.
      await giveWay();
      if (isClosed) return;
      await expandQueue(database, queue, { nowMs: clock.now(), tz }, feedShifts).catch((error: unknown) => {
        if (!isClosed) onError(error as Error);
      });
    }
  };

  /** Until nothing is wanted, one run at a time: what changes during a run is wanted again. */
  const run = async (): Promise<void> => {
    let isOurs = true;
    try {
      while (isWanted && !isClosed) {
        isWanted = false;
        isOurs = await withLease(database.db, clock, LEASE, holder, LEASE_MS, expandDue);
      }
    } catch (error) {
      onError(error instanceof Error ? error : new Error(String(error)));
    } finally {
      running = null; // In the same turn as the loop's last look, so that nothing wanted is left lying.
    }
    timer?.cancel();
    if (!isClosed) timer = clock.after(isOurs ? CHECK_MS : LEASE_MS, wake);
  };

  const wake = (): void => {
    if (isClosed) return;
    isWanted = true;
    running ??= run();
  };

  const stopHearing = onRulesChange(database, wake);
  const stopFollowing = registry.onReload(wake);
  wake();
  return {
    async close() {
      isClosed = true;
      timer?.cancel();
      stopHearing();
      stopFollowing();
      await running;
      await giveBackLease(database.db, LEASE, holder.id).catch(onError);
    },
  };
}
