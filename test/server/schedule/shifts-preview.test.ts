// What shifts would mean, asked before they are saved.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { QueueShifts, ShiftRule, ShiftsPreview, WeekCopy } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { sendRequest } from '../../support/app/requests.ts';

const WEEK_MS = 7 * 86_400_000;
const MORNINGS: ShiftRule[] = [
  { label: 'Reference desk', days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], start: '09:00', end: '13:00' },
];

withApp({ desks: true, as: { liaison: ['liaison', 'harford'] } }).describe('shifts preview', (on) => {
  const week = (): string => new Date(Date.now() + WEEK_MS).toISOString().slice(0, 10);
  const preview = (body: object, queue = 'harford-desk', cookie = on.cookies.liaison) =>
    sendRequest<ShiftsPreview>(on.app, cookie, `queues/${queue}/shifts/preview`, body, 'POST');
  const saved = async () =>
    (await sendRequest<QueueShifts>(on.app, on.cookies.liaison, 'queues/harford-desk/shifts')).body;

  test('shifts preview: shows a week and the gaps of 52 weeks, and saves nothing', async () => {
    const before = await saved();
    const { status, body } = await preview({ shifts: MORNINGS, week: week() });
    assert.equal(status, 200);
    assert.deepEqual([body.scheduledBy, body.week], ['shifts', week()]);
    assert.ok(body.shifts.length >= 7 && body.shifts.every(({ rule, label }) => rule === 0 && label !== ''));
    assert.ok(body.gaps.length > 0);
    assert.ok(body.ahead.added.count >= 52, `${body.ahead.added.count} gaps`);
    assert.deepEqual(body.ahead.added, body.ahead.gaps, 'the hours alone left none');
    assert.deepEqual(await saved(), before);
  });

  test('shifts preview: after saving, the same shifts add no gap', async () => {
    const { revision } = await saved();
    const change = { shifts: MORNINGS, revision };
    assert.equal(
      (await sendRequest(on.app, on.cookies.liaison, 'queues/harford-desk/shifts', change, 'PUT')).status,
      200,
    );
    const { body } = await preview({ shifts: MORNINGS, week: week() });
    assert.equal(body.ahead.added.count, 0);
    assert.ok(body.ahead.gaps.count >= 52);
  });

  test('shifts preview: contradictions name their field; a week two years away is refused', async () => {
    const backwards = await preview({ shifts: [...MORNINGS, ...MORNINGS], week: week() });
    assert.deepEqual([backwards.status, backwards.body.code], [422, 'invalid-shifts']);
    const far = await preview({ shifts: [], week: '2031-01-01' });
    assert.deepEqual([far.status, far.body.errors?.[0]?.field], [422, 'week']);
  });

  test('shifts copy: what it would make is saved with its revision, and then there is nothing left to make', async () => {
    const { revision } = await saved();
    const once = { label: 'Evening', date: week(), start: '18:00', end: '20:00' };
    const shifts = [...MORNINGS, once];
    await sendRequest(on.app, on.cookies.liaison, 'queues/harford-desk/shifts', { shifts, revision }, 'PUT');
    const to = [2, 3, 4].map((weeks) => new Date(Date.now() + weeks * WEEK_MS).toISOString().slice(0, 10));
    const copy = () =>
      sendRequest<WeekCopy>(
        on.app,
        on.cookies.liaison,
        'queues/harford-desk/shifts/copy',
        { week: week(), to },
        'POST',
      );
    const { status, body } = await copy();
    assert.deepEqual([status, body.made.first.map(({ label }) => label)], [200, ['Evening', 'Evening', 'Evening']]);
    assert.ok(body.skipped.count === 21 && body.skipped.first.every(({ why }) => why === 'taken'));
    const change = { shifts: body.shifts, revision: body.revision };
    assert.equal(
      (await sendRequest(on.app, on.cookies.liaison, 'queues/harford-desk/shifts', change, 'PUT')).status,
      200,
    );
    assert.deepEqual((await copy()).body.made, { count: 0, first: [] });
    const again = await sendRequest(on.app, on.cookies.liaison, 'queues/harford-desk/shifts', change, 'PUT');
    assert.deepEqual([again.status, again.body.code], [409, 'stale-revision'], 'a second copy overwrites nothing');
  });

  /** `perDay` shifts a day for 400 days, round the clock, in a linked calendar alone. */
  const linkCalendar = async (perDay: number): Promise<void> => {
    const first = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
    const events = Array.from({ length: perDay }, (_, at) => {
      const clock = (minutes: number) =>
        `${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}00`;
      const [start, end] = [at, at + 1].map((part) => Math.floor((part * 1_439) / perDay));
      return `BEGIN:VEVENT\r\nUID:shift-${at}\r\nDTSTART:${first}T${clock(start!)}\r\nDTEND:${first}T${clock(end!)}\r\nRRULE:FREQ=DAILY;COUNT=400\r\nSUMMARY:Desk\r\nEND:VEVENT\r\n`;
    });
    const body = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n${events.join('')}END:VCALENDAR\r\n`;
    await on.app.database.db.deleteFrom('shift_feed').execute();
    await on.app.database.db
      .insertInto('shift_feed')
      .values({ queue_id: 'harford-desk', url: 'https://calendar.example.org/a.ics', body, events: perDay })
      .execute();
  };

  test('shifts preview: a calendar of 14,560 shifts a year leaves no false gap, and one of more than 100 a day is refused in words', async () => {
    await linkCalendar(40);
    const { status, body } = await preview({ shifts: [], week: week() });
    assert.equal(status, 200);
    // From the first of a year to the last: a calendar that is cut off leaves the last weeks empty.
    assert.deepEqual([body.ahead.gaps.count, body.gaps.length], [0, 0], JSON.stringify(body.ahead));
    await linkCalendar(120);
    const refused = await preview({ shifts: [], week: week() });
    assert.deepEqual([refused.status, refused.body.code], [422, 'calendar-too-long']);
    assert.match(refused.body.detail!, /Export fewer months/);
    await on.app.database.db.deleteFrom('shift_feed').execute();
  });

  test('shifts preview: another library’s desk does not exist', async () => {
    assert.equal((await preview({ shifts: [], week: week() }, 'garrett-desk')).status, 404);
    assert.equal((await preview({ shifts: [], week: week() }, 'harford-desk', '')).status, 401);
    const copy = { week: week(), to: [week()] };
    const refused = await sendRequest(on.app, on.cookies.liaison, 'queues/garrett-desk/shifts/copy', copy, 'POST');
    assert.equal(refused.status, 404);
  });
});
