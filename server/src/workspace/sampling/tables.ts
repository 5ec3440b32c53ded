// Out:   the rows of sample plans and of counted questions.
import type { CivilDate, Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';
import type { Generated, JSONColumnType } from 'kysely';
import type { QuestionDay, SamplePlan } from '@askusnow/sdk/contract';

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

declare module '../../platform/db/tables.ts' {
  interface Tables {
    sample_plan: SamplePlanTable;
    question_day: QuestionDayTable;
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
  },
};
