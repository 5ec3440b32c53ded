// In:    what became of a job's run.
// Out:   one row per job, the same for every node; all of them, by name.
// Never: what an error said: that is in the log, and may name what it was about.
import { sql } from 'kysely';
import type { Database } from '../db/database.ts';

/** What the database knows of a job. Units: ms; instants since the epoch. */
export interface JobState {
  name: string;
  lastRunMs: number;
  /** Null: it has never succeeded. */
  lastSuccessMs: number | null;
  /** Null: it has never failed. */
  lastFailureMs: number | null;
  durationMs: number;
  failures: number;
  nextRunMs: number;
}

export interface JobRun {
  name: string;
  atMs: number;
  isFailed: boolean;
  durationMs: number;
  /** Failures that are not in the row yet, this run's and earlier ones. */
  failures: number;
  /** The last of them. */
  lastFailureMs: number | null;
  nextMs: number;
}

/** INTEGER's end: 24 days. */
const MAX_DURATION_MS = 2 ** 31 - 1;

export async function saveRun({ db }: Database, run: JobRun): Promise<void> {
  const last_run_at = new Date(run.atMs);
  const row = {
    last_run_at,
    ...(run.isFailed ? {} : { last_success_at: last_run_at }),
    ...(run.lastFailureMs === null ? {} : { last_failure_at: new Date(run.lastFailureMs) }),
    duration_ms: Math.min(Math.round(run.durationMs), MAX_DURATION_MS),
    next_run_at: new Date(run.nextMs),
  };
  await db
    .insertInto('job')
    .values({ name: run.name, failures: run.failures, ...row })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet({ ...row, failures: sql`job.failures + excluded.failures` }),
    )
    .execute();
}

export async function loadJobs({ db }: Database): Promise<JobState[]> {
  const rows = await db.selectFrom('job').selectAll().orderBy('name').execute();
  return rows.map((row) => ({
    name: row.name,
    lastRunMs: row.last_run_at.getTime(),
    lastSuccessMs: row.last_success_at?.getTime() ?? null,
    lastFailureMs: row.last_failure_at?.getTime() ?? null,
    durationMs: row.duration_ms,
    failures: row.failures,
    nextRunMs: row.next_run_at.getTime(),
  }));
}
