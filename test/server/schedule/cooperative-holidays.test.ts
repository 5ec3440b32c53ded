// The cooperative's holidays: owed by nobody, no gap, and closed to patrons only where the list says so.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  changeQueueShifts,
  getAllCovers,
  getAvailability,
  getCooperativeRegistration,
  getCoverageNow,
  getDeskWeek,
  getQueueShifts,
  getSchedule,
  previewClosing,
  saveCooperativeRegistration,
  type CooperativeHoliday,
} from '@askusnow/sdk';
import { hoursForPatrons, hoursOwed } from '../../../server/src/schedule/hours/cooperative-holidays.ts';
import { withApp } from '../../support/app/fixture.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const HOURS = { weekly: [], seasons: [], exceptions: [{ date: '2026-12-25', open: [], note: 'Its own' }] };

test('holidays: a desk of one library keeps its hours; at a shared desk its own exception stands before a closing', () => {
  const list: CooperativeHoliday[] = [
    { date: '2026-12-25', through: '2026-12-26', name: 'Christmas', closes: true },
    { date: '2027-01-01', name: 'New Year' },
  ];
  const christmas = { date: '2026-12-25', through: '2026-12-26', open: [], note: 'Christmas' };
  const newYear = { date: '2027-01-01', open: [], note: 'New Year' };
  for (const hours of [hoursForPatrons, hoursOwed]) assert.equal(hours({ tier: 'local', hours: HOURS }, list), HOURS);
  assert.deepEqual(hoursForPatrons({ tier: 'statewide', hours: HOURS }, list).exceptions, [
    ...HOURS.exceptions,
    christmas,
  ]);
  assert.deepEqual(hoursOwed({ tier: 'global', hours: HOURS }, list).exceptions, [
    christmas,
    newYear,
    ...HOURS.exceptions,
  ]);
});

withApp({ now: MONDAY_10, as: { coordinator: ['coordinator'] } }).describe('holidays', (on) => {
  const setHolidays = async (holidays: CooperativeHoliday[]) => {
    const { registration, revision } = await getCooperativeRegistration(on.coordinator);
    await saveCooperativeRegistration(on.coordinator, { registration: { ...registration, holidays }, revision });
  };
  const scheduleOf = async (queue: string) => {
    const { shifts, gaps, hours } = await getSchedule(on.coordinator, queue);
    const on4th = (start: string): boolean => start.startsWith('2026-05-04') || start.startsWith('2026-05-05T0');
    return {
      shifts: shifts.filter(({ start }) => start > '2026-05-04T15' && on4th(start)).length,
      gaps: gaps.filter(([start]) => on4th(start)).length,
      isOpen: (hours ?? []).some(([, end]) => end === '2026-05-05T02:00:00.000Z'),
    };
  };
  const stateOf = async () =>
    (await getAvailability({ endpoint: on.app.url }, 'cecil')).tiers.find(({ tier }) => tier === 'statewide')!.state;

  test('holidays: on one nobody owes an hour and nothing is a gap, on every shared desk; local desks go on', async () => {
    const { revision } = await getQueueShifts(on.coordinator, 'statewide');
    const shifts = [{ library: 'harford', days: ['mo' as const], start: '14:00', end: '16:00' }];
    await changeQueueShifts(on.coordinator, 'statewide', { shifts, revision });
    await eventually(async () => (await scheduleOf('statewide')).shifts === 1);
    assert.deepEqual(await scheduleOf('statewide'), { shifts: 1, gaps: 2, isOpen: true });
    await setHolidays([{ date: '2026-05-04', name: 'Founders’ Day' }]);
    await eventually(async () => (await scheduleOf('statewide')).shifts === 0);
    assert.deepEqual(await scheduleOf('statewide'), { shifts: 0, gaps: 0, isOpen: false });
    assert.equal((await scheduleOf('harford-desk')).shifts, 0);
    const { holidays } = await getAllCovers(on.coordinator);
    assert.deepEqual(holidays, [{ date: '2026-05-04', name: 'Founders’ Day' }], 'among the hours of the next weeks');
    assert.equal(await stateOf(), 'available', 'patrons find the desk as on other days');
  });

  test('holidays: where patrons find the desk open, Coverage and the desk’s week say so, and until when; nothing is owed', async () => {
    const { queues, counts } = await getCoverageNow(on.coordinator, { queue: 'statewide' });
    const { hours, neverCloses, closesAt, opensAt, kind, holiday, forecastGaps } = queues[0]!;
    const isToday = ([start]: readonly [string, string]): boolean => start < '2026-05-05T04';
    const now = { hours: 'open', neverCloses: false, closesAt: '2026-05-05T02:00:00.000Z', opensAt: null };
    assert.deepEqual({ hours, neverCloses, closesAt, opensAt }, now);
    assert.deepEqual([kind, holiday, forecastGaps.filter(isToday), counts.unstaffed], ['off', 'Founders’ Day', [], 0]);
    const week = await getDeskWeek(on.coordinator, 'statewide', { from: '2026-05-04' });
    assert.deepEqual(week.now, now);
    assert.equal(week.hours?.filter(isToday).length, 0);
  });

  test('holidays: one that closes the shared desks closes them to patrons, and they open as it leaves the list', async () => {
    await setHolidays([{ date: '2026-05-04', name: 'Founders’ Day', closes: true }]);
    await eventually(async () => (await stateOf()) === 'closed');
    const [desk] = (await getCoverageNow(on.coordinator, { queue: 'statewide' })).queues;
    assert.equal(desk!.hours, 'closed');
    const { desks } = await previewClosing(on.coordinator, {
      libraries: 'all',
      shared: ['statewide'],
      until: 'closing',
    });
    const { stays, hours } = desks.find(({ queue }) => queue === 'statewide')!;
    assert.deepEqual([stays, hours], ['no-hours-left', []], 'a closing takes no hours that patrons do not have');
    await setHolidays([]);
    await eventually(async () => (await stateOf()) === 'available');
    await eventually(async () => (await scheduleOf('statewide')).shifts === 1);
  });
});
