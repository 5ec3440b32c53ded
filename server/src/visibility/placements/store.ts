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
import { COUNT_KEYS } from '../metrics/metrics.ts';
import type { DiagnosisCounts } from './sight.ts';
import type { DailyViews } from './silence.ts';
import type { LibraryWindow } from './windows.ts';

/** A placement with the counted events of its windows. */
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
  /** Of the shown days; empty where they were not asked for. */
  diagnoses: DiagnosisCounts;
}

/** `days` and `views` are null where no day has a view. `on_…`: views since `recentFrom` in that window width. */
type StoredRow = Omit<CountedPlacement, 'viewports' | 'days' | 'views' | 'diagnoses'> &
  Record<`on_${Viewport}`, number> &
  Record<'days' | 'views', number[] | null>;

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

/**
 * The shown days and those of the profile are summed separately: one pass with a `filter` on each sum takes three times as
 * long. Earlier days are read only for placements without recent ones, one by one and in the order of the key: `exists`,
 * or no order, may be planned as a scan of all days.
 */
export function placementsQuery(
  libraryIds: readonly string[],
  { from, to, recentFrom, profileFrom }: Days,
): RawBuilder<StoredRow> {
  const countedDays = (first: string): RawBuilder<unknown> => sql`
  from placement_day as c
  where c.library_id = any(${libraryIds}::text[]) and c.date between ${first} and ${to} and c.class = 'counted'`;
  const columnOf = (viewport: Viewport): RawBuilder<unknown> => sql.ref(`on_${viewport}`);
  const viewsOn = VIEWPORTS.map((viewport) => {
    const [impressions, follows] = [sql.ref(`c.impression_${viewport}`), sql.ref(`c.follow_${viewport}`)];
    return sql`sum(${impressions} + ${follows}) as ${columnOf(viewport)}`;
  });
  const views = sql.join(VIEWPORTS.map(columnOf), sql` + `);
  const orZero = (columns: readonly string[]): RawBuilder<unknown> =>
    sql.join(columns.map((column) => sql`coalesce(${sql.ref(column)}, 0) as ${sql.ref(column)}`));
  return sql`
select p.id, p.library_id as "libraryId", o.origin, p.pattern, p.name, p.form, p.widget,
  p.established, p.first_seen_at as "firstSeenAt", p.last_seen_at as "lastSeenAt", p.retired_on as "retiredOn",
  days, views,
  (profile.placement_id is not null or (
    select true from placement_day as d where d.placement_id = p.id and d.class = 'counted' order by d.date limit 1
  ) is not null) as "everCounted",
  ${orZero(COUNT_KEYS)},
  ${orZero(VIEWPORTS.map((viewport) => `on_${viewport}`))}
from placement as p
join library_origin as o on o.id = p.origin_id
left join (
  select c.placement_id,
  ${countColumns()}${countedDays(from)}
  group by c.placement_id
) as shown on shown.placement_id = p.id
left join (
  select placement_id,
    array_agg(date - date '1970-01-01' order by date) filter (where ${views} > 0) as days,
    array_agg((${views})::integer order by date) filter (where ${views} > 0) as views,
    ${sql.join(VIEWPORTS.map((viewport) => sql`sum(${columnOf(viewport)}) filter (where date >= ${recentFrom}) as ${columnOf(viewport)}`))}
  from (
    select c.placement_id, c.date,
    ${sql.join(viewsOn, sql`,\n    `)}${countedDays(profileFrom)}
    group by c.placement_id, c.date
  ) as daily
  group by placement_id
) as profile on profile.placement_id = p.id
where p.library_id = any(${libraryIds}::text[])
order by p.last_seen_at desc, p.id`;
}

/** Within a library, most recently seen first. */
export async function loadCountedPlacements(
  db: Kysely<Tables>,
  windows: readonly LibraryWindow[],
): Promise<CountedPlacement[]> {
  const rows = await readByDays(windows, async (ids, days) => (await placementsQuery(ids, days).execute(db)).rows);
  return rows.map(({ on_phone, on_tablet, on_desktop, ...row }) => {
    const seen: Record<Viewport, number> = { phone: on_phone, tablet: on_tablet, desktop: on_desktop };
    return {
      ...row,
      days: row.days ?? [],
      views: row.views ?? [],
      viewports: VIEWPORTS.filter((viewport) => seen[viewport] > 0),
      diagnoses: {},
    };
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
