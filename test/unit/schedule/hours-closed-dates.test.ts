import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { HoursRules } from '@askusnow/sdk/contract';
import { closedDates } from '../../../server/src/schedule/hours/closed-dates.ts';

const WEEKDAYS: HoursRules['weekly'] = [{ days: ['mo', 'tu', 'we', 'th', 'fr'], open: '09:00', close: '17:00' }];
const window = { from: '2026-11-20', to: '2026-11-30' };
const closed = (over: Partial<HoursRules>): string[] =>
  closedDates({ weekly: WEEKDAYS, seasons: [], exceptions: [], ...over }, window);

test('closed dates: a weekday that is always closed is part of the week, and no closed date', () => {
  assert.deepEqual(closed({}), []);
});
test('closed dates: an exception without hours closes its days, one with hours does not', () => {
  const exceptions = [
    { date: '2026-11-26', through: '2026-11-27', open: [] },
    { date: '2026-11-25', open: [{ open: '09:00', close: '12:00' }] },
  ];
  assert.deepEqual(closed({ exceptions }), ['2026-11-26', '2026-11-27']);
});
test('closed dates: a season closes the weekdays that it takes away, and an exception opens one of them', () => {
  const seasons = [{ name: 'Moving', from: '2026-11-23', to: '2026-12-24', weekly: [] }];
  const exceptions = [{ date: '2026-11-24', open: [{ open: '09:00', close: '12:00' }] }];
  const days = ['2026-11-23', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-30'];
  assert.deepEqual(closed({ seasons, exceptions }), days);
});
test('closed dates: what is outside of the window, and hours that are unknown, close nothing', () => {
  assert.deepEqual(closed({ exceptions: [{ date: '2026-12-25', open: [] }] }), []);
  assert.deepEqual(closed({ weekly: null }), []);
});
