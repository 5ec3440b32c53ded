// The week of shifts: where blocks stand, and what a change of one shift makes of the rules.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ShiftRule } from '@askusnow/sdk';
import { shiftColumns, shownMinutes } from '../../../server/dashboard/out/logic/shift-columns.js';
import {
  mondayOf,
  moved,
  rebased,
  resized,
  ruleDifference,
  shownWeek,
  withoutShift,
  withShift,
  type ShiftDraft,
} from '../../../server/dashboard/out/logic/shift-edit.js';
import { asOnce, asWeekly, trimmedShift } from '../../../server/dashboard/out/i18n/shift-text.js';
import { owedText } from '../../../server/dashboard/out/i18n/shared-desk.js';
import { whoText } from '../../../server/dashboard/out/logic/who.js';
import { checkShifts } from '../../../server/src/schedule/shifts/check.ts';

const WEEK = '2026-11-30';
const WEEKDAYS: ShiftRule = { label: 'Desk', days: ['mo', 'tu', 'we', 'th', 'fr'], start: '09:00', end: '12:00' };
const draftOf = (change: Partial<ShiftDraft> = {}): ShiftDraft => ({
  origin: { rule: 0, date: '2026-12-01' },
  label: 'Desk',
  date: '2026-12-01',
  start: '09:00',
  end: '12:00',
  weekly: false,
  ...change,
});

test('shown week: a day as it is typed is a week only when it can be shown', () => {
  const today = '2026-11-27';
  assert.equal(shownWeek('2026-12-27', today), '2026-12-21');
  for (const typed of ['', '0002-12-27', '0020-12-27', '0202-12-27', '9999-12-31', '2026-13-01', 'x'])
    assert.equal(shownWeek(typed, today), undefined, typed);
  assert.equal(shownWeek('2027-12-29', today), '2027-12-27');
  assert.equal(shownWeek('2028-01-07', today), undefined);
});

describe('a change of one shift', () => {
  test('shift edit: a weekly shift moved on one day is excepted there, and stands once', () => {
    const shifts = withShift([WEEKDAYS], draftOf({ start: '10:00', end: '13:00' }));
    assert.deepEqual(shifts, [
      { ...WEEKDAYS, except: ['2026-12-01'] },
      { label: 'Desk', date: '2026-12-01', start: '10:00', end: '13:00' },
    ]);
    assert.deepEqual(checkShifts(shifts), []);
  });

  test('shift edit: moved every week, its weekday alone changes, with its exceptions and last day', () => {
    const rule = { ...WEEKDAYS, until: '2027-06-30', except: ['2026-12-08', '2026-12-25'] };
    const shifts = withShift([rule], draftOf({ date: '2026-12-03', start: '13:00', end: '15:00', weekly: true }));
    assert.deepEqual(shifts, [
      { ...rule, days: ['mo', 'we', 'th', 'fr'], except: ['2026-12-25'] },
      { label: 'Desk', days: ['th'], start: '13:00', end: '15:00', until: '2027-07-02', except: ['2026-12-10'] },
    ]);
    assert.deepEqual(checkShifts(shifts), []);
  });

  test('shift edit: the only day of a rule, or a shift on a date, goes with its rule', () => {
    const monday: ShiftRule = { ...WEEKDAYS, days: ['mo'] };
    const once: ShiftRule = { label: 'Desk', date: '2026-12-01', start: '09:00', end: '12:00' };
    assert.deepEqual(withoutShift([monday], { rule: 0, date: WEEK }, true), []);
    assert.deepEqual(withoutShift([monday], { rule: 0, date: WEEK }, false), [{ ...monday, except: [WEEK] }]);
    assert.deepEqual(withoutShift([once], { rule: 0, date: '2026-12-01' }, false), []);
  });

  test('shift edit: arrows keep a shift within its day and week, and as long as it was', () => {
    assert.deepEqual(moved(draftOf(), -15, 0, WEEK), draftOf({ start: '08:45', end: '11:45' }));
    assert.equal(moved(draftOf({ start: '00:00', end: '03:00' }), -15, 0, WEEK).start, '00:00');
    assert.deepEqual(moved(draftOf({ start: '22:00', end: '00:00' }), 60, 0, WEEK).end, '01:00');
    assert.equal(moved(draftOf({ date: '2026-12-06' }), 0, 1, WEEK).date, '2026-12-06');
    assert.equal(moved(draftOf({ date: WEEK }), 0, -1, WEEK).date, WEEK);
    assert.equal(mondayOf('2026-12-06'), WEEK);
  });

  test('shift edit: an end moves by steps, to 15 minutes at least and 16 hours at most', () => {
    assert.equal(resized(draftOf(), 15).end, '12:15');
    assert.equal(resized(draftOf({ end: '09:15' }), -15).end, '09:15');
    assert.equal(resized(draftOf({ start: '06:00', end: '22:00' }), 15).end, '22:00');
    assert.equal(resized(draftOf({ start: '20:00', end: '00:00' }), 30).end, '00:30');
  });
});

describe('a change of a shift that a library owes', () => {
  const who = { library: 'harford', service: 'global', people: 2, endsAtClosing: true } as const;
  const owed: ShiftRule = { ...who, days: ['mo', 'tu'], start: '09:00', end: '12:00' };
  const draft = draftOf({ label: undefined, ...who });

  test('owed shift: dragged, resized and changed, once or every week, it stays its library’s, with all that is owed', () => {
    const dragged = resized(moved(draft, 60, 1, WEEK), 30);
    assert.deepEqual(withShift([owed], dragged), [
      { ...owed, except: ['2026-12-01'] },
      { ...who, date: '2026-12-02', start: '10:00', end: '13:30' },
    ]);
    const weekly = withShift([owed], { ...dragged, weekly: true });
    assert.deepEqual(weekly, [
      { ...owed, days: ['mo'] },
      { ...who, days: ['we'], start: '10:00', end: '13:30' },
    ]);
    assert.deepEqual(checkShifts(weekly), []);
    assert.deepEqual(trimmedShift({ ...owed, label: ' ' }), owed);
    assert.deepEqual(asWeekly(asOnce({ ...owed, from: WEEK }, WEEK)).library, 'harford');
  });

  test('owed shift: mutant: a rule that is made of label and times alone loses who owes it', () => {
    const naive = ({ label, date, start, end }: ShiftDraft): ShiftRule => ({ label: label ?? '', date, start, end });
    const dragged = moved(draft, 60, 0, WEEK);
    assert.equal(naive(dragged).library, undefined);
    assert.equal(withShift([owed], dragged).at(-1)?.library, 'harford');
  });

  test('owed shift: without its library it owes nothing, and needs a label', () => {
    const [, open] = withShift([owed], { ...draft, library: undefined, label: ' Evening ' });
    assert.deepEqual(open, { label: 'Evening', date: '2026-12-01', start: '09:00', end: '12:00' });
  });

  test('owed shift: is shown by its library’s name, with its label where it has one', () => {
    const services = { statewide: 'Local Maryland', global: 'Global' };
    const shared = { libraries: [{ id: 'harford', name: 'Harford County' }], services };
    assert.equal(whoText(owed, shared), 'Harford County');
    assert.equal(whoText({ ...owed, label: 'Evening' }, shared), 'Harford County, Evening');
    assert.equal(whoText({ library: 'gone' }, shared), 'gone');
    assert.equal(owedText(owed, shared), 'Global, 2 people, ends at closing');
    assert.equal(owedText({}, shared), '');
  });
});

describe('two people change shifts', () => {
  const evening: ShiftRule = { label: 'Evening', date: '2026-12-01', start: '18:00', end: '20:00' };

  test('shift edit: changes of different shifts are put together', () => {
    const mine = withShift([WEEKDAYS], draftOf({ start: '10:00' }));
    const both = rebased([WEEKDAYS], mine, [WEEKDAYS, evening]);
    assert.deepEqual(ruleDifference(both!, [...mine, evening]), []);
    assert.equal(both?.length, 3);
  });

  test('shift edit: changes of the same shift are not: neither person’s is lost', () => {
    const mine = withoutShift([WEEKDAYS], { rule: 0, date: WEEK }, true);
    const theirs = withShift([WEEKDAYS], draftOf({ start: '10:00' }));
    assert.equal(rebased([WEEKDAYS], mine, theirs), null);
  });
});

describe('the columns of a week', () => {
  const at = (clock: string): string => `2026-12-0${clock}:00.000Z`;
  const owed = { library: null, service: null, people: 1 };
  const preview = {
    week: WEEK,
    zone: 'America/New_York',
    hours: [[at('1T14:00'), at('1T22:00')]] as [string, string][],
    shifts: [
      { start: at('1T14:00'), end: at('1T17:00'), label: 'Desk', ...owed, rule: 0, date: '2026-12-01' },
      { start: at('1T16:00'), end: at('1T18:00'), label: 'Chat', ...owed, rule: 1, date: '2026-12-01' },
      { start: at('2T03:00'), end: at('2T07:00'), label: 'Night', ...owed, rule: null, date: null },
    ],
    gaps: [[at('1T18:00'), at('1T22:00')]] as [string, string][],
  };

  test('shift columns: shifts at the same time lie side by side, one over midnight in both days', () => {
    const [, tuesday, wednesday] = shiftColumns(preview, Date.parse(at('1T12:00')));
    assert.deepEqual(
      tuesday?.shifts.map(({ label, startMin, endMin, lane }) => [label, startMin, endMin, lane]),
      [
        ['Desk', 540, 720, 0],
        ['Chat', 660, 780, 1],
        ['Night', 1320, 1440, 0],
      ],
    );
    assert.deepEqual([tuesday?.lanes, tuesday?.isToday], [2, true]);
    assert.deepEqual(
      wednesday?.shifts.map(({ label, startMin, endMin, origin }) => [label, startMin, endMin, origin]),
      [['Night', 0, 120, null]],
    );
    assert.deepEqual(
      tuesday?.gaps.map(({ startMin, endMin }) => [startMin, endMin]),
      [[780, 1020]],
    );
  });

  test('shift columns: show eight to six, and more where something is there', () => {
    assert.deepEqual(shownMinutes(shiftColumns(preview, 0)), { from: 0, to: 1440 });
    assert.deepEqual(shownMinutes(shiftColumns({ ...preview, shifts: [] }, 0)), { from: 480, to: 1080 });
  });

  test('shift columns: on the day on which the clocks go back, nine o’clock stands at nine', () => {
    const hours = [['2026-11-01T05:30:00.000Z', '2026-11-01T14:00:00.000Z']] as [string, string][];
    const sunday = shiftColumns({ ...preview, week: '2026-10-26', hours, shifts: [], gaps: [] }, 0)[6];
    assert.deepEqual(
      sunday?.hours?.map(({ startMin, endMin }) => [startMin, endMin]),
      [[90, 540]],
    );
  });
});
