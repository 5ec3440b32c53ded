// Shifts that a closing cuts within a minute: what libraries owe there stays in whole minutes.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  closeQueueUntil,
  getContributions,
  getMadeUpHours,
  getMonthReport,
  getQueueHours,
  offerHour,
} from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { letTick } from '../../support/app/desks-watched.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { anHour, hourAt, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';
import { eventually } from '../../support/waiting.ts';

/** Seconds and thousandths after a minute of Monday. */
const within = (hour: number, minute: number, seconds: number): string =>
  new Date(Date.parse(hourAt(hour)) + minute * 60_000 + seconds * 1000).toISOString();
const MAY = { month: '2026-05' };

withApp({
  now: MONDAY_10,
  cooperative: SHARED_HOURS_FILE,
  as: { harford: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('cut shifts', (on) => {
  const closedUntil = async (until: string | null): Promise<void> => {
    const { revision } = await getQueueHours(on.coordinator, 'statewide');
    await closeQueueUntil(on.coordinator, 'statewide', { until, revision });
  };
  /** What harford owes on Monday, as it is stored. */
  const stored = async () =>
    on.app.database.db
      .selectFrom('schedule_range')
      .select(['id', 'starts_at', 'ends_at'])
      .where('library_id', '=', 'harford')
      .where('starts_at', '<', new Date(hourAt(24)))
      .orderBy('starts_at')
      .execute();
  const change = async (atIso: string, until: string | null, parts: number): Promise<void> => {
    on.clock.set(atIso);
    await closedUntil(until);
    const ticking = letTick({ clock: on.clock });
    await eventually(async () => {
      const rows = await stored();
      return rows.length === parts && (until === null || rows.at(-1)!.ends_at < new Date(hourAt(15)));
    });
    ticking.stop();
  };
  const owedBy = async (library: string) =>
    (await getContributions(on.coordinator, MAY)).libraries.find((each) => each.library === library)!.figures?.owed;

  before(async () => {
    await hoursWritten(on.app);
  });

  test('cut shifts: where the desk is closed within a minute, its month, the report and what is to be made up count whole minutes', async () => {
    await change(within(14, 17, 23.456), hourAt(24), 1);
    on.clock.set(hourAt(16.5));
    // Two people each.
    assert.equal(await owedBy('harford'), 34);
    const { sharedDesk } = await getMonthReport(on.harford, 'harford', MAY);
    assert.equal(sharedDesk!.figures!.owed, 34);
    assert.deepEqual((await getMadeUpHours(on.harford, 'harford')).toMakeUp, []);
  });

  test('cut shifts: where the desk opens again within a minute, the rest is owed, and given by half hours of the clock', async () => {
    on.clock.set(within(14, 40, 11.3));
    await change(within(14, 40, 11.3), null, 2);
    const made = await offerHour(on.harford, 'harford', anHour(15, 16));
    assert.deepEqual([made.start, made.end], [hourAt(15), hourAt(16)]);
  });

  test('cut shifts: ones that are stored to a part of a minute count whole minutes, beside their neighbors too', async () => {
    const { db } = on.app.database;
    await db.deleteFrom('cover_offer').execute();
    const [first, second] = await stored();
    const cut = new Date(within(14, 17, 23.7));
    const rest = new Date(within(14, 40, 11.3));
    await db.updateTable('schedule_range').set({ ends_at: cut }).where('id', '=', first!.id).execute();
    await db.updateTable('schedule_range').set({ starts_at: rest }).where('id', '=', second!.id).execute();
    const press = (started_at: string, ended_at: string) => ({
      ...{ queue_id: 'statewide', library_id: 'harford', via: 'press' as const, by: 'test' },
      ...{ ended_by: 'press' as const, started_at, ended_at },
    });
    // In the morning, since a library that has not pressed it before uses no clock.
    const presses = [press(hourAt(9), within(9, 5, 0)), press(within(14, 20, 3), within(15, 40, 0))];
    await db.insertInto('desk_press').values(presses).execute();
    on.clock.set(hourAt(16.5));
    assert.equal(await owedBy('harford'), 2 * (17 + 80));
    const { sharedDesk } = await getMonthReport(on.harford, 'harford', MAY);
    assert.deepEqual(
      sharedDesk!.duties.map(({ start, end, outcome, earlyMinutes }) => [start, end, outcome, earlyMinutes]),
      [
        [hourAt(14), within(14, 17, 0), 'absent', 0],
        [within(14, 40, 0), hourAt(16), 'covered', 20],
      ],
    );
    assert.deepEqual(
      (await getMadeUpHours(on.harford, 'harford')).toMakeUp.map(({ start, minutes }) => [start, minutes]),
      [[hourAt(14), 34]],
    );
    // To the same part of a minute: one goes on where the other ends.
    await db.updateTable('schedule_range').set({ starts_at: cut }).where('id', '=', second!.id).execute();
    assert.equal(await owedBy('harford'), 2 * 120);
    await db
      .updateTable('schedule_range')
      .set({ ends_at: within(14, 0, 40) })
      .where('id', '=', first!.id)
      .execute();
    assert.equal(await owedBy('harford'), 2 * 103);
  });
});
