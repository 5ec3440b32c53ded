// In:    queues' hours in the database; which of them have changed.
// Out:   each queue's hours as instants, in memory, read again every twelve hours.
// Never: holds the event loop for all of them; or applies two readings in the wrong order.
import type { Clock } from '../platform/clock.ts';
import { coalesce } from '../platform/coalesce.ts';
import type { Database } from '../platform/db/database.ts';
import { expandHours } from '../schedule/hours/expand.ts';
import type { Interval } from '../platform/time/intervals.ts';
import { loadQueues, loadQueuesAfter, type QueueRecord } from '../schedule/hours/store.ts';
import { createYielder } from '../platform/yield-event-loop.ts';
import { DAY_MS } from '../platform/time/instants.ts';
import type { AnswerFacts } from './answer.ts';

/** A queue's hours as instants. */
export interface Timetable extends Pick<AnswerFacts, 'closedUntilMs'> {
  open: Interval[] | null;
  readAtMs: number;
}

export interface Timetables {
  /** Undefined: not read yet, or no such queue. */
  of(queue: string): Timetable | undefined;
  /** Marks these queues as to be read, or all. */
  want(queueIds: readonly string[] | 'all'): void;
  /**
   * Resolves when everything that was marked before the call has been read. Rejects where the database could not be read;
   * what was marked stays so.
   */
  read(): Promise<void>;
  /** Whether everything that is known to have changed has been read; a reading that is due by itself is no change. */
  isCurrent(): boolean;
  /** When a reading is due by itself. */
  dueAtMs(): number;
  /** Marks what is due by now. */
  wantDue(nowMs: number): boolean;
  close(): Promise<void>;
}

export interface TimetablesDeps {
  database: Database;
  clock: Clock;
  /** Called after a reading, in the same turn as its last part was applied. */
  onRead(queueIds: ReadonlySet<string> | 'all'): void;
}

/** How far ahead open hours and changes are looked for. */
const HORIZON_MS = 8 * DAY_MS;
/** Instants reach a day further than anybody looks, and are made anew half-way through it. */
const REREAD_MS = DAY_MS / 2;
const RETRY_MS = 5_000;
/** Queues per query: an embedded database answers on the thread that serves patrons. */
const PAGE_QUEUES = 200;

const endOfDay = (ms: number): number => Math.ceil(ms / DAY_MS) * DAY_MS;
const startOfDay = (ms: number): number => Math.floor(ms / DAY_MS) * DAY_MS;

/** Open hours are given up to here: to the end of a UTC day, so that equal frames stay equal. Units: ms since the epoch. */
export const horizonAt = (nowMs: number): number => endOfDay(nowMs + HORIZON_MS);

function toTimetable({ hours, zone, closedUntilMs }: QueueRecord, readAtMs: number): Timetable {
  const window = { startMs: startOfDay(readAtMs - DAY_MS), endMs: horizonAt(readAtMs + DAY_MS) };
  return { open: expandHours(hours, zone, window, closedUntilMs), closedUntilMs, readAtMs };
}

export function createTimetables({ database, clock, onRead }: TimetablesDeps): Timetables {
  const kept = new Map<string, Timetable>();
  let wanted: Set<string> | 'all' | null = 'all';
  /** Something is known to have changed since the last reading. */
  let isChanged = true;
  let rereadAtMs = Infinity;
  let retryAtMs = Infinity;
  let isClosed = false;

  const keep = async (records: readonly QueueRecord[], readAtMs: number): Promise<void> => {
    const yieldIfDue = createYielder();
    for (const record of records) {
      kept.set(record.id, toTimetable(record, readAtMs));
      if (yieldIfDue.isDue()) await yieldIfDue();
    }
  };

  const readAll = async (): Promise<void> => {
    const found = new Set<string>();
    for (let after = '', isLast = false; !isLast && !isClosed;) {
      // Evidence is as old as the question, not as the answer to it.
      const askedAtMs = clock.now();
      const records = await loadQueuesAfter(database, after, PAGE_QUEUES);
      await keep(records, askedAtMs);
      for (const { id } of records) found.add(id);
      after = records.at(-1)?.id ?? '';
      isLast = records.length < PAGE_QUEUES;
    }
    if (isClosed) return;
    for (const id of kept.keys()) if (!found.has(id)) kept.delete(id);
    rereadAtMs = clock.now() + REREAD_MS;
  };

  const readThese = async (all: ReadonlySet<string>): Promise<void> => {
    const left = [...all];
    while (left.length > 0 && !isClosed) {
      const ids = left.splice(-PAGE_QUEUES);
      const askedAtMs = clock.now();
      const records = await loadQueues(database, ids);
      const found = new Set(records.map(({ id }) => id));
      for (const id of ids) if (!found.has(id)) kept.delete(id);
      await keep(records, askedAtMs);
    }
  };

  const want = (more: Iterable<string> | 'all'): void => {
    if (more === 'all' || wanted === 'all') {
      wanted = 'all';
      return;
    }
    wanted ??= new Set();
    for (const id of more) wanted.add(id);
  };

  const readOnce = async (ids: Set<string> | 'all'): Promise<void> => {
    try {
      await (ids === 'all' ? readAll() : readThese(ids));
      if (!isClosed) onRead(ids);
    } catch (error) {
      want(ids);
      retryAtMs = clock.now() + RETRY_MS;
      throw error;
    }
  };

  const read = coalesce(async () => {
    if (wanted === null || isClosed) return;
    const ids = wanted;
    wanted = null;
    await readOnce(ids);
    if (wanted === null) isChanged = false;
  });

  return {
    of: (queue) => kept.get(queue),
    want(queueIds) {
      if (queueIds.length > 0) isChanged = true;
      want(queueIds);
    },
    read,
    isCurrent: () => !isChanged,
    dueAtMs: () => Math.min(rereadAtMs, retryAtMs),
    wantDue(nowMs) {
      const isRereadDue = rereadAtMs <= nowMs;
      const isDue = isRereadDue || retryAtMs <= nowMs;
      if (isRereadDue) {
        rereadAtMs = Infinity;
        want('all');
      }
      if (isDue) retryAtMs = Infinity;
      return isDue;
    },
    async close() {
      isClosed = true;
      await read();
    },
  };
}
