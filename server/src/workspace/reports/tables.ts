// Out:   the rows of monthly reports.
import type { Generated } from 'kysely';
import type { CivilDate, Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** What the library's people say about a month. */
export interface MonthCommentTable {
  library_id: string;
  /** `2026-11` */
  month: string;
  text: string;
  /** Grows by one with each change. */
  revision: number;
  /** The account's label at the time. */
  by: string;
  at: Instant;
}

/** A link to a library's month reports, for people without an account. */
export interface ReportShareTable {
  id: Generated<number>;
  library_id: string;
  token_hash: Buffer;
  /** The account, with which the link ends. */
  made_by: number | null;
  created_at: Instant;
  /** The account's label at the time. */
  by: string;
  expires_at: Instant;
  /** Ended by a person before. */
  ended_at: Instant | null;
  /** The last day on which it was opened, by the library's clock; nothing else is known of a reader. */
  opened_on: CivilDate | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    month_comment: MonthCommentTable;
    report_share: ReportShareTable;
  }
}

export const reportsTables: ModuleTables = {
  migrations,
  secretColumns: {
    report_share: { token_hash: 'hashes of links to month reports' },
  },
  contents: {
    month_comment: {
      row: 'a comment of staff on the numbers of a month',
      people: { text: 'what they wrote', by: 'the label of the account that wrote it' },
      kept: 'until it is replaced; one row per library and month',
    },
    report_share: {
      row: 'a link to the month reports of a library: who made it, until when it works, the last day on which it was opened',
      people: { by: 'the label of the account that made it', made_by: 'its number' },
      kept: 'always: who has shared what',
    },
  },
};
