// In:    the database, the clock, notifications about changed rules and calendars.
// Out:   every queue's schedule as instants, 60 days ahead, expanded again on each change.
// Never: lets a queue that fails to expand delay the others, or makes a request wait.
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import type { LeaseHolder } from '../../platform/db/lease.ts';
import { startJob } from '../../platform/jobs/jobs.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { expandQueue, loadDue, type FeedShifts } from './expansion-store.ts';
import { onRulesChange } from './schedule-channel-store.ts';

export interface ScheduleDeps {
  database: Database;
  clock: Clock;
  holder?: LeaseHolder | undefined;
  /** An import may have changed any queue. */
  registry: { onReload(listener: () => void): () => void };
  feedShifts: FeedShifts;
  /** Version of the tz database of this process. */
  tz: string;
  onError: (error: Error) => void;
}

export interface ScheduleRunner {
  close(): Promise<void>;
}

/** After this time another node takes over from a dead one. Units: ms. */
const LEASE_MS = 15_000;
/** Periodic check, for the passing of time and missed notifications. Units: ms. */
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
      // An embedded database never yields by itself: hundreds of queues would block patrons for seconds.
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
