// In:    the database, and this node's id.
// Out:   nothing, or the error of a write.
// Never: makes a visible change: it rewrites the node's own row.
import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

/** Sorting more than this writes a temporary file, which detects a full disk even if no table grows. */
const WORK_MEMORY = '64kB';
const SORTED_ROWS = 4_000;

export async function writeOnce({ db }: Database, nodeId: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select set_config('work_mem', ${WORK_MEMORY}, true)`.execute(trx);
    await sql`select count(*) from (select md5(n::text) from generate_series(1, ${SORTED_ROWS}::integer) as n order by 1) as sorted`.execute(
      trx,
    );
    await sql`update node set version = version where id = ${nodeId}`.execute(trx);
  });
}
