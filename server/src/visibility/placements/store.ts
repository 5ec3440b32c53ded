// In:    libraries, each with its own civil days.
// Out:   their placements with counts, and refusals.
// Never: runs one query per library or placement: one per current date in the world.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import {
  LANDMARKS,
  REFUSAL_REASONS,
  SIGHT_FAULTS,
  VIEWPORTS,
  type Counts,
  type DiagnosisValue,
  type Form,
  type RefusalReason,
  type Viewport,
} from '@askusnow/sdk/contract';
import type { Tables } from '../../platform/db/tables.ts';
import { allEvents, countColumns } from '../../platform/db/event-columns.ts';
import { daysBefore } from '../../platform/time/day-window.ts';
import { COUNT_KEYS } from '../metrics/metrics.ts';
import type { DiagnosisCounts } from './sight.ts';
import { PROFILE_DAYS, toDayNumber, type DailyViews } from './silence.ts';
import { NO_VIEWS } from './weekly-views.ts';
import type { LibraryWindow } from './windows.ts';

/** A placement with the counted events of its windows. Its daily views are those that {@link Profiles} asked for. */
export interface CountedPlacement extends Counts, DailyViews {
  id: number;
  libraryId: string;
  origin: string;
  pattern: string;
  name: string;
  form: Form;
  widget: string;
  /** False: its pattern is shown only if its first word is published. */
  established: boolean;
  firstSeenAt: Date;
  lastSeenAt: Date;
  /** The day on which a person retired it; null: nobody did. */
  retiredOn: string | null;
  /** Whether any event was ever counted: events of bots and trials only also create a row. */
  everCounted: boolean;
  /** Window widths since `recentFrom`. */
  viewports: Viewport[];
  /** Views since `recentFrom`, whatever the window width. */
  recentViews: number;
  /** Of the shown days; empty where they were not asked for. */
  diagnoses: DiagnosisCounts;
}

/**
 * Whose daily views are read over the whole profile. `all` · `silent`: of a placement that was viewed today or yesterday only
 * those two days, which say that it is not lost; reading the profile of each costs as much as all the rest. Of a silent
 * placement it is the profile before its last view.
 */
export type Profiles = 'all' | 'silent';

/** `on_…`: views since `recentFrom` in that window width. */
type StoredRow = Omit<CountedPlacement, 'viewports' | 'recentViews' | 'days' | 'views' | 'diagnoses'> &
  Record<`on_${Viewport}`, number>;

/** Civil days shared by several libraries. */
export type Days = Pick<LibraryWindow, 'from' | 'to' | 'recentFrom' | 'profileFrom'>;

/** At any instant the world has two or three dates, so many libraries need only a few reads with simple conditions. */
export async function readByDays<Row>(
  windows: readonly LibraryWindow[],
  read: (libraryIds: string[], days: Days) => Promise<Row[]>,
): Promise<Row[]> {
  const groups = Map.groupBy(windows, ({ from, to, profileFrom }) => `${from} ${to} ${profileFrom}`).values();
  const rows = [...groups].map((group) =>
    read(
      group.map(({ libraryId }) => libraryId),
      group[0]!,
    ),
  );
  return (await Promise.all(rows)).flat();
}

/** A view is an impression or a plain link that was followed. */
const viewsOn = (viewport: Viewport): RawBuilder<unknown> =>
  sql`${sql.ref(`c.impression_${viewport}`)} + ${sql.ref(`c.follow_${viewport}`)}`;

/**
 * The shown days and the recent ones are summed separately: one pass with a `filter` on each sum takes three times as
 * long. Earlier days are read only for placements without recent ones, one by one and in the order of the key: `exists`,
 * or no order, may be planned as a scan of all days.
 */
export function placementsQuery(libraryIds: readonly string[], { from, to, recentFrom }: Days): RawBuilder<StoredRow> {
  const countedDays = (first: string): RawBuilder<unknown> => sql`
  from placement_day as c
  where c.library_id = any(${libraryIds}::text[]) and c.date between ${first} and ${to} and c.class = 'counted'
  group by c.placement_id`;
  const columnOf = (viewport: Viewport): RawBuilder<unknown> => sql.ref(`on_${viewport}`);
  const orZero = (columns: readonly string[]): RawBuilder<unknown> =>
    sql.join(columns.map((column) => sql`coalesce(${sql.ref(column)}, 0) as ${sql.ref(column)}`));
  return sql`
select p.id, p.library_id as "libraryId", o.origin, p.pattern, p.name, p.form, p.widget,
  p.established, p.first_seen_at as "firstSeenAt", p.last_seen_at as "lastSeenAt", p.retired_on as "retiredOn",
  (recent.placement_id is not null or (
    select true from placement_day as d where d.placement_id = p.id and d.class = 'counted' order by d.date limit 1
  ) is not null) as "everCounted",
  ${orZero(COUNT_KEYS)},
  ${orZero(VIEWPORTS.map((viewport) => `on_${viewport}`))}
from placement as p
join library_origin as o on o.id = p.origin_id
left join (
  select c.placement_id,
  ${countColumns()}${countedDays(from)}
) as shown on shown.placement_id = p.id
left join (
  select c.placement_id,
  ${sql.join(
    VIEWPORTS.map((viewport) => sql`sum(${viewsOn(viewport)}) as ${columnOf(viewport)}`),
    sql`,\n  `,
  )}${countedDays(recentFrom)}
) as recent on recent.placement_id = p.id
where p.library_id = any(${libraryIds}::text[])
order by p.last_seen_at desc, p.id`;
}

export interface DailyViewsRow extends DailyViews {
  placementId: number;
}

/** Placements without a view in these days have no row. */
export const dailyViewsQuery = (libraryIds: readonly string[], first: string, to: string): RawBuilder<DailyViewsRow> =>
  dailyViews(sql`
  from placement_day as c
  where c.library_id = any(${libraryIds}::text[]) and c.date between ${first} and ${to}`);

/** Of placements: the profile that ends with their last day with events, however long ago. */
export const lastViewsQuery = (placementIds: readonly number[]): RawBuilder<DailyViewsRow> =>
  dailyViews(sql`
  from (
    select id, (select max(d.date) from placement_day as d where d.placement_id = id and d.class = 'counted') as date
    from unnest(${placementIds}::integer[]) as asked (id)
  ) as last
  join placement_day as c on c.placement_id = last.id and c.date > last.date - ${PROFILE_DAYS}::integer
  where true`);

/** `source`: the days of placements as `c`, and a condition. */
export function dailyViews(source: RawBuilder<unknown>): RawBuilder<DailyViewsRow> {
  const views = sql.join(VIEWPORTS.map(viewsOn), sql` + `);
  return sql`
select placement_id as "placementId",
  array_agg(date - date '1970-01-01' order by date) as days, array_agg(views::integer order by date) as views
from (
  select c.placement_id, c.date, sum(${views}) as views${source} and c.class = 'counted'
  group by c.placement_id, c.date
  having sum(${views}) > 0
) as daily
group by placement_id`;
}

async function loadProfiles(
  db: Kysely<Tables>,
  libraryIds: readonly string[],
  stored: readonly StoredRow[],
  { to, profileFrom }: Days,
  profiles: Profiles,
): Promise<Map<number, DailyViews>> {
  const found = new Map<number, DailyViews>();
  const read = async (query: RawBuilder<DailyViewsRow>): Promise<void> => {
    const { rows } = await query.execute(db);
    for (const { placementId, days, views } of rows) found.set(placementId, { days, views });
  };
  // A day more than the profile: one that was seen yesterday has its own a day earlier.
  const yesterday = daysBefore(to, 1);
  await read(dailyViewsQuery(libraryIds, profiles === 'all' ? daysBefore(profileFrom, 1) : yesterday, to));
  const isSilent = (id: number): boolean => (found.get(id)?.days.at(-1) ?? 0) < toDayNumber(yesterday);
  const silent = stored.filter(({ id, everCounted }) => everCounted && isSilent(id)).map(({ id }) => id);
  if (silent.length > 0) await read(lastViewsQuery(silent));
  return found;
}

/** Within a library, most recently seen first. */
export async function loadCountedPlacements(
  db: Kysely<Tables>,
  windows: readonly LibraryWindow[],
  profiles: Profiles,
): Promise<CountedPlacement[]> {
  return readByDays(windows, async (ids, days) => {
    const { rows } = await placementsQuery(ids, days).execute(db);
    const viewsOf = await loadProfiles(db, ids, rows, days, profiles);
    return rows.map(({ on_phone, on_tablet, on_desktop, ...row }) => {
      const recent: Record<Viewport, number> = { phone: on_phone, tablet: on_tablet, desktop: on_desktop };
      return {
        ...row,
        ...(viewsOf.get(row.id) ?? NO_VIEWS),
        viewports: VIEWPORTS.filter((viewport) => recent[viewport] > 0),
        recentViews: on_phone + on_tablet + on_desktop,
        diagnoses: {},
      };
    });
  });
}

/** A placement's diagnoses of the shown days, and the last day with one. */
export interface Diagnosed {
  counts: DiagnosisCounts;
  lastDate: string;
}

/** A newer node may have other values. */
const VALUES = [...Object.keys(SIGHT_FAULTS), ...LANDMARKS.map((landmark) => `in-${landmark}`)];

/** By placement; placements without a diagnosis have no entry. */
export async function loadDiagnoses(
  db: Kysely<Tables>,
  windows: readonly LibraryWindow[],
): Promise<ReadonlyMap<number, Diagnosed>> {
  const rows = await readByDays(windows, async (ids, { from, to }) => {
    const { rows } = await sql<{ placementId: number; value: DiagnosisValue; count: number; lastDate: string }>`
select c.placement_id as "placementId", c.value, sum(c.count) as count, max(c.date) as "lastDate"
from placement as p
join placement_diagnosis_day as c on c.placement_id = p.id
where p.library_id = any(${ids}::text[]) and c.date between ${from} and ${to} and c.class = 'counted'
  and c.value = any(${VALUES}::text[])
group by c.placement_id, c.value`.execute(db);
    return rows;
  });
  const found = new Map<number, Diagnosed>();
  for (const { placementId, value, count, lastDate } of rows) {
    const known = found.get(placementId) ?? { counts: {}, lastDate };
    known.counts[value] = count;
    if (lastDate > known.lastDate) known.lastDate = lastDate;
    found.set(placementId, known);
  }
  return found;
}

export interface RefusalRow {
  libraryId: string;
  reason: RefusalReason;
  count: number;
  lastDate: string;
}

/** Suspect events of the windows, by library; libraries without any have no entry. */
export async function loadSuspect(
  db: Kysely<Tables>,
  windows: readonly LibraryWindow[],
): Promise<ReadonlyMap<string, number>> {
  const events = allEvents();
  const rows = await readByDays(windows, async (ids, { from, to }) => {
    const { rows } = await sql<{ libraryId: string; count: number }>`
select c.library_id as "libraryId", sum(${events}) as count
from library_hour as c
where c.library_id = any(${ids}::text[]) and c.date between ${from} and ${to} and c.class = 'suspect'
group by c.library_id`.execute(db);
    return rows;
  });
  return new Map(rows.map(({ libraryId, count }) => [libraryId, count]));
}

/** Refused batches of the windows: by library and reason, most first. A newer node may have other reasons. */
export const loadRefusals = (db: Kysely<Tables>, windows: readonly LibraryWindow[]): Promise<RefusalRow[]> =>
  readByDays(windows, async (ids, { from, to }) => {
    const { rows } = await sql<RefusalRow>`
select library_id as "libraryId", reason, sum(count) as count, max(date) as "lastDate"
from refusal_day
where library_id = any(${ids}::text[]) and date between ${from} and ${to} and reason = any(${REFUSAL_REASONS}::text[])
group by library_id, reason
order by library_id, count desc, reason`.execute(db);
    return rows;
  });
