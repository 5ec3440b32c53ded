// In:    the database, and now.
// Out:   what an operator watches in it: the outbox, leases, partitions made ahead.
// Never: more than one statement: /metrics is asked for every few seconds.
import { sql } from 'kysely';
import { SIGN } from '../../availability/interval-store.ts';
import type { Database } from '../../platform/db/database.ts';

export interface StoredState {
  /** Deliveries whose time has come and that nobody has claimed. */
  noticesDue: number;
  oldestDueAtMs: number | null;
  /** By name of the lease, whether a node holds it. */
  leases: Record<string, boolean>;
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
    batchDaysAhead: number | null;
    hourDaysAhead: number | null;
  }>`
    select due.count as due, due.oldest,
      (select json_object_agg(name, expires_at > ${now}::timestamptz) from lease where name <> ${SIGN}) as leases,
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
    batchDaysAhead: row.batchDaysAhead,
    hourDaysAhead: row.hourDaysAhead,
  };
}
