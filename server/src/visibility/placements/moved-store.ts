// In:    libraries with their windows, now.
// Out:   what moved: scores now and 30 days ago, clicks of its whole days and of as many days earlier; work that waits at webmasters.
// Never: one statement per library.
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { ClickChange, Overview } from '@askusnow/sdk/contract';
import { eventsOf } from '../../platform/db/event-columns.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { daysBefore } from '../../platform/time/day-window.ts';
import { toInstant, toUtcDate } from '../../platform/time/instants.ts';
import { readByDays } from './store.ts';
import { toDayNumber } from './silence.ts';
import type { LibraryWindow } from './windows.ts';

type Row = Overview['libraries'][number];
export type Moved = Pick<Row, 'score' | 'handOvers'>;

/** A score is counted several times a day: an older one is of a library that is no longer counted. Units: days. */
const SCORE_DAYS = 7;
/** Units: days. */
const CHANGE_DAYS = 30;

interface ScoreRow {
  libraryId: string;
  date: string;
  passed: number;
  of: number;
  unknown: number;
  low: number | null;
  high: number | null;
}

/** `rows`: of one library, earliest first. */
export function toMovedScore(rows: readonly ScoreRow[], today: string): Moved['score'] {
  const now = rows.findLast(({ date }) => date >= daysBefore(today, SCORE_DAYS));
  if (now === undefined) return null;
  const then = rows.findLast(({ date }) => date <= daysBefore(today, CHANGE_DAYS));
  const { passed, of, unknown, low, high } = now;
  const change = low === null || then === undefined || then.low === null ? null : low - then.low;
  const passedChange = then === undefined || then.of !== of ? null : passed - then.passed;
  return { passed, of, unknown, low, high, change, passedChange };
}

async function loadScores(db: Kysely<Tables>, ids: readonly string[], today: string): Promise<ScoreRow[]> {
  const [recent, then] = [daysBefore(today, SCORE_DAYS), daysBefore(today, CHANGE_DAYS)];
  const { rows } = await sql<ScoreRow>`
select library_id as "libraryId", date, passed, "of", unknown, low, high
from score_day
where library_id = any(${ids}::text[]) and (date >= ${recent} or date between ${daysBefore(then, SCORE_DAYS)} and ${then})
order by library_id, date`.execute(db);
  return rows;
}

/**
 * Clicks on the whole days of each window, and as many days earlier. A library that did not count on all of them, or at
 * all in them, has no row.
 */
export const loadClickChanges = (
  db: Kysely<Tables>,
  windows: readonly LibraryWindow[],
): Promise<({ libraryId: string } & ClickChange)[]> =>
  readByDays(windows, async (ids, { from, to }) => {
    const days = toDayNumber(to) - toDayNumber(from) + 1;
    const [first, yesterday] = [daysBefore(from, days), daysBefore(to, 1)];
    const clicksOn = (start: string, end: string): RawBuilder<unknown> =>
      sql`coalesce(sum(${eventsOf('click')}) filter (where c.date between ${start} and ${end}), 0)`;
    const { rows } = await sql<{ libraryId: string } & ClickChange>`
select c.library_id as "libraryId", ${clicksOn(from, yesterday)} as now, ${clicksOn(first, daysBefore(yesterday, days))} as before
from library_hour as c
where c.library_id = any(${ids}::text[]) and c.date between ${first} and ${yesterday} and c.class = 'counted'
  and (select min(date) from placement_day where library_id = c.library_id) <= ${first}
group by c.library_id
having bool_or(c.date <= ${daysBefore(yesterday, days)})`.execute(db);
    return rows;
  });

async function loadWaiting(
  db: Kysely<Tables>,
  ids: readonly string[],
  nowMs: number,
): Promise<{ libraryId: string; open: number; oldest: Date }[]> {
  const { rows } = await sql<{ libraryId: string; open: number; oldest: Date }>`
select library_id as "libraryId", count(*)::integer as open, min(created_at) as oldest
from hand_over
where library_id = any(${ids}::text[]) and live_at is null and withdrawn_at is null and expires_at > ${new Date(nowMs)}
group by library_id`.execute(db);
  return rows;
}

/** For each of the libraries. */
export async function loadMoved(
  db: Kysely<Tables>,
  ids: readonly string[],
  nowMs: number,
): Promise<(libraryId: string) => Moved> {
  const today = toUtcDate(nowMs);
  const [scores, waiting] = await Promise.all([loadScores(db, ids, today), loadWaiting(db, ids, nowMs)]);
  const scoresOf = Map.groupBy(scores, ({ libraryId }) => libraryId);
  const waitingOf = new Map(waiting.map((row) => [row.libraryId, row]));
  return (id) => {
    const work = waitingOf.get(id);
    return {
      score: toMovedScore(scoresOf.get(id) ?? [], today),
      handOvers: { open: work?.open ?? 0, oldestAt: toInstant(work?.oldest.getTime() ?? null) },
    };
  };
}
