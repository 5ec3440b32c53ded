// In:    queues' hours in the database; which of them have changed.
// Out:   each queue's hours as instants, in memory, read again every twelve hours and where the clock was set.
// Never: holds the event loop for all of them; applies two readings in the wrong order; hours of days that were not read.
import { AFTER_CLOSING_MAX_MIN, type CooperativeHoliday } from '@askusnow/sdk/contract';
import type { Clock } from '../platform/clock.ts';
import { coalesce } from '../platform/coalesce.ts';
import type { Database } from '../platform/db/database.ts';
import { toShownHours, type Rules } from '../schedule/hours/after-closing.ts';
import { asPatronsFind } from '../schedule/hours/cooperative-holidays.ts';
import { expandHours } from '../schedule/hours/expand.ts';
import type { Interval } from '../platform/time/intervals.ts';
import { loadQueues, loadQueuesAfter, type QueueRecord } from '../schedule/hours/store.ts';
import { createYielder } from '../platform/yield-event-loop.ts';
import { DAY_MS, MINUTE_MS } from '../platform/time/instants.ts';
import type { AnswerFacts } from './answer.ts';

/** A queue's hours as instants. */
export interface Timetable extends Pick<AnswerFacts, 'closedUntilMs' | 'shownHours'> {
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
  /** How long past its closing time a desk that still sends is shown. */
  afterClosingMs(): number;
  /** Of the desks that libraries share. */
  holidays(): readonly CooperativeHoliday[];
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

/** A desk that closed so long ago is shown no more, whatever the cooperative's file says. */
const AFTER_CLOSING_MS = AFTER_CLOSING_MAX_MIN * MINUTE_MS;

/** The days for which hours are expanded at a reading. */
const windowAt = (readAtMs: number): Interval => ({
  startMs: startOfDay(readAtMs - DAY_MS - AFTER_CLOSING_MS),
  endMs: horizonAt(readAtMs + DAY_MS),
});

/** The hours of an answer now; null: unknown, or a clock that was set has left the days that were read. */
export function hoursAt(
  { open, shownHours, readAtMs }: Timetable,
  nowMs: number,
): Pick<AnswerFacts, 'open' | 'shownHours'> {
  const { startMs, endMs } = windowAt(readAtMs);
  const isRead = startMs + AFTER_CLOSING_MS <= nowMs && horizonAt(nowMs) <= endMs;
  return isRead ? { open, shownHours } : { open: null, shownHours: null };
}

export function toTimetable(rules: Rules, afterClosingMs: number, readAtMs: number): Timetable {
  const { hours, zone, closedUntilMs } = rules;
  const window = windowAt(readAtMs);
  const open = expandHours(hours, zone, window, closedUntilMs);
  const shownHours = open && toShownHours(rules, open, window, afterClosingMs);
  return { open, shownHours, closedUntilMs, readAtMs };
}

/** Whether a span that began then has passed, or the clock was set back behind its beginning. Null: none has begun. */
const isOver = (sinceMs: number | null, lengthMs: number, nowMs: number): boolean =>
  sinceMs !== null && (nowMs < sinceMs || nowMs >= sinceMs + lengthMs);

export function createTimetables({ database, clock, afterClosingMs, holidays, onRead }: TimetablesDeps): Timetables {
  const kept = new Map<string, Timetable>();
  let wanted: Set<string> | 'all' | null = 'all';
  /** Something is known to have changed since the last reading. */
  let isChanged = true;
  /** Null: not read yet, or marked to be read again. */
  let allReadAtMs: number | null = null;
  /** Null: the last reading did not fail. */
  let failedAtMs: number | null = null;
  let isClosed = false;

  const keep = async (records: readonly QueueRecord[], readAtMs: number): Promise<void> => {
    const yieldIfDue = createYielder();
    for (const record of records) {
      kept.set(record.id, toTimetable(asPatronsFind(record, holidays()), afterClosingMs(), readAtMs));
      if (yieldIfDue.isDue()) await yieldIfDue();
    }
  };

  const readAll = async (): Promise<void> => {
    const found = new Set<string>();
    const begunAtMs = clock.now();
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
    allReadAtMs = begunAtMs;
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
      failedAtMs = clock.now();
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
    dueAtMs: () => Math.min((allReadAtMs ?? Infinity) + REREAD_MS, (failedAtMs ?? Infinity) + RETRY_MS),
    wantDue(nowMs) {
      const isRereadDue = isOver(allReadAtMs, REREAD_MS, nowMs);
      const isDue = isRereadDue || isOver(failedAtMs, RETRY_MS, nowMs);
      if (isRereadDue) {
        allReadAtMs = null;
        want('all');
      }
      if (isDue) failedAtMs = null;
      return isDue;
    },
    async close() {
      isClosed = true;
      await read();
    },
  };
}
