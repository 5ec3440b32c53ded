// In:    the database, egress, the clock, notifications about new addresses.
// Out:   each calendar is fetched every quarter of an hour by one node, and its reading stored.
// Never: lets a slow calendar delay the others; waits for one when the server closes.
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/db/database.ts';
import { createLeaseHolder, type LeaseHolder } from '../../platform/db/lease.ts';
import { startJob } from '../../platform/jobs/jobs.ts';
import type { Egress } from '../../platform/egress/egress.ts';
import type { WorkerPool } from '../../platform/worker/worker-pool.ts';
import { MINUTE_MS } from '../../platform/time/instants.ts';
import { askFeed, type Reading } from './fetch.ts';
import { claimFeed, settleFeed, type ClaimedFeed } from './store.ts';

export interface FeedsDeps {
  database: Database;
  egress: Pick<Egress, 'request'>;
  workers: WorkerPool;
  clock: Clock;
  holder?: LeaseHolder;
  onError: (error: Error) => void;
  /** In [0, 1): the jitter of pauses. */
  random?: () => number;
  /** Timeout of one calendar. Units: ms. */
  timeoutMs?: number;
}

export interface Feeds {
  /** Call it when a calendar is due now. */
  wake(): void;
  close(): Promise<void>;
}

const EVERY_MS = 15 * MINUTE_MS;
const TIMEOUT_MS = 15_000;
/** A failing calendar is fetched less and less often, down to every two hours. */
const MAX_DOUBLINGS = 3;
/** A claim lasts much longer than its request; after it, other nodes take over from a killed one. */
const CLAIM_MS = 120_000;
const CHECK_EVERY_MS = 30_000;
const MAX_CONCURRENT = 4;

/** Pause until the next fetch, for a number of consecutive failures: jitter of a tenth in each direction. */
export const pauseMs = (failures: number, random: number): number =>
  EVERY_MS * 2 ** Math.min(Math.max(failures - 1, 0), MAX_DOUBLINGS) * (0.9 + random / 5);

export function startFeeds(deps: FeedsDeps): Feeds {
  const { database, egress, workers, clock, holder = createLeaseHolder(), onError } = deps;
  const { random = Math.random, timeoutMs = TIMEOUT_MS } = deps;
  /** Pending database work: a closing server waits for this only. */
  const writing = new Set<Promise<unknown>>();
  let running = 0;
  /** Another run was requested while the maximum was running. */
  let isWanted = false;
  let isClosed = false;

  const inDatabase = <Result>(work: Promise<Result>): Promise<Result> => {
    writing.add(work);
    return work.finally(() => writing.delete(work));
  };

  async function refresh(feed: ClaimedFeed): Promise<void> {
    const reading = await askFeed(egress, feed, { workers, nowMs: clock.now(), timeoutMs }).catch(
      (error: unknown): Reading => {
        if (!isClosed) onError(error as Error); // A bug of ours: logged, and the retry waits as usual.
        return { fault: { code: 'unreadable', detail: 'cannot be read' } };
      },
    );
    if (isClosed) return;
    const failures = 'fault' in reading ? feed.failures + 1 : 0;
    const atMs = clock.now();
    await inDatabase(settleFeed(database, feed, { reading, atMs, nextMs: atMs + pauseMs(failures, random()) }));
  }

  const claim = async (): Promise<ClaimedFeed | undefined> => {
    if (isClosed || !holder.mayHold()) return undefined;
    const feed = await inDatabase(claimFeed(database.db, clock.now(), clock.now() + CLAIM_MS));
    return isClosed ? undefined : feed;
  };

  async function work(first: ClaimedFeed | undefined): Promise<void> {
    for (let feed = first; feed !== undefined; feed = await claim()) {
      startAnother();
      await refresh(feed).catch(onError);
    }
  }

  /** Resolves when a calendar is claimed, or none is due; fetching continues in the background. */
  async function startLoop(): Promise<void> {
    if (isClosed) return;
    isWanted = running >= MAX_CONCURRENT;
    if (isWanted) return;
    running += 1;
    const done = (): void => {
      running -= 1;
      if (isWanted) startAnother();
    };
    const first = await claim().catch((error: unknown) => {
      done();
      throw error;
    });
    void work(first).catch(onError).finally(done);
  }

  /** Each claim starts another run, so that a slow calendar is not waited for. */
  const startAnother = (): void => void startLoop().catch(onError);

  // On one node. What it claims is claimed for all nodes, so a change on another node is fetched there.
  const job = startJob(
    { database, clock, holder, onError },
    { name: 'calendars', everyMs: CHECK_EVERY_MS, run: startLoop },
  );

  return {
    wake: startAnother,
    async close() {
      isClosed = true;
      await job.close();
      await Promise.allSettled(writing);
    },
  };
}
