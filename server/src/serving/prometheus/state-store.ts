// In:    the database, and now.
// Out:   the operator's figures: the outbox, leases, jobs, partitions made in advance.
// Never: runs more than one statement: /metrics is read every few seconds.
import { sql } from 'kysely';
import { HEARTBEAT } from '../../availability/interval-store.ts';
import type { Database } from '../../platform/db/database.ts';

/** Units: seconds, instants since the epoch. */
export interface StoredJob {
  name: string;
  lastRunSec: number;
  /** Null: never succeeded. */
  lastSuccessSec: number | null;
  durationSec: number;
  failures: number;
}

export interface StoredState {
  /** Due deliveries that no node has claimed. */
  noticesDue: number;
  oldestDueAtMs: number | null;
  /** By lease name: whether a node holds it. */
  leases: Record<string, boolean>;
  jobs: StoredJob[];
  /** Days from today to the first day of the last partition; null: there is none. */
  batchDaysAhead: number | null;
  hourDaysAhead: number | null;
}

const daysAhead = (table: string, now: Date) => sql`(
  select max(to_date(right(child.relname, 8), 'YYYYMMDD')) - (${now}::timestamptz at time zone 'UTC')::date
  from pg_inherits join pg_class child on child.oid = inhrelid
  where inhparent = ${table}::regclass and child.relname ~ '_[0-9]{8}$')`;

export async function loadStoredState({ db }: Database, nowMs: number): Promise<StoredState> {
  const now = new Date(nowMs);
  const { rows } = await sql<{
    due: number;
    oldest: Date | null;
    leases: Record<string, boolean> | null;
    jobs: StoredJob[] | null;
    batchDaysAhead: number | null;
    hourDaysAhead: number | null;
  }>`
    select due.count as due, due.oldest,
      (select json_object_agg(name, expires_at > ${now}::timestamptz) from lease where name <> ${HEARTBEAT}) as leases,
      (select json_agg(json_build_object('name', name, 'lastRunSec', extract(epoch from last_run_at),
        'lastSuccessSec', extract(epoch from last_success_at), 'durationSec', duration_ms / 1000.0,
        'failures', failures)) from job) as jobs,
      ${daysAhead('event_batch', now)} as "batchDaysAhead", ${daysAhead('library_hour', now)} as "hourDaysAhead"
    from (
      select count(*) as count, min(next_at) as oldest from notice_delivery
      where state = 'waiting' and next_at <= ${now}::timestamptz
    ) as due`.execute(db);
  const row = rows[0]!;
  return {
    noticesDue: row.due,
    oldestDueAtMs: row.oldest === null ? null : row.oldest.getTime(),
    leases: row.leases ?? {},
    jobs: row.jobs ?? [],
    batchDaysAhead: row.batchDaysAhead,
    hourDaysAhead: row.hourDaysAhead,
  };
}
