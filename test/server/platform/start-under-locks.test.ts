// A backup holds its locks for as long as it takes, and a start cannot wait for it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import pg from 'pg';
import { codeOf } from '../../../server/src/platform/db/faults.ts';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { createTestStore } from '../../support/app/database.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { addLibraries, startNode } from '../../support/app/ingest.ts';
import { eventually } from '../../support/waiting.ts';

const placeOfBatches = async ({ db }: Database): Promise<string[]> => {
  const { rows } = await sql<{ place: string }>`select tableoid::regclass::text as place from event_batch`.execute(db);
  return rows.map(({ place }) => place);
};

test('start: a node starts while a backup holds its locks and a partition is due, and makes it later', async (t) => {
  const NOW = '2026-11-24T15:20:00.000Z';
  const RETRY_MS = 5 * 60_000;
  const store = await createTestStore('postgres');
  const database = await openDatabase(store.config, assert.fail);
  await addLibraries(database);
  const backup = new pg.Client({ connectionString: store.config.databaseUrl! });
  await backup.connect();
  // As pg_dump takes them, on each table and its partitions.
  await backup.query('begin; lock table event_batch, library_hour in access share mode');
  const clock = createManualClock(NOW);
  const node = await startNode(database, clock);
  t.after(async () => {
    await node.close();
    await backup.end();
    await database.close();
    await store.remove();
  });
  assert.deepEqual(node.errors.map(codeOf), ['55P03']);
  assert.equal((await node.send(aBatch({ at: NOW }))).status, 202);
  assert.deepEqual(await placeOfBatches(database), ['event_batch_default']);

  await backup.query('rollback');
  clock.advance(RETRY_MS);
  await eventually(async () => (await placeOfBatches(database))[0] === 'event_batch_20261124');
  assert.deepEqual(node.errors.length, 1);
});
