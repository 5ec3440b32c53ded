// Shifts of a shared desk that no library owes: they are scheduled, and nobody is to be there.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { getCoverageNow, getTasks, type QueueNow, type Task } from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { hourAt, hoursWritten, SHARED_HOURS_FILE } from '../../support/data/shared-hours.ts';
import { eventually } from '../../support/waiting.ts';

const OPEN = '{ label: State desk, days: [mo], start: "09:00", end: "13:00" }';

const hour = (instant: string): number => (Date.parse(instant) - Date.parse(hourAt(0))) / 3_600_000;
/** Of this Monday. */
const today = (stretches: readonly (readonly [string, string])[]): string[] =>
  stretches.filter(([start]) => hour(start) < 24).map((stretch) => stretch.map(hour).join('–'));
const of = async (connection: Parameters<typeof getCoverageNow>[0]): Promise<QueueNow> =>
  (await getCoverageNow(connection, {})).queues.find(({ queue }) => queue === 'statewide')!;
const neededAt = async (connection: Parameters<typeof getTasks>[0]): Promise<Task | undefined> =>
  (await getTasks(connection)).tasks.find(({ key }) => key === 'shared-hours-need-library');

withApp({
  now: MONDAY_10,
  cooperative: SHARED_HOURS_FILE.replace('shifts: [', `shifts: [${OPEN}, `),
  as: { coordinator: ['coordinator'] },
}).describe('open hours', (on) => {
  before(() => hoursWritten(on.app));

  test('open hours: they are listed beside the gaps, cut to what is promised, and none counts as being there', async () => {
    const desk = await of(on.coordinator);
    assert.deepEqual([today(desk.forecastGaps), today(desk.openHours)], [['13–14', '18–22'], ['10–13']]);
    assert.deepEqual(desk.scheduled, []);
  });

  test('open hours: Home says to the coordinator when a desk needs a library, and leads to that week', async () => {
    const { title, path } = (await neededAt(on.coordinator))!;
    assert.deepEqual(
      [title, path],
      [
        'Shared hours need a library at 11 times, first Mon, May 4, 10 AM – 2 PM',
        '/dashboard/-/week?queue=statewide&week=2026-05-04',
      ],
    );
  });

  test('open hours: one that a library makes up is none', async () => {
    const { db } = on.app.database;
    const madeUp = {
      ...{ queue_id: 'statewide', library_id: 'cecil', service: 'statewide' as const, by: 'x', removed_at: null },
      ...{ starts_at: hourAt(11), ends_at: hourAt(12), for_starts_at: hourAt(-8), picked_at: hourAt(9) },
    };
    await db.insertInto('made_up_hour').values(madeUp).execute();
    assert.deepEqual(today((await of(on.coordinator)).openHours), ['10–11', '12–13']);
    await db.deleteFrom('made_up_hour').execute();
  });
});

withApp({
  now: MONDAY_10,
  cooperative: TWO_LIBRARIES.replace('name: Statewide desk,', `name: Statewide desk, shifts: [${OPEN}],`),
  as: { coordinator: ['coordinator'] },
}).describe('a shared desk at which no library owes an hour', (on) => {
  before(() => eventually(async () => (await of(on.coordinator)).forecastGaps.length > 0));

  test('open hours: there are none where the desk has people of its own', async () => {
    const desk = await of(on.coordinator);
    assert.deepEqual([today(desk.forecastGaps), desk.openHours], [['13–22'], []]);
    assert.deepEqual(desk.scheduled, ['State desk']);
    assert.equal(await neededAt(on.coordinator), undefined);
  });
});
