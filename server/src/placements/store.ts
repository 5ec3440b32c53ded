// In:    libraries, each with its own civil days.
// Out:   their placements with counts, and what was refused.
// Never: one query per library or per placement.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import { VIEWPORTS, type Counts, type Form, type Viewport } from '@askusnow/sdk/contract';
import type { Tables } from '../db/tables.ts';
import { countColumns, eventsOf } from '../metrics/event-columns.ts';
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

type StoredRow = Omit<PlacementRow, 'viewports'> & Record<`on_${Viewport}`, boolean>;

const windowsTable = (windows: readonly LibraryWindow[]): RawBuilder<unknown> => {
  const column = (key: keyof LibraryWindow): string[] => windows.map((window) => window[key]);
  return sql`(
  select library_id, from_date::date, to_date::date, pace_from::date
  from unnest(${column('libraryId')}::text[], ${column('from')}::text[], ${column('to')}::text[], ${column('paceFrom')}::text[])
    as given (library_id, from_date, to_date, pace_from)
) as w`;
};

/**
 * One query for any number of libraries: each has its own days, since each has its own zone.
 * Each placement's days are added up by themselves, which keeps the read on the primary key: joined and grouped at
 * once, Postgres scans the days of every library.
 */
export function placementsQuery(windows: readonly LibraryWindow[]): RawBuilder<StoredRow> {
  const sincePace = sql` filter (where d.date >= w.pace_from)`;
  const seenOn = VIEWPORTS.map((viewport) => {
    const [impressions, follows] = [sql.ref(`d.impression_${viewport}`), sql.ref(`d.follow_${viewport}`)];
    return sql`coalesce(bool_or(${impressions} + ${follows} > 0)${sincePace}, false) as ${sql.ref(`on_${viewport}`)}`;
  });
  return sql`
select p.id, p.library_id as "libraryId", o.origin, p.pattern, p.name, p.form, p.widget,
  p.first_seen_at as "firstSeenAt", p.last_seen_at as "lastSeenAt", counted.*
from ${windowsTable(windows)}
join placement as p on p.library_id = w.library_id
join library_origin as o on o.id = p.origin_id
cross join lateral (
  select ${countColumns(sql` filter (where d.date >= w.from_date)`)},
  max(d.date)${sincePace} as "lastCountedDate",
  coalesce(sum(${eventsOf('impression')} + ${eventsOf('follow')})${sincePace}, 0) as "recentCount",
  ${sql.join(seenOn, sql`,\n  `)}
  from placement_day as d
  where d.library_id = p.library_id and d.placement_id = p.id and d.class = 'counted'
    and d.date between least(w.from_date, w.pace_from) and w.to_date
) as counted
order by p.last_seen_at desc, p.id`;
}

export async function loadPlacements(db: Kysely<Tables>, windows: readonly LibraryWindow[]): Promise<PlacementRow[]> {
  const { rows } = await placementsQuery(windows).execute(db);
  return rows.map(({ on_phone, on_tablet, on_desktop, ...row }) => {
    const seen: Record<Viewport, boolean> = { phone: on_phone, tablet: on_tablet, desktop: on_desktop };
    return { ...row, viewports: VIEWPORTS.filter((viewport) => seen[viewport]) };
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
