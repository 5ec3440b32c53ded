// A database that neither answers nor hangs up: nobody is kept waiting for it, and what it commits later counts once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { codeOf } from '../../../server/src/platform/db/faults.ts';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { createTestStore } from '../../support/app/database.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { addLibraries, startNode, sumOf } from '../../support/app/ingest.ts';
import { eventually } from '../../support/waiting.ts';

test('ingest: while a table is locked pages get Retry-After, and a batch sent again counts once', async (t) => {
  const NOW = '2026-11-24T15:20:00.000Z';
  const store = await createTestStore('postgres');
  const database = await openDatabase(store.config, assert.fail);
  await addLibraries(database);
  const clock = createManualClock(NOW);
  const node = await startNode(database, clock);
  const rival = new pg.Client({ connectionString: store.config.databaseUrl! });
  await rival.connect();
  t.after(async () => {
    await node.close();
    await rival.end();
    await database.close();
    await store.remove();
  });
  /** How many transactions wait for the rival's lock. */
  const waiting = async (): Promise<number> => {
    const { rows } = await rival.query<{ n: number }>(`select count(*)::integer as n from pg_locks where not granted
      and database = (select oid from pg_database where datname = current_database())`);
    return rows[0]!.n;
  };
  const batches = Array.from({ length: 4 }, () => aBatch({ at: NOW }));

  await rival.query('begin; lock table event_batch in access exclusive mode');
  const first = node.send(batches[0]!);
  await eventually(async () => (await waiting()) === 1);
  const second = node.send(batches[1]!);
  await eventually(async () => (await waiting()) === 2);
  const third = node.send(batches[2]!);
  // A moved clock is all that a hanging database leaves to wait for.
  clock.advance(8_000);
  for (const reply of await Promise.all([first, second, third, node.send(batches[3]!)])) {
    assert.deepEqual([reply.status, reply.body.code, reply.headers['retry-after']], [503, 'busy', '5']);
  }
  // The clock's limit, or the server's own for a statement: whichever came first.
  for (const error of node.errors)
    assert.ok(error.name === 'TimeLimitError' || codeOf(error) === '57014', error.message);
  assert.ok(node.errors.length > 0);

  await rival.query('rollback');
  await eventually(async () => (await node.send(batches[3]!)).status === 202);
  for (const batch of batches) assert.equal((await node.send(batch)).status, 202);
  assert.deepEqual(await sumOf(database, 'click'), { counted: 4 });
});
