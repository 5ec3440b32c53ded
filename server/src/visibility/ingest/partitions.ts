// In:    today, by the server's clock.
// Out:   partitions for batch ids and hours made ahead, and those past their time dropped.
// Never: a DELETE of what must not be kept: it leaves the bytes in files. Dropping removes the file.
import { sql, type Kysely } from 'kysely';
import { limitIdleTime } from '../../platform/db/idle-limit.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { BATCH_DAYS, HOUR_MONTHS } from '../tables.ts';

type Db = Kysely<Tables>;
/** Half-open [from, to) of civil days `YYYY-MM-DD`. */
interface Range {
  from: string;
  to: string;
}

interface Plan {
  table: 'event_batch' | 'library_hour';
  ahead: Range[];
  /** Partitions that begin before this day are dropped. */
  keepFrom: string;
}

/** Waiting for a lock holds up everybody behind us: a backup may hold one for minutes. The next hour tries again. */
const LOCK_TIMEOUT = '2s';

const day = (today: Date, offset: number): string =>
  new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate() + offset))
    .toISOString()
    .slice(0, 10);
const month = (today: Date, offset: number): string =>
  new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() + offset, 1)).toISOString().slice(0, 10);
const span = (first: number, last: number, at: (offset: number) => string): Range[] =>
  Array.from({ length: last - first + 1 }, (_, index) => ({ from: at(first + index), to: at(first + index + 1) }));

/**
 * Batch ids by UTC day: a batch of yesterday is still taken, and two whole days after its end a day is dropped.
 * Hours by month: last month too, where a library's civil day is behind ours; 13 whole months are kept.
 */
export function plansFor(nowMs: number): Plan[] {
  const today = new Date(nowMs);
  return [
    {
      table: 'event_batch',
      ahead: span(-1, 3, (offset) => day(today, offset)),
      keepFrom: day(today, -BATCH_DAYS),
    },
    {
      table: 'library_hour',
      ahead: span(-1, 2, (offset) => month(today, offset)),
      keepFrom: month(today, -HOUR_MONTHS),
    },
  ];
}

export async function maintainPartitions(db: Db, nowMs: number): Promise<void> {
  for (const plan of plansFor(nowMs)) {
    const existing = new Set(await partitionsOf(db, plan.table));
    for (const range of plan.ahead) {
      if (!existing.has(nameOf(plan.table, range.from))) await makePartition(db, plan, range);
    }
    for (const name of existing) {
      if (name < nameOf(plan.table, plan.keepFrom)) await dropPartition(db, plan, name);
    }
  }
}

/** `event_batch_20261124`: sorted by name is sorted by day. */
const nameOf = (table: string, from: string): string => `${table}_${from.replaceAll('-', '')}`;

/** Those that this file has named; the default one is not among them. */
async function partitionsOf(db: Db, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select child.relname as name
    from pg_inherits
    join pg_class child on child.oid = inhrelid
    where inhparent = ${table}::regclass and child.relname ~ ${`^${table}_[0-9]{8}$`}`.execute(db);
  return rows.map(({ name }) => name);
}

async function limitLocks(trx: Db): Promise<void> {
  await limitIdleTime(trx);
  await sql`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`.execute(trx);
}

/** By functions of the tables' owner: the server's role owns none. See the migrations for how. */
async function makePartition(db: Db, { table }: Plan, { from, to }: Range): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await limitLocks(trx);
    await sql`select make_partition(${table}, ${from}, ${to})`.execute(trx);
  });
}

async function dropPartition(db: Db, { table }: Plan, name: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await limitLocks(trx);
    await sql`select drop_partition(${table}, to_date(${name.slice(-8)}, 'YYYYMMDD'))`.execute(trx);
  });
}
