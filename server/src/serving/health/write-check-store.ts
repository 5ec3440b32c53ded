// In:    the database, and this node's id.
// Out:   nothing, or what the database says of a write.
// Never: a change that anybody could see: the node's own row is written as it is.
import { sql } from 'kysely';
import type { Database } from '../../platform/db/database.ts';

/** What sorts more than this writes a temporary file: a full disk is seen though no table needs another page. */
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
