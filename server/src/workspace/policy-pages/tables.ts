// Out:   the rows of policy pages.
import type { Generated } from 'kysely';
import type { PolicyReportAnswer } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** One revision of a library's page about a topic; the highest is the page. */
export interface PolicyRevisionTable {
  library_id: string;
  topic: string;
  revision: number;
  /** Markdown. */
  text: string;
  owner: string | null;
  reviewed_on: string | null;
  reviewed_by: string | null;
  review_by: string | null;
  coordinator_reviewed_on: string | null;
  at: Instant;
  by: string;
}

/** An error that a reader has reported. */
export interface PolicyReportTable {
  id: Generated<number>;
  library_id: string;
  topic: string;
  /** Markdown; the start of a long one. Null: the page as a whole. */
  paragraph: string | null;
  note: string;
  at: Instant;
  by: string;
  /** Null: nobody has answered. */
  answer: PolicyReportAnswer | null;
  answered_at: Instant | null;
  answered_by: string | null;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    policy_revision: PolicyRevisionTable;
    policy_report: PolicyReportTable;
  }
}

/** Answered reports are deleted after so many days. */
export const ANSWERED_DAYS = 90;

export const policyPagesTables: ModuleTables = {
  migrations,
  contents: {
    policy_revision: {
      row: 'a revision of what a library’s people wrote about a topic for those who answer its patrons',
      people: {
        owner: 'the desk or the person of staff that keeps it up to date',
        reviewed_by: 'the label of the account that reviewed it',
        by: 'the label of the account that wrote it',
      },
      kept: 'the newest 50 of each page; deleted with the library',
      deletedIn: ['workspace/policy-pages/store.ts'],
    },
    policy_report: {
      row: 'an error that somebody who answers chats sees on such a page; a number that may be a patron’s is refused',
      people: {
        by: 'the label of the account that reported it',
        answered_by: 'the label of the account that answered',
      },
      kept: `until ${ANSWERED_DAYS} days after its answer`,
      deletedIn: ['workspace/policy-pages/report-store.ts'],
    },
  },
};
