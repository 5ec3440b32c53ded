// A week of shifts as instants, and the gaps of the 52 weeks ahead.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WEEKDAYS, type ShiftRule, type Weekday } from '@askusnow/sdk/contract';
import type { Rules } from '../../../server/src/schedule/expansion/schedule.ts';
import { gapsAhead, LOOK_AHEAD_MS, shiftWeek } from '../../../server/src/schedule/expansion/shift-week.ts';
import { startOfDayMs } from '../../../server/src/platform/time/day-window.ts';

const ZONE = 'America/New_York';
const NOW_MS = Date.parse('2026-10-14T13:00:00Z');
const HOUR_MIN = 60;

/** Open at these times on all days, with these shifts. */
const rulesOf = (open: string, close: string, shifts: ShiftRule[]): Rules => ({
  zone: ZONE,
  tier: 'local',
  hours: { weekly: [{ days: [...WEEKDAYS], open, close }], seasons: [], exceptions: [] },
  closedUntilMs: null,
  shifts,
  feed: null,
});
const daily = (start: string, end: string, days: readonly Weekday[] = WEEKDAYS, label = 'Desk'): ShiftRule => ({
  label,
  days: [...days],
  start,
  end,
});
const ahead = (rules: Rules, saved: Rules = rules, nowMs = NOW_MS) => gapsAhead(saved, rules, nowMs);

/** Wall-clock minutes of the day and the weekday of each quarter hour, by Intl: shares no line with the expansion. */
function quartersOf(fromMs: number, toMs: number): { weekday: Weekday; minute: number }[] {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: ZONE,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const quarters: { weekday: Weekday; minute: number }[] = [];
  for (let ms = fromMs; ms < toMs; ms += 15 * 60_000) {
    const parts = Object.fromEntries(format.formatToParts(ms).map(({ type, value }) => [type, value]));
    const weekday = parts['weekday']!.slice(0, 2).toLowerCase() as Weekday;
    quarters.push({ weekday, minute: Number(parts['hour']) * 60 + Number(parts['minute']) });
  }
  return quarters;
}
const minuteOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

describe('shifts ahead', () => {
  test('shifts ahead: shifts that follow each other leave no gap, also where the clocks change', async () => {
    const rules = rulesOf('00:00', '24:00', [daily('00:00', '12:00'), daily('12:00', '24:00')]);
    assert.deepEqual((await ahead(rules)).gaps, { count: 0, minutes: 0, first: [] });
  });

  test('shifts ahead: a week but for an hour leaves that hour in each of the 52 weeks', async () => {
    const rules = rulesOf('00:00', '24:00', [
      daily('00:00', '12:00'),
      daily('12:00', '24:00', WEEKDAYS.slice(0, 6)),
      daily('12:00', '23:00', ['su']),
    ]);
    const { gaps } = await ahead(rules);
    assert.deepEqual([gaps.count, gaps.minutes, gaps.first.length], [52, 52 * HOUR_MIN, 10]);
    // 23:00 of Sunday, 2026-10-18, in New York; after November 1 an hour later in UTC.
    assert.deepEqual(gaps.first[0], ['2026-10-19T03:00:00.000Z', '2026-10-19T04:00:00.000Z']);
    assert.deepEqual(gaps.first[2], ['2026-11-02T04:00:00.000Z', '2026-11-02T05:00:00.000Z']);
  });

  test('shifts ahead: the night of 25 hours lacks an hour more, the night of 23 hours one less', async () => {
    const rules = rulesOf('00:00', '06:00', [daily('03:00', '06:00')]);
    const { gaps } = await ahead(rules);
    assert.equal(gaps.count, 364);
    assert.equal(gaps.minutes, 364 * 3 * HOUR_MIN, 'one longer night and one shorter');
    const night = gaps.first.length;
    assert.equal(night, 10);
    const autumn = await ahead(rules, rules, Date.parse('2026-10-31T12:00:00Z'));
    assert.deepEqual(autumn.gaps.first[0], ['2026-11-01T04:00:00.000Z', '2026-11-01T08:00:00.000Z'], 'four hours');
    const spring = await ahead(rules, rules, Date.parse('2027-03-13T12:00:00Z'));
    assert.deepEqual(spring.gaps.first[0], ['2027-03-14T05:00:00.000Z', '2027-03-14T07:00:00.000Z'], 'two hours');
  });

  test('shifts ahead: a change is charged with the gaps that it adds, not with those that were there', async () => {
    const saved = rulesOf('09:00', '17:00', [daily('09:00', '16:00')]);
    const proposed = { ...saved, shifts: [daily('10:00', '16:00')] };
    const { gaps, added } = await ahead(proposed, saved);
    assert.deepEqual([gaps.count, added.count, added.minutes], [2 * 364, 364, 364 * HOUR_MIN]);
    assert.equal((await ahead({ ...saved, shifts: [daily('09:00', '17:00')] }, saved)).added.count, 0);
  });

  test('shifts ahead: the first shifts of a desk are charged with all that they leave', async () => {
    const { added } = await ahead(rulesOf('09:00', '17:00', [daily('09:00', '12:00')]), rulesOf('09:00', '17:00', []));
    assert.deepEqual([added.count, added.minutes], [364, 364 * 5 * HOUR_MIN]);
  });

  test('shifts ahead: agree with a count of quarter hours by Intl, for shifts at random', async () => {
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48271) % 2147483647) % below;
    const clock = (quarter: number): string =>
      `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`;
    const quarters = quartersOf(NOW_MS, NOW_MS + LOOK_AHEAD_MS);
    for (let round = 0; round < 12; round += 1) {
      const shifts = Array.from({ length: 1 + random(12) }, (_, at) => {
        const start = 20 + random(40);
        const days = WEEKDAYS.filter(() => random(3) > 0);
        return daily(clock(start), clock(start + 1 + random(24)), days.length === 0 ? ['mo'] : days, `Desk ${at}`);
      });
      const { gaps } = await ahead(rulesOf('08:00', '20:00', shifts));
      const empty = quarters.filter(
        ({ weekday, minute }) =>
          8 * 60 <= minute &&
          minute < 20 * 60 &&
          !shifts.some(
            ({ days, start, end }) => days!.includes(weekday) && minuteOf(start) <= minute && minute < minuteOf(end),
          ),
      );
      assert.equal(gaps.minutes, empty.length * 15, JSON.stringify(shifts));
    }
  });
});

test('shifts ahead: mutant: the first gap repeated every 168 hours is an hour off after the clocks have changed', async () => {
  const { gaps } = await ahead(
    rulesOf('09:00', '17:00', [daily('09:00', '16:00', ['tu'])]),
    rulesOf('09:00', '17:00', []),
    Date.parse('2026-10-27T22:00:00Z'),
  );
  const starts = gaps.first.map(([start]) => Date.parse(start));
  const naive = starts[0]! + 7 * 24 * 60 * 60_000;
  assert.ok(!starts.includes(naive) && starts.includes(naive + 60 * 60_000));
});

describe('shift week', () => {
  const week = { startMs: startOfDayMs(ZONE, '2026-10-26'), endMs: startOfDayMs(ZONE, '2026-11-02') };

  test('shift week: each shift names the rule and the day that it comes from', async () => {
    const rules = rulesOf('09:00', '17:00', [
      daily('09:00', '13:00', ['mo', 'we']),
      { label: 'Evening', date: '2026-10-27', start: '22:00', end: '02:00' },
    ]);
    const { shifts, scheduledBy, hours } = await shiftWeek(rules, week, NOW_MS);
    assert.equal(scheduledBy, 'shifts');
    assert.equal(hours?.length, 7);
    assert.deepEqual(
      shifts.map(({ rule, date, label }) => [rule, date, label]),
      [
        [0, '2026-10-26', 'Desk'],
        [1, '2026-10-27', 'Evening'],
        [0, '2026-10-28', 'Desk'],
      ],
    );
  });

  test('shift week: a calendar’s shift has no rule, and fills its gap', async () => {
    const from = Date.parse('2026-10-26T13:00:00Z');
    const feed = [{ startMs: from, endMs: from + 8 * 3_600_000, label: 'Rota', uid: '1' }];
    const { shifts, gaps } = await shiftWeek({ ...rulesOf('09:00', '17:00', []), feed }, week, NOW_MS);
    assert.deepEqual(
      shifts.map(({ rule, date }) => [rule, date]),
      [[null, null]],
    );
    assert.equal(gaps.length, 6);
  });

  test('shift week: without shifts the hours are scheduled, and nothing is a gap', async () => {
    const { shifts, gaps, scheduledBy } = await shiftWeek(rulesOf('09:00', '17:00', []), week, NOW_MS);
    assert.deepEqual([shifts, gaps, scheduledBy], [[], [], 'hours']);
  });
});
