// In:    named periodic work.
// Out:   each run on one node of all; the run's result in the database.
// Never: two runs at once; a failure that stops the next run.
//
// To add a job: one file that calls `startJob`. Its lease, its line in /metrics and in `GET /v1/system/jobs` follow.
import type { Clock } from '../clock.ts';
import { coalesce } from '../coalesce.ts';
import type { Database } from '../db/database.ts';
import { createLeaseHolder, giveBackLease, withLease, type LeaseHolder } from '../db/lease.ts';
import { saveRun } from './store.ts';
import { toError } from '../to-error.ts';

export interface JobDeps {
  database: Database;
  clock: Clock;
  holder?: LeaseHolder | undefined;
  /** Called with each failed run. */
  onError: (error: Error) => void;
  /** In [0, 1): the jitter of runs. */
  random?: (() => number) | undefined;
}

/** If `run` rejects, the failure is counted and reported, and the lease is released. */
export interface Job {
  /** Unique. The name of its lease, and its label in /metrics. */
  name: string;
  /** Max time from the end of a run to the next. Units: ms. */
  everyMs: number;
  /** After a failed run; absent: `everyMs`. Units: ms. */
  retryMs?: number;
  /**
   * How long other nodes skip the job after a run; if its node dies, another takes over after this time. Default: a
   * little less than `everyMs`, so that it runs once in that time. Units: ms.
   */
  leaseMs?: number;
  /** `isTakenOver`: this node did not hold the lease before. */
  run(turn: { isTakenOver: boolean }): Promise<void>;
}

export interface RunningJob {
  /**
   * Runs it now, unless another node holds its lease. Resolves when a run that began after the call has ended, or was
   * left to another node; never rejects.
   */
  wake(): Promise<void>;
  /** Whether this node holds the lease. Its holder also does work between runs that two nodes must not do at once. */
  holds(): boolean;
  /** Waits for the current run and releases the lease. */
  close(): Promise<void>;
}

/** The lease ends this long before its holder's next run: timers of nodes are not in step. Units: ms. */
const SLACK_MS = 1_000;
/** Jitter as a share of the period, downwards: jobs that started together drift apart. */
const JITTER = 0.05;

/** Starts the job. */
export function startJob(deps: JobDeps, job: Job): RunningJob {
  const { database, clock, holder = createLeaseHolder(), onError, random = Math.random } = deps;
  const { name, everyMs, retryMs = everyMs, leaseMs = everyMs - SLACK_MS } = job;
  let timer: { cancel(): void } | undefined;
  let isClosed = false;
  let leasedUntilMs = -Infinity;
  /** Failures not yet in the database, which may be unreachable: that may be why the run failed. */
  let failures = 0;
  let lastFailureMs: number | null = null;

  const holds = (): boolean => !isClosed && holder.mayHold() && clock.now() < leasedUntilMs;

  const onHeld = (untilMs: number): void => {
    leasedUntilMs = untilMs;
  };

  const report = (error: unknown): void => {
    if (!isClosed) onError(toError(error));
  };

  /** Schedules the next run; returns its time. */
  const runLater = (waitMs: number): number => {
    const inMs = waitMs * (1 - random() * JITTER);
    timer?.cancel();
    if (!isClosed) timer = clock.after(inMs, () => void wake());
    return clock.now() + inMs;
  };

  const wake = coalesce(async () => {
    if (isClosed) return;
    const atMs = clock.now();
    const startedMs = performance.now();
    let isStarted = false;
    let isFailed = false;
    try {
      const isTakenOver = !holds();
      const isOurs = await withLease({ db: database.db, clock, name, holder, ttlMs: leaseMs, onHeld }, () => {
        isStarted = true;
        return job.run({ isTakenOver });
      });
      if (!isOurs) {
        leasedUntilMs = -Infinity;
        return void runLater(Math.min(everyMs, leaseMs));
      }
    } catch (error) {
      // A failed run released its lease. If the renewal failed, the lease is ours until it expires.
      if (isStarted) leasedUntilMs = -Infinity;
      isFailed = true;
      failures += 1;
      lastFailureMs = clock.now();
      report(error);
    }
    const durationMs = performance.now() - startedMs;
    const nextMs = runLater(isFailed ? retryMs : everyMs);
    // No run began: the row is another node's. The failure is saved with the next run.
    if (!isStarted) return;
    try {
      await saveRun(database, { name, atMs, isFailed, durationMs, failures, lastFailureMs, nextMs });
      failures = 0;
      lastFailureMs = null;
    } catch (error) {
      report(error);
    }
  });

  void wake();
  return {
    wake,
    holds,
    async close() {
      isClosed = true;
      timer?.cancel();
      await wake();
      // Otherwise the next node would wait until the lease expires.
      await giveBackLease(database.db, name, holder.id).catch((error: unknown) => onError(toError(error)));
    },
  };
}
