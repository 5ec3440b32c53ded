// The table of live nodes: written while a process runs, gone when it has ended, however it ended.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { createNodes, type Nodes } from '../../../server/src/platform/nodes/nodes.ts';
import { loadServerUrl } from '../../../server/src/platform/nodes/store.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const PUBLIC_URL = 'https://ask.example';
const throwIt = (error: Error): void => {
  throw error;
};

forEachEngine((engine, open) => {
  const start = (database: Database, clock: ManualClock): Promise<Nodes> =>
    createNodes({ database, clock, version: '1.2.3', publicUrl: PUBLIC_URL, onError: throwIt, onWarning: () => {} });
  const rows = ({ db }: Database) => db.selectFrom('node').selectAll().orderBy('seen_at').execute();
  const saveEnded = (database: Database, seenAt: string) =>
    database.db.insertInto('node').values({ id: 'ended', version: '1.2.3', skew_ms: 0, seen_at: seenAt }).execute();

  test('nodes: a process has one row, seen again every 15 s, and none once it is closed', async () => {
    const database = await open();
    const clock = createManualClock(MONDAY_10);
    const nodes = await start(database, clock);
    assert.deepEqual(
      (await rows(database)).map(({ id, version, seen_at }) => [id, version, seen_at.toISOString()]),
      [[nodes.id, '1.2.3', new Date(MONDAY_10).toISOString()]],
    );
    assert.equal(nodes.liveCount(), 1);
    clock.advance(15_000);
    await eventually(async () => (await rows(database))[0]?.seen_at.getTime() === clock.now());
    await nodes.close();
    assert.deepEqual(await rows(database), []);
  });

  if (engine === 'pglite') {
    test('nodes: on PGlite there is exactly one, whatever row an ended process has left', async () => {
      const database = await open();
      const clock = createManualClock(MONDAY_10);
      await saveEnded(database, MONDAY_10);
      const nodes = await start(database, clock);
      assert.equal(nodes.liveCount(), 1);
      assert.equal(await loadServerUrl(database, clock.now()), null, 'whoever has the folder open asks the server');
      assert.deepEqual(
        (await rows(database)).map(({ id }) => id),
        [nodes.id],
      );
      await nodes.close();
    });
    return;
  }

  test('nodes: each counts the others within a beat, and no longer once they are closed', async () => {
    const database = await open();
    const clock = createManualClock(MONDAY_10);
    const first = await start(database, clock);
    const second = await start(database, clock);
    assert.equal(second.liveCount(), 2);
    clock.advance(15_000);
    await eventually(() => first.liveCount() === 2 && clock.timerCount() === 2);
    await second.close();
    clock.advance(15_000);
    await eventually(() => first.liveCount() === 1);
    await first.close();
  });

  test('nodes: a command finds the address of the live node that started last, and none of a killed one', async () => {
    const database = await open();
    const clock = createManualClock(MONDAY_10);
    const find = () => loadServerUrl(database, clock.now());
    await saveEnded(database, MONDAY_10);
    assert.equal(await find(), null, 'a node of an earlier version gives no address');
    const nodes = await start(database, clock);
    assert.equal(await find(), PUBLIC_URL);
    const seen_at = new Date(clock.now());
    const newer = { id: 'newer', version: '1.2.4', started_at: new Date(clock.now() + 1), seen_at };
    await database.db
      .insertInto('node')
      .values({ ...newer, public_url: 'https://new.example' })
      .execute();
    assert.equal(await find(), 'https://new.example');
    await nodes.close();
    assert.equal(await loadServerUrl(database, clock.now() + 40_001), null);
  });

  test('nodes: a killed process counts for 40 s and no longer', async () => {
    const database = await open();
    const clock = createManualClock(MONDAY_10);
    await saveEnded(database, MONDAY_10);
    const nodes = await start(database, clock);
    assert.equal(nodes.liveCount(), 2);
    for (const count of [2, 2, 1]) {
      clock.advance(15_000);
      await eventually(async () => (await rows(database)).at(-1)?.seen_at.getTime() === clock.now());
      await eventually(() => nodes.liveCount() === count && clock.timerCount() === 1);
    }
    assert.deepEqual(
      (await rows(database)).map(({ id }) => id),
      [nodes.id],
    );
    await nodes.close();
  });
});
