// A queue's rules become instants once for all nodes, again whenever they change, and never for what lies before.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { startSchedule, type ScheduleRunner } from '../../../server/src/schedule/expansion/run.ts';
import type { FeedShifts } from '../../../server/src/schedule/expansion/expansion-store.ts';
import { loadRanges, type QueueRanges } from '../../../server/src/schedule/expansion/range-store.ts';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { addDesks, MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const NOW = Date.parse(MONDAY_10);
/** The day before: since then the desks are known. */
const KNOWN = new Date(NOW - DAY_MS).toISOString();
const shown = (stretches: readonly { startMs: number; endMs: number }[]) =>
  stretches.map(({ startMs, endMs }) =>
    [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 16)).join('/'),
  );

forEachEngine((_engine, open) => {
  let database: Database;
  let clock: ManualClock;
  const nodes: ScheduleRunner[] = [];
  const errors: Error[] = [];

  const start = (more: { tz?: string; feedShifts?: FeedShifts } = {}): ScheduleRunner => {
    const node = startSchedule({
      database,
      clock,
      registry: { onReload: () => () => {} },
      feedShifts: async () => [],
      tz: '2026a',
      onError: (error) => errors.push(error),
      ...more,
    });
    nodes.push(node);
    return node;
  };
  const rangesOf = async (queue: string, fromMs: number, toMs: number): Promise<QueueRanges> =>
    (await loadRanges(database.db, [queue], fromMs, toMs)).get(queue) as QueueRanges;
  const today = (queue: string) => rangesOf(queue, NOW - 10 * HOUR_MS, NOW + 14 * HOUR_MS);
  const change = async (queue: string, columns: object, payload = `shifts:${queue}`): Promise<void> => {
    await database.db.updateTable('queue').set(columns).where('id', '=', queue).execute();
    await database.changes.publish(payload);
  };
  const setShifts = (queue: string, shifts: object[]): Promise<void> =>
    change(queue, { shifts: JSON.stringify(shifts), shifts_revision: sql<number>`shifts_revision + 1` });
  const labels = async () => (await today('state')).shifts.map(({ label }) => label);

  before(async () => {
    database = await open();
    clock = createManualClock(KNOWN);
    await addDesks(database);
    start();
  });
  after(async () => {
    for (const node of nodes) await node.close();
  });

  test('expansion: a queue that is new here has a schedule from now to 60 days ahead', async () => {
    await eventually(async () => (await today('world')).hours.length);
    const [world] = (await rangesOf('world', 0, NOW + 400 * DAY_MS)).hours;
    assert.deepEqual(world, { startMs: NOW - DAY_MS, endMs: Date.parse('2026-07-03T00:00:00.000Z') });
    clock.advance(DAY_MS);
    const { hours, scheduled, shifts } = await today('harford-desk');
    assert.deepEqual(shown(hours), ['2026-05-04T13:00/2026-05-04T21:00']);
    assert.deepEqual([scheduled, shifts], [hours, []]);
    assert.deepEqual(await rangesOf('garrett-desk', 0, NOW + DAY_MS), {
      hours: [],
      shifts: [],
      worked: [],
      rostered: [],
      scheduled: [],
    });
  });

  test('expansion: a closing at 10 takes the rest of the day and leaves the hour before it as it was promised', async () => {
    // In one statement: a day has passed, and the desk may be expanded at any instant.
    const closed = { closed_until: '2026-05-05T14:00:00.000Z', revision: sql<number>`revision + 1` };
    await change('harford-desk', closed, 'queue:harford-desk');
    await eventually(async () => (await today('harford-desk')).hours[0]?.endMs === NOW);
    assert.deepEqual(shown((await rangesOf('harford-desk', NOW - HOUR_MS, NOW + 30 * HOUR_MS)).hours), [
      '2026-05-04T13:00/2026-05-04T14:00',
      '2026-05-05T14:00/2026-05-05T21:00',
    ]);
  });

  test('shifts that are given now count from now on: until now the hours stood for them', async () => {
    await setShifts('state', [{ label: 'Desk', days: ['mo'], start: '09:00', end: '12:00' }]);
    await eventually(async () => (await labels()).length);
    const { shifts, scheduled, hours } = await today('state');
    assert.deepEqual(shown(shifts), ['2026-05-04T14:00/2026-05-04T16:00']);
    assert.deepEqual(shown(hours), ['2026-05-04T12:00/2026-05-05T02:00']);
    assert.deepEqual(shown(scheduled), ['2026-05-04T12:00/2026-05-04T16:00']);
  });

  test('expansion: a shift that is under way and goes on stays one shift, however often it is expanded', async () => {
    clock.advance(HOUR_MS);
    await setShifts('state', [
      { label: 'Desk', days: ['mo'], start: '09:00', end: '12:00' },
      { label: 'Night', days: ['mo'], start: '22:00', end: '02:00' },
    ]);
    await eventually(async () => (await labels()).includes('Night'));
    assert.deepEqual(shown((await today('state')).shifts), [
      '2026-05-04T14:00/2026-05-04T16:00',
      '2026-05-05T02:00/2026-05-05T06:00',
    ]);
  });

  test('expansion: a reloaded calendar and a newer tz database expand again', async () => {
    const good_at = new Date(clock.now());
    const feedShifts: FeedShifts = async (body, zone) => [
      { startMs: NOW + 4 * HOUR_MS, endMs: NOW + 5 * HOUR_MS, label: body, uid: `${body} ${zone}` },
    ];
    for (const node of nodes.splice(0)) await node.close();
    clock.advance(HOUR_MS);
    start({ feedShifts, tz: '2026b' });
    await eventually(async () => {
      const row = await database.db.selectFrom('schedule_expansion').select('tz').distinct().execute();
      return row.length === 1 && row[0]?.tz === '2026b';
    });
    await database.db
      .insertInto('shift_feed')
      .values({ queue_id: 'state', url: 'https://cal.example.org/a.ics', body: 'Calendar', events: 1, good_at })
      .execute();
    await database.changes.publish('shifts:state');
    await eventually(async () => (await labels()).length === 3);
    // A title of a shared desk's calendar is not kept.
    assert.deepEqual(await labels(), ['Desk', 'Shift', 'Night']);
    assert.equal((await today('state')).shifts[1]?.uid, 'Calendar America/New_York');
  });

  test('expansion: as days go by, 60 days ahead stay filled, and past promises are kept', async () => {
    const before = await today('state');
    clock.advance(3 * DAY_MS);
    await eventually(async () => {
      const [world] = (await rangesOf('world', clock.now(), clock.now() + 1)).hours;
      return world?.endMs === Date.parse('2026-07-07T00:00:00.000Z');
    });
    assert.deepEqual(await today('state'), before);
    const rows = await database.db.selectFrom('schedule_range').select('id').where('queue_id', '=', 'world').execute();
    assert.equal(rows.length, 2, 'round the clock is one range of hours, and one that stands in for shifts');
  });

  test('expansion: a queue that is deleted takes its schedule with it, and the others go on', async () => {
    await database.db.deleteFrom('library_queue').where('queue_id', '=', 'world').execute();
    await database.db.deleteFrom('queue').where('id', '=', 'world').execute();
    await database.changes.publish('queue:world');
    await setShifts('state', []);
    await eventually(async () => (await today('state')).shifts.every(({ startMs }) => startMs < clock.now()));
    assert.deepEqual((await rangesOf('world', 0, clock.now())).hours, []);
  });

  test('expansion: a calendar that changes while it is expanded is expanded again, and nobody waits at the database meanwhile', async () => {
    const bodies: string[] = [];
    const feedShifts: FeedShifts = async (body) => {
      bodies.push(body);
      if (body === 'Old') {
        await database.db
          .updateTable('shift_feed')
          .set({ body: 'New', good_at: new Date(clock.now() + 1) })
          .execute();
        await database.changes.publish('shifts:state');
      }
      return [{ startMs: clock.now() + HOUR_MS, endMs: clock.now() + 2 * HOUR_MS, label: 'Desk', uid: body }];
    };
    for (const node of nodes.splice(0)) await node.close();
    await database.db
      .updateTable('shift_feed')
      .set({ body: 'Old', good_at: new Date(clock.now()) })
      .execute();
    start({ feedShifts, tz: '2026b' });
    const toCome = () => rangesOf('state', clock.now(), clock.now() + DAY_MS);
    await eventually(async () => (await toCome()).shifts.some(({ uid }) => uid === 'New'));
    assert.deepEqual(bodies, ['Old', 'New']);
    assert.ok((await toCome()).shifts.every(({ uid }) => uid !== 'Old'));
  });

  test('expansion: thousands of shifts that all end at once are each known again', async () => {
    const startMs = clock.now() + HOUR_MS;
    const feedShifts: FeedShifts = async () =>
      Array.from({ length: 2_500 }, (_, at) => ({ startMs, endMs: startMs + HOUR_MS, label: 'Desk', uid: `e${at}` }));
    for (const node of nodes.splice(0)) await node.close();
    start({ feedShifts, tz: '2026b' });
    const heard: string[] = [];
    const stop = database.changes.subscribe((payload) => void heard.push(payload));
    const readAnew = async (ms: number): Promise<void> => {
      const good_at = new Date(clock.now() + ms);
      await database.db.updateTable('shift_feed').set({ good_at }).execute();
      await database.changes.publish('shifts:state');
      await eventually(async () => {
        const row = await database.db
          .selectFrom('schedule_expansion')
          .select('feed_good_at')
          .where('queue_id', '=', 'state')
          .executeTakeFirst();
        return row?.feed_good_at?.getTime() === good_at.getTime();
      });
    };
    await readAnew(2);
    await eventually(() => heard.includes('schedule:state'));
    assert.equal((await rangesOf('state', startMs, startMs + 1)).shifts.length, 2_500);
    heard.length = 0;
    await readAnew(3);
    await database.changes.publish('queue:none');
    await eventually(() => heard.includes('queue:none'));
    assert.deepEqual(heard, ['shifts:state', 'queue:none']);
    stop();
  });

  test('expansion: hundreds of queues that are new give way to everybody else', async () => {
    let turns = 0;
    const turnsAt: number[] = [];
    const stop = database.changes.subscribe((payload) => void (/^schedule:q/.test(payload) && turnsAt.push(turns)));
    const counting = setInterval(() => (turns += 1), 0);
    const { id: _id, ...like } = await database.db
      .selectFrom('queue')
      .select(['id', 'name', 'tier', 'zone', 'weekly', 'seasons', 'exceptions'])
      .where('id', '=', 'harford-desk')
      .executeTakeFirstOrThrow();
    const asText = { weekly: JSON.stringify(like.weekly), seasons: '[]', exceptions: '[]', closed_until: null };
    await database.db
      .insertInto('queue')
      .values(Array.from({ length: 60 }, (_, at) => ({ ...like, ...asText, id: `q${at}`, edited_at: null })))
      .execute();
    await database.changes.publish('queue:q0');
    await eventually(() => turnsAt.length >= 60);
    clearInterval(counting);
    stop();
    assert.ok((turnsAt.at(-1) ?? 0) - (turnsAt[0] ?? 0) >= 5, `${turnsAt.join()}`);
  });

  test('expansion: nothing else went wrong meanwhile', () => assert.deepEqual(errors, []));
});
