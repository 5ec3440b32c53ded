// A backup that is taken while pages report events.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { openSnapshot, type Snapshot } from '../../../server/src/platform/backup/snapshot-store.ts';
import { backupLines } from '../../../server/src/platform/backup/write.ts';
import { systemClock } from '../../../server/src/platform/clock.ts';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { backUp, schemaOperations } from '../../../server/src/schema-operations.ts';
import { reconcile } from '../../../server/src/visibility/ingest/reconcile.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { addLibraries, startNode, sumOf, type Node } from '../../support/app/ingest.ts';
import { createTestDatabase } from '../../support/app/postgres.ts';
import { temporaryFolder } from '../../support/app/process.ts';
import { aBatch } from '../../support/data/event-batch.ts';

const files = temporaryFolder();
after(() => files.remove());

/** One address sends them all: some are suspect. */
const allOf = (byClass: Record<string, number>): number => Object.values(byClass).reduce((sum, one) => sum + one, 0);

/** What a backup holds, restored on Postgres: batches, clicks by placement, clicks by hour, and whether counts agree. */
async function countsIn(
  file: string,
): Promise<{ batches: number; clicks: number; hours: number; differences: number }> {
  const { url, drop } = await createTestDatabase();
  const target = await openDatabase({ databaseUrl: url, dataDir: '' }, () => undefined);
  try {
    await schemaOperations.restore(target, file);
    const { rows } = await sql<{ batches: number }>`select count(*) as batches from event_batch`.execute(target.db);
    return {
      batches: rows[0]!.batches,
      clicks: allOf(await sumOf(target, 'click')),
      hours: allOf(await sumOf(target, 'click', 'library_hour')),
      differences: (await reconcile(target.db, systemClock.now())).differences.length,
    };
  } finally {
    await target.close();
    await drop();
  }
}

async function sendOne(node: Node): Promise<number> {
  const { status } = await node.send(aBatch());
  return status === 202 ? 1 : 0;
}

/** A backup before each of whose tables one event is acknowledged. */
async function backUpBetweenEvents(node: Node, { rowsOf, ...snapshot }: Omit<Snapshot, 'close'>): Promise<string> {
  const lines = backupLines(
    {
      ...snapshot,
      async *rowsOf(table) {
        assert.equal(await sendOne(node), 1);
        yield* rowsOf(table);
      },
    },
    { version: '0.1.0', tz: 'unknown', secrets: {}, nowMs: 0 },
  );
  let text = '';
  for await (const some of lines) text += some;
  const file = files.write('between.gz', '');
  writeFileSync(file, gzipSync(text));
  return file;
}

forEachEngine((_engine, open) => {
  test('backup: under load it has every event that was acknowledged before it began, and no half', async () => {
    const database = await open();
    await addLibraries(database);
    const node = await startNode(database, systemClock);
    let acknowledged = 0;
    let isOver = false;
    const pages = Array.from({ length: 4 }, async () => {
      while (!isOver) {
        acknowledged += await sendOne(node);
        // As between two pages: the sender and the server share this thread.
        await new Promise(setImmediate);
      }
    });
    while (acknowledged < 40) await new Promise(setImmediate);
    const before = acknowledged;
    const file = files.write('load.gz', '');
    await backUp(database, file);
    const during = acknowledged - before;
    isOver = true;
    await Promise.all(pages);
    await node.close();
    assert.ok(during > 0, 'events were acknowledged meanwhile');
    const { batches, clicks, hours, differences } = await countsIn(file);
    assert.ok(batches >= before, `${batches} of ${before}`);
    assert.deepEqual([clicks, hours, differences], [batches, batches, 0]);
    assert.deepEqual(node.errors, []);
  });

  test('backup: is of one moment, whatever is written between two tables', async () => {
    const database = await open();
    await addLibraries(database);
    const node = await startNode(database, systemClock);
    assert.equal(await sendOne(node), 1);
    const snapshot = await openSnapshot(database);
    const file = await backUpBetweenEvents(node, snapshot);
    await snapshot.close();
    assert.deepEqual(await countsIn(file), { batches: 1, clicks: 1, hours: 1, differences: 0 });
    const { rows } = await sql`select from pg_class where relpersistence = 't'`.execute(database.db);
    assert.equal(rows.length, 0, 'no temporary table is left');
    await node.close();
  });

  /** Reads each table by itself, as it is then. */
  const readLater = (database: Database, snapshot: Snapshot): Omit<Snapshot, 'close'> => ({
    ...snapshot,
    async *rowsOf({ name, columns }) {
      const values = columns.map((column) => sql`${sql.ref(column.name)}::text`);
      const { rows } = await sql<{ line: string }>`
      select jsonb_build_array(${sql.join(values)})::text as line from ${sql.table(name)}`.execute(database.db);
      if (rows.length > 0) yield rows.map(({ line }) => line);
    },
  });

  test('backup: mutant: one that reads each table as it is then counts a batch whose events it has not', async () => {
    const database = await open();
    await addLibraries(database);
    const node = await startNode(database, systemClock);
    const snapshot = await openSnapshot(database);
    const file = await backUpBetweenEvents(node, readLater(database, snapshot));
    await snapshot.close();
    const { batches, clicks, hours, differences } = await countsIn(file);
    assert.ok(batches < hours && hours < clicks && differences > 0, JSON.stringify({ batches, clicks, hours }));
    await node.close();
  });
});
