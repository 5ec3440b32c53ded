// Requests that meet in the middle of their transactions.
import { sql, type Kysely } from 'kysely';
import type { Database } from '../../../server/src/platform/db/open.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { eventually } from '../waiting.ts';

async function countWaiting({ db }: Database): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`select count(*)::integer as waiting from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock'`.execute(db);
  return rows[0]!.waiting;
}

/**
 * Begins a transaction, as another node does, and sends the requests; once each of them waits for a lock, or has ended without one, the transaction
 * goes on with what `begin` returns, and commits. On PGlite, which has one session, the requests follow it.
 */
export async function meetUnderWay<T>(
  { database }: { database: Database },
  begin: (trx: Kysely<Tables>) => Promise<void | (() => Promise<unknown>)>,
  requests: readonly (() => Promise<T>)[],
): Promise<T[]> {
  let sent: Promise<T>[] = [];
  await database.db.transaction().execute(async (trx) => {
    const goOn = await begin(trx);
    if (database.kind === 'postgres') {
      let ended = 0;
      sent = requests.map((request) => request().finally(() => void (ended += 1)));
      await eventually(async () => ended + (await countWaiting(database)) >= requests.length);
    }
    await goOn?.();
  });
  return Promise.all(database.kind === 'postgres' ? sent : requests.map((request) => request()));
}
