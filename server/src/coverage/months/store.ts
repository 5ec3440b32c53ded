// In:    desks with a zone, civil months.
// Out:   their stored figures; computed ones, stored.
// Never: stores figures of before a change that was made meanwhile.
import { sql, type Kysely } from 'kysely';
import type { ContributionFigures, CoverageSum } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';
import { floorMinute } from '../../platform/time/instants.ts';
import type { Interval } from '../../platform/time/intervals.ts';

type Db = Kysely<Tables>;

export type Given = Readonly<Record<string, ContributionFigures>>;

export interface Figures {
  coverage: CoverageSum;
  given: Given;
}

/** The civil months of a desk are those of a zone: of its own, or of a library's. */
export interface MonthsDesk {
  queueId: string;
  zone: string;
}

export interface StoredMonth extends Figures, MonthsDesk {
  month: string;
  throughMs: number;
}

const listed = (desks: readonly MonthsDesk[]) =>
  sql`unnest(${desks.map(({ queueId }) => queueId)}::text[], ${desks.map(({ zone }) => zone)}::text[]) as d (queue_id, zone)`;

export async function loadStored(
  db: Db,
  desks: readonly MonthsDesk[],
  { from, to }: Record<'from' | 'to', string>,
): Promise<StoredMonth[]> {
  const { rows } = await sql<Figures & MonthsDesk & { month: string; through: Date }>`
select m.queue_id as "queueId", m.zone, m.month, m.through_at as through, m.coverage, coalesce(m.given, '{}') as given
from ${listed(desks)}
join desk_month as m on m.queue_id = d.queue_id and m.zone = d.zone
where m.month between ${from} and ${to} and m.through_at is not null`.execute(db);
  return rows.map(({ through, ...row }) => ({ ...row, throughMs: through.getTime() }));
}

/** Up to when each month is stored, by desk and month. */
export async function loadThrough(db: Db): Promise<(MonthsDesk & { month: string; throughMs: number })[]> {
  const rows = await db
    .selectFrom('desk_month')
    .select(['queue_id', 'zone', 'month', 'through_at'])
    .where('through_at', 'is not', null)
    .$narrowType<{ through_at: Date }>()
    .execute();
  return rows.map(({ queue_id, zone, month, through_at }) => ({
    ...{ queueId: queue_id, zone, month },
    throughMs: through_at.getTime(),
  }));
}

/**
 * The minute of the first hours or shift that is stored, or that a library made up, of queues that have any: two looks into
 * an index for each. The whole minute: what is owed in it is counted from its beginning.
 */
export async function loadScheduledSince(db: Db, queues: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ queue: string; since: Date | null }>`
select q.queue, least(
  (select min(starts_at) from schedule_range where queue_id = q.queue),
  (select min(starts_at) from made_up_hour where queue_id = q.queue and removed_at is null)
) as since
from unnest(${queues}::text[]) as q (queue)`.execute(db);
  return new Map(rows.flatMap(({ queue, since }) => (since === null ? [] : [[queue, floorMinute(since.getTime())]])));
}

export interface ComputedMonth extends Figures {
  throughMs: number;
  /** What lies outside changes no figure. */
  depends: Interval;
}

/**
 * A row without figures stands for the month while it is computed: the database deletes it where anything changes meanwhile
 * that is over now, and then nothing is stored. Who has written before the row was there is waited for. `compute` returns null where the
 * figures are not settled.
 */
export async function storeMonth(
  db: Db,
  { queueId, zone, month }: MonthsDesk & { month: string },
  nowMs: number,
  compute: () => Promise<ComputedMonth | null>,
): Promise<boolean> {
  const isOver = new Date(nowMs);
  const open = { through_at: null, coverage: null, given: null, from_at: sql<Date>`'-infinity'`, to_at: isOver };
  await db
    .insertInto('desk_month')
    .values({ queue_id: queueId, zone, month, ...open })
    .onConflict((conflict) => conflict.columns(['queue_id', 'zone', 'month']).doUpdateSet(open))
    .execute();
  await sql`select pg_advisory_xact_lock(79, hashtext(${queueId}) & 63)`.execute(db);
  const made = await compute();
  if (made === null || made.depends.endMs > nowMs) return false;
  const { numUpdatedRows } = await db
    .updateTable('desk_month')
    .set({
      through_at: new Date(made.throughMs),
      coverage: JSON.stringify(made.coverage),
      given: JSON.stringify(made.given),
      from_at: new Date(made.depends.startMs),
      to_at: new Date(made.depends.endMs),
    })
    .where('queue_id', '=', queueId)
    .where('zone', '=', zone)
    .where('month', '=', month)
    .where('through_at', 'is', null)
    // Of another node that took the work over: its row has a time of its own.
    .where('to_at', '=', isOver)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
