// Several nodes on one database: one expands, an import reaches it, and another takes over when it is gone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { importCooperative } from '../../../server/src/cooperative-file/import.ts';
import { createRegistry, type Registry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { startSchedule, type ScheduleRunner } from '../../../server/src/schedule/expansion/run.ts';
import type { FeedShifts } from '../../../server/src/schedule/expansion/expansion-store.ts';
import { loadRanges } from '../../../server/src/schedule/expansion/range-store.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { fileOptions } from '../../support/data/cooperative-text.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const NOW = Date.parse(MONDAY_10);

forEachEngine((_engine, open) => {
  let database: Database;
  let clock: ManualClock;
  let registry: Registry;
  const nodes: ScheduleRunner[] = [];
  const errors: Error[] = [];
  const read: string[] = [];
  const heard: string[] = [];

  const start = (name: string): ScheduleRunner => {
    const feedShifts: FeedShifts = async () => {
      read.push(name);
      return [];
    };
    const node = startSchedule({
      database,
      clock,
      registry,
      feedShifts,
      tz: 'x',
      onError: (error) => errors.push(error),
    });
    nodes.push(node);
    return node;
  };
  const importText = async (text: string): Promise<void> => {
    const result = await importCooperative(database, text, { ...fileOptions, replace: true, by: 'test', nowMs: NOW });
    assert.ok('changes' in result, JSON.stringify(result));
  };
  const setFeed = async (events: number): Promise<void> => {
    const good_at = new Date(clock.now() + events);
    await database.db
      .insertInto('shift_feed')
      .values({ queue_id: 'statewide', url: 'https://cal.example.org/a.ics', body: '-', events, good_at })
      .onConflict((conflict) => conflict.column('queue_id').doUpdateSet({ events, good_at }))
      .execute();
    await database.changes.publish('shifts:statewide');
  };

  before(async () => {
    database = await open();
    clock = createManualClock(MONDAY_10);
    await importText(COOPERATIVE_FILE);
    registry = await createRegistry(database);
    database.changes.subscribe((payload) => heard.push(payload));
    start('first');
    await eventually(() => heard.includes('schedule:harford-desk') && heard.includes('schedule:statewide'));
    start('second');
  });
  after(async () => {
    for (const node of nodes) await node.close();
    await registry.close();
  });

  test('expansion nodes: an import changes the schedule of a desk at once, and notifies every node', async () => {
    const desk = async () =>
      (await loadRanges(database.db, ['harford-desk'], NOW, NOW + 24 * HOUR_MS)).get('harford-desk');
    heard.length = 0;
    const hours = "hours: { weekly: [{ days: [mo, tu, we, th, fr], open: '09:00', close: '17:00' }] }";
    const shifts = "shifts: [{ label: Desk, days: [mo], start: '09:00', end: '12:00' }]";
    await importText(COOPERATIVE_FILE.replace(hours, `${hours}\n    ${shifts}`));
    await eventually(async () => (await desk())?.shifts.length === 1);
    await eventually(() => heard.includes('schedule:harford-desk'));
    assert.deepEqual((await desk())?.scheduled, [{ startMs: NOW, endMs: NOW + 2 * HOUR_MS }]);
    assert.ok(!heard.includes('schedule:statewide'), 'a desk whose schedule is the same is not announced');
  });

  test('expansion nodes: one node expands, however many get a change', async () => {
    for (let reading = 1; reading <= 5; reading += 1) {
      await setFeed(reading);
      await eventually(() => read.length >= reading);
    }
    assert.deepEqual([...new Set(read)], ['first']);
    assert.equal(read.length, 5);
  });

  test('expansion nodes: when that node is closed another takes over at its next look', async () => {
    read.length = 0;
    await nodes[0]?.close();
    await setFeed(6);
    await eventually(() => read.length === 1);
    assert.deepEqual(read, ['second']);
  });

  test('expansion nodes: when that node is killed another takes over once its lease has run out', async () => {
    await nodes[1]?.close();
    await database.db
      .insertInto('lease')
      .values({ name: 'schedule', holder: 'who died', expires_at: new Date(clock.now() + 15_000) })
      .execute();
    read.length = 0;
    await setFeed(7);
    start('third');
    await database.changes.publish('shifts:statewide');
    await eventually(async () => {
      clock.advance(5_000);
      return read.length > 0;
    });
    assert.ok(clock.now() >= NOW + 15_000);
  });

  test('expansion nodes: a queue that cannot be expanded is reported, and the others are expanded all the same', async () => {
    const behind = async (): Promise<string[]> => {
      const rows = await database.db
        .selectFrom('queue')
        .innerJoin('schedule_expansion', 'queue_id', 'queue.id')
        .whereRef('hours_revision', '<>', 'queue.revision')
        .select('queue.id')
        .execute();
      return rows.map(({ id }) => id);
    };
    const setZone = async (zone: string): Promise<void> => {
      // At once: a node may look in between, and expand the new revision with the former zone.
      const changed = sql<string>`case when id = 'harford-desk' then ${zone} else zone end`;
      await database.db
        .updateTable('queue')
        .set({ revision: sql<number>`revision + 1`, zone: changed })
        .execute();
      await database.changes.publish('queue:harford-desk');
    };
    await setZone('Mars/Olympus');
    await eventually(async () => errors.length > 0 && (await behind()).length === 1);
    assert.match(errors.splice(0)[0]?.message ?? '', /mars/i);
    assert.deepEqual(await behind(), ['harford-desk']);
    await setZone('America/New_York');
    await eventually(async () => (await behind()).length === 0);
    errors.length = 0;
  });

  test('expansion nodes: nothing else went wrong meanwhile', () => assert.deepEqual(errors, []));
});
