// Reporting years, the weeks of a plan, weeks that are counted whole, and what a year's estimate rests on.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { addDays, daysOf } from '../../../server/src/platform/time/day-window.ts';
import { plannedWeeks, reportingYear, wholeWeeks, yearOf } from '../../../server/src/workspace/sampling/calendar.ts';
import { estimateYear, type YearFacts } from '../../../server/src/workspace/sampling/year-estimate.ts';

const mondays = (kind: 'one-week' | 'four-weeks', nth: number, year: number, firstMonth: number): string[] =>
  plannedWeeks({ kind, nth, firstMonth }, reportingYear(year, firstMonth)).map(({ from }) => from);

describe('the calendar of counted weeks', () => {
  test('calendar: a reporting year has the name of the year in which it ends', () => {
    assert.deepEqual(reportingYear(2026, 1), { from: '2026-01-01', to: '2026-12-31' });
    assert.deepEqual(reportingYear(2026, 7), { from: '2025-07-01', to: '2026-06-30' });
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2001-01-01'), max: new Date('2098-12-31'), noInvalidDate: true }),
        fc.integer({ min: 1, max: 12 }),
        (date, firstMonth) => {
          const day = date.toISOString().slice(0, 10);
          const { from, to } = reportingYear(yearOf(day, firstMonth), firstMonth);
          assert.ok(from <= day && day <= to, `${day}: ${from} to ${to}`);
        },
      ),
    );
  });

  test('calendar: one week in October, or one in each of four months, in the order of the reporting year', () => {
    assert.deepEqual(mondays('one-week', 1, 2026, 7), ['2025-10-06']);
    assert.deepEqual(mondays('four-weeks', 2, 2026, 7), ['2025-07-14', '2025-10-13', '2026-01-12', '2026-04-13']);
    assert.deepEqual(mondays('four-weeks', 2, 2026, 1), ['2026-01-12', '2026-04-13', '2026-07-13', '2026-10-12']);
    assert.deepEqual(plannedWeeks({ kind: 'none', nth: 1, firstMonth: 1 }, reportingYear(2026, 1)), []);
  });

  test('calendar: each planned week is Monday to Sunday, in its month, whichever year and month come first', () => {
    const anyYear = fc.integer({ min: 2001, max: 2098 });
    fc.assert(
      fc.property(anyYear, fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 4 }), (year, firstMonth, nth) => {
        const weeks = plannedWeeks({ kind: 'four-weeks', nth, firstMonth }, reportingYear(year, firstMonth));
        assert.ok(weeks.length >= 3 && weeks.length <= 4);
        for (const { from, to } of weeks) {
          assert.equal(Temporal.PlainDate.from(from).dayOfWeek, 1);
          assert.equal(to, addDays(from, 6));
        }
      }),
    );
  });

  test('calendar: a week counts when all its seven days do', () => {
    const year = reportingYear(2026, 1);
    const october = new Set(daysOf({ from: '2026-10-03', to: '2026-10-20' }));
    assert.deepEqual(wholeWeeks(year, october), [
      { from: '2026-10-05', to: '2026-10-11' },
      { from: '2026-10-12', to: '2026-10-18' },
    ]);
    october.delete('2026-10-18');
    assert.deepEqual(wholeWeeks(year, october), [{ from: '2026-10-05', to: '2026-10-11' }]);
  });
});

const counted = (from: string, to: string, questions: number): YearFacts['days'] =>
  daysOf({ from, to }).map((date) => ({ date, state: 'counted', questions }));
/** So many clicks on each day of some windows. */
function clicksOf(...windows: readonly (readonly [from: string, to: string, clicks: number])[]): YearFacts['clicks'] {
  const byDay = new Map(
    windows.flatMap(([from, to, clicks]) => daysOf({ from, to }).map((date) => [date, clicks] as const)),
  );
  return { total: [...byDay.values()].reduce((sum, clicks) => sum + clicks, 0), byDay };
}

const A_YEAR: YearFacts = {
  year: { from: '2025-07-01', to: '2026-06-30' },
  today: '2026-07-10',
  days: [...counted('2025-10-06', '2025-10-12', 6), ...counted('2026-01-12', '2026-01-18', 12)],
  clicks: clicksOf(['2025-07-01', '2025-12-31', 5], ['2026-01-01', '2026-06-30', 10]),
  countingSince: '2025-01-01',
  doubtful: [],
};

describe('the estimate of a year', () => {
  test('year: two weeks: by clicks and by weeks, flagged as an estimate, each with what it assumes', () => {
    const { method, total, byClicks, byWeeks, counted: all, assumptions } = estimateYear(A_YEAR);
    const clicks = 184 * 5 + 181 * 10;
    assert.deepEqual([method, all.weeks, all.days, all.of, all.questions], ['ES', 2, 14, 365, 126]);
    assert.equal(byClicks!.clicks, clicks);
    assert.equal(byClicks!.perClick, 1.2);
    assert.deepEqual([total!.basis, total!.value], ['clicks', Math.round(1.2 * clicks)]);
    assert.deepEqual([byWeeks!.factor, byWeeks!.estimate.value], [26, 63 * 52]);
    assert.match(assumptions.join('\n'), /assumes that the ratio of questions to clicks is the same all year/);
  });

  test('year: a count of every day, closed ones too, is CT; a day taken back makes it an estimate again', () => {
    const days = counted('2025-07-01', '2026-06-30', 3).map((day) =>
      day.date === '2025-12-25' ? { ...day, state: 'closed' as const, questions: null } : day,
    );
    const whole = estimateYear({ ...A_YEAR, days });
    assert.deepEqual([whole.method, whole.total], ['CT', { value: 1092, low: 1092, high: 1092, basis: 'count' }]);
    const removed = days.map((day) =>
      day.date === '2026-03-03' ? { ...day, state: 'removed' as const, questions: null } : day,
    );
    assert.equal(estimateYear({ ...A_YEAR, days: removed }).method, 'ES');
    // The year is not over.
    assert.equal(estimateYear({ ...A_YEAR, days, today: '2026-06-30' }).method, 'ES');
  });

  test('year: a week without service is no counted week, be it over or to come', () => {
    const closed = (from: string, to: string): YearFacts['days'] =>
      daysOf({ from, to }).map((date) => ({ date, state: 'closed', questions: null }));
    const week = counted('2025-10-06', '2025-10-12', 6);
    const alone = estimateYear({ ...A_YEAR, today: '2026-01-05', days: week });
    const beside = estimateYear({
      ...A_YEAR,
      today: '2026-01-05',
      days: [...week, ...closed('2025-12-22', '2025-12-28'), ...closed('2026-01-12', '2026-01-18')],
    });
    assert.deepEqual([beside.byWeeks, beside.byClicks], [alone.byWeeks, alone.byClicks]);
    assert.equal(beside.counted.weeks, 1);
  });

  test('year: days counted are days that are over, so that they are never more than there are', () => {
    const { counted: days } = estimateYear({
      ...A_YEAR,
      today: '2025-07-02',
      days: [...counted('2025-07-01', '2025-07-02', 4), { date: '2025-07-04', state: 'closed', questions: null }],
    });
    assert.deepEqual(days, { days: 1, of: 1, questions: 4, weeks: 0 });
  });

  test('year: where clicks are known of a part only, that estimate is for this part, and the year is reported by weeks', () => {
    const { total, byClicks, assumptions } = estimateYear({
      ...A_YEAR,
      clicks: clicksOf(['2026-01-01', '2026-06-30', 10]),
      countingSince: '2026-01-01',
    });
    assert.deepEqual([byClicks!.from, byClicks!.to, byClicks!.weeks], ['2026-01-01', '2026-06-30', 1]);
    assert.equal(byClicks!.estimate.low, null);
    assert.equal(total!.basis, 'weeks');
    assert.match(assumptions.join('\n'), /for these days only, and the one by weeks for the whole year/);
    assert.match(assumptions.join('\n'), /state report takes the estimate by weeks, since clicks are not known/);
  });

  test('year: two estimates that differ say which of them is reported, and why they differ', () => {
    const busy = [...counted('2026-01-12', '2026-01-18', 12), ...counted('2026-04-13', '2026-04-19', 12)];
    const { total, byClicks, byWeeks, assumptions } = estimateYear({ ...A_YEAR, days: busy });
    assert.deepEqual([total!.value, byClicks!.estimate.value, byWeeks!.estimate.value], [3276, 3276, 84 * 52]);
    const said = assumptions.join('\n');
    assert.match(said, /state report takes the estimate by clicks: clicks are known for the whole year/);
    assert.match(said, /counted weeks were busier than the year: 70 clicks a week in them, 52\.4 in the year/);
    assert.doesNotMatch(estimateYear(A_YEAR).assumptions.join('\n'), /state report takes|differ/);
    // 52 weeks have a day less than a year.
    const alike = estimateYear({ ...A_YEAR, clicks: clicksOf(['2025-07-01', '2026-06-30', 10]) });
    assert.notEqual(alike.byClicks!.estimate.value, alike.byWeeks!.estimate.value);
    assert.doesNotMatch(alike.assumptions.join('\n'), /differ/);
  });

  test('year: nothing is reported before a week is whole, and doubtful days are named where they are counted', () => {
    const none = estimateYear({ ...A_YEAR, days: counted('2025-10-07', '2025-10-13', 6) });
    assert.deepEqual([none.method, none.total, none.byClicks, none.byWeeks], [null, null, null, null]);
    assert.match(none.assumptions.join('\n'), /No whole week/);
    const doubtful = estimateYear({ ...A_YEAR, doubtful: ['2025-10-06', '2025-11-11'] });
    assert.deepEqual(doubtful.doubtfulDays, ['2025-10-06']);
  });
});
