// In:    queues' schedules in the database, word that one has changed.
// Out:   whether each queue is open and scheduled now, from memory: what all of them are ranked by.
// Never: a reading of all at once, or a day longer than it was read for.
import type { Kysely } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Tables } from '../db/tables.ts';
import type { Interval } from '../hours/local-time.ts';
import { createTurns } from '../turns.ts';
import { loadRanges, onScheduleChange } from './store.ts';

export interface ScheduleState {
  isOpen: boolean;
  isScheduled: boolean;
}

export interface ScheduleStates {
  /** Of these queues at an instant; one that has no schedule is neither. */
  at(db: Kysely<Tables>, queueIds: readonly string[], nowMs: number): Promise<(queue: string) => ScheduleState>;
  close(): void;
}

interface Kept {
  hours: readonly Interval[];
  scheduled: readonly Interval[];
  untilMs: number;
}

const KEPT_MS = 24 * 3_600_000;
/** Queues per query: an embedded database answers on the thread that serves patrons. */
const CHUNK_QUEUES = 100;
const NOTHING: ScheduleState = { isOpen: false, isScheduled: false };

export function createScheduleStates(database: Database): ScheduleStates {
  const kept = new Map<string, Kept>();
  /** Queues that change while some are read, by reading: what was read may be older. */
  const readings = new Set<Set<string>>();
  let epoch = 0;

  const unsubscribe = onScheduleChange(database, (queue) => {
    if (queue === null) {
      kept.clear();
      epoch += 1;
    } else {
      kept.delete(queue);
      for (const heard of readings) heard.add(queue);
    }
  });

  const readSome = async (db: Kysely<Tables>, ids: readonly string[], nowMs: number): Promise<Map<string, Kept>> => {
    const heard = new Set<string>();
    const startedIn = epoch;
    readings.add(heard);
    try {
      const untilMs = nowMs + KEPT_MS;
      const found = new Map<string, Kept>();
      for (const [queue, { hours, scheduled }] of await loadRanges(db, ids, nowMs, untilMs)) {
        const each = { hours, scheduled, untilMs };
        found.set(queue, each);
        if (epoch === startedIn && !heard.has(queue)) kept.set(queue, each);
      }
      return found;
    } finally {
      readings.delete(heard);
    }
  };

  return {
    async at(db, queueIds, nowMs) {
      const giveWay = createTurns();
      const read = new Map<string, Kept>();
      const missing = queueIds.filter((id) => (kept.get(id)?.untilMs ?? 0) <= nowMs);
      for (let at = 0; at < missing.length; at += CHUNK_QUEUES) {
        for (const [id, each] of await readSome(db, missing.slice(at, at + CHUNK_QUEUES), nowMs)) read.set(id, each);
        await giveWay();
      }
      const isNow = ({ startMs, endMs }: Interval): boolean => startMs <= nowMs && nowMs < endMs;
      return (queue) => {
        const each = kept.get(queue) ?? read.get(queue);
        return each === undefined
          ? NOTHING
          : { isOpen: each.hours.some(isNow), isScheduled: each.scheduled.some(isNow) };
      };
    },
    close() {
      unsubscribe();
      kept.clear();
    },
  };
}
