// In:    libraries, each with its own civil days.
// Out:   their placements with counts, and what was refused.
// Never: one query per library or per placement.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { VIEWPORTS, type Counts, type Form, type Viewport } from '@askusnow/sdk/contract';
import type { Tables } from '../db/tables.ts';
import { countColumns } from '../metrics/event-columns.ts';
import { KINDS } from '../metrics/metrics.ts';
import type { CivilWindow } from '../metrics/window.ts';

/** The days that are shown, and the first of those over which a placement's pace is taken. */
export interface LibraryWindow extends CivilWindow {
  libraryId: string;
  zone: string;
  paceFrom: string;
}

/** A placement with the counted events of its windows. */
export interface PlacementRow extends Counts {
  id: number;
  libraryId: string;
  origin: string;
  pattern: string;
  name: string;
  form: Form;
  widget: string;
  firstSeenAt: Date;
  lastSeenAt: Date;
  /** The last civil day since `paceFrom` with a counted event: `lastSeenAt` takes practice and robots for a sign of life. */
  lastCountedDate: string | null;
  /** Impressions and follows since `paceFrom`. */
  recentCount: number;
  /** Window widths seen since `paceFrom`. */
  viewports: Viewport[];
}

/** `on_…`: impressions and follows since `paceFrom` in that window width. */
type StoredRow = Omit<PlacementRow, 'viewports' | 'recentCount'> & Record<`on_${Viewport}`, number>;

const windowsTable = (windows: readonly LibraryWindow[]): RawBuilder<unknown> => {
  const column = (key: keyof LibraryWindow): string[] => windows.map((window) => window[key]);
  return sql`(
  select library_id, from_date::date, to_date::date, pace_from::date
  from unnest(${column('libraryId')}::text[], ${column('from')}::text[], ${column('to')}::text[], ${column('paceFrom')}::text[])
    as given (library_id, from_date, to_date, pace_from)
) as w`;
};

/** Dates in ISO 8601 sort as text. */
const earliest = (dates: readonly string[]): string | undefined => dates.toSorted()[0];
const latest = (dates: readonly string[]): string | undefined => dates.toSorted().at(-1);

/**
 * One query for any number of libraries: each has its own days, since each has its own zone.
 * The widest window stands as a constant beside each library's own: from it the planner knows how little it will read,
 * and takes the index. The two windows are added up one by one: one pass with a `filter` on each sum takes four times
 * as long.
 */
export function placementsQuery(windows: readonly LibraryWindow[]): RawBuilder<StoredRow> {
  const to = latest(windows.map((window) => window.to));
  const days = (from: 'from' | 'paceFrom'): RawBuilder<unknown> => sql`
  from ${windowsTable(windows)}
  join placement_day as c on c.library_id = w.library_id
    and c.date between ${sql.ref(from === 'from' ? 'w.from_date' : 'w.pace_from')} and w.to_date
  where c.library_id = any(${windows.map(({ libraryId }) => libraryId)}::text[])
    and c.date between ${earliest(windows.map((window) => window[from]))}::date and ${to}::date
    and c.class = 'counted'
  group by c.placement_id`;
  const seenOn = VIEWPORTS.map((viewport) => {
    const [impressions, follows] = [sql.ref(`c.impression_${viewport}`), sql.ref(`c.follow_${viewport}`)];
    return sql`sum(${impressions} + ${follows}) as ${sql.ref(`on_${viewport}`)}`;
  });
  const orZero = (table: string, columns: readonly string[]): RawBuilder<unknown> =>
    sql.join(columns.map((column) => sql`coalesce(${sql.ref(`${table}.${column}`)}, 0) as ${sql.ref(column)}`));
  return sql`
select p.id, p.library_id as "libraryId", o.origin, p.pattern, p.name, p.form, p.widget,
  p.first_seen_at as "firstSeenAt", p.last_seen_at as "lastSeenAt",
  ${orZero('shown', KINDS)},
  paced."lastCountedDate", ${orZero(
    'paced',
    VIEWPORTS.map((viewport) => `on_${viewport}`),
  )}
from placement as p
join library_origin as o on o.id = p.origin_id
left join (
  select c.placement_id,
  ${countColumns()}${days('from')}
) as shown on shown.placement_id = p.id
left join (
  select c.placement_id, max(c.date) as "lastCountedDate",
  ${sql.join(seenOn, sql`,\n  `)}${days('paceFrom')}
) as paced on paced.placement_id = p.id
where p.library_id = any(${windows.map(({ libraryId }) => libraryId)}::text[])
order by p.last_seen_at desc, p.id`;
}

export async function loadPlacements(db: Kysely<Tables>, windows: readonly LibraryWindow[]): Promise<PlacementRow[]> {
  const { rows } = await placementsQuery(windows).execute(db);
  return rows.map(({ on_phone, on_tablet, on_desktop, ...row }) => {
    const seen: Record<Viewport, number> = { phone: on_phone, tablet: on_tablet, desktop: on_desktop };
    return {
      ...row,
      recentCount: on_phone + on_tablet + on_desktop,
      viewports: VIEWPORTS.filter((viewport) => seen[viewport] > 0),
    };
  });
}

export interface RefusalRow {
  libraryId: string;
  reason: string;
  count: number;
  lastDate: string;
}

export function refusalsQuery(windows: readonly LibraryWindow[]): RawBuilder<RefusalRow> {
  return sql`
select r.library_id as "libraryId", r.reason, sum(r.count) as count, max(r.date) as "lastDate"
from ${windowsTable(windows)}
join refusal_day as r on r.library_id = w.library_id and r.date between w.from_date and w.to_date
group by r.library_id, r.reason
order by r.library_id, count desc, r.reason`;
}

/** Refused batches of the windows, by reason, most first. */
export async function loadRefusals(db: Kysely<Tables>, windows: readonly LibraryWindow[]): Promise<RefusalRow[]> {
  return (await refusalsQuery(windows).execute(db)).rows;
}
