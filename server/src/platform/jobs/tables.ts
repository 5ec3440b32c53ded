// Out:   the rows of the last runs of jobs.
// Never: an error message.
import type { Contents, Instant } from '../db/tables.ts';

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

export interface JobsTables {
  job: JobTable;
}

export const contents: Contents<JobsTables> = {
  job: { row: "a periodic job's last run", kept: 'overwritten by its next run; one row per job' },
};
