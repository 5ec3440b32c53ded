// A week's shifts copied to other weeks: what is made, what is skipped, and as which rules.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { WEEKDAYS, type ShiftRule } from '@askusnow/sdk/contract';
import { addDays } from '../../../server/src/platform/time/day-window.ts';
import { checkShifts } from '../../../server/src/schedule/shifts/check.ts';
import { copyWeek } from '../../../server/src/schedule/shifts/copy-week.ts';
import { expandShifts } from '../../../server/src/schedule/shifts/expand.ts';

const WEEK = '2026-11-02';
const TODAY = '2026-11-04';
const weeks = (count: number, every = 1): string[] =>
  Array.from({ length: count }, (_, at) => addDays(WEEK, 7 * (1 + at * every)));
const once = (date: string, start = '09:00', end = '12:00', label = 'Desk'): ShiftRule => ({ label, date, start, end });
const copy = (shifts: ShiftRule[], to: string[], exceptions: Parameters<typeof copyWeek>[0]['exceptions'] = []) =>
  copyWeek({ shifts, exceptions }, { week: WEEK, to, today: TODAY });

describe('copy a week', () => {
  test('copy a week: to one week, each shift is a shift on its date', async () => {
    const { shifts, made, skipped } = await copy([once('2026-11-02'), once('2026-11-04', '13:00', '15:00')], weeks(1));
    assert.deepEqual(
      made.map(({ date }) => date),
      ['2026-11-09', '2026-11-11'],
    );
    assert.deepEqual(shifts.slice(2), [once('2026-11-09'), once('2026-11-11', '13:00', '15:00')]);
    assert.deepEqual(skipped, []);
  });

  test('copy a week: to 52 weeks, 40 shifts become few rules that have exactly the shifts that are named', async () => {
    const source = Array.from({ length: 40 }, (_, at) =>
      once(
        addDays(WEEK, at % 7),
        `${String(8 + Math.floor(at / 7) * 2).padStart(2, '0')}:00`,
        `${9 + Math.floor(at / 7) * 2}:30`.padStart(5, '0'),
      ),
    );
    const exceptions = [{ date: '2026-11-26', open: [] }];
    const { shifts, made, skipped } = await copy(source, weeks(52), exceptions);
    assert.ok(shifts.length - source.length <= 6, `${shifts.length - source.length} rules`);
    assert.deepEqual(checkShifts(shifts), []);
    assert.deepEqual(
      [made.length + skipped.length, new Set(skipped.map(({ why }) => why))],
      [40 * 52, new Set(['closed'])],
    );
    const window = { startMs: Date.parse(addDays(WEEK, 7)), endMs: Date.parse(addDays(WEEK, 7 * 54)) };
    const expanded = await expandShifts(shifts.slice(source.length), { zone: 'UTC', tier: 'local' }, window);
    const toKey = (date: string, start: string): string => `${date}T${start}`;
    assert.deepEqual(
      expanded.map(({ startMs }) => new Date(startMs).toISOString().slice(0, 16)).sort(),
      made.map(({ date, start }) => toKey(date, start)).sort(),
    );
  });

  test('copy a week: every second week leaves out the weeks between', async () => {
    const { shifts } = await copy([once('2026-11-03')], weeks(3, 2));
    assert.deepEqual(shifts[1]?.except, ['2026-11-17', '2026-12-01']);
    assert.deepEqual(checkShifts(shifts), []);
  });

  test('copy a week: days that are over, closed or taken are skipped, each with its reason', async () => {
    const rules = [once('2026-11-02'), once('2026-11-05', '22:00', '02:00'), once('2026-11-13', '01:00', '04:00')];
    const { made, skipped } = await copy(rules, [WEEK, '2026-11-09'], [{ date: '2026-11-09', open: [] }]);
    assert.deepEqual(made, []);
    assert.deepEqual(
      skipped.map(({ date, why }) => [date, why]),
      [
        ['2026-11-02', 'past'],
        ['2026-11-05', 'taken'],
        ['2026-11-09', 'closed'],
        ['2026-11-12', 'taken'],
      ],
    );
  });

  test('copy a week: a weekly shift is there already, and is not doubled', async () => {
    const weekly: ShiftRule = { label: 'Desk', days: ['mo', 'we'], start: '09:00', end: '12:00' };
    const { shifts, made } = await copy([weekly], weeks(4));
    assert.deepEqual([shifts, made], [[weekly], []]);
  });

  test('copy a week: a thousand shifts a week over a year let others take their turns', async () => {
    const days = [...WEEKDAYS];
    const source = Array.from({ length: 142 }, (_, at): ShiftRule => ({
      label: `Desk ${at}`,
      days,
      start: '09:00',
      end: '17:00',
    }));
    let turns = 0;
    let isOver = false;
    const count = (): void => {
      turns += 1;
      if (!isOver) setImmediate(count);
    };
    setImmediate(count);
    const { skipped } = await copy(source, weeks(52));
    isOver = true;
    assert.equal(skipped.length, 142 * 7 * 52);
    assert.ok(turns > 5, `${turns} turns`);
  });

  test('copy a week: with holes on more days than one rule may except, each weekday has a rule of its own', async () => {
    const source = Array.from({ length: 7 }, (_, day) => once(addDays(WEEK, day)));
    const { shifts } = await copy(source, [addDays(WEEK, 7), addDays(WEEK, 7 * 40)]);
    assert.equal(shifts.length, 14);
    assert.deepEqual(checkShifts(shifts), []);
  });
});
