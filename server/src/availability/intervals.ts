// In:    each library's answer, and since when it holds.
// Out:   its transitions, handed to the store (interval-store.ts) in order, each once.
// Never: holds up a frame. While the database is away transitions wait in memory, in order, and keep their instants.
import type { Clock } from '../platform/clock.ts';
import type { Database } from '../platform/db/database.ts';
import { createYielder } from '../platform/yield-event-loop.ts';
import { MINUTE_MS } from '../platform/time/instants.ts';
import { closeAbandoned, beat, writeTransitions, type Transition } from './interval-store.ts';

export interface IntervalWriter {
  /** Writes the answer where it differs from the library's last. */
  record(answer: Omit<Transition, 'atMs'>, atMs: number): void;
  /** The library has no answer any more: its next one is written even if it is the same as the last. */
  forget(library: string): void;
  /** Resolves when everything recorded is written, or the database could not be reached. */
  close(): Promise<void>;
}

const RETRY_MS = 5_000;
/** A day without a database for 9,248 libraries, a month for three hundred, at 20 changes a day. Past it the oldest are given up. */
const MAX_WAITING = 200_000;
/** Libraries per transaction: an embedded database works on the thread that serves patrons. */
const MAX_BATCH = 200;

/** How often a node shows that answers are being given: interval-store.ts gives each sign its life. */
const HEARTBEAT_EVERY_MS = MINUTE_MS;

export function createIntervalWriter({
  database,
  clock,
  onError,
}: {
  database: Database;
  clock: Clock;
  onError: (error: Error) => void;
}): IntervalWriter {
  const last = new Map<string, Transition>();
  let waiting: Transition[] = [];
  let writing: Promise<void> | null = null;
  let retry: { cancel(): void } | null = null;
  /** Null: this node has not recorded a heartbeat yet. */
  let nextBeat: { cancel(): void } | null = null;
  let isClosed = false;

  const beatLater = (): void => {
    nextBeat = clock.after(HEARTBEAT_EVERY_MS, () => {
      void beat(database.db, clock.now())
        .catch(onError)
        .then(() => isClosed || beatLater());
    });
  };

  /** The oldest waiting transition of each of some libraries. */
  const nextBatch = (): Set<Transition> => {
    const oldest = new Map<string, Transition>();
    for (const each of waiting) {
      if (!oldest.has(each.library)) oldest.set(each.library, each);
      if (oldest.size === MAX_BATCH) break;
    }
    return new Set(oldest.values());
  };

  const writeWaiting = async (): Promise<void> => {
    try {
      if (nextBeat === null) {
        await closeAbandoned(database, clock.now());
        beatLater();
      }
      const yieldIfDue = createYielder();
      while (waiting.length > 0) {
        const batch = nextBatch();
        await writeTransitions(database, [...batch]);
        waiting = waiting.filter((each) => !batch.has(each));
        await yieldIfDue();
      }
    } catch (error) {
      onError(error as Error);
      retry = clock.after(RETRY_MS, () => {
        retry = null;
        void write();
      });
    } finally {
      writing = null; // In the same turn as the loop's last look, so that nothing is left waiting.
    }
  };

  const write = (): Promise<void> => {
    if (writing === null && retry === null && waiting.length > 0) writing = writeWaiting();
    return writing ?? Promise.resolve();
  };

  return {
    record({ library, state, tier, evidence }, atMs) {
      const before = last.get(library);
      if (before?.state === state && before.tier === tier && before.evidence === evidence) return;
      const transition: Transition = { library, atMs, state, tier, evidence };
      last.set(library, transition);
      waiting.push(transition);
      if (waiting.length > MAX_WAITING) waiting.shift();
      // After the turn of the loop that refreshes many libraries, so that they share a transaction.
      queueMicrotask(() => void write());
    },
    forget: (library) => void last.delete(library),
    async close() {
      await write();
      isClosed = true;
      retry?.cancel();
      nextBeat?.cancel();
    },
  };
}
