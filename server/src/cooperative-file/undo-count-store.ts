// In:    a change of a desk or of the settings, and when it was made.
// Out:   whether anything was counted, seen or asked since that it brought; the lock under which that stays so.
// Never: reads a count itself.
import { sql } from 'kysely';
import type { Transaction } from '../platform/audit/change.ts';
import { HOUR_MS } from '../platform/time/instants.ts';
import { lockPlacements } from '../visibility/ingest/batch-store.ts';
import { createCivilHours } from '../visibility/ingest/civil-hour.ts';

const civilHours = createCivilHours();

/** Nothing is counted until the transaction ends: what was under way before is committed, and seen. */
export const lockCounts = (trx: Transaction): Promise<void> => lockPlacements(trx);

/** Whether a library has counted anything from the hour of the change on, by its own clock. `queue`: one that asks this desk, at its tier. */
async function isAnythingCounted(db: Transaction, at: string, queue: string | null): Promise<boolean> {
  const zones = await db.selectFrom('library').select('zone').distinct().where('removed', '=', false).execute();
  const hours = zones.map(({ zone }) => civilHours(zone, Date.parse(at)));
  const asked = sql`join library_queue as asked on asked.library_id = library.id and asked.queue_id = ${queue}`;
  const { rows } = await sql<{ counted: boolean }>`
    select exists (
      select from unnest(
        ${zones.map(({ zone }) => zone)}::text[], ${hours.map(({ date }) => date)}::date[],
        ${hours.map(({ hour }) => hour)}::int[]
      ) as since (zone, date, hour)
      join library on library.zone = since.zone and not library.removed
      ${queue === null ? sql`` : asked}
      join library_hour on library_hour.library_id = library.id and library_hour.class = 'counted'
        and (library_hour.date, library_hour.hour) >= (since.date, since.hour)
        ${queue === null ? sql`` : sql`and library_hour.tier = asked.tier`}
    ) as counted`.execute(db);
  return rows[0]!.counted;
}

/** Those of these desks that no library asks and at which nobody was seen. */
export async function loadUnusedDesks(db: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${[...ids]}::text[]) as desk (id)
    where not exists (select from library_queue where queue_id = desk.id)
      and not exists (select from queue_presence where queue_id = desk.id and sampled_at is not null)
      and not exists (select from presence_interval where queue_id = desk.id)`.execute(db);
  return new Set(rows.map(({ id }) => id));
}

/** Whether patrons' clicks were counted under what the change tells them, or its source has seen anybody. */
export async function isDeskCounted(db: Transaction, id: string, at: string, hasNewSource: boolean): Promise<boolean> {
  const { rows } = await sql<{ seen: boolean }>`select
    exists (select from queue_presence where queue_id = ${id} and sampled_at >= ${at}::timestamptz)
    or exists (select from presence_interval where queue_id = ${id} and started_at >= ${at}::timestamptz)
    as seen`.execute(db);
  return (hasNewSource && rows[0]!.seen) || isAnythingCounted(db, at, id);
}

/** Whether anything was counted under these settings, which the change has replaced: requests for help, pages, clicks. */
export async function isHeadCounted(
  db: Transaction,
  at: string,
  changed: readonly ('escalation' | 'afterClosingMin' | 'pageWords')[],
): Promise<boolean> {
  // Pages are kept by the hour of their library.
  const hourAt = new Date(Date.parse(at) - HOUR_MS);
  const { rows } = await sql<{ counted: boolean }>`select
    (${changed.includes('escalation')}
      and exists (select from assistance_request where opened_at >= ${at}::timestamptz))
    or (${changed.includes('pageWords')} and exists (select from placement where first_seen_at > ${hourAt}))
    as counted`.execute(db);
  return rows[0]!.counted || (changed.includes('afterClosingMin') && isAnythingCounted(db, at, null));
}
