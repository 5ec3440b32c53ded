// Hours in words, typed times as instants, and what becomes of a draft: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { WeeklyRule } from '@askusnow/sdk/contract';
import { Temporal } from 'temporal-polyfill';
import { errorsAt, isAtFault } from '../../../server/dashboard/out/logic/field-errors.js';
import { newException, trimmedException, withHolidays } from '../../../server/dashboard/out/logic/hours-draft.js';
import { addDays, instantMs, wallClock } from '../../../server/dashboard/out/logic/wall-clock.js';
import { auditText } from '../../../server/dashboard/out/i18n/audit-text.js';
import { instantText } from '../../../server/dashboard/out/i18n/clock-text.js';
import {
  daysText,
  openingText,
  stretchesText,
  timeText,
  toCome,
  weekLines,
} from '../../../server/dashboard/out/i18n/hours-text.js';

const ZONE = 'America/New_York';
const plain = (text: string): string => text.replace(/\s/g, ' ');

describe('hours in words', () => {
  test('texts: read as people say them', () => {
    assert.deepEqual(
      ['00:00', '09:00', '12:00', '12:30', '00:05', '21:45', '24:00'].map((clock) => plain(timeText(clock))),
      ['midnight', '9 AM', 'noon', '12:30 PM', '12:05 AM', '9:45 PM', 'midnight'],
    );
    assert.equal(plain(openingText({ open: '22:00', close: '02:00' })), '10 PM – 2 AM the next day');
    assert.equal(plain(openingText({ open: '18:00', close: '24:00' })), '6 PM – midnight');
    assert.equal(plain(openingText({ open: '18:00', close: '00:00' })), '6 PM – midnight');
    assert.equal(openingText({ open: '00:00', close: '24:00' }), 'around the clock');
    assert.equal(plain(openingText({ open: '09:00', close: '09:00' })), '24 hours from 9 AM');
  });

  test('hours text: three days in a row become a range', () => {
    assert.equal(daysText(['mo', 'tu', 'we', 'th', 'fr']), 'Mon–Fri');
    assert.equal(daysText(['su', 'mo', 'tu', 'fr']), 'Mon, Tue, Fri, Sun');
    assert.equal(daysText(['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su']), 'Every day');
  });

  test('hours text: each weekday once, whatever the order of the rules', () => {
    const weekly: WeeklyRule[] = [
      { days: ['sa'], open: '10:00', close: '14:00' },
      { days: ['mo', 'tu'], open: '13:00', close: '17:00' },
      { days: ['mo', 'tu', 'th'], open: '09:00', close: '12:00' },
    ];
    assert.deepEqual(
      weekLines(weekly).map(({ days, hours }) => `${days}: ${plain(hours)}`),
      ['Mon, Tue: 9 AM – noon, 1 PM – 5 PM', 'Wed, Fri, Sun: closed', 'Thu: 9 AM – noon', 'Sat: 10 AM – 2 PM'],
    );
    assert.deepEqual(weekLines([]), [{ days: 'Every day', hours: 'closed' }]);
  });

  test('hours text: unknown differs from closed; a night belongs to its evening', () => {
    assert.equal(stretchesText(null, ZONE), 'not known');
    assert.equal(stretchesText([], ZONE), 'closed');
    const night = [['2026-11-25T03:00:00.000Z', '2026-11-25T07:00:00.000Z']] as const;
    assert.equal(plain(stretchesText(night, ZONE)), '10 PM – 2 AM the next day');
    const toMidnight = [['2026-11-24T14:00:00.000Z', '2026-11-25T05:00:00.000Z']] as const;
    assert.equal(plain(stretchesText(toMidnight, ZONE)), '9 AM – 12 AM');
  });

  test('hours text: past exceptions are left out', () => {
    const days = ['2026-11-23', '2026-11-24', '2026-11-20'].map((date) => newException(date, true));
    const run = { date: '2026-11-01', through: '2026-11-30', open: [] };
    assert.deepEqual(
      toCome([...days, run], '2026-11-24').map(({ date }) => date),
      ['2026-11-01', '2026-11-24'],
    );
  });

  test('hours history: each action in words, an unknown one by its name', () => {
    const after = { closedUntil: '2026-11-25T05:00:00.000Z' };
    assert.equal(plain(auditText({ action: 'closed-until', after }, ZONE)), 'Closed until Wed, Nov 25, 12 AM EST');
    assert.equal(auditText({ action: 'closed-until', after: { closedUntil: null } }, ZONE), 'Opened again');
    assert.equal(auditText({ action: 'undone', after: { weekly: [] } }, ZONE), 'Undid a change of hours');
    assert.equal(auditText({ action: 'moved-house', after: null }, ZONE), 'moved house');
  });
});

describe('a typed time', () => {
  test('typed time: the instant of the zone’s wall clock, as Temporal has it', () => {
    for (const zone of [ZONE, 'America/Los_Angeles', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Apia']) {
      for (let day = '2026-01-01'; day <= '2026-12-31'; day = addDays(day, 1)) {
        for (const time of ['00:00', '01:30', '02:30', '12:00', '23:59']) {
          const expected = Temporal.PlainDateTime.from(`${day}T${time}`).toZonedDateTime(zone).epochMilliseconds;
          assert.equal(instantMs({ date: day, time }, zone), expected, `${zone} ${day} ${time}`);
        }
      }
    }
  });

  test('typed time: round-trips if it occurs once', () => {
    const shown = { date: '2026-11-24', time: '09:30' };
    assert.deepEqual(wallClock(instantMs(shown, ZONE), ZONE), shown);
    assert.equal(plain(instantText(new Date(instantMs(shown, ZONE)).toISOString(), ZONE)), 'Tue, Nov 24, 9:30 AM EST');
  });

  test('typed time: an invalid one is no instant', () => {
    for (const shown of [
      { date: '', time: '09:00' },
      { date: '2026-02-31', time: '' },
      { date: 'x', time: 'y' },
    ])
      assert.ok(Number.isNaN(instantMs(shown, ZONE)));
  });
});

describe('a draft of hours', () => {
  const errors = [
    { field: 'hours.weekly.1', message: 'overlaps' },
    { field: 'hours.weekly.10.open', message: 'a clock time' },
  ];

  test('hours draft: a fault is at its row and field, and at no other', () => {
    assert.deepEqual(errorsAt(errors, 'hours.weekly.1'), [errors[0]]);
    assert.ok(isAtFault(errors, 'hours.weekly.1', 'open') && isAtFault(errors, 'hours.weekly.1', 'days'));
    assert.ok(isAtFault(errors, 'hours.weekly.10', 'open'));
    assert.equal(isAtFault(errors, 'hours.weekly.10', 'close'), false);
    assert.equal(isAtFault(errors, 'hours.weekly.0', 'open'), false);
  });

  test('hours draft: takes holidays in order, and none on a day with hours of its own', () => {
    const own = { date: '2026-12-23', through: '2026-12-24', open: [{ open: '09:00', close: '12:00' }] };
    const all = withHolidays(
      [own],
      [
        { date: '2026-12-24', name: 'Christmas Eve', set: false },
        { date: '2026-11-26', name: 'Thanksgiving Day', set: false },
      ],
    );
    assert.deepEqual(all, [{ date: '2026-11-26', open: [], note: 'Thanksgiving Day' }, own]);
  });

  test('hours draft: leaves out empty fields', () => {
    assert.deepEqual(trimmedException({ date: '2026-12-24', through: '', open: [], note: '  ' }), {
      date: '2026-12-24',
      open: [],
    });
  });
});
