// In:    desks and libraries by id; a press of the clock, or a heartbeat with a library.
// Out:   the presses that are stored, and until when each counts.
// Never: keeps two open presses of a library at a desk; checks whose library it is: routes.ts does.
import type { Kysely, Selectable } from 'kysely';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { Authorship } from '../../platform/audit/audit-store.ts';
import { byClock, change } from '../../platform/audit/change.ts';
import { invalid, type Refusal } from '../../platform/refusal.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { loadDuties } from '../../schedule/covers/duties-store.ts';
import type { Duty } from '../../schedule/covers/duties.ts';
import { loadRanges } from '../../schedule/expansion/range-store.ts';
import { endOf, endsBySchedule, LONGEST_PRESS_MS, type EndedBy, type Press } from './press.ts';
import { SAMPLE_LIFE_MS } from '../presence/sample.ts';
import type { DeskPressTable } from './tables.ts';

type Db = Kysely<Tables>;

const toPress = ({ library_id, started_at, ended_at, ended_by, via, beat_at }: Selectable<DeskPressTable>): Press => ({
  library: library_id,
  startMs: started_at.getTime(),
  endMs: ended_at?.getTime() ?? null,
  endedBy: ended_by,
  via,
  beatMs: beat_at?.getTime() ?? null,
});

/** A library that has owed no hour at a desk for so long does not press its clock. */
const OWING_DAYS = 28;

/** The libraries that owe hours at a shared desk by its pattern, or have lately. */
export async function loadClockLibraries(db: Db, queue: string, nowMs: number): Promise<Set<string>> {
  const pattern = await db.selectFrom('queue').select('shifts').where('id', '=', queue).executeTakeFirst();
  const rows = await db
    .selectFrom('schedule_range')
    .select('library_id')
    .distinct()
    .where('queue_id', '=', queue)
    .where('ends_at', '>', new Date(nowMs - OWING_DAYS * DAY_MS))
    .where('library_id', 'is not', null)
    .$narrowType<{ library_id: string }>()
    .execute();
  const byPattern = (pattern?.shifts ?? []).flatMap(({ library }) => library ?? []);
  return new Set([...byPattern, ...rows.map(({ library_id }) => library_id)]);
}

export const notOwing = (): Refusal =>
  invalid(
    [{ field: 'library', message: 'a library of yours that owes hours at this desk' }],
    'This library has no hours at this desk, or is not yours to speak for.',
  );

/** With its end, which may be to come. */
export interface EndedPress extends Interval {
  library: string;
  endedBy: EndedBy;
}

/** Reads what the ends of open presses depend on. Without such a one it asks nothing. */
async function toEnded(db: Db, rows: readonly Selectable<DeskPressTable>[]): Promise<Map<string, EndedPress[]>> {
  const open = rows.filter((row) => endsBySchedule(toPress(row)));
  const queues = [...new Set(open.map(({ queue_id }) => queue_id))];
  const startMs = Math.min(...open.map(({ started_at }) => started_at.getTime()));
  const endMs = Math.max(...open.map(({ started_at }) => started_at.getTime())) + LONGEST_PRESS_MS;
  const isAsked = queues.length > 0;
  const ranges = isAsked ? await loadRanges(db, queues, startMs, endMs) : new Map<string, { hours: Interval[] }>();
  const loaded = isAsked ? await loadDuties(db, queues, { startMs, endMs }) : new Map<string, { duties: Duty[] }>();
  const ended = rows.map((row) => {
    const press = toPress(row);
    const duties = loaded.get(row.queue_id)?.duties ?? [];
    const its = press.endMs === null ? duties.filter(({ library }) => library === press.library) : [];
    const end = endOf(press, its, ranges.get(row.queue_id)?.hours ?? []);
    return { queue: row.queue_id, library: press.library, startMs: press.startMs, ...end };
  });
  const byQueue = Map.groupBy(ended, ({ queue }) => queue);
  return new Map([...byQueue].map(([queue, list]) => [queue, list.map(({ queue: _queue, ...press }) => press)]));
}

/**
 * By desk. Presses that extend beyond the window are complete; one whose end is to come ends then. A forgotten one is open until
 * its library's next press: it is left out where it cannot have lasted so long, since all of its time would be read for it.
 */
export async function loadPresses(
  db: Db,
  queues: readonly string[],
  { startMs, endMs }: Interval,
): Promise<Map<string, EndedPress[]>> {
  if (queues.length === 0) return new Map();
  const rows = await db
    .selectFrom('desk_press')
    .selectAll()
    .where('queue_id', 'in', queues)
    .where('started_at', '<', new Date(endMs))
    .where((row) =>
      row.or([
        row('ended_at', '>', new Date(startMs)),
        row('ended_at', 'is', null).and(
          row.or([
            row('started_at', '>', new Date(startMs - LONGEST_PRESS_MS)),
            row('beat_at', '>', new Date(startMs - SAMPLE_LIFE_MS)),
          ]),
        ),
      ]),
    )
    .orderBy('started_at')
    .orderBy('id')
    .execute();
  const found = await toEnded(db, rows);
  return new Map(
    [...found].map(([queue, list]) => [
      queue,
      list.filter((press) => press.startMs < press.endMs && press.endMs > startMs),
    ]),
  );
}

/**
 * The open press of a library, locked; none where it counts no more, whose end is then written. Of two who find it over, the
 * second finds it ended.
 */
async function lockOpen(trx: Db, queue: string, library: string, nowMs: number): Promise<number | undefined> {
  const row = await trx
    .selectFrom('desk_press')
    .selectAll()
    .where('queue_id', '=', queue)
    .where('library_id', '=', library)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { endMs, endedBy } = (await toEnded(trx, [row])).get(queue)![0]!;
  if (endMs > nowMs) return row.id;
  await end(trx, row.id, endMs, endedBy);
  return undefined;
}

const end = (trx: Db, id: number, endMs: number, ended_by: EndedBy): Promise<unknown> =>
  trx
    .updateTable('desk_press')
    .set({ ended_at: new Date(endMs), ended_by })
    .where('id', '=', id)
    .execute();

/** Undefined: another press has just been kept. */
const begin = (
  trx: Db,
  { queue, library }: { queue: string; library: string },
  { by, atMs }: Pick<Authorship, 'by' | 'atMs'>,
  via: Press['via'],
): Promise<{ id: number } | undefined> =>
  trx
    .insertInto('desk_press')
    .values({
      queue_id: queue,
      library_id: library,
      started_at: new Date(atMs),
      via,
      beat_at: via === 'heartbeat' ? new Date(atMs) : null,
      by: by.label,
    })
    .onConflict((conflict) => conflict.columns(['queue_id', 'library_id']).where('ended_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst();

/** Among the changes of the desk's status. */
const clockSubject = (queue: string): string => `presence:${queue}`;

/** Pages that show the desk's clock follow it. */
export const channelOf = (queue: string): string => `clock:${queue}`;

/** A press that says what is so already changes nothing, and has no entry. */
export const savePress = (
  database: Database,
  queue: string,
  { library, name, isHere }: { library: string; name: string; isHere: boolean },
  authorship: Authorship,
): Promise<void> =>
  change(database, channelOf(queue), authorship, async (trx, record) => {
    const { atMs } = authorship;
    const open = await lockOpen(trx, queue, library, atMs);
    const subject = clockSubject(queue);
    if (isHere) {
      if (open !== undefined || !(await begin(trx, { queue, library }, authorship, 'press'))) return;
      record.entry({ subject, action: 'clock-pressed', before: null, after: { library: name } });
    } else if (open !== undefined) {
      await end(trx, open, atMs, 'press');
      record.entry({ subject, action: 'clock-left', before: { library: name }, after: null });
    }
  });

/**
 * Keeps the press of a library open that heartbeats name, or whose operators a source sees, or begins it. No person makes it: it
 * has no entry. `label`: what says so.
 */
export const keepPress = (
  database: Database,
  { queue, library, label }: { queue: string; library: string; label: 'heartbeats' | 'presence source' },
  atMs: number,
): Promise<void> =>
  change(database, null, byClock(atMs), async (trx, record) => {
    const open = await lockOpen(trx, queue, library, atMs);
    if (open === undefined) {
      const bySource = { by: { id: null, label }, atMs };
      if (await begin(trx, { queue, library }, bySource, 'heartbeat')) record.publish(channelOf(queue));
    } else
      await trx
        .updateTable('desk_press')
        .set({ beat_at: new Date(atMs) })
        .where('id', '=', open)
        .execute();
  });
