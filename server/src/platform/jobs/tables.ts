// Out:   the rows of the last runs of jobs.
// Never: an error message.
import type { Instant, ModuleTables } from '../db/tables.ts';
import { migrations } from './migrations.ts';

/** The result of a job's last run on any node: server/src/platform/jobs. */
export interface JobTable {
  name: string;
  last_run_at: Instant;
  last_success_at: Instant | null;
  last_failure_at: Instant | null;
  duration_ms: number;
  failures: number;
  next_run_at: Instant;
}

declare module '../db/tables.ts' {
  interface Tables {
    job: JobTable;
  }
}

export const jobsTables: ModuleTables = {
  migrations,
  contents: {
    job: { row: "a periodic job's last run", kept: 'overwritten by its next run; one row per job' },
  },
};
