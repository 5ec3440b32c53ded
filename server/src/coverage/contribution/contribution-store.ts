// In:    shared desks by id, a window, now.
// Out:   what is stored of them; clicks that count as questions; the first owed hour.
// Never: asks on behalf of one library: a share of all hours, and who took an hour, concern several.
import { sql, type Kysely } from 'kysely';
import type { Tables } from '../../platform/db/tables.ts';
import { eventsOf } from '../../platform/db/event-columns.ts';
import type { CivilWindow } from '../../platform/time/day-window.ts';
import { DAY_MS } from '../../platform/time/instants.ts';
import type { Interval } from '../../platform/time/intervals.ts';
import { loadDuties, type DeskDuties } from '../../schedule/covers/duties-store.ts';
import { loadDutyCorrections } from '../clock/correction-store.ts';
import { loadPresses } from '../clock/press-store.ts';
import { loadPresenceIntervals } from '../presence/interval-store.ts';
import { MONITORED_MS, type DeskFacts } from './worked.ts';

type Db = Kysely<Tables>;

/** By desk. */
export async function loadDeskFacts(
  db: Db,
  queues: readonly string[],
  { startMs, endMs }: Interval,
  nowMs: number,
): Promise<Map<string, DeskFacts & DeskDuties>> {
  // A duty over midnight is late or not by all of it.
  const [fromMs, toMs] = [startMs - DAY_MS, Math.min(endMs + DAY_MS, nowMs)];
  const duties = await loadDuties(db, queues, { startMs, endMs });
  const presses = await loadPresses(db, queues, { startMs: fromMs - MONITORED_MS, endMs: toMs });
  const presence = await loadPresenceIntervals(db, queues, fromMs, toMs);
  const corrections = await loadDutyCorrections(db, queues, { startMs, endMs });
  return new Map(
    queues.map((id) => [
      id,
      {
        ...(duties.get(id) ?? { owed: [], notTaken: [], duties: [] }),
        presses: presses.get(id) ?? [],
        nobody: (presence.get(id) ?? []).filter(({ state }) => state === 'nobody'),
        corrections: corrections.get(id) ?? [],
      },
    ]),
  );
}

/** Counted clicks by library, of days by its own clock. */
export async function loadQuestions(db: Db, { from, to }: CivilWindow): Promise<Map<string, number>> {
  const { rows } = await sql<{ library: string; clicks: number }>`
    select c.library_id as library, sum(${eventsOf('click')}) as clicks
    from placement_day as c where c.date between ${from} and ${to} and c.class = 'counted'
    group by c.library_id`.execute(db);
  return new Map(rows.map(({ library, clicks }) => [library, Number(clicks)]));
}

/** When a library first owed an hour; null: none has. */
export async function loadFirstOwed(db: Db): Promise<Date | null> {
  const row = await db
    .selectFrom('schedule_range')
    .select(({ fn }) => fn.min('starts_at').as('at'))
    .where('library_id', 'is not', null)
    .executeTakeFirst();
  return row?.at ?? null;
}
