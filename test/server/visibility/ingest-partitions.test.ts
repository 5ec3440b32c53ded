import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { loadJobs } from '../../../server/src/platform/jobs/store.ts';
import { maintainPartitions } from '../../../server/src/visibility/ingest/partitions.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { aBatch, aBatchId } from '../../support/data/event-batch.ts';
import { addLibraries, startNode, sumOf } from '../../support/app/ingest.ts';
import { eventually } from '../../support/waiting.ts';

const at = (iso: string) => Date.parse(iso);

const partitions = async ({ db }: Database, table: string): Promise<string[]> => {
  const { rows } = await sql<{ name: string }>`
    select child.relname as name from pg_inherits join pg_class child on child.oid = inhrelid
    where inhparent = ${table}::regclass order by 1`.execute(db);
  return rows.map(({ name }) => name.slice(table.length + 1));
};

/** When partitions are looked after next. */
const nextRunMs = async (database: Database): Promise<number> =>
  (await loadJobs(database)).find(({ name }) => name === 'partitions')?.nextRunMs ?? 0;

forEachEngine((engine, open) => {
  test('partitions: days are made ahead, from yesterday on, and dropped two days after their end', async () => {
    const database = await open();
    await maintainPartitions(database.db, at('2026-11-24T00:00:00.000Z'));
    assert.deepEqual(await partitions(database, 'event_batch'), [
      '20261123',
      '20261124',
      '20261125',
      '20261126',
      '20261127',
      'default',
    ]);
    await maintainPartitions(database.db, at('2026-11-26T23:00:00.000Z'));
    assert.deepEqual((await partitions(database, 'event_batch'))[0], '20261124');
    await maintainPartitions(database.db, at('2026-11-27T00:00:00.000Z'));
    assert.deepEqual(await partitions(database, 'event_batch'), [
      '20261125',
      '20261126',
      '20261127',
      '20261128',
      '20261129',
      '20261130',
      'default',
    ]);
  });

  test('partitions: months are made ahead and kept for thirteen whole months', async () => {
    const database = await open();
    await maintainPartitions(database.db, at('2026-01-31T12:00:00.000Z'));
    assert.deepEqual(await partitions(database, 'library_hour'), [
      '20251201',
      '20260101',
      '20260201',
      '20260301',
      'default',
    ]);
    await maintainPartitions(database.db, at('2027-02-28T12:00:00.000Z'));
    assert.deepEqual((await partitions(database, 'library_hour'))[0], '20260101');
  });

  test('partitions: rows that went to the default partition are moved where they belong', async () => {
    const database = await open();
    await sql`insert into event_batch (day, id) values ('2026-11-24', ${'0'.repeat(32)}::uuid)`.execute(database.db);
    await maintainPartitions(database.db, at('2026-11-24T12:00:00.000Z'));
    const { rows } = await sql<{ place: string }>`select tableoid::regclass::text as place from event_batch`.execute(
      database.db,
    );
    assert.deepEqual(rows, [{ place: 'event_batch_20261124' }]);
  });

  test('partitions: a server that runs for days keeps them in order by itself, and batches go on', async () => {
    const database = await open();
    await addLibraries(database);
    const clock = createManualClock('2026-11-24T12:30:00.000Z');
    const node = await startNode(database, clock);
    for (let hour = 0; hour < 24 * 4; hour++) {
      clock.advance(HOUR_MS);
      if (hour % 24 === 0) assert.equal((await node.send(aBatch({ at: clock.now() }))).body.accepted, 1);
      await eventually(async () => (await nextRunMs(database)) > clock.now());
    }
    await node.close();
    assert.deepEqual(node.errors, []);
    assert.deepEqual(await partitions(database, 'event_batch'), [
      '20261126',
      '20261127',
      '20261128',
      '20261129',
      '20261130',
      '20261201',
      'default',
    ]);
    const { rows } = await sql<{ count: number }>`select count(*) as count from event_batch_default`.execute(
      database.db,
    );
    assert.deepEqual(rows, [{ count: 0 }]);
    assert.deepEqual(await sumOf(database, 'click'), { counted: 4 });
  });

  test('partitions: partitions are made and dropped under load without refusing a batch', async () => {
    const database = await open();
    await addLibraries(database);
    const clock = createManualClock('2026-11-24T12:30:00.000Z');
    const node = await startNode(database, clock);
    const sends = Array.from({ length: 400 }, () => node.send({ ...aBatch(), batch: aBatchId(clock.now()) }));
    for (const day of ['25', '26', '27', '28'])
      await maintainPartitions(database.db, at(`2026-11-${day}T12:00:00.000Z`));
    assert.ok((await Promise.all(sends)).every(({ status }) => status === 202));
    await node.close();
    assert.deepEqual(node.errors, [], engine);
  });
});
