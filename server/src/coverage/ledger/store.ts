// In:    the database, queues and libraries by id, periods.
// Out:   corrections, read and added; the availability that patrons were shown; unmet demand.
// Never: changes or removes a correction: a later one overrides it.
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Correction, CoverageKind } from '@askusnow/sdk/contract';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import type { CoverageCorrectionTable } from './tables.ts';
import { queueSubject, type Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import { once } from '../../platform/audit/once-store.ts';
import type { Sent } from '../../platform/sent-request.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { eventsOf } from '../../platform/db/event-columns.ts';
import type { CivilWindow } from '../../platform/time/day-window.ts';
import type { MissedCount } from './missed.ts';
import type { CorrectedInterval } from './timeline.ts';
import type { DisplayedInterval } from './displayed-state.ts';

type Db = Kysely<Tables>;

/** A correction with its author, time and reason. */
export type StoredCorrection = CorrectedInterval & Pick<Correction, 'by' | 'at' | 'why'>;

const toCorrection = (row: Selectable<CoverageCorrectionTable>): StoredCorrection => ({
  id: row.id,
  startMs: row.starts_at.getTime(),
  endMs: row.ends_at.getTime(),
  kind: row.kind,
  by: row.by,
  at: row.at.toISOString(),
  why: row.why,
});

/** Corrections by queue that overlap a period, with an entry for each id, oldest first. */
export async function loadCorrections(
  db: Db,
  queueIds: readonly string[],
  { startMs, endMs }: Interval,
): Promise<Map<string, StoredCorrection[]>> {
  const rows =
    queueIds.length === 0
      ? []
      : await db
          .selectFrom('coverage_correction')
          .selectAll()
          .where('queue_id', 'in', queueIds)
          .where('starts_at', '<', new Date(endMs))
          .where('ends_at', '>', new Date(startMs))
          .orderBy('id')
          .execute();
  const byQueue = Map.groupBy(rows, ({ queue_id }) => queue_id);
  return new Map(queueIds.map((id) => [id, (byQueue.get(id) ?? []).map(toCorrection)]));
}

/** A person's correction of a time range. */
export interface NewCorrection extends Interval, Omit<Authorship, 'note'>, Sent {
  kind: CoverageKind;
  why: string;
}

export const addCorrection = (database: Database, queue: string, made: NewCorrection): Promise<StoredCorrection> => {
  const { startMs, endMs, kind, why, by, atMs } = made;
  const [starts_at, ends_at] = [new Date(startMs), new Date(endMs)];
  return change(database, `corrections:${queue}`, { by, atMs, note: why }, async (trx, record) => {
    const id = await once(trx, made, async () => {
      const row = await trx
        .insertInto('coverage_correction')
        .values({ queue_id: queue, starts_at, ends_at, kind, account_id: by.id, by: by.label, at: new Date(atMs), why })
        .returning('id')
        .executeTakeFirstOrThrow();
      const after = { start: starts_at.toISOString(), end: ends_at.toISOString(), kind };
      record.entry({ subject: queueSubject(queue), action: 'coverage-corrected', before: null, after });
      return row.id;
    });
    const corrections = trx.selectFrom('coverage_correction').selectAll();
    return toCorrection(await corrections.where('id', '=', id).executeTakeFirstOrThrow());
  });
};

/**
 * The availability that a library's patrons were shown, sorted, cut to a period; the current state ends with it. One
 * state is shown at a time, so the last interval that started before the period is the first that can overlap it, and
 * older ones are not read.
 */
export async function loadDisplayed(
  db: Db,
  library: string,
  { startMs, endMs }: Interval,
): Promise<DisplayedInterval[]> {
  const rows = await db
    .selectFrom('availability_interval')
    .select(['started_at', 'ended_at', 'state', 'tier'])
    .where('library_id', '=', library)
    .where('started_at', '>=', ({ fn, selectFrom, val }) =>
      fn.coalesce(
        selectFrom('availability_interval')
          .select(({ fn: { max } }) => max('started_at').as('started_at'))
          .where('library_id', '=', library)
          .where('started_at', '<=', new Date(startMs)),
        val(new Date(startMs)),
      ),
    )
    .where('started_at', '<', new Date(endMs))
    .where((row) => row.or([row('ended_at', 'is', null), row('ended_at', '>', new Date(startMs))]))
    .orderBy('started_at')
    .execute();
  return rows
    .map(({ started_at, ended_at, state, tier }) => ({
      startMs: Math.max(started_at.getTime(), startMs),
      endMs: Math.min(ended_at?.getTime() ?? endMs, endMs),
      state,
      tier,
    }))
    .filter((each) => each.startMs < each.endMs);
}

/** The same of all libraries. */
export async function loadMissedOfAll(db: Db, { from, to }: CivilWindow): Promise<MissedCount[]> {
  const { rows } = await sql<MissedCount>`
    select extract(isodow from c.date)::integer as weekday, c.hour / 6 as daypart,
      sum(${eventsOf('click')}) as clicks, sum(${eventsOf('viewable')}) as viewable
    from library_hour as c
    where c.date between ${from} and ${to} and c.class = 'counted' and c.state in ('closed', 'unknown')
    group by 1, 2`.execute(db);
  return rows;
}

/** Unmet demand by weekday (1: Monday) and quarter of the day, and the first day with a count. */
export async function loadMissed(
  db: Db,
  library: string,
  { from, to }: CivilWindow,
): Promise<{ counts: MissedCount[]; since: string | null }> {
  const { rows } = await sql<MissedCount & { since: string | null }>`
    select first.since, extract(isodow from c.date)::integer as weekday, c.hour / 6 as daypart,
      sum(${eventsOf('click')}) as clicks, sum(${eventsOf('viewable')}) as viewable
    from (select min(date) as since from placement_day where library_id = ${library}) as first
    left join library_hour as c on c.library_id = ${library} and c.date between ${from} and ${to}
      and c.class = 'counted' and c.state in ('closed', 'unknown')
    group by first.since, 2, 3`.execute(db);
  return { counts: rows.filter(({ weekday }) => weekday !== null), since: rows[0]?.since ?? null };
}
