// Out:   the rows of corrections.
import type { Generated } from 'kysely';
import type { CoverageKind } from '@askusnow/sdk/contract';
import type { Instant, ModuleTables } from '../../platform/db/tables.ts';
import { migrations } from './migrations.ts';

/** A person's correction of observed coverage. Append only; the latest that covers an instant counts. */
export interface CoverageCorrectionTable {
  id: Generated<number>;
  queue_id: string;
  starts_at: Instant;
  ends_at: Instant;
  kind: CoverageKind;
  account_id: number | null;
  by: string;
  at: Instant;
  why: string;
}

declare module '../../platform/db/tables.ts' {
  interface Tables {
    coverage_correction: CoverageCorrectionTable;
  }
}

export const ledgerTables: ModuleTables = {
  migrations,
  contents: {
    coverage_correction: {
      row: "a person's correction of observed coverage, and why",
      people: { account_id: 'the number of the account', by: 'its label', why: 'a remark of staff' },
      kept: 'always, beside what it corrects; the label is replaced when the data of the account is deleted',
    },
  },
};
