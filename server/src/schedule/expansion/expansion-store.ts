// In:    queues by id, now, the version of the tz database.
// Out:   what each is scheduled by; queues due for expansion; a stored expansion.
// Never: stores a schedule without the revisions it is based on: both commit, with a notification, in one transaction.
import { isDeepStrictEqual } from 'node:util';
import type { Kysely, Selectable } from 'kysely';
import type { CooperativeHoliday, FeedOwner, Schedule, Tier } from '@askusnow/sdk/contract';
import { byClock, change } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { QueueTable } from '../../cooperative/tables.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { hoursOwed } from '../hours/cooperative-holidays.ts';
import type { FeedShift } from '../shifts/expand.ts';
import { createYielder, nextTurn } from '../../platform/yield-event-loop.ts';
import { throughMsOf, toRanges, toRewrite, expansionWindow, type Rules } from './schedule.ts';
import { loadStored, saveRewrite } from './range-store.ts';
import { scheduleChannel } from './schedule-channel-store.ts';

/** The current basis of a queue's schedule, and when and with which tz database it was expanded; null: not yet. */
export interface Scheduled {
  queue: string;
  tier: Tier;
  zone: string;
  hasHours: boolean;
  scheduledBy: Schedule['scheduledBy'];
  expandedAtMs: number | null;
  tz: string | null;
}

/** Undefined: no such queue. */
export async function loadScheduled(db: Kysely<Tables>, queue: string): Promise<Scheduled | undefined> {
  const row = await db
    .selectFrom('queue')
    .leftJoin('schedule_expansion as done', 'done.queue_id', 'queue.id')
    .leftJoin('shift_feed as feed', 'feed.queue_id', 'queue.id')
    .select(['queue.tier', 'queue.zone', 'queue.weekly', 'queue.shifts', 'feed.events', 'done.expanded_at', 'done.tz'])
    .where('queue.id', '=', queue)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const hasHours = row.weekly !== null;
  const byShifts = row.shifts.length > 0 || (row.events ?? 0) > 0;
  return {
    queue,
    tier: row.tier,
    zone: row.zone,
    hasHours,
    scheduledBy: byShifts ? 'shifts' : hasHours ? 'hours' : 'nothing',
    expandedAtMs: row.expanded_at?.getTime() ?? null,
    tz: row.tz,
  };
}

/** What makes an expansion due: `tz` is the version of this process's tz database. */
export interface Due {
  nowMs: number;
  tz: string;
}

const dueQuery = (db: Kysely<Tables>, { nowMs, tz }: Due) =>
  db
    .selectFrom('queue')
    .leftJoin('schedule_expansion as done', 'done.queue_id', 'queue.id')
    .leftJoin('shift_feed as feed', 'feed.queue_id', 'queue.id')
    .where((row) =>
      row.or([
        row('done.queue_id', 'is', null),
        row('done.hours_revision', '<>', row.ref('queue.revision')),
        row('done.shifts_revision', '<>', row.ref('queue.shifts_revision')),
        row('done.feed_good_at', 'is distinct from', row.ref('feed.good_at')),
        row('done.tz', '<>', tz),
        row.and([
          row('queue.tier', '<>', 'local'),
          row('done.holidays', 'is distinct from', row.selectFrom('cooperative').select('holidays')),
        ]),
        row('done.through_at', '<', new Date(throughMsOf(nowMs))),
      ]),
    );

/** Queues whose rules, calendar, cooperative's holidays, tz database or days ahead have changed since their expansion. */
export async function loadDue(db: Kysely<Tables>, due: Due): Promise<string[]> {
  const rows = await dueQuery(db, due).select('queue.id').orderBy('queue.id').execute();
  return rows.map(({ id }) => id);
}

/** A calendar's last good body cannot be expanded in this window. */
export class FeedTooLongError extends Error {
  override name = 'FeedTooLongError';
}

/**
 * Reads a calendar's last good body; server/src/schedule/calendars provides it. It may take long, and yields meanwhile.
 * Rejects with {@link FeedTooLongError} where the window has more shifts, or costs more, than a calendar may.
 */
export type FeedShifts = (body: string, zone: string, window: Interval) => Promise<FeedShift[]>;

/** One that has ended promises nothing from now on. */
const ENDED = { hours: { weekly: [], seasons: [], exceptions: [] }, closedUntilMs: null, shifts: [], feed: null };

/** The label of a shift at a shared desk that no library owes. */
const OPEN_HOUR = 'Shift';

/**
 * At a shared desk no title is kept, and a library that no rule names owes nothing: it may have left since the calendar was
 * read.
 */
const asOwed = (shift: FeedShift, owners: readonly Pick<FeedOwner, 'library'>[]): FeedShift => {
  if (owners.some(({ library }) => library === shift.library)) return shift;
  const { startMs, endMs, uid } = shift;
  return { startMs, endMs, uid, label: OPEN_HOUR };
};

/** What a schedule is made of, beside the desk's own row. */
interface Around {
  /** The calendar's shifts; null: none. */
  read: readonly FeedShift[] | null;
  owners: readonly FeedOwner[] | null;
  holidays: readonly CooperativeHoliday[] | null;
}

const toRules = (row: Selectable<QueueTable>, { read, owners, holidays }: Around): Rules => {
  if (row.removed) return { zone: row.zone, tier: row.tier, ...ENDED };
  const feed = row.tier === 'local' || read === null ? read : read.map((shift) => asOwed(shift, owners ?? []));
  const { zone, tier, weekly, seasons, exceptions, closed_until, shifts } = row;
  const hours = hoursOwed({ tier, hours: { weekly, seasons, exceptions } }, holidays ?? []);
  return { zone, tier, hours, closedUntilMs: closed_until?.getTime() ?? null, shifts, feed };
};

/** Null: the cooperative has none. */
const loadHolidays = async (db: Kysely<Tables>): Promise<CooperativeHoliday[] | null> =>
  (await db.selectFrom('cooperative').select('holidays').executeTakeFirst())?.holidays ?? null;

/** A queue's rules, with its calendar in a window; undefined: no such queue. */
export async function loadRules(
  db: Kysely<Tables>,
  queue: string,
  window: Interval,
  feedShifts: FeedShifts,
): Promise<Rules | undefined> {
  const known = await db.selectFrom('queue').selectAll().where('id', '=', queue).executeTakeFirst();
  if (known === undefined) return undefined;
  const kept = await db
    .selectFrom('shift_feed')
    .select(['body', 'events', 'owners'])
    .where('queue_id', '=', queue)
    .executeTakeFirst();
  const body = kept === undefined || kept.events === 0 ? null : kept.body;
  const read = body === null ? null : await feedShifts(body, known.zone, window);
  return toRules(known, { read, owners: kept?.owners ?? null, holidays: await loadHolidays(db) });
}

/** The stored basis of an expansion that no revision of the queue's own row stands for: who owes a calendar's hours, too. */
const basisQuery = (db: Kysely<Tables>, queue: string, due: Due) =>
  dueQuery(db, due)
    .select(['queue.zone', 'feed.good_at', 'feed.owners', 'done.through_at'])
    .where('queue.id', '=', queue);

/** Expands a queue again if that is still due, and notifies every node if its schedule has changed. */
export async function expandQueue(database: Database, queue: string, due: Due, feedShifts: FeedShifts): Promise<void> {
  // The calendar comes first, so that no transaction waits for it.
  const read = await basisQuery(database.db, queue, due).select(['feed.body', 'feed.events']).executeTakeFirst();
  if (read === undefined) return;
  const { body, events, ...basis } = read;
  const window = expansionWindow(due.nowMs, basis.through_at?.getTime() ?? null);
  const feed = body === null || events === 0 ? null : await feedShifts(body, basis.zone, window);
  await change(database, null, byClock(due.nowMs), async (trx, record) => {
    // Locks the queue until commit: nobody changes it, and no other node expands it.
    const known = await trx.selectFrom('queue').selectAll().where('id', '=', queue).forNoKeyUpdate().executeTakeFirst();
    const found = await basisQuery(trx, queue, due).executeTakeFirst();
    // A change made meanwhile was notified, and is expanded next.
    if (known === undefined || found === undefined || !isDeepStrictEqual(found, basis)) return;
    const holidays = await loadHolidays(trx);
    const rules = toRules(known, { read: feed, owners: basis.owners, holidays });
    // An embedded database answers in the same turn of the event loop: yield before the next step.
    const yieldIfDue = createYielder();
    const stored = await loadStored(trx, queue, window.startMs);
    await nextTurn();
    const wanted = await toRanges(rules, window, due.nowMs);
    await nextTurn();
    const rewrite = await toRewrite(stored, wanted, window.startMs);
    await yieldIfDue();
    const isChanged = await saveRewrite(trx, queue, rewrite);
    const expansion = {
      hours_revision: known.revision,
      shifts_revision: known.shifts_revision,
      feed_good_at: found.good_at,
      tz: due.tz,
      holidays: known.tier === 'local' || holidays === null ? null : JSON.stringify(holidays),
      through_at: new Date(window.endMs),
      expanded_at: new Date(due.nowMs),
    };
    await trx
      .insertInto('schedule_expansion')
      .values({ queue_id: queue, ...expansion })
      .onConflict((conflict) => conflict.column('queue_id').doUpdateSet(expansion))
      .execute();
    if (isChanged) record.publish(scheduleChannel(queue));
  });
}
