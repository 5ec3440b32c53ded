import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDoubts, poissonBound, type DayLoad } from '../../../server/src/visibility/metrics/doubts.ts';
import { daysBefore } from '../../../server/src/platform/time/day-window.ts';

const TODAY = '2026-11-24';
const window = { from: '2026-10-26', to: TODAY };
const aDay = (date: string, more: Partial<DayLoad> = {}): DayLoad => ({
  date,
  clicks: 2,
  viewable: 60,
  unseenClicks: 0,
  busiestClicks: 1,
  busiestClicksHour: 15,
  busiestViewable: 12,
  busiestViewableHour: 16,
  ...more,
});
/** Quiet days up to the one that ends the list. */
const daysUpTo = (last: DayLoad, days = 28): DayLoad[] => [
  ...Array.from({ length: days }, (_, n) => aDay(daysBefore(last.date, days - n))),
  last,
];
const reasonsOf = (days: DayLoad[]) =>
  findDoubts(days, window).map(({ date, hour, reason }) => `${date} ${hour} ${reason}`);

/** P(X > k) by adding up the whole tail. */
const tailOf = (mean: number, k: number): number => {
  let sum = 0;
  for (let n = k + 1; n < k + 4_000; n++) {
    let log = -mean + n * Math.log(mean);
    for (let i = 2; i <= n; i++) log -= Math.log(i);
    const term = Math.exp(log);
    sum += term;
    if (n > mean && term < 1e-18) break;
  }
  return sum;
};

test('doubts: the bound is the least count that Poisson’s law passes less than once in a million', () => {
  for (const mean of [0.05, 1, 6, 20, 100, 400]) {
    const bound = poissonBound(mean);
    assert.ok(tailOf(mean, bound) < 1e-6, `${mean}: ${bound}`);
    assert.ok(tailOf(mean, bound - 1) >= 1e-6, `${mean}: ${bound - 1}`);
  }
  assert.equal(poissonBound(0), 0);
  const far = poissonBound(600);
  assert.ok(tailOf(600, far) < 1.1e-6 && tailOf(600, far - 2) > 0.9e-6, String(far));
});

test('doubts: a quiet library, a class visit and a site that grows are not doubted', () => {
  assert.deepEqual(reasonsOf(daysUpTo(aDay(TODAY))), []);
  assert.deepEqual(reasonsOf(daysUpTo(aDay(TODAY, { clicks: 37, busiestClicks: 35 }))), []);
  const growing = Array.from({ length: 29 }, (_, n) =>
    aDay(daysBefore(TODAY, 28 - n), {
      clicks: 2 + 7 * n,
      busiestClicks: 1 + n,
      viewable: 60 * (n + 1),
      busiestViewable: 12 * (n + 1),
    }),
  );
  assert.deepEqual(reasonsOf(growing), []);
});

test('doubts: an hour of scripted clicks is doubted with its hour, its count and the most of the weeks before', () => {
  const script = aDay(TODAY, { clicks: 122, busiestClicks: 120, busiestClicksHour: 3 });
  assert.deepEqual(findDoubts(daysUpTo(script), window), [
    { date: TODAY, hour: 3, reason: 'clicks-above-usual', count: 120, usual: 1 },
  ]);
});

test('doubts: a script that is slow enough for each hour is doubted by the day', () => {
  const slow = aDay(TODAY, { clicks: 700, busiestClicks: 30 });
  assert.deepEqual(reasonsOf(daysUpTo(slow)), [`${TODAY} null clicks-above-usual`]);
});

test('doubts: clicks on what nobody saw are doubted, however usual their number', () => {
  const busy = (date: string, more = {}) => aDay(date, { clicks: 300, busiestClicks: 60, ...more });
  const days = Array.from({ length: 28 }, (_, n) => busy(daysBefore(TODAY, 28 - n)));
  const onTheDay = (all: DayLoad[]) => findDoubts(all, { from: TODAY, to: TODAY }).map(({ reason }) => reason);
  assert.deepEqual(onTheDay([...days, busy(TODAY, { unseenClicks: 20 })]), ['clicks-unseen']);
  assert.deepEqual(onTheDay([...days, busy(TODAY, { unseenClicks: 19 })]), []);
});

test('doubts: views without end are doubted, too: they make the rate smaller than it is', () => {
  const views = aDay(TODAY, { viewable: 30_000, busiestViewable: 15_000, busiestViewableHour: 2 });
  assert.deepEqual(reasonsOf(daysUpTo(views)), [`${TODAY} 2 views-above-usual`]);
});

test('doubts: a library without a history is held to the least bounds', () => {
  assert.deepEqual(reasonsOf([aDay(TODAY, { clicks: 41, busiestClicks: 41 })]), [`${TODAY} 15 clicks-above-usual`]);
  assert.deepEqual(reasonsOf([aDay(TODAY, { clicks: 40, busiestClicks: 40 })]), []);
});

test('doubts: a script of several days stays doubted; a real rise is believed within a week', () => {
  const risen = Array.from({ length: 12 }, (_, n) =>
    aDay(daysBefore(TODAY, 11 - n), { clicks: 900, busiestClicks: 120 }),
  );
  const days = [...daysUpTo(aDay('2026-11-12'), 28), ...risen];
  const doubted = findDoubts(days, window).map(({ date }) => date);
  assert.ok(doubted.includes('2026-11-13') && doubted.includes('2026-11-14'), String(doubted));
  assert.ok(!doubted.includes('2026-11-20'), String(doubted));
});

test('doubts: only days of the window are listed', () => {
  const before = aDay('2026-10-25', { clicks: 500, busiestClicks: 120 });
  assert.deepEqual(reasonsOf([before, aDay('2026-10-26')]), []);
});

test('doubts: mutant: a history that takes a script for usual is silent on its second day', () => {
  const script = (date: string) => aDay(date, { clicks: 400, busiestClicks: 120 });
  const days = [...daysUpTo(script('2026-11-23')), script(TODAY)];
  const naive = Math.max(
    40,
    poissonBound(2 * Math.max(...days.slice(0, -1).map(({ busiestClicks }) => busiestClicks))),
  );
  assert.ok(120 <= naive);
  assert.deepEqual(reasonsOf(days), ['2026-11-23 15 clicks-above-usual', `${TODAY} null clicks-above-usual`]);
});
