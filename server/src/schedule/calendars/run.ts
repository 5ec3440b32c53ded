// In:    the database, the way out, the clock, word that somebody has given a new address.
// Out:   each calendar asked every quarter of an hour by one node, and what it said, kept.
// Never: lets a calendar that hangs hold up the others; or waits for one when the server closes.
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
  /** In [0, 1): what looks are spread by. */
  random?: () => number;
  /** For one calendar to answer. Units: ms. */
  timeoutMs?: number;
}

export interface Feeds {
  /** A calendar is due now. */
  wake(): void;
  close(): Promise<void>;
}

const EVERY_MS = 15 * MINUTE_MS;
const TIMEOUT_MS = 15_000;
/** A calendar that fails is asked less and less often, down to every two hours. */
const MAX_DOUBLINGS = 3;
/** A claim outlasts its request by far; a node that was killed leaves its calendar to the others then. */
const CLAIM_MS = 120_000;
const CHECK_EVERY_MS = 30_000;
const MAX_CONCURRENT = 4;

/** Until it is asked again, `failures` in a row included: spread by a tenth to either side. */
export const pauseMs = (failures: number, random: number): number =>
  EVERY_MS * 2 ** Math.min(Math.max(failures - 1, 0), MAX_DOUBLINGS) * (0.9 + random / 5);

export function startFeeds(deps: FeedsDeps): Feeds {
  const { database, egress, workers, clock, holder = createLeaseHolder(), onError } = deps;
  const { random = Math.random, timeoutMs = TIMEOUT_MS } = deps;
  /** What is under way in the database: a closing server waits for that, and for nothing else. */
  const writing = new Set<Promise<unknown>>();
  let running = 0;
  /** Asked for while all running were full. */
  let isWanted = false;
  let isClosed = false;

  const inDatabase = <Result>(work: Promise<Result>): Promise<Result> => {
    writing.add(work);
    return work.finally(() => writing.delete(work));
  };

  async function refresh(feed: ClaimedFeed): Promise<void> {
    const reading = await askFeed(egress, feed, { workers, nowMs: clock.now(), timeoutMs }).catch(
      (error: unknown): Reading => {
        if (!isClosed) onError(error as Error); // A bug of ours: logged, and no reason to ask again at once.
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

  /** Resolves when a calendar is claimed, or none is due; the hand goes on by itself. */
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

  /** Each find calls another hand, so that one that hangs is not waited for. */
  const startAnother = (): void => void startLoop().catch(onError);

  // On one node; what it claims is claimed for all, so that a change on another node is looked at there.
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
