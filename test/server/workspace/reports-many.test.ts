// One account asks for many reports at once: few of them are read at a time, and nobody else waits for them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { startApp } from '../../support/app/app.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { eventually, pause } from '../../support/waiting.ts';

/** Reports that have begun: each waits for the lock. */
const countBegun = async ({ db }: Pick<Database, 'db'>): Promise<number> =>
  (
    await sql<{ waiting: number }>`select count(*)::integer as waiting from pg_locks
      where relation = 'month_comment'::regclass and not granted`.execute(db)
  ).rows[0]!.waiting;

test('reports: of twenty that an account asks for at once two are read, and others’ requests are answered meanwhile', async () => {
  /** Each account's share is four, a node's two, and its database has six connections for people. */
  const REPORTS = 20;
  const node = await startApp({ engine: 'postgres', cooperative: TWO_LIBRARIES });
  try {
    const [liaison, coordinator] = [await node.signIn('liaison', ['harford']), await node.signIn('coordinator')];
    const get = (path: string, cookie: string) => fetch(`${node.url}/v1/${path}`, { headers: { cookie } });
    const reports = await node.database
      .for('maintenance')
      .db.transaction()
      .execute(async (trx) => {
        // A report reads it.
        await sql`lock table month_comment in access exclusive mode`.execute(trx);
        const asked = Array.from({ length: REPORTS }, () => get('libraries/harford/report?month=2026-10', liaison));
        await eventually(async () => (await countBegun({ db: trx })) === 2);
        for (const path of ['accounts', 'overview?days=30', 'audit'])
          assert.equal((await get(path, coordinator)).status, 200, path);
        await pause(50);
        assert.equal(await countBegun({ db: trx }), 2);
        return asked;
      });
    for (const reply of await Promise.all(reports)) await reply.arrayBuffer();
  } finally {
    await node.close();
  }
});
