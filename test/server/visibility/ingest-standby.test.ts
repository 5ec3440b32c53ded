// A synchronous standby that is away: what it has not is not acknowledged, however often it is sent.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { EventBatch } from '@askusnow/sdk/contract';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { systemClock } from '../../../server/src/platform/clock.ts';
import { migrate } from '../../../server/src/schema.ts';
import { insertBatchIds } from '../../../server/src/visibility/ingest/batch-store.ts';
import { queryOnce, startDatabasePair, type DatabasePair } from '../../support/app/database-pair.ts';
import { addLibraries, startNode, sumOf, type Node } from '../../support/app/ingest.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { eventually } from '../../support/waiting.ts';

const hexOf = (batch: string): string => batch.slice('YYYYMMDD-'.length);

interface Given {
  pair: DatabasePair;
  database: Database;
  node: Node;
}

/** A node on a primary whose standby has just been cut off. */
async function withoutStandby(t: TestContext): Promise<Given> {
  const pair = await startDatabasePair({ isSynchronous: true });
  const database = await openDatabase({ databaseUrl: pair.primaryUrl, dataDir: '' }, () => undefined);
  await migrate(database);
  await addLibraries(database);
  const node = await startNode(database, systemClock);
  t.after(async () => {
    await node.close();
    await database.close();
    await pair.close();
  });
  assert.equal((await node.send(aBatch())).status, 202);
  await pair.disconnectStandby();
  return { pair, database, node };
}

/** The primary has committed the batch, crashed and come back; a failover afterwards loses it. */
async function withLaggingBatch(
  t: TestContext,
  check: (given: Given, batch: EventBatch) => Promise<void>,
): Promise<void> {
  const given = await withoutStandby(t);
  const { pair, node } = given;
  const batch = aBatch();
  assert.equal((await node.send(batch)).status, 503);
  await pair.stopPrimary();
  await pair.startPrimary();
  const isStored = async (url: string): Promise<boolean> =>
    (await queryOnce(url, `select from event_batch where id = '${hexOf(batch.batch)}'`)).length > 0;
  assert.ok(await isStored(pair.primaryUrl), 'it was committed before the crash');
  await check(given, batch);
  await pair.stopPrimary();
  await pair.promoteStandby();
  assert.ok(!(await isStored(pair.standbyUrl)), 'a failover loses it');
}

test('ingest: a standby that is lost for good is given up, and the primary goes on with what was waiting', async (t) => {
  const { pair, database, node } = await withoutStandby(t);
  const batch = aBatch();
  assert.equal((await node.send(batch)).status, 503);
  await pair.giveUpStandby();
  await eventually(async () => (await node.send(batch)).status === 202);
  const { counted = 0, suspect = 0 } = await sumOf(database, 'click');
  assert.equal(counted + suspect, 2, 'each once');
});

test('ingest: a batch on a primary that crashed, and not on its standby, is not acknowledged when it is sent again', (t) =>
  withLaggingBatch(t, async ({ node }, batch) => {
    assert.equal((await node.send(batch)).status, 503);
  }));

test('ingest: mutant: a transaction that finds such a batch and writes nothing commits at once', (t) =>
  withLaggingBatch(t, async ({ database }, batch) => {
    const ids = await database.db.transaction().execute((trx) => insertBatchIds(trx, 'shared', [batch.batch]));
    assert.equal(ids.size, 0);
  }));
