// What a change of hours would do, day by day.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { HoursRules, WeeklyRule } from '@askusnow/sdk/contract';
import { differingDays } from '../../../server/src/schedule/hours/preview.ts';

const NEW_YORK = 'America/New_York';
/** Tuesday, 2026-11-24, 09:30 in New York. */
const NOW = Date.parse('2026-11-24T14:30:00.000Z');
const EVERY: WeeklyRule['days'] = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];

const hours = (open: string, close: string, more: Partial<HoursRules> = {}): HoursRules => ({
  weekly: [{ days: EVERY, open, close }],
  seasons: [],
  exceptions: [],
  ...more,
});
const open = (rules: HoursRules, closedUntil?: string) => ({
  hours: rules,
  closedUntilMs: closedUntil === undefined ? null : Date.parse(closedUntil),
});
const closedOn = (date: string): Partial<HoursRules> => ({ exceptions: [{ date, open: [] }] });
const differing = (before: HoursRules, after: HoursRules) => differingDays(open(before), open(after), NEW_YORK, NOW);

describe('a preview of hours', () => {
  test('hours preview: empty without a change', () => {
    assert.deepEqual(differing(hours('09:00', '17:00'), hours('09:00', '17:00')), []);
  });

  test('hours preview: names the one day that a closing changes', () => {
    assert.deepEqual(differing(hours('09:00', '17:00'), hours('09:00', '17:00', closedOn('2026-11-26'))), [
      { date: '2026-11-26', before: [['2026-11-26T14:00:00.000Z', '2026-11-26T22:00:00.000Z']], after: [] },
    ]);
  });

  test('begins now: what is over is not changed any more', () => {
    const [today, ...rest] = differing(hours('09:00', '17:00'), hours('08:00', '17:00'));
    assert.equal(today?.date, '2026-11-25');
    assert.equal(rest.length, 58);
  });

  test('hours preview: a snow day changes only the rest of the day', () => {
    const rules = hours('09:00', '17:00');
    assert.deepEqual(differingDays(open(rules), open(rules, '2026-11-25T05:00:00.000Z'), NEW_YORK, NOW), [
      { date: '2026-11-24', before: [['2026-11-24T14:30:00.000Z', '2026-11-24T22:00:00.000Z']], after: [] },
    ]);
  });

  test('hours preview: counts a night to its evening', () => {
    const [only] = differing(hours('22:00', '02:00'), hours('22:00', '02:00', closedOn('2026-12-01')));
    assert.deepEqual(only, {
      date: '2026-11-30',
      before: [['2026-12-01T03:00:00.000Z', '2026-12-01T07:00:00.000Z']],
      after: [['2026-12-01T03:00:00.000Z', '2026-12-01T05:00:00.000Z']],
    });
  });

  test('hours preview: a closing of a desk that never closes changes the closed day only', () => {
    for (const around of [hours('00:00', '24:00'), hours('07:00', '07:00')]) {
      const days = differing(around, { ...around, ...closedOn('2026-12-01') });
      assert.deepEqual(
        days.map(({ date }) => date),
        around.weekly?.[0]?.open === '00:00' ? ['2026-12-01'] : ['2026-12-01', '2026-12-02'],
      );
    }
  });

  test('hours preview: a desk that never closes and would close at noon changes no day before that', () => {
    const around = hours('00:00', '24:00');
    const noon = { ...around, exceptions: [{ date: '2026-12-01', open: [{ open: '00:00', close: '12:00' }] }] };
    assert.deepEqual(differing(around, noon), [
      {
        date: '2026-12-01',
        before: [['2026-12-01T05:00:00.000Z', '2026-12-02T05:00:00.000Z']],
        after: [['2026-12-01T05:00:00.000Z', '2026-12-01T17:00:00.000Z']],
      },
    ]);
  });

  test('hours preview: unknown hours differ from closed', () => {
    const days = differing({ ...hours('09:00', '17:00'), weekly: null }, { ...hours('09:00', '17:00'), weekly: [] });
    assert.equal(days.length, 60);
    assert.deepEqual([days[0]?.before, days[0]?.after], [null, []]);
  });

  test('hours preview: ends after 60 days, and has the end of the last evening', () => {
    const days = differing(hours('22:00', '02:00'), hours('22:00', '03:00'));
    assert.equal(days.length, 60);
    assert.equal(days.at(-1)?.date, '2027-01-22');
    assert.deepEqual(days.at(-1)?.after, [['2027-01-23T03:00:00.000Z', '2027-01-23T08:00:00.000Z']]);
  });
});
