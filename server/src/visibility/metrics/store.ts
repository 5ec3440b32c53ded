// In:    a library and a window of its civil days.
// Out:   its day counts by state and class, and its first day with any event.
// Never: reads a row per visit: it reads counters, so a busy year is as fast as a quiet one.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { VIEWPORTS, type Counts, type DayCounts, type MonthMetrics, type Viewport } from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';
import { MIN_CLICKS, MIN_UNSEEN, MIN_VIEWABLE, type LibraryDayLoad } from './doubts.ts';
import { allEvents, countColumns, eventsOf } from '../../platform/db/event-columns.ts';
import type { DayRow } from './metrics.ts';
import type { CivilWindow } from '../../platform/time/day-window.ts';

/**
 * One query: the outer row exists even if the window is empty. Reads hours instead of placements' days: a library has a
 * limited number of hours, whatever its use and its number of placements. The first day comes from the days, which are
 * kept forever. A branch's counts are days alone.
 */
export function libraryDaysQuery(
  libraryId: string,
  { from, to }: CivilWindow,
  branch: string | null = null,
): RawBuilder<DayRow & { since: string | null }> {
  const events = allEvents();
  const counts =
    branch === null
      ? sql`library_hour as c on c.library_id = ${libraryId}`
      : sql`branch_day as c on c.library_id = ${libraryId} and c.branch = ${branch}`;
  return sql`
select first.since, c.date, c.state, c.class,
  ${countColumns()},
  sum(${events}) as events
from (select min(date) as since from placement_day where library_id = ${libraryId}) as first
left join ${counts} and c.date between ${from} and ${to}
group by first.since, c.date, c.state, c.class`;
}

/** Counted events of each hour, whatever its answers. */
const hoursOf = (libraryIds: readonly string[], { from, to }: CivilWindow): RawBuilder<unknown> => sql`(
  select c.library_id, c.date, c.hour, sum(${eventsOf('click')}) as clicks, sum(${eventsOf('viewable')}) as viewable,
    sum(${eventsOf('unmeasurable')}) as unmeasurable
  from library_hour as c
  where c.library_id = any(${libraryIds}::text[]) and c.date between ${from} and ${to} and c.class = 'counted'
  group by c.library_id, c.date, c.hour
) as hours`;

const UNSEEN_CLICKS = sql`sum(greatest(clicks - viewable - unmeasurable, 0))`;

/** One row per library and day with counted events, from `from` on; of equally busy hours, the earliest. */
const dayLoadsQuery = (libraryIds: readonly string[], window: CivilWindow): RawBuilder<LibraryDayLoad> => sql`
select library_id as "libraryId", date, sum(clicks) as clicks, sum(viewable) as viewable,
  ${UNSEEN_CLICKS} as "unseenClicks",
  max(clicks) as "busiestClicks", (array_agg(hour order by clicks desc, hour))[1] as "busiestClicksHour",
  max(viewable) as "busiestViewable", (array_agg(hour order by viewable desc, hour))[1] as "busiestViewableHour"
from ${hoursOf(libraryIds, window)}
group by library_id, date
order by library_id, date`;

/** The libraries with a day that is busy enough to be doubted, whatever their history, which need not be read for the others. */
export async function loadBusyLibraries(
  db: Kysely<Tables>,
  libraryIds: readonly string[],
  window: CivilWindow,
): Promise<string[]> {
  const { rows } = await sql<{ libraryId: string }>`
select distinct library_id as "libraryId"
from (
  select library_id
  from ${hoursOf(libraryIds, window)}
  group by library_id, date
  having max(clicks) > ${MIN_CLICKS.hour} or sum(clicks) > ${MIN_CLICKS.day}
    or max(viewable) > ${MIN_VIEWABLE.hour} or sum(viewable) > ${MIN_VIEWABLE.day}
    or ${UNSEEN_CLICKS} >= ${MIN_UNSEEN}
) as busy`.execute(db);
  return rows.map(({ libraryId }) => libraryId);
}

export const loadDayLoads = async (
  db: Kysely<Tables>,
  libraryIds: readonly string[],
  window: CivilWindow,
): Promise<LibraryDayLoad[]> => (await dayLoadsQuery(libraryIds, window).execute(db)).rows;

/** `countingSince` is null if nothing was ever counted. */
export async function loadLibraryDays(
  db: Kysely<Tables>,
  libraryId: string,
  window: CivilWindow,
  branch: string | null = null,
): Promise<{ rows: DayRow[]; countingSince: string | null }> {
  const { rows } = await libraryDaysQuery(libraryId, window, branch).execute(db);
  return { rows: rows.filter((row) => row.date !== null), countingSince: rows[0]?.since ?? null };
}

/** Counts of the days of several windows that do not overlap, and the first day with any event. From days, which are kept forever. */
export async function loadDaysOf(
  db: Kysely<Tables>,
  libraryId: string,
  windows: readonly CivilWindow[],
): Promise<{ days: DayCounts[]; countingSince: string | null }> {
  const within = sql.join(
    windows.map(({ from, to }) => sql`c.date between ${from} and ${to}`),
    sql` or `,
  );
  const { rows } = await sql<DayCounts & { since: string | null }>`
select first.since, c.date,
  ${countColumns()}
from (select min(date) as since from placement_day where library_id = ${libraryId}) as first
left join placement_day as c on c.library_id = ${libraryId} and (${within}) and c.class = 'counted'
group by first.since, c.date`.execute(db);
  const days = rows.filter(({ date }) => date !== null).map(({ since: _since, ...day }) => day);
  return { days, countingSince: rows[0]?.since ?? null };
}

/** Clicks of each month with counts, earliest first. From days, which are kept forever. */
export async function loadMonthClicks(
  db: Kysely<Tables>,
  libraryId: string,
  { from, to }: CivilWindow,
): Promise<{ month: string; clicks: number }[]> {
  const { rows } = await sql<{ month: string; clicks: number }>`
select to_char(c.date, 'YYYY-MM') as month, sum(${eventsOf('click')}) as clicks
from placement_day as c
where c.library_id = ${libraryId} and c.date between ${from} and ${to} and c.class = 'counted'
group by 1 order by 1`.execute(db);
  return rows;
}

/** A library's counts in one of the windows, which is named by its first day. */
export interface WindowCounts extends Counts {
  library: string;
  since: string | null;
  from: string;
}

/** One statement for all libraries, and one look into the index for each window: a join reads every day there is. Null where a library has no counts. */
export async function loadCountsOfAll(
  db: Kysely<Tables>,
  libraries: readonly string[],
  windows: readonly CivilWindow[],
): Promise<WindowCounts[]> {
  const { rows } = await sql<WindowCounts>`
select l.library, (select min(date) from placement_day where library_id = l.library) as since, w."from", counts.*
from unnest(${libraries}::text[]) as l (library)
cross join unnest(${windows.map(({ from }) => from)}::date[], ${windows.map(({ to }) => to)}::date[]) as w ("from", "to")
cross join lateral (
  select ${countColumns()}
  from placement_day as c
  where c.library_id = l.library and c.date between w."from" and w."to" and c.class = 'counted'
) as counts`.execute(db);
  return rows;
}

export type ViewportCounts = MonthMetrics['byViewport'][number];

/** Counts by window width. */
export async function loadViewports(
  db: Kysely<Tables>,
  libraryId: string,
  { from, to }: CivilWindow,
): Promise<ViewportCounts[]> {
  const counters = { impressions: 'impression', viewable: 'viewable', clicks: 'click' } as const;
  const sums = VIEWPORTS.flatMap((viewport) =>
    Object.entries(counters).map(
      ([name, counter]) =>
        sql`coalesce(sum(${sql.ref(`c.${counter}_${viewport}`)}), 0) as ${sql.ref(`${name}_${viewport}`)}`,
    ),
  );
  const { rows } = await sql<Record<string, number>>`
select ${sql.join(
    sums,
    sql`,
  `,
  )}
from placement_day as c
where c.library_id = ${libraryId} and c.date between ${from} and ${to} and c.class = 'counted'`.execute(db);
  const sumOf = (name: keyof typeof counters, viewport: Viewport): number => rows[0]?.[`${name}_${viewport}`] ?? 0;
  return VIEWPORTS.map((viewport) => ({
    viewport,
    impressions: sumOf('impressions', viewport),
    viewable: sumOf('viewable', viewport),
    clicks: sumOf('clicks', viewport),
  }));
}
