// Out:   the rows of policy pages.
import type { Contents, Instant } from '../../platform/db/tables.ts';

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

export interface PolicyPagesTables {
  policy_revision: PolicyRevisionTable;
}

export const contents: Contents<PolicyPagesTables> = {
  policy_revision: {
    row: 'a revision of what a library’s people wrote about a topic for those who answer its patrons',
    kept: 'the newest 50 of each page; deleted with the library',
    deletedIn: ['workspace/policy-pages/store.ts'],
  },
};
