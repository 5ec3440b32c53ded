// In:    the database, the clock, word that a queue's rules or calendar have changed.
// Out:   every queue's schedule as instants, 60 days ahead, expanded again whenever what it rests on changes.
// Never: lets one queue that cannot be expanded hold up the others; or keeps anybody waiting.
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import { startJob } from '../../platform/jobs/jobs.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { expandQueue, loadDue, onRulesChange, type FeedShifts } from './store.ts';

export interface ScheduleDeps {
  database: Database;
  clock: Clock;
  holder?: LeaseHolder | undefined;
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

/** One node does it. When it dies, another takes over after this. Units: ms. */
const LEASE_MS = 15_000;
/** Time moves on, and word may be lost. Units: ms. */
const CHECK_MS = 30_000;

export function startSchedule({
  database,
  clock,
  holder,
  registry,
  feedShifts,
  tz,
  onError,
}: ScheduleDeps): ScheduleRunner {
  let isClosed = false;

  const expandDue = async (): Promise<void> => {
    const yieldIfDue = createYielder();
    for (const queue of await loadDue(database.db, { nowMs: clock.now(), tz })) {
      // An embedded database answers without ever giving way: hundreds of queues would hold up every patron for seconds.
      await yieldIfDue();
      if (isClosed) return;
      await expandQueue(database, queue, { nowMs: clock.now(), tz }, feedShifts).catch((error: unknown) => {
        if (!isClosed) onError(error as Error);
      });
    }
  };

  const job = startJob(
    { database, clock, holder, onError },
    { name: 'schedule', everyMs: CHECK_MS, leaseMs: LEASE_MS, run: expandDue },
  );
  const wake = (): void => void job.wake();
  const unsubscribe = onRulesChange(database, wake);
  const stopFollowing = registry.onReload(wake);
  return {
    async close() {
      isClosed = true;
      unsubscribe();
      stopFollowing();
      await job.close();
    },
  };
}
