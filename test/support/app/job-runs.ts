import type { Database } from '../../../server/src/platform/db/database.ts';
import { eventually } from '../waiting.ts';

/** Waits until periodic jobs have run. Each runs as the server starts, and its row is written at the end of that. */
export async function untilRan({ db }: Database, jobs: readonly string[]): Promise<void> {
  await eventually(async () => {
    const rows = await db.selectFrom('job').select('name').where('name', 'in', jobs).execute();
    return rows.length === jobs.length;
  });
}
