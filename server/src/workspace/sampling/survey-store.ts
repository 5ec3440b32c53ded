// In:    a library, months of counted answers.
// Out:   its months; the rating of months of libraries; stored months, all or none, announced to open pages.
// Never: changes a row: a change is a row more, so that who entered what stays. A count where fewer than 5 patrons answered.
import { isDeepStrictEqual } from 'node:util';
import { sql, type Kysely } from 'kysely';
import {
  SURVEY_ANSWERED_MIN,
  SURVEY_MONTHS_MAX,
  type SurveyAnswer,
  type SurveyMonth,
  type SurveyMonthEntry,
  type SurveyRating,
} from '@askusnow/sdk/contract';
import { lockLibrary } from '../../cooperative/lock-store.ts';
import type { Authorship } from '../../platform/audit/audit-store.ts';
import { change } from '../../platform/audit/change.ts';
import type { Database } from '../../platform/db/database.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { Refusal } from '../../platform/refusal.ts';
import { COUNTS } from '../../visibility/counts-channel.ts';
import { messages } from './messages.ts';
import type { SurveyQuestions } from './tables.ts';

type Db = Kysely<Tables>;

const COLUMNS = ['library_id', 'month', 'revision', 'chats', 'questions', 'source', 'by', 'at'] as const;

/** The last entry of each month of libraries, the latest month first. `months` null: of all months. */
const loadStored = (db: Db, libraries: readonly string[], months: readonly string[] | null) =>
  db
    .selectFrom('survey_month')
    .distinctOn(['month', 'library_id'])
    .select(COLUMNS)
    .where(sql<boolean>`library_id = any(${libraries}::text[])`)
    .where(sql<boolean>`(${months}::text[] is null or month = any(${months}::text[]))`)
    .orderBy('month', 'desc')
    .orderBy('library_id')
    .orderBy('revision', 'desc');

const shownOf = (answers: readonly SurveyAnswer[]): Pick<SurveyRating, 'answered' | 'answers'> => {
  const answered = answers.reduce((sum, { count }) => sum + count, 0);
  return answered < SURVEY_ANSWERED_MIN ? { answered: null, answers: [] } : { answered, answers: [...answers] };
};

/** The latest months of a library. */
export async function loadSurvey(db: Db, library: string): Promise<SurveyMonth[]> {
  const rows = await loadStored(db, [library], null).limit(SURVEY_MONTHS_MAX).execute();
  return rows.map(({ library_id: _library, questions, at, ...row }) => ({
    ...row,
    questions: questions.map(({ answers, ...question }) => ({ ...question, ...shownOf(answers) })),
    at: at.toISOString(),
  }));
}

/** By library and month, as {@link ratingKey}; without an entry where no rating was read. */
export async function loadRatings(
  db: Db,
  libraries: readonly string[],
  months: readonly string[],
): Promise<Map<string, SurveyRating>> {
  const rows = await loadStored(db, libraries, months).execute();
  return new Map(
    rows.flatMap(({ library_id: library, month, chats, questions }) => {
      const rating = questions.find(({ isRating }) => isRating);
      if (chats === null || rating === undefined) return [];
      return [[ratingKey(library, month), { chats, question: rating.question, ...shownOf(rating.answers) }] as const];
    }),
  );
}

export const ratingKey = (library: string, month: string): string => `${library} ${month}`;

/** All of them or none. Errors: Refusal 409 `stale-revision` names the months that somebody else has changed. */
export const saveSurvey = (
  database: Database,
  library: string,
  { months, source }: { months: readonly SurveyMonthEntry[]; source: SurveyMonth['source'] },
  authorship: Authorship,
): Promise<void> =>
  change(database, COUNTS, authorship, async (trx, record) => {
    // Serialises the writers of one library, so that each reads what the one before it has stored.
    await lockLibrary(trx, library);
    const stored = await loadStored(
      trx,
      [library],
      months.map(({ month }) => month),
    ).execute();
    const latest = new Map(stored.map((row) => [row.month, row]));
    const stale = months.flatMap(({ month, revision }, index) =>
      revision === (latest.get(month)?.revision ?? 0)
        ? []
        : [{ field: `months.${index}.revision`, message: `somebody else has changed ${month}` }],
    );
    if (stale.length > 0) throw new Refusal(409, 'stale-revision', messages.staleMonths, { errors: stale });
    const valuesOf = ({ chats, questions }: { chats: number | null; questions: SurveyQuestions }) => [chats, questions];
    const changed = months
      .map(({ questions = [], ...entry }) => ({ ...entry, questions }))
      .filter((entry) => {
        const before = latest.get(entry.month);
        return before === undefined || !isDeepStrictEqual(valuesOf(entry), valuesOf(before));
      });
    if (changed.length === 0) return;
    await trx
      .insertInto('survey_month')
      .values(
        changed.map(({ month, chats, questions, revision }) => ({
          library_id: library,
          month,
          revision: revision + 1,
          chats,
          questions: JSON.stringify(questions),
          source,
          by: authorship.by.label,
          at: new Date(authorship.atMs),
        })),
      )
      .execute();
    // No entry in the audit log: each row says who entered it, and stays.
    record.publish(COUNTS);
  });
