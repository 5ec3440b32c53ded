// Out:   the rows of monthly reports.
import type { Contents, Instant } from '../../platform/db/tables.ts';

/** What the library's people say about a month. */
export interface MonthCommentTable {
  library_id: string;
  /** `2026-11` */
  month: string;
  text: string;
  /** Grows by one with each change. */
  version: number;
  /** The account's label at the time. */
  by: string;
  at: Instant;
}

export interface ReportsTables {
  month_comment: MonthCommentTable;
}

export const contents: Contents<ReportsTables> = {
  month_comment: {
    row: 'a comment of staff on the numbers of a month',
    people: { text: 'what they wrote', by: 'the label of the account that wrote it' },
    kept: 'until it is replaced; one row per library and month',
  },
};
