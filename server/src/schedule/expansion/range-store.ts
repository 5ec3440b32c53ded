// In:    queues by id, a window of time.
// Out:   their schedules as instants; the ranges that an expansion removes, ends and adds.
// Never: blocks the event loop for all ranges of a queue.
import type { Kysely, Selectable } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import type { ScheduleRangeTable } from './tables.ts';
import { mergeIntervals, type Interval } from '../../platform/time/intervals.ts';
import type { Shift } from '../shifts/expand.ts';
import { createYielder } from '../../platform/yield-event-loop.ts';
import { rosteredShifts } from './given-hours.ts';
import { loadGivenHours, type GivenHours } from './given-store.ts';
import type { Range, Rewrite, StoredRange } from './schedule.ts';

/** A queue's schedule in a window. Ranges that extend beyond it are complete. */
export interface QueueRanges {
  /** Service hours, merged. */
  hours: Interval[];
  /** From rules and from the calendar, sorted by start. */
  shifts: (Shift & { source: 'rules' | 'feed' })[];
  /** What people are to work, each shift separately: without hours that were given and not accepted, with made-up hours. */
  worked: Interval[];
  /** The same as time, merged. */
  rostered: Interval[];
  /** The scheduled time, merged: the same or, for a queue that had no shifts at the time, its service hours. */
  scheduled: Interval[];
}

const toRange = (row: Selectable<ScheduleRangeTable>): StoredRange => ({
  id: row.id,
  kind: row.kind,
  source: row.source,
  label: row.label,
  uid: row.uid,
  library: row.library_id,
  service: row.service,
  people: row.people,
  endsAtClosing: row.ends_at_closing,
  startMs: row.starts_at.getTime(),
  endMs: row.ends_at.getTime(),
});

function toQueueRanges(ranges: readonly Range[], given: GivenHours): QueueRanges {
  const shifts = ranges.flatMap(({ kind, source, label, uid, ...range }) =>
    kind === 'hours' || source === 'hours' ? [] : [{ ...range, source, label: label ?? '', uid: uid ?? '' }],
  );
  const standIns = ranges.filter(({ kind, source }) => kind === 'shift' && source === 'hours');
  const worked = rosteredShifts(shifts, given);
  const rostered = mergeIntervals(worked);
  return {
    hours: mergeIntervals(ranges.filter(({ kind }) => kind === 'hours')),
    shifts,
    worked,
    rostered,
    scheduled: mergeIntervals([...rostered, ...standIns]),
  };
}

/** Schedules by queue, with an entry for each id; [fromMs, toMs) as far back as the queue's schedule goes. */
export async function loadRanges(
  db: Kysely<Tables>,
  queueIds: readonly string[],
  fromMs: number,
  toMs: number,
): Promise<Map<string, QueueRanges>> {
  const rows =
    queueIds.length === 0
      ? []
      : await db
          .selectFrom('schedule_range')
          .selectAll()
          .where('queue_id', 'in', queueIds)
          .where('starts_at', '<', new Date(toMs))
          .where('ends_at', '>', new Date(fromMs))
          .orderBy('starts_at')
          .orderBy('id')
          .execute();
  const byQueue = Map.groupBy(rows, ({ queue_id }) => queue_id);
  const given = await loadGivenHours(db, queueIds, { startMs: fromMs, endMs: toMs });
  return new Map(queueIds.map((id) => [id, toQueueRanges((byQueue.get(id) ?? []).map(toRange), given.get(id)!)]));
}

/** Rows per statement: an embedded database runs on the thread that answers patrons; yields in between. */
const CHUNK_ROWS = 50;
/** Rows per read, which costs less. */
const PAGE_ROWS = 250;

/** A queue's ranges that end after an instant, sorted by end. */
export async function loadStored(trx: Kysely<Tables>, queue: string, fromMs: number): Promise<StoredRange[]> {
  const yieldIfDue = createYielder();
  const stored: StoredRange[] = [];
  for (;;) {
    const { endMs, id } = stored.at(-1) ?? { endMs: fromMs, id: Number.MAX_SAFE_INTEGER };
    const rows = await trx
      .selectFrom('schedule_range')
      .selectAll()
      .where('queue_id', '=', queue)
      .where('ends_at', '>=', new Date(endMs))
      .where((row) => row.or([row('ends_at', '>', new Date(endMs)), row('id', '>', id)]))
      .orderBy('ends_at')
      .orderBy('id')
      .limit(PAGE_ROWS)
      .execute();
    stored.push(...rows.map(toRange));
    if (rows.length < PAGE_ROWS) return stored;
    await yieldIfDue();
  }
}

const chunksOf = <T>(list: readonly T[]): T[][] =>
  Array.from({ length: Math.ceil(list.length / CHUNK_ROWS) }, (_, at) =>
    list.slice(at * CHUNK_ROWS, (at + 1) * CHUNK_ROWS),
  );

/** Returns whether anything has changed. */
export async function saveRewrite(
  trx: Kysely<Tables>,
  queue: string,
  { removed, ended, added }: Rewrite,
): Promise<boolean> {
  const yieldIfDue = createYielder();
  for (const ids of chunksOf(removed)) {
    await yieldIfDue();
    await trx.deleteFrom('schedule_range').where('id', 'in', ids).execute();
  }
  for (const { id, endMs } of ended) {
    await yieldIfDue();
    await trx
      .updateTable('schedule_range')
      .set({ ends_at: new Date(endMs) })
      .where('id', '=', id)
      .execute();
  }
  for (const ranges of chunksOf(added)) {
    await yieldIfDue();
    const rows = ranges.map(
      ({ kind, source, label, uid, startMs, endMs, library, service, people, endsAtClosing }) => ({
        queue_id: queue,
        kind,
        source,
        label,
        uid,
        starts_at: new Date(startMs),
        ends_at: new Date(endMs),
        library_id: library,
        service,
        people,
        ends_at_closing: endsAtClosing,
      }),
    );
    await trx.insertInto('schedule_range').values(rows).execute();
  }
  return removed.length + ended.length + added.length > 0;
}
