// In:    schedules in the database, notifications about their changes.
// Out:   from memory: whether each queue is open and scheduled now, and its number of gaps ahead, for sorting lists.
// Never: reads all at once, or uses a reading beyond its day.
import type { Database } from '../../platform/db/database.ts';
import { includes, within, type Interval } from '../../platform/time/intervals.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import { unscheduledGaps } from './gaps.ts';
import { loadRanges } from './range-store.ts';
import { FORECAST_MS } from './schedule.ts';
import { onScheduleChange } from './schedule-channel-store.ts';

export interface ScheduleState {
  isOpen: boolean;
  isScheduled: boolean;
  /** Service hours of the next {@link FORECAST_MS} with nobody scheduled. */
  gapsAhead: number;
  /** The first of them, from now on; null: there is none. */
  firstGap: Interval | null;
}

export interface ScheduleStates {
  /** The states of these queues at an instant; one without a schedule is neither open nor scheduled. */
  at(queueIds: readonly string[], nowMs: number): Promise<(queue: string) => ScheduleState>;
  close(): void;
}

interface Kept {
  hours: readonly Interval[];
  scheduled: readonly Interval[];
  gaps: readonly Interval[];
  untilMs: number;
}

const KEPT_MS = DAY_MS;
/** Queues per query: an embedded database runs on the thread that answers patrons. */
const CHUNK_QUEUES = 20;
const NOTHING: ScheduleState = { isOpen: false, isScheduled: false, gapsAhead: 0, firstGap: null };

/** `database`: for the purpose `jobs`: reading a nation's schedules takes longer than a request may. */
export function createScheduleStates(database: Database): ScheduleStates {
  const kept = new Map<string, Kept>();
  /** Queues that changed during a read, per read: its result may be older. */
  const readings = new Set<Set<string>>();
  let epoch = 0;

  const unsubscribe = onScheduleChange(database, (queue) => {
    if (queue === null) {
      kept.clear();
      epoch += 1;
    } else {
      kept.delete(queue);
      for (const changed of readings) changed.add(queue);
    }
  });

  const readSome = async (ids: readonly string[], nowMs: number): Promise<Map<string, Kept>> => {
    const changed = new Set<string>();
    const startedIn = epoch;
    readings.add(changed);
    try {
      const untilMs = nowMs + KEPT_MS;
      const found = new Map<string, Kept>();
      const ahead = { startMs: nowMs, endMs: untilMs + FORECAST_MS };
      const today = { startMs: nowMs, endMs: untilMs };
      for (const [queue, { hours, scheduled }] of await loadRanges(database.db, ids, nowMs, ahead.endMs)) {
        const each = {
          hours: within(hours, today),
          scheduled: within(scheduled, today),
          gaps: unscheduledGaps(within(hours, ahead), scheduled),
          untilMs,
        };
        found.set(queue, each);
        if (epoch === startedIn && !changed.has(queue)) kept.set(queue, each);
      }
      return found;
    } finally {
      readings.delete(changed);
    }
  };

  return {
    async at(queueIds, nowMs) {
      const yieldIfDue = createYielder();
      const read = new Map<string, Kept>();
      const missing = queueIds.filter((id) => (kept.get(id)?.untilMs ?? 0) <= nowMs);
      for (let at = 0; at < missing.length; at += CHUNK_QUEUES) {
        for (const [id, each] of await readSome(missing.slice(at, at + CHUNK_QUEUES), nowMs)) read.set(id, each);
        await yieldIfDue();
      }
      const isNow = (interval: Interval): boolean => includes(interval, nowMs);
      return (queue) => {
        const each = kept.get(queue) ?? read.get(queue);
        if (each === undefined) return NOTHING;
        const gaps = each.gaps.filter(({ startMs, endMs }) => nowMs < endMs && startMs < nowMs + FORECAST_MS);
        return {
          isOpen: each.hours.some(isNow),
          isScheduled: each.scheduled.some(isNow),
          gapsAhead: gaps.length,
          firstGap: gaps[0] === undefined ? null : { ...gaps[0], startMs: Math.max(gaps[0].startMs, nowMs) },
        };
      };
    },
    close() {
      unsubscribe();
      kept.clear();
    },
  };
}
