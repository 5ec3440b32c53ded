// The week of a shared desk, as every account reads it: duties, open and offered hours, and where people are missing.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import {
  changeQueueShifts,
  getCooperativeRegistration,
  getDeskWeek,
  getQueueShifts,
  getSession,
  ProblemError,
  saveCooperativeRegistration,
  type Connection,
  type DeskWeek,
  type NeededRule,
  type ShiftRule,
} from '@askusnow/sdk';
import { withApp } from '../../support/app/fixture.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { eventually } from '../../support/waiting.ts';

/** Of the week in which the clocks go back, on Sunday. The desk is in New York, Cecil in Los Angeles. */
const MONDAY = '2026-10-26';
const SHIFTS: ShiftRule[] = [
  { library: 'harford', days: ['tu'], start: '09:00', end: '12:00', people: 2 },
  { library: 'cecil', service: 'global', days: ['tu'], start: '11:00', end: '13:00' },
  { library: 'cecil', days: ['sa'], start: '22:00', end: '03:00' },
  { label: 'Evening', days: ['tu'], start: '18:00', end: '20:00' },
];
const NEEDED: NeededRule[] = [
  { days: ['mo', 'we', 'th', 'fr', 'sa', 'su'], start: '00:00', end: '24:00', people: 0 },
  { days: ['tu'], start: '00:00', end: '09:00', people: 0 },
  { days: ['tu'], start: '09:00', end: '12:00', people: 2 },
  { days: ['tu'], start: '13:00', end: '18:00', people: 0 },
  { days: ['tu'], start: '20:00', end: '24:00', people: 0 },
];
const offer = { queue_id: 'statewide', service: 'statewide', reason: 'illness', by: 'Liaison of Harford' } as const;

withApp({
  now: '2026-10-26T13:00:00.000Z',
  cooperative: TWO_LIBRARIES.replace('open: "09:00", close: "22:00"', 'open: "00:00", close: "24:00"'),
  as: {
    coordinator: ['coordinator'],
    liaison: ['liaison', 'cecil'],
    viewer: ['viewer', 'harford'],
    provider: ['provider'],
  },
}).describe('desk week', (on) => {
  const weekOf = (by: Connection, from?: string): Promise<DeskWeek> =>
    getDeskWeek(by, 'statewide', from === undefined ? {} : { from });
  const codeOf = (asked: Promise<unknown>): Promise<string> =>
    asked.then(
      () => 'none',
      (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
    );
  /** "27T13:00–16:00 harford". */
  const shown = ({ start, end }: { start: string; end: string }): string =>
    `${start.slice(8, 16)}–${end.slice(11, 16)}`;

  before(async () => {
    const byHours = await weekOf(on.coordinator);
    assert.deepEqual([byHours.hours?.length, byHours.uneven], [1, []], 'a desk without shifts is open by its hours');
    const { revision } = await getQueueShifts(on.coordinator, 'statewide');
    await changeQueueShifts(on.coordinator, 'statewide', { shifts: SHIFTS, needed: NEEDED, revision });
    await eventually(async () => (await weekOf(on.coordinator)).duties.length === 3);
  });

  test('desk week: says who is to be there by the desk’s clock, open hours, and where people are too few or too many', async () => {
    const week = await weekOf(on.liaison);
    assert.deepEqual([week.week, week.from, week.to], [MONDAY, '2026-10-26T04:00:00.000Z', '2026-11-02T05:00:00.000Z']);
    assert.deepEqual(
      week.duties.map((duty) => [shown(duty), duty.library, duty.service, duty.people, duty.why]),
      [
        ['27T13:00–16:00', 'harford', 'statewide', 2, 'owed'],
        ['27T15:00–17:00', 'cecil', 'global', 1, 'owed'],
        // Five hours by the clock, six on this night.
        ['01T02:00–08:00', 'cecil', 'statewide', 1, 'owed'],
      ],
    );
    assert.deepEqual(
      week.open.map((each) => [shown(each), each.label]),
      [['27T22:00–00:00', 'Evening']],
    );
    assert.deepEqual(
      week.uneven.map((each) => [shown(each), each.scheduled, each.needed]),
      [
        ['27T15:00–16:00', 3, 2],
        ['27T22:00–00:00', 0, 1],
        ['01T02:00–08:00', 1, 0],
      ],
    );
    assert.deepEqual(week.shared.libraries, [
      { id: 'cecil', name: 'Cecil' },
      { id: 'harford', name: '=Harford, "County"' },
    ]);
    const { sharedDesks } = await getSession(on.provider);
    assert.deepEqual(sharedDesks, [{ id: 'statewide', name: 'Statewide desk' }]);
    assert.deepEqual((await getSession(on.liaison)).sharedDesks, sharedDesks);
    // The desk's hours count from when they were set.
    assert.deepEqual(week.hours, [['2026-10-26T13:00:00.000Z', week.to]]);
    assert.ok(week.knownUntil! > week.to);
  });

  test('desk week: an hour that is given counts as nobody’s until it is accepted; its reason is in no reply', async () => {
    const { db } = on.app.database;
    const at = (clock: string): Date => new Date(`2026-10-27T${clock}:00Z`);
    const times = { starts_at: at('13:00'), ends_at: at('14:00'), offered_at: at('00:00'), library_id: 'harford' };
    const { id } = await db
      .insertInto('cover_offer')
      .values({ ...offer, ...times, decided_at: null, taken_by: null })
      .returning('id')
      .executeTakeFirstOrThrow();
    // Of a shift that is not there any more.
    await db
      .insertInto('cover_offer')
      .values({ ...offer, ...times, library_id: 'cecil', decided_at: null, taken_by: null })
      .execute();
    const given = await weekOf(on.viewer);
    assert.deepEqual(
      given.offers.map((each) => [each.id, shown(each), each.library]),
      [[id, '27T13:00–14:00', 'harford']],
    );
    assert.deepEqual(given.uneven.map((each) => [shown(each), each.scheduled, each.needed])[0], [
      '27T13:00–14:00',
      0,
      2,
    ]);
    assert.doesNotMatch(JSON.stringify(given), /illness|Liaison/);
    await db
      .updateTable('cover_offer')
      .set({ state: 'accepted', taken_by: 'cecil', decided_at: at('01:00') })
      .where('id', '=', id)
      .execute();
    const taken = await weekOf(on.provider);
    assert.deepEqual(taken.offers, []);
    assert.deepEqual(
      taken.duties.slice(0, 2).map((each) => [shown(each), each.library, each.why, each.owedBy]),
      [
        ['27T13:00–14:00', 'cecil', 'covering', 'harford'],
        ['27T14:00–16:00', 'harford', 'owed', 'harford'],
      ],
    );
    assert.ok(!taken.uneven.some((each) => shown(each).startsWith('27T13:00')));
  });

  test('desk week: has the holidays of its days and the closings that libraries have announced', async () => {
    const { registration, revision } = await getCooperativeRegistration(on.coordinator);
    const holidays = [
      { date: '2026-10-25', through: '2026-10-26', name: 'Founders’ Days' },
      { date: '2026-11-26', name: 'Thanksgiving' },
    ];
    await saveCooperativeRegistration(on.coordinator, { registration: { ...registration, holidays }, revision });
    const announced = { library_id: 'harford', announced_at: new Date(0), by: 'Liaison of Harford' };
    await on.app.database.db
      .insertInto('library_closing')
      .values([
        { ...announced, starts_at: new Date('2026-10-28T12:00:00Z'), ends_at: new Date('2026-10-28T21:00:00Z') },
        {
          ...{ ...announced, starts_at: new Date('2026-10-29T12:00:00Z'), ends_at: new Date('2026-10-29T21:00:00Z') },
          withdrawn_at: new Date(0),
        },
      ])
      .execute();
    await eventually(async () => (await weekOf(on.liaison)).holidays.length > 0);
    const week = await weekOf(on.liaison);
    assert.deepEqual(
      week.holidays.map(({ name }) => name),
      ['Founders’ Days'],
    );
    assert.deepEqual(
      week.closings.map((each) => [shown(each), each.library]),
      [['28T12:00–21:00', 'harford']],
    );
  });

  test('desk week: begins on the day that is asked for; a local desk, one that is none, and a day that is none are refused', async () => {
    const week = await weekOf(on.coordinator, '2026-11-02');
    assert.deepEqual([week.from, week.to], ['2026-11-02T05:00:00.000Z', '2026-11-09T05:00:00.000Z']);
    assert.equal(await codeOf(getDeskWeek(on.coordinator, 'harford-desk')), 'unknown-queue');
    assert.equal(await codeOf(getDeskWeek(on.liaison, 'nowhere')), 'unknown-queue');
    assert.equal(await codeOf(weekOf(on.liaison, '1999-01-01')), 'invalid-request');
  });
});
