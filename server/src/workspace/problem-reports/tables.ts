// Out:   the rows of reported problems.
import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { ProblemBundle, ProblemKind } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

export interface ProblemReportTable {
  id: Generated<number>;
  account_id: number;
  library_id: string | null;
  kind: ProblemKind;
  text: string;
  bundle: JSONColumnType<ProblemBundle>;
  /** The account's label at the time. */
  by: string;
  at: Instant;
  answer: string | null;
  answered_by: string | null;
  answered_at: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    problem_report: ProblemReportTable;
  }
}

export const problemReportTables: ModuleTables = {
  migrations,
  contents: {
    problem_report: {
      row: 'a problem that an account has reported to the coordinator: what happened, states of the library, and the answer',
      people: {
        account_id: 'the number of the account',
        text: 'what the person wrote',
        by: 'the label of the account that wrote it',
        answer: 'what the coordinator wrote',
        answered_by: 'the label of the account that answered',
      },
      kept: 'until the account that reported it is deleted',
    },
  },
};
