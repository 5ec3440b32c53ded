// A batch that the primary has and its synchronous standby has not: it is not acknowledged, however often it is sent.
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import type { EventBatch } from '@askusnow/sdk/contract';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { systemClock } from '../../../server/src/platform/clock.ts';
import { migrate } from '../../../server/src/schema.ts';
import { insertBatchIds } from '../../../server/src/visibility/ingest/batch-store.ts';
import { queryOnce, startDatabasePair } from '../../support/app/database-pair.ts';
import { addLibraries, startNode, type Node } from '../../support/app/ingest.ts';
import { aBatch } from '../../support/data/event-batch.ts';

const hexOf = (batch: string): string => batch.slice('YYYYMMDD-'.length);

/** A batch that is on a primary which has crashed and come back, and not on its standby. */
async function withLaggingBatch(
  t: TestContext,
  check: (given: { database: Database; node: Node; batch: EventBatch }) => Promise<void>,
): Promise<void> {
  const pair = await startDatabasePair({ isSynchronous: true });
  const database = await openDatabase({ databaseUrl: pair.primaryUrl, dataDir: '' }, () => undefined);
  t.after(async () => {
    await database.close();
    await pair.close();
  });
  await migrate(database);
  await addLibraries(database);
  const node = await startNode(database, systemClock);
  assert.equal((await node.send(aBatch())).status, 202);

  await pair.disconnectStandby();
  const batch = aBatch();
  assert.equal((await node.send(batch)).status, 503);
  await pair.stopPrimary();
  await pair.startPrimary();
  const isStored = async (url: string): Promise<boolean> =>
    (await queryOnce(url, `select from event_batch where id = '${hexOf(batch.batch)}'`)).length > 0;
  assert.ok(await isStored(pair.primaryUrl), 'it was committed before the crash');
  await check({ database, node, batch });

  await pair.stopPrimary();
  await pair.promoteStandby();
  assert.ok(!(await isStored(pair.standbyUrl)), 'a failover loses it');
  await node.close();
}

test('ingest: a batch on a primary that crashed, and not on its standby, is not acknowledged when it is sent again', (t) =>
  withLaggingBatch(t, async ({ node, batch }) => {
    assert.equal((await node.send(batch)).status, 503);
  }));

test('ingest: mutant: a transaction that finds such a batch and writes nothing commits at once', (t) =>
  withLaggingBatch(t, async ({ database, batch }) => {
    const ids = await database.db.transaction().execute((trx) => insertBatchIds(trx, 'shared', [batch.batch]));
    assert.equal(ids.size, 0);
  }));
