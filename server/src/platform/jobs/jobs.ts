// In:    work that is to be done now and then, by name.
// Out:   each run of it on one node, however many nodes there are; what became of the run, in the database.
// Never: two runs at once; or a failure that stops the next run.
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
  /** In [0, 1): what runs are spread by. */
  random?: (() => number) | undefined;
}

/** A rejection of `run` is a failure: counted, reported, and the lease is free for any node. */
export interface Job {
  /** Unique. The name of its lease, and its label in /metrics. */
  name: string;
  /** From the end of a run to the next, at the latest. Units: ms. */
  everyMs: number;
  /** After a failed run; absent: `everyMs`. Units: ms. */
  retryMs?: number;
  /**
   * How long a run keeps other nodes from running it after it has ended; when its node dies, another takes over after this.
   * Absent: a little less than `everyMs`, so that it runs once in that time. Units: ms.
   */
  leaseMs?: number;
  /** `isTakenOver`: this node did not hold the lease until now. */
  run(turn: { isTakenOver: boolean }): Promise<void>;
}

export interface RunningJob {
  /**
   * Runs it now, where no other node holds its lease. Resolves when a run that began after the call has ended, or was left
   * to another node; never rejects.
   */
  wake(): Promise<void>;
  /** Whether this node holds the lease: it does what no two nodes may do at once between runs, too. */
  holds(): boolean;
  /** Waits for the run under way, and gives the lease back. */
  close(): Promise<void>;
}

/** Two nodes' timers are not in step: the lease ends so long before its holder's next run is due. Units: ms. */
const SLACK_MS = 1_000;
/** Runs are spread by so much of their time, downwards: jobs that started together do not stay together. */
const JITTER = 0.05;

/** Runs it from now on, until it is closed. */
export function startJob(deps: JobDeps, job: Job): RunningJob {
  const { database, clock, holder = createLeaseHolder(), onError, random = Math.random } = deps;
  const { name, everyMs, retryMs = everyMs, leaseMs = everyMs - SLACK_MS } = job;
  let timer: { cancel(): void } | undefined;
  let isClosed = false;
  let leasedUntilMs = -Infinity;
  /** Failures that are not in the database yet: it may be away, which is what made the run fail. */
  let failures = 0;
  let lastFailureMs: number | null = null;

  const holds = (): boolean => !isClosed && holder.mayHold() && clock.now() < leasedUntilMs;

  const onHeld = (untilMs: number): void => {
    leasedUntilMs = untilMs;
  };

  const report = (error: unknown): void => {
    if (!isClosed) onError(toError(error));
  };

  /** Returns when it runs again. */
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
      // The lease of a run that failed was given back. One that could not be renewed is ours until its end.
      if (isStarted) leasedUntilMs = -Infinity;
      isFailed = true;
      failures += 1;
      lastFailureMs = clock.now();
      report(error);
    }
    const durationMs = performance.now() - startedMs;
    const nextMs = runLater(isFailed ? retryMs : everyMs);
    // No run began: the row tells of another node's. The failure is counted with the next run.
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
      // Or the next node would wait for its end.
      await giveBackLease(database.db, name, holder.id).catch((error: unknown) => onError(toError(error)));
    },
  };
}
