// A time that a library picked to make an hour up, at a desk that closes after it was picked: nobody is to be there.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  closeQueueUntil,
  getCoverageNow,
  getDeskWeek,
  getMadeUpHours,
  getQueueCoverage,
  getQueueHours,
  getSchedule,
  offerHour,
  pickHour,
} from '@askusnow/sdk';
import { expireCovers } from '../../../server/src/schedule/covers/store.ts';
import { withApp } from '../../support/app/fixture.ts';
import { letTick } from '../../support/app/desks-watched.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { anHour, hourAt, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';
import { eventually } from '../../support/waiting.ts';

/** Harford's people were at the desk, from one press to another. */
const PRESS = { queue_id: 'statewide', library_id: 'harford', via: 'press', by: 'test', ended_by: 'press' } as const;

const FILE = SHARED_HOURS_FILE.replace(
  'name: Test cooperative',
  'name: Test cooperative\n  sharedHours: { services: { statewide: { makeUpDays: 7 } } }',
);

withApp({
  now: MONDAY_10,
  cooperative: FILE,
  as: { harford: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('made-up hours at a desk that closes', (on) => {
  const TUESDAY = { from: hourAt(32), to: hourAt(38) };
  const picked = async () => (await getMadeUpHours(on.harford, 'harford')).madeUp.map(({ outcome }) => outcome);
  const due = async () =>
    (await getMadeUpHours(on.harford, 'harford')).toMakeUp
      .filter(({ start }) => start === hourAt(14))
      .map(({ minutes, pickedMinutes }) => [minutes, pickedMinutes]);
  const duties = async () =>
    (await getDeskWeek(on.coordinator, 'statewide', { from: '2026-05-04' })).duties
      .filter(({ why }) => why === 'making-up')
      .map(({ start, end }) => [start, end]);
  const close = async (until: string, isClosed: () => Promise<boolean>): Promise<void> => {
    const { revision } = await getQueueHours(on.coordinator, 'statewide');
    await closeQueueUntil(on.coordinator, 'statewide', { until, revision });
    const ticking = letTick({ clock: on.clock });
    await eventually(isClosed);
    ticking.stop();
  };
  const hours = async () => (await getSchedule(on.coordinator, 'statewide', TUESDAY)).hours;

  before(async () => {
    await hoursWritten(on.app);
    await offerHour(on.harford, 'harford', anHour(14, 16));
    on.clock.set(hourAt(17));
    await expireCovers(on.app, on.clock.now());
    const asked = { queue: 'statewide', service: 'statewide', missed: hourAt(14) } as const;
    await pickHour(on.harford, 'harford', { ...asked, start: hourAt(33), end: hourAt(34) });
    await pickHour(on.harford, 'harford', { ...asked, start: hourAt(36.5), end: hourAt(37.5) });
    await on.app.database.db
      .insertInto('desk_press')
      .values({ ...PRESS, started_at: hourAt(14), ended_at: hourAt(16) })
      .execute();
  });

  test('made-up hours: where the desk closes, nobody is scheduled in that part of them', async () => {
    assert.deepEqual(await duties(), [
      [hourAt(33), hourAt(34)],
      [hourAt(36.5), hourAt(37.5)],
    ]);
    on.clock.set(hourAt(32));
    await close(hourAt(37), async () => (await hours())?.[0]?.[0] === hourAt(37));
    assert.deepEqual(await duties(), [[hourAt(37), hourAt(37.5)]]);
    const { gaps } = await getSchedule(on.coordinator, 'statewide', TUESDAY);
    assert.deepEqual(gaps, [[hourAt(37.5), hourAt(38)]]);
    on.clock.set(new Date(Date.parse(hourAt(33)) + 300_000).toISOString());
    const desk = (await getCoverageNow(on.coordinator, {})).queues.find(({ queue }) => queue === 'statewide')!;
    assert.deepEqual(desk.scheduled, []);
  });

  test('made-up hours: nobody was absent from a closed desk, and the hour is not made up twice', async () => {
    const { db } = on.app.database;
    await db
      .insertInto('presence_interval')
      .values({ queue_id: 'statewide', state: 'nobody', started_at: hourAt(32), ended_at: hourAt(38) })
      .execute();
    on.clock.set(hourAt(38));
    await on.signInAgain('coordinator');
    await on.signInAgain('harford');
    const { sum } = await getQueueCoverage(on.coordinator, 'statewide', TUESDAY);
    assert.deepEqual([sum.scheduled, sum.uncovered], [30, 30]);
    // Of the second hour the half that was left counts.
    assert.deepEqual(await picked(), ['unmonitored', 'absent']);
    assert.deepEqual(await due(), [[240, 60]]);
    await db.deleteFrom('presence_interval').execute();
    await db
      .insertInto('desk_press')
      .values({ ...PRESS, started_at: hourAt(37), ended_at: hourAt(37.5) })
      .execute();
    assert.deepEqual(await picked(), ['unmonitored', 'covered']);
    assert.deepEqual(await due(), [[240, 120]]);
  });
});
