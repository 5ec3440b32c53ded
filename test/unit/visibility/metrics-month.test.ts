import assert from 'node:assert/strict';
import { test } from 'node:test';
import { monthWindows, toMonthPeriod } from '../../../server/src/visibility/metrics/month.ts';
import { monthsSince } from '../../../server/dashboard/out/logic/months.js';

const spans = (month: string, today: string) => {
  const { isOver, ...windows } = monthWindows(month, today)!;
  return [isOver, ...Object.values(windows).map(({ from, to, days }) => `${from} ${to} ${days}`)];
};
const aDay = (date: string, clicks: number) => ({
  date,
  impressions: 10,
  measurable: 10,
  viewable: 8,
  firstScreen: 0,
  clicks,
  follows: 0,
});

test('month: a whole month is compared with whole months, whatever their length', () => {
  assert.deepEqual(spans('2026-03', '2026-11-24'), [
    true,
    '2026-03-01 2026-03-31 31',
    '2026-02-01 2026-02-28 28',
    '2025-03-01 2025-03-31 31',
  ]);
});

test('month: one that is not over has its whole days, and as many of the others', () => {
  assert.deepEqual(spans('2026-11', '2026-11-24'), [
    false,
    '2026-11-01 2026-11-23 23',
    '2026-10-01 2026-10-23 23',
    '2025-11-01 2025-11-23 23',
  ]);
  assert.deepEqual(spans('2026-03', '2026-03-31').slice(2), ['2026-02-01 2026-02-28 28', '2025-03-01 2025-03-30 30']);
});

test('month: on its first day no whole day is over; a later month has not begun', () => {
  const { month } = monthWindows('2026-11', '2026-11-01')!;
  assert.deepEqual([month.days, toMonthPeriod(month, [], '2026-01-01').counts], [0, null]);
  assert.equal(monthWindows('2026-12', '2026-11-24'), null);
});

test('month: days before counting began are not zero', () => {
  const { month, lastMonth, lastYear } = monthWindows('2026-11', '2026-12-05')!;
  const days = [aDay('2026-11-20', 2), aDay('2026-11-30', 3)];
  const period = toMonthPeriod(month, days, '2026-11-16');
  assert.deepEqual([period.countedDays, period.counts!.clicks, period.clickThrough!.denominator], [15, 5, 16]);
  for (const earlier of [lastMonth, lastYear]) assert.equal(toMonthPeriod(earlier, days, '2026-11-16').counts, null);
  assert.equal(toMonthPeriod(month, [], null).counts, null);
});

test('month: the choice goes back to the first counted month, at most three years', () => {
  assert.deepEqual(monthsSince('2026-11-16', '2027-01-02'), ['2027-01', '2026-12', '2026-11']);
  assert.deepEqual(monthsSince(null, '2026-11-24'), ['2026-11']);
  assert.equal(monthsSince('2010-01-01', '2026-11-24').length, 36);
});
