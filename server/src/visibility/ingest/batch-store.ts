// In:    a group's batch ids, within its transaction.
// Out:   which of them are new, under the lock on the set of placements.
// Never: a lock taken in another order than advisory, ids, placements, counters.
import { sql, type Kysely } from 'kysely';
import { limitIdleTime } from '../../platform/db/idle-limit.ts';
import type { Tables } from '../../platform/db/tables.ts';
import { toArrayLiteral } from './array-literal.ts';

type Db = Kysely<Tables>;

/** Any number will do that no other part of the server uses. */
const PLACEMENT_SET_LOCK = 7_201_127;

/**
 * Counting takes the lock shared; changing which placements exist takes it exclusively.
 * So no counter is added to a placement that is being folded away, and no two nodes wait for each other's rows.
 */
export type Lock = 'shared' | 'alone';
const LOCKS = { shared: sql.raw('pg_advisory_xact_lock_shared'), alone: sql.raw('pg_advisory_xact_lock') } as const;

/**
 * Takes the lock for the rest of the transaction. Gives those ids (`YYYYMMDD-` and 32 hex digits) that no transaction has
 * committed before; the database names them only where it is not simply all of them.
 */
export async function insertBatchIds(trx: Db, lock: Lock, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const inOrder = [...ids].sort();
  const { rows } = await sql<{ ids: string[] | null }>`
    with lock as materialized (select ${LOCKS[lock]}(${PLACEMENT_SET_LOCK}::bigint)),
    fresh as (
      insert into event_batch (day, id)
      select batch.day, batch.id
      from lock, unnest(${toArrayLiteral(inOrder.map(dayOf))}::date[], ${toArrayLiteral(inOrder.map(hexOf))}::uuid[]) as batch (day, id)
      on conflict do nothing
      returning to_char(day, 'YYYYMMDD-') || replace(id::text, '-', '') as id
    )
    select case when count(*) < ${ids.length} then coalesce(array_agg(id), '{}') end as ids from fresh`.execute(trx);
  return new Set(rows[0]?.ids ?? ids);
}

/**
 * Makes the commit of a transaction that only found earlier batches wait for the synchronous standby, as theirs did. A crash may
 * have ended that wait: then the batches are on the primary alone, and a transaction that writes nothing does not wait.
 */
export async function writeToLog(trx: Db): Promise<void> {
  await sql`select pg_logical_emit_message(true, 'askusnow', '')`.execute(trx);
}

/** For what changes the set of placements and sends no batch. */
export async function lockPlacements(trx: Db): Promise<void> {
  await limitIdleTime(trx);
  await sql`select ${LOCKS.alone}(${PLACEMENT_SET_LOCK}::bigint)`.execute(trx);
}

const hexOf = (id: string): string => id.slice(9);
/** The partition: a UTC day `YYYY-MM-DD`. */
const dayOf = (id: string): string => `${id.slice(0, 4)}-${id.slice(4, 6)}-${id.slice(6, 8)}`;
