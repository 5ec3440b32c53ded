// In:    scored libraries, a UTC day; libraries and civil days.
// Out:   stored scores and since when each rule is met; clicks and followed links by day.
// Never: one statement per library.
import { sql, type Kysely } from 'kysely';
import type { RuleOutcome, Score } from '@askusnow/sdk/contract';
import { eventsOf } from '../../platform/db/event-columns.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { nextResult, type StoredResult } from './rule-results.ts';

type Db = Kysely<Tables>;

/** Of the scores by day, and of the days on which a rule was first met. */
export const HISTORY_DAYS = 400;

export interface DayScore extends Score {
  libraryId: string;
  date: string;
}

interface Scored {
  libraryId: string;
  score: Score;
  rules: readonly RuleOutcome[];
}

const anyOf = (ids: readonly string[]) => sql<string>`any(${ids}::text[])`;

/** Some libraries' scores of a day; a later count of the same day replaces an earlier one. */
export async function saveScores(db: Db, scored: readonly Scored[], date: string): Promise<void> {
  const ids = scored.map(({ libraryId }) => libraryId);
  if (ids.length === 0) return;
  await db.transaction().execute(async (trx) => {
    await trx
      .insertInto('score_day')
      .values(scored.map(({ libraryId, score }) => ({ library_id: libraryId, date, ...score })))
      .onConflict((conflict) =>
        conflict.columns(['library_id', 'date']).doUpdateSet((row) => ({
          passed: row.ref('excluded.passed'),
          of: row.ref('excluded.of'),
          unknown: row.ref('excluded.unknown'),
          low: row.ref('excluded.low'),
          high: row.ref('excluded.high'),
        })),
      )
      .execute();
    const stored = await trx.selectFrom('rule_result').selectAll().where('library_id', '=', anyOf(ids)).execute();
    const known = new Map(stored.map((row) => [`${row.library_id} ${row.rule}`, row]));
    const changed = scored.flatMap(({ libraryId, rules }) =>
      rules.flatMap(({ rule, result }) => {
        const row = known.get(`${libraryId} ${rule}`);
        const before: StoredResult | undefined = row && {
          isMet: row.is_met,
          since: row.since,
          firstMetOn: row.first_met_on,
        };
        const next = nextResult(before, result, date);
        if (next === before || next === undefined) return [];
        const { isMet: is_met, since, firstMetOn: first_met_on } = next;
        return [{ library_id: libraryId, rule, is_met, since, first_met_on }];
      }),
    );
    if (changed.length === 0) return;
    await trx
      .insertInto('rule_result')
      .values(changed)
      .onConflict((conflict) =>
        conflict.columns(['library_id', 'rule']).doUpdateSet((row) => ({
          is_met: row.ref('excluded.is_met'),
          since: row.ref('excluded.since'),
          first_met_on: row.ref('excluded.first_met_on'),
        })),
      )
      .execute();
  });
}

/** A library's scores since a day, earliest first. */
export const loadScoreDays = async (db: Db, libraryId: string, from: string): Promise<DayScore[]> => {
  const rows = await db
    .selectFrom('score_day')
    .selectAll()
    .where('library_id', '=', libraryId)
    .where('date', '>=', from)
    .orderBy('date')
    .execute();
  return rows.map(({ library_id, ...row }) => ({ libraryId: library_id, ...row }));
};

/** Each library's latest score since a day; empty before the first. */
export async function loadLatestScores(db: Db, from: string): Promise<Map<string, Score>> {
  const rows = await db
    .selectFrom('score_day')
    .distinctOn('library_id')
    .select(['library_id', 'passed', 'of', 'unknown', 'low', 'high'])
    .where('date', '>=', from)
    .orderBy('library_id')
    .orderBy('date', 'desc')
    .execute();
  return new Map(rows.map(({ library_id, ...score }) => [library_id, score]));
}

export interface RuleResult extends StoredResult {
  libraryId: string;
  rule: string;
}

export async function loadRuleResults(db: Db): Promise<RuleResult[]> {
  const rows = await db.selectFrom('rule_result').selectAll().orderBy('rule').orderBy('library_id').execute();
  return rows.map(({ library_id, rule, is_met, since, first_met_on }) => ({
    libraryId: library_id,
    rule,
    isMet: is_met,
    since,
    firstMetOn: first_met_on,
  }));
}

/** What is compared by day. */
export type DayCounter = 'click' | 'follow';

/** Counted events of each library by civil day; a day without any has no entry. */
export async function loadDayCounts(
  db: Db,
  counter: DayCounter,
  ids: readonly string[],
  { from, to }: { from: string; to: string },
): Promise<Map<string, Map<string, number>>> {
  const { rows } = await sql<{ libraryId: string; date: string; count: number }>`
select c.library_id as "libraryId", c.date, sum(${eventsOf(counter)}) as count
from placement_day as c
where c.library_id = any(${ids}::text[]) and c.date between ${from} and ${to} and c.class = 'counted'
group by c.library_id, c.date`.execute(db);
  const byLibrary = Map.groupBy(rows, ({ libraryId }) => libraryId);
  return new Map([...byLibrary].map(([id, its]) => [id, new Map(its.map(({ date, count }) => [date, count]))]));
}

/** The first day with any event of each library; one without any has no entry. */
export async function loadCountingSince(db: Db, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; since: string }>`
select library.id, first.since
from unnest(${ids}::text[]) as library (id)
cross join lateral (select min(date) as since from placement_day where library_id = library.id) as first
where first.since is not null`.execute(db);
  return new Map(rows.map(({ id, since }) => [id, since]));
}
