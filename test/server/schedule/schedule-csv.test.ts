// A desk's shifts as CSV: by its own clock, with the names of libraries, each shift in the window that it begins in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeQueueShifts, getQueueShifts, getSchedule, toScheduleCsvUrl, type ShiftRule } from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const SHIFTS: ShiftRule[] = [
  { library: 'cecil', service: 'global', date: '2026-05-05', start: '22:00', end: '01:00', people: 2 },
  { label: '=Evening', date: '2026-05-06', start: '18:00', end: '20:00' },
];

withApp({
  now: MONDAY_10,
  as: { coordinator: ['coordinator'], harford: ['liaison', 'harford'] },
}).describe('schedule CSV', (on) => {
  const read = async (cookie: string, from: string, to: string, queue = 'statewide') => {
    const reply = await fetch(toScheduleCsvUrl(on.harford, queue, { from, to }), { headers: { cookie } });
    return { status: reply.status, rows: (await reply.text()).replace('\uFEFF', '').trim().split('\r\n') };
  };

  test('schedule CSV: has the shifts of a window by the desk’s clock, and no cell that a spreadsheet runs', async () => {
    const { revision } = await getQueueShifts(on.coordinator, 'statewide');
    await changeQueueShifts(on.coordinator, 'statewide', { shifts: SHIFTS, revision });
    await eventually(async () => (await getSchedule(on.coordinator, 'statewide')).shifts.length === 2);
    const cecil = on.app.registry.library('cecil')!.name;
    const liaison = on.cookies.harford;
    assert.deepEqual(await read(liaison, '2026-05-05T04:00:00.000Z', '2026-05-08T04:00:00.000Z'), {
      status: 200,
      rows: [
        'date,start,end,library,service,people,label,source',
        `2026-05-05,22:00,01:00,${cecil},global,2,,rules`,
        "2026-05-06,18:00,20:00,,,1,'=Evening,rules",
      ],
    });
    // What began on the day before is in that day's file.
    const { rows } = await read(liaison, '2026-05-06T04:00:00.000Z', '2026-05-08T04:00:00.000Z');
    assert.equal(rows.length, 2);
    assert.equal((await read(liaison, '2026-05-06T04:00:00.000Z', '2027-05-08T04:00:00.000Z')).status, 422);
    assert.equal((await read(liaison, '2026-05-06T04:00:00.000Z', '2026-05-08T04:00:00.000Z', 'nowhere')).status, 404);
    assert.equal((await read('', '2026-05-06T04:00:00.000Z', '2026-05-08T04:00:00.000Z')).status, 401);
  });
});
