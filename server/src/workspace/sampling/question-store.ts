// In:    a library, days with a number of questions.
// Out:   the entries of its days; stored entries, all or none, announced to open pages.
// Never: changes a row: a correction is a row more, so that who entered what stays.
import { isDeepStrictEqual } from 'node:util';
import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { QuestionDay, QuestionEntry } from '@askusnow/sdk/contract';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import type { Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { eventsOf } from '../../platform/db/event-columns.ts';
import { Refusal } from '../../platform/refusal.ts';
import type { CivilWindow } from '../../platform/time/day-window.ts';
import { COUNTS } from '../../visibility/counts-channel.ts';
import { messages } from './messages.ts';
import type { PageQuestions } from './tables.ts';

type Db = Kysely<Tables>;

export interface StoredDay extends QuestionDay {
  pages: PageQuestions;
}

const COLUMNS = ['date', 'revision', 'state', 'questions', 'levels', 'pages', 'source', 'by', 'at'] as const;

/** The last entry of each day, by date. */
export async function loadDays(db: Db, library: string, { from, to }: CivilWindow): Promise<StoredDay[]> {
  const rows = await db
    .selectFrom('question_day')
    .distinctOn('date')
    .select(COLUMNS)
    .where('library_id', '=', library)
    .where(sql<boolean>`date between ${from} and ${to}`)
    .orderBy('date')
    .orderBy('revision', 'desc')
    .execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

/** The days of some libraries that have a number or are closed. */
export async function loadEntered(
  db: Db,
  libraries: readonly string[],
  { from, to }: CivilWindow,
): Promise<Map<string, Set<string>>> {
  const { rows } = await sql<{ libraryId: string; date: string }>`
select library_id as "libraryId", date
from (
  select distinct on (library_id, date) library_id, date, state
  from question_day
  where library_id = any(${libraries}::text[]) and date between ${from} and ${to}
  order by library_id, date, revision desc
) as latest
where state <> 'removed'`.execute(db);
  const byLibrary = Map.groupBy(rows, ({ libraryId }) => libraryId);
  return new Map([...byLibrary].map(([library, its]) => [library, new Set(its.map(({ date }) => date))]));
}

/** A library's year of its own. */
export interface LibraryYear extends CivilWindow {
  library: string;
}

const yearsOf = (years: readonly LibraryYear[]): RawBuilder<unknown> =>
  sql`unnest(${years.map(({ library }) => library)}::text[], ${years.map(({ from }) => from)}::date[],
    ${years.map(({ to }) => to)}::date[]) as y (library, "from", "to")`;

export type CountedDay = Pick<StoredDay, 'date' | 'state' | 'questions'>;

/** The last entry of each day of each library's year, in any order. A library without any has no entry. As arrays: names would be most of the bytes. */
export async function loadDaysOfAll(db: Db, years: readonly LibraryYear[]): Promise<Map<string, CountedDay[]>> {
  type Entry = [CountedDay['date'], CountedDay['state'], CountedDay['questions']];
  const { rows } = await sql<{ library: string; entries: Entry[] }>`
select library, json_agg(json_build_array(date, state, questions)) as entries
from (
  select distinct on (y.library, q.date) y.library, q.date, q.state, q.questions
  from ${yearsOf(years)}
  join question_day as q on q.library_id = y.library and q.date between y."from" and y."to"
  order by y.library, q.date, q.revision desc
) as latest
group by library`.execute(db);
  return new Map(
    rows.map(({ library, entries }) => [
      library,
      entries.map(([date, state, questions]) => ({ date, state, questions })),
    ]),
  );
}

export interface LibraryClicks {
  library: string;
  /** Its first day with any event; null: none yet. */
  since: string | null;
  total: number;
  /** Of the days that have an entry. */
  byDay: Record<string, number>;
}

/**
 * Counted clicks of libraries in one window. One pass over its days: a look at each library's costs three times as much. The days as
 * JSON: a row a day would cost ten times as much.
 */
export async function loadClicksOfAll(
  db: Db,
  libraries: readonly string[],
  { from, to }: CivilWindow,
): Promise<LibraryClicks[]> {
  const ofThem = sql`library_id = any(${libraries}::text[]) and date between ${from} and ${to}`;
  const { rows } = await sql<LibraryClicks>`
select l.library, (select min(date) from placement_day where library_id = l.library) as since,
  coalesce(sum(part.clicks), 0) as total,
  coalesce(json_object_agg(part.date, part.clicks) filter (where part.date is not null), '{}') as "byDay"
from unnest(${libraries}::text[]) as l (library)
left join (
  select c.library_id, entered.date, sum(${eventsOf('click')}) as clicks
  from (select * from placement_day where ${ofThem} and class = 'counted') as c
  left join (select distinct library_id, date from question_day where ${ofThem}) as entered
    on entered.library_id = c.library_id and entered.date = c.date
  group by c.library_id, entered.date
) as part on part.library_id = l.library
group by l.library`.execute(db);
  return rows;
}

/** Every entry of a day, the latest first. */
export async function loadHistory(db: Db, library: string, date: string): Promise<StoredDay[]> {
  const rows = await db
    .selectFrom('question_day')
    .select(COLUMNS)
    .where('library_id', '=', library)
    .where('date', '=', date)
    .orderBy('revision', 'desc')
    .execute();
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}

type EnteredDay = Required<QuestionEntry> & { pages: PageQuestions };

/** A person who corrects READ levels, or a file without pages, says nothing about the pages. */
const withStoredPages = (day: EnteredDay, before: StoredDay | undefined): EnteredDay =>
  day.pages.length === 0 && before?.state === day.state && before.questions === day.questions
    ? { ...day, pages: before.pages }
    : day;

const valuesOf = ({ state, questions, levels, pages }: EnteredDay | StoredDay) => [
  state,
  questions,
  levels,
  pages.toSorted((one, other) => (one.page < other.page ? -1 : 1)),
];

/** All of them or none. Errors: Refusal 409 `stale-revision` names the days that somebody else has changed. */
export const saveDays = (
  database: Database,
  library: string,
  { days, source }: { days: readonly EnteredDay[]; source: QuestionDay['source'] },
  authorship: Authorship,
): Promise<void> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    // Serialises the writers of one library, so that each reads what the one before it has stored.
    await lockLibrary(trx, library);
    const dates = days.map(({ date }) => date).sort();
    const stored = await loadDays(trx, library, { from: dates[0]!, to: dates.at(-1)! });
    const latest = new Map(stored.map((day) => [day.date, day]));
    const stale = days.flatMap(({ date, revision }, index) =>
      revision === (latest.get(date)?.revision ?? 0)
        ? []
        : [{ field: `days.${index}.revision`, message: `somebody else has changed ${date}` }],
    );
    if (stale.length > 0) throw new Refusal(409, 'stale-revision', messages.staleDays, { errors: stale });
    const changed = days
      .map((day) => withStoredPages(day, latest.get(day.date)))
      .filter((day) => {
        const before = latest.get(day.date);
        return before === undefined || !isDeepStrictEqual(valuesOf(day), valuesOf(before));
      });
    if (changed.length === 0) return;
    await trx
      .insertInto('question_day')
      .values(
        changed.map(({ revision, pages, ...day }) => ({
          library_id: library,
          ...day,
          pages: JSON.stringify(pages),
          revision: revision + 1,
          source,
          by: authorship.by.label,
          at: new Date(authorship.atMs),
        })),
      )
      .execute();
    // No entry in the audit log: each row says who entered it, and stays.
    record.publish(COUNTS);
  });
