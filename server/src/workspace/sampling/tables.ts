// Out:   the rows of sample plans and of counted questions.
import type { CivilDate, Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';
import type { Generated, JSONColumnType } from 'kysely';
import type { QuestionDay, SamplePlan, SurveyMonthEntry } from '@askusnow/sdk/contract';

/** One row a library that has set its own, and one for all. */
export interface SamplePlanTable {
  id: Generated<number>;
  /** Null: for all libraries. */
  library_id: string | null;
  /** Null: taken back. */
  plan: JSONColumnType<SamplePlan> | null;
  revision: number;
}

export type PageQuestions = { page: string; questions: number }[];

/** One entry of a day; a correction is a row more. The highest revision counts. */
export interface QuestionDayTable {
  library_id: string;
  date: CivilDate;
  revision: number;
  state: QuestionDay['state'];
  questions: number | null;
  /** By READ level, 1 to 6. */
  levels: number[] | null;
  /** Page patterns, never addresses. */
  pages: JSONColumnType<PageQuestions, string, string>;
  source: QuestionDay['source'];
  /** The account's label at the time. */
  by: string;
  at: Instant;
}

/** One entry of a month; a change is a row more. The highest revision counts. */
export interface SurveyMonthTable {
  library_id: string;
  month: string;
  revision: number;
  /** Null: taken back. */
  chats: number | null;
  /** Counts of the choices of a list, never a free text. */
  questions: JSONColumnType<SurveyQuestions, string, string>;
  source: QuestionDay['source'];
  /** The account's label at the time. */
  by: string;
  at: Instant;
}

export type SurveyQuestions = NonNullable<SurveyMonthEntry['questions']>;

declare module '../../platform/db/tables.ts' {
  interface Tables {
    sample_plan: SamplePlanTable;
    question_day: QuestionDayTable;
    survey_month: SurveyMonthTable;
  }
}

export const samplingTables: ModuleTables = {
  migrations,
  contents: {
    sample_plan: { row: 'in which weeks a library counts its questions', kept: 'overwritten; one row per library' },
    question_day: {
      row: 'how many questions a library had on a day, with each correction',
      people: { by: 'the label of the account that entered it' },
      kept: 'always, as sums',
    },
    survey_month: {
      row: 'how many patrons of a library chose each answer to the chat system’s survey in a month; never a free text',
      people: { by: 'the label of the account that entered it' },
      kept: 'always, as sums',
    },
  },
};
