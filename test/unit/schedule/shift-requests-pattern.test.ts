// A change of the weekly pattern: nothing before its first day changes, and from then on exactly what was agreed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WEEKDAYS, type ShiftRule, type WeeklyShift } from '@askusnow/sdk/contract';
import { addDays } from '../../../server/src/platform/time/day-window.ts';
import { checkShifts } from '../../../server/src/schedule/shifts/check.ts';
import { weekdayOf } from '../../../server/src/schedule/shifts/copy-week.ts';
import { startsOn } from '../../../server/src/schedule/shifts/expand.ts';
import { weeklyShiftsOf, withChange } from '../../../server/src/schedule/shift-requests/pattern.ts';

const PLACE = { library: 'harford', tier: 'statewide' } as const;
const AT = { start: '14:00', end: '16:00' };
const shift = (day: WeeklyShift['day'], over: Partial<WeeklyShift> = {}): WeeklyShift => ({
  ...{ day, ...AT, service: 'statewide', people: 1, endsAtClosing: false },
  ...over,
});
const FIRST = '2026-04-27';
const DAYS = Array.from({ length: 84 }, (_, at) => addDays(FIRST, at));

/** Which shifts start on each of twelve weeks' days. */
const shiftsOn = (rules: readonly ShiftRule[]): string[] =>
  DAYS.map((civil) =>
    rules
      .filter((rule) => startsOn(rule, { civil, weekday: weekdayOf(civil) }))
      .map(({ library, label, start, end, people }) => [library, label, start, end, people].join(' '))
      .sort()
      .join('; '),
  );

const RULES: ShiftRule[] = [
  {
    library: 'harford',
    days: ['mo', 'tu', 'fr'],
    ...AT,
    from: '2026-05-05',
    except: ['2026-05-12', '2026-05-18', '2026-06-02'],
  },
  { library: 'harford', days: ['th'], ...AT, until: '2026-05-31' },
  { library: 'harford', days: ['th'], ...AT, from: '2026-06-05' },
  { library: 'harford', days: ['sa'], ...AT, label: 'Reference' },
  { library: 'harford', days: ['sa'], ...AT, label: 'Teens' },
  { library: 'cecil', days: ['mo', 'tu'], ...AT },
  { library: 'harford', date: '2026-05-06', ...AT },
];

const changed = (one: WeeklyShift | null, wanted: WeeklyShift | null, from: string): ShiftRule[] => {
  const rules = withChange(RULES, { shift: one, wanted, from }, PLACE);
  assert.ok(typeof rules !== 'string', JSON.stringify(rules));
  assert.deepEqual(checkShifts(rules), []);
  return rules;
};

test('weekly pattern: a shift that ends is gone from its first day on, whatever rules it stands in, and nothing else is', () => {
  const before = shiftsOn(RULES);
  for (const day of ['mo', 'tu', 'th', 'fr'] as const)
    for (const from of ['2026-05-01', '2026-05-05', '2026-05-12', '2026-05-19', '2026-06-03']) {
      const after = shiftsOn(changed(shift(day), null, from));
      DAYS.forEach((civil, at) => {
        const isEnded = civil >= from && weekdayOf(civil) === day;
        const rest = before[at]!.split('; ').filter((each) => !isEnded || !each.startsWith('harford'));
        assert.equal(after[at], rest.join('; '), `${day} from ${from}: ${civil}`);
      });
    }
});

test('weekly pattern: a shift that moves is at its new time from that day on, with its label', () => {
  const after = shiftsOn(changed(shift('sa'), shift('su', { people: 2 }), '2026-05-20'));
  const on = (civil: string): string => after[DAYS.indexOf(civil)]!;
  assert.equal(on('2026-05-16'), 'harford Reference 14:00 16:00 ; harford Teens 14:00 16:00 ');
  assert.deepEqual([on('2026-05-23'), on('2026-05-17')], ['harford Teens 14:00 16:00 ', '']);
  assert.equal(on('2026-05-24'), 'harford Reference 14:00 16:00 2');
});

test('weekly pattern: a shift that changes keeps its last day, and its exceptions where the weekday stays', () => {
  const rules: ShiftRule[] = [
    { library: 'harford', days: ['tu'], ...AT, until: '2026-06-30', except: ['2026-05-26', '2026-06-09'] },
  ];
  const moved = (wanted: WeeklyShift): unknown => {
    const after = withChange(rules, { shift: shift('tu'), wanted, from: '2026-06-01' }, PLACE);
    return typeof after === 'string'
      ? after
      : after.map(({ days, start, from, until, except }) => ({ days, start, from, until, except }));
  };
  const before = { days: ['tu'], start: '14:00', from: undefined, until: '2026-05-31', except: ['2026-05-26'] };
  assert.deepEqual(moved(shift('tu', { start: '15:00', end: '17:00' })), [
    before,
    { days: ['tu'], start: '15:00', from: '2026-06-01', until: '2026-06-30', except: ['2026-06-09'] },
  ]);
  assert.deepEqual(moved(shift('we')), [
    before,
    { days: ['we'], start: '14:00', from: '2026-06-01', until: '2026-06-30', except: undefined },
  ]);
});

test('weekly pattern: what is not owed, meets another shift of the library, or is too much is no change', () => {
  const from = '2026-05-20';
  const fit = (one: WeeklyShift | null, wanted: WeeklyShift | null, rules = RULES): unknown =>
    withChange(rules, { shift: one, wanted, from }, PLACE);
  assert.equal(fit(shift('we'), null), 'gone');
  assert.equal(fit(shift('mo', { people: 2 }), null), 'gone');
  assert.equal(fit(shift('mo', { service: 'global' }), null), 'gone');
  assert.equal(fit(null, shift('mo', { start: '15:00', end: '17:00' })), 'overlaps');
  const many = Array.from({ length: 143 }, (_, at): ShiftRule => ({ label: `Team ${at}`, days: [...WEEKDAYS], ...AT }));
  assert.equal(fit(null, shift('su'), many), 'too-many');
  const dates = Array.from({ length: 5_000 }, (_, at): ShiftRule => ({
    label: `Team ${at}`,
    date: '2026-05-06',
    ...AT,
  }));
  assert.equal(fit(null, shift('su'), dates), 'too-many');
});

test('weekly pattern: a library reads each of its weekly shifts once, and none that has ended', () => {
  const read = weeklyShiftsOf(RULES, PLACE, '2026-06-01');
  assert.deepEqual(
    read,
    (['mo', 'tu', 'th', 'fr', 'sa'] as const).map((day) => shift(day)),
  );
  assert.deepEqual(weeklyShiftsOf(RULES.slice(1, 2), PLACE, '2026-06-01'), []);
});
