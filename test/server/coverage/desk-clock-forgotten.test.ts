// A press that nobody ends stays open in the database: what is read because of it, months later.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { Insertable, KyselyPlugin } from 'kysely';
import { changeQueueShifts, getQueueShifts, type ShiftRule } from '@askusnow/sdk';
import { loadPresses, type EndedPress } from '../../../server/src/coverage/clock/press-store.ts';
import type { DeskPressTable } from '../../../server/src/coverage/clock/tables.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import type { Interval } from '../../../server/src/platform/time/intervals.ts';
import { knowSchedulesSince } from '../../support/app/known-schedules.ts';
import { withApp } from '../../support/app/fixture.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const QUEUE = 'statewide';
const OWED: ShiftRule[] = [{ library: 'harford', days: ['mo', 'tu', 'we'], start: '10:00', end: '12:00' }];
const NOW = Date.parse(MONDAY_10);

withApp({ now: MONDAY_10, as: { coordinator: ['coordinator'] } }).describe('forgotten presses', (on) => {
  before(async () => {
    const { revision } = await getQueueShifts(on.coordinator, QUEUE);
    await changeQueueShifts(on.coordinator, QUEUE, { shifts: OWED, revision });
    const owed = on.app.database.db.selectFrom('schedule_range').select('id').where('library_id', '=', 'harford');
    await eventually(async () => (await owed.execute()).length > 0);
    await knowSchedulesSince(on.app.database, new Date(NOW - 90 * DAY_MS).toISOString());
    const past = await owed.where('ends_at', '<', new Date(NOW - 30 * DAY_MS)).execute();
    assert.ok(past.length > 20, `${past.length}`);
  });

  const put = (library: string, startMs: number, over: Partial<Insertable<DeskPressTable>> = {}) =>
    on.app.database.db
      .insertInto('desk_press')
      .values({
        queue_id: QUEUE,
        library_id: library,
        started_at: new Date(startMs),
        via: 'press',
        by: 'test',
        ...over,
      })
      .execute();

  const read = async (window: Interval): Promise<{ presses: EndedPress[]; rows: number }> => {
    let rows = 0;
    const counting: KyselyPlugin = {
      transformQuery: ({ node }) => node,
      transformResult: ({ result }) => ((rows += result.rows.length), Promise.resolve(result)),
    };
    const found = await loadPresses(on.app.database.db.withPlugin(counting), [QUEUE], window);
    return { presses: found.get(QUEUE) ?? [], rows };
  };
  const today = { startMs: NOW - HOUR_MS, endMs: NOW + 12 * HOUR_MS };

  test('forgotten press: a desk’s reading has no row more because of it, nor because of one that only heartbeats keep open', async () => {
    await put('harford', NOW);
    const alone = await read(today);
    await put('cecil', NOW - 60 * DAY_MS);
    assert.deepEqual(await read(today), alone);
    await on.app.database.db.deleteFrom('desk_press').where('library_id', '=', 'cecil').execute();
    // Kept open since, by one desk's heartbeats: it is one row more, and nothing of its sixty days is read.
    await put('cecil', NOW - 60 * DAY_MS, { beat_at: new Date(NOW) });
    const kept = await read(today);
    assert.equal(kept.rows, alone.rows + 1);
    assert.deepEqual(
      kept.presses.map(({ library, endMs, endedBy }) => [library, endMs > NOW, endedBy]),
      [
        ['cecil', true, 'source'],
        ['harford', true, 'shift'],
      ],
    );
  });

  test('forgotten press: in each window it counts as long as where all of its time is read', async () => {
    const { db } = on.app.database;
    const shapes: [number, Partial<Insertable<DeskPressTable>>][] = [
      [0, {}],
      [-20 * HOUR_MS, {}],
      [-3 * HOUR_MS, { beat_at: new Date(NOW + 30 * HOUR_MS) }],
      [0, { via: 'heartbeat', beat_at: new Date(NOW + 5 * MINUTE_MS) }],
      [-5 * HOUR_MS, { beat_at: new Date(NOW - 5 * HOUR_MS) }],
    ];
    for (const [startMs, over] of shapes) {
      await db.deleteFrom('desk_press').execute();
      await put('harford', NOW + startMs, over);
      const [whole] = (await read({ startMs: NOW - 3 * DAY_MS, endMs: NOW + 3 * DAY_MS })).presses;
      assert.ok(whole !== undefined && whole.endMs > whole.startMs);
      const edges = [-1, 0, 1].flatMap((ms) => [whole.startMs + ms, whole.endMs + ms, whole.endMs + 9 * HOUR_MS]);
      for (const edge of edges)
        for (const window of [
          { startMs: edge, endMs: edge + 1 },
          { startMs: edge - HOUR_MS, endMs: edge },
        ]) {
          const isIn: boolean = whole.startMs < window.endMs && whole.endMs > window.startMs;
          assert.deepEqual((await read(window)).presses, isIn ? [whole] : []);
        }
    }
  });
});
