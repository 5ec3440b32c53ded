// What contradicts itself among shifts, by path, and what only looks as if it did.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { WEEKDAYS, type ShiftRule } from '@askusnow/sdk/contract';
import { checkShifts } from '../../../server/src/schedule/shifts/check.ts';
import { expandShifts } from '../../../server/src/schedule/shifts/expand.ts';

const desk = (more: Partial<ShiftRule> = {}): ShiftRule => ({
  label: 'Desk',
  days: ['mo', 'we'],
  start: '09:00',
  end: '13:00',
  ...more,
});
const once = (date: string, start: string, end: string): ShiftRule => ({ label: 'Desk', date, start, end });
const paths = (...rules: ShiftRule[]): string[] => checkShifts(rules).map(({ path }) => path.join('.'));

describe('overlapping shifts of one label have a fault at the later one', () => {
  const CASES: [title: string, rules: ShiftRule[], paths: string[]][] = [
    [
      'on a day of the week that they share',
      [desk(), desk({ days: ['we'], start: '12:59', end: '15:00' })],
      ['1.start'],
    ],
    ['over midnight', [desk({ days: ['tu'], start: '22:00', end: '10:00' }), desk()], ['1.start']],
    ['over the end of the week', [desk({ days: ['su'], start: '22:00', end: '10:00' }), desk()], ['1.start']],
    ['a date within the weekly ones', [desk(), once('2026-12-02', '12:00', '14:00')], ['1.start']],
    ['a date on the eve', [desk(), once('2026-12-01', '20:00', '10:00')], ['1.start']],
    ['the same shift twice', [desk(), desk(), desk()], ['1.start', '2.start']],
    [
      'in the one week that two seasons share',
      [desk({ until: '2026-12-02' }), desk({ from: '2026-12-02' })],
      ['1.start'],
    ],
    [
      'on the 201st week after 200 days off',
      [desk({ days: ['mo'], except: weeks(200) }), desk({ days: ['mo'] })],
      ['1.start'],
    ],
  ];
  for (const [title, rules, expected] of CASES) test(title, () => assert.deepEqual(paths(...rules), expected));
});

/** So many Mondays from 2026-01-05 on. */
function weeks(count: number): string[] {
  return Array.from({ length: count }, (_, at) => new Date(Date.UTC(2026, 0, 5 + 7 * at)).toISOString().slice(0, 10));
}

describe('shifts that only look as if they met are right', () => {
  const CASES: [title: string, rules: ShiftRule[]][] = [
    ['another label is another desk', [desk(), desk({ label: 'Team' })]],
    ['one ends where the other starts', [desk(), desk({ start: '13:00', end: '17:00' })]],
    [
      'one ends at midnight where the other starts',
      [desk({ start: '20:00', end: '24:00' }), desk({ days: ['tu', 'th'], start: '00:00', end: '04:00' })],
    ],
    ['other days of the week', [desk(), desk({ days: ['tu'] })]],
    ['another season', [desk({ until: '2026-12-01' }), desk({ from: '2026-12-02' })]],
    [
      'a date on which the weekly one does not start',
      [desk({ except: ['2026-12-02'] }), once('2026-12-02', '10:00', '14:00')],
    ],
    ['a date after the last day', [desk({ until: '2026-11-30' }), once('2026-12-02', '10:00', '14:00')]],
    [
      'just under sixteen hours over midnight, every day',
      [desk({ days: [...WEEKDAYS], start: '18:00', end: '09:59' })],
    ],
    [
      'sixteen hours of one day, until midnight',
      [desk({ start: '08:00', end: '24:00' }), desk({ days: ['fr'], start: '08:00', end: '00:00' })],
    ],
  ];
  for (const [title, rules] of CASES) test(title, () => assert.deepEqual(checkShifts(rules), []));
});

test('shifts: an impossible one has a fault at its field', () => {
  assert.deepEqual(paths(desk({ start: '09:00', end: '09:00' })), ['0.end']);
  assert.deepEqual(paths(desk({ start: '13:00', end: '09:00' })), ['0.end']);
  assert.deepEqual(paths(desk({ start: '17:00', end: '09:00' })), ['0.end']);
  assert.deepEqual(paths(desk({ start: '07:00', end: '23:30' })), ['0.end']);
  assert.deepEqual(paths(desk({ start: '24:00', end: '09:00' })), ['0.start']);
  assert.deepEqual(paths(desk({ from: '2026-12-02', until: '2026-12-01' })), ['0.until']);
  assert.deepEqual(paths(desk({ from: '2026-12-01', until: '2026-12-01' })), ['0.days']);
  assert.deepEqual(paths(desk({ days: ['mo', 'mo'] })), ['0.days.1']);
  assert.deepEqual(paths(desk({ except: ['2026-12-01', '2026-12-02', '2026-12-02'] })), ['0.except.0', '0.except.2']);
  assert.deepEqual(paths(desk({ until: '2026-12-01', except: ['2026-12-02'] })), ['0.except.0']);
  const season = { ...once('2026-12-02', '10:00', '14:00'), from: '2026-12-01', until: '2026-12-31', except: [] };
  assert.deepEqual(paths(season), ['0.from', '0.until', '0.except']);
});

const clock = fc
  .integer({ min: 0, max: 47 })
  .map((half) => `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}`);
const rule: fc.Arbitrary<ShiftRule> = fc
  .record({
    days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1, maxLength: 3 }),
    start: clock,
    end: clock,
  })
  .map((given) => ({ label: 'Desk', ...given }));

test('shifts: accepted ones never overlap as instants, and those with an overlap fault do', async () => {
  const window = { startMs: Date.parse('2026-05-04T00:00Z'), endMs: Date.parse('2026-05-25T00:00Z') };
  await fc.assert(
    fc.asyncProperty(fc.array(rule, { minLength: 2, maxLength: 4 }), async (rules) => {
      const faults = checkShifts(rules);
      fc.pre(faults.every(({ path }) => path[1] === 'start'));
      const shifts = await expandShifts(rules, { zone: 'UTC', tier: 'local' }, window);
      const meets = shifts.some((shift, at) => shifts.slice(0, at).some(({ endMs }) => endMs > shift.startMs));
      assert.equal(faults.length > 0, meets);
    }),
    { numRuns: 500 },
  );
});

test('shifts: more than 1,000 a week are refused, whatever their number of rules', () => {
  const daily = (count: number): ShiftRule[] =>
    Array.from({ length: count }, (_, at) => ({
      label: `Desk ${at}`,
      days: [...WEEKDAYS],
      start: '09:00',
      end: '12:00',
    }));
  assert.deepEqual(checkShifts(daily(142)), []);
  assert.match(
    checkShifts(daily(143))[0]?.message ?? '',
    /^these would be 1001 shifts a week, and a queue has 1000 at most/,
  );
});

test('shifts: rules whose every day is excepted are compared in bounded time', () => {
  const weeks = Array.from({ length: 6 }, (_, at) =>
    new Date(Date.UTC(2026, 0, 5 + 7 * at)).toISOString().slice(0, 10),
  );
  const rule: ShiftRule = {
    label: 'Desk',
    days: ['mo'],
    start: '09:00',
    end: '12:00',
    from: weeks[0]!,
    until: weeks[5]!,
    except: weeks,
  };
  const before = process.threadCpuUsage();
  assert.deepEqual(checkShifts(Array.from({ length: 400 }, () => rule)), []);
  const { user, system } = process.threadCpuUsage(before);
  assert.ok(user + system < 500_000, `${user + system} µs`);
});
