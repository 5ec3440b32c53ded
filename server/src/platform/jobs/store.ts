// In:    the result of a job's run.
// Out:   one row per job, shared by all nodes; all rows, by name.
// Never: stores an error message: it is in the log, and may contain data.
import { sql } from 'kysely';
import type { Database } from '../db/database.ts';

/** A job's row. Units: ms; instants since the epoch. */
export interface JobState {
  name: string;
  lastRunMs: number;
  /** Null: never succeeded. */
  lastSuccessMs: number | null;
  /** Null: never failed. */
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
  /** Failures not yet in the row: this run's and earlier ones. */
  failures: number;
  /** The latest failure. */
  lastFailureMs: number | null;
  nextMs: number;
}

/** INTEGER's maximum: 24 days. */
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
