// What a roster changes at a shared desk: what is new, changed, gone and the same, within its days and its libraries.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ShiftRule } from '@askusnow/sdk';
import { rosterChange, rosterShifts, type RosterShift } from '../../../server/dashboard/out/logic/roster-change.js';
import { checkShifts } from '../../../server/src/schedule/shifts/check.ts';

const PLACE = { tier: 'statewide' as const, now: '2026-11-30 09:00' };
const MEANING = {
  libraries: { H: 'harford', C: 'cecil', X: '' },
  services: { '': 'statewide' as const, Global: 'global' as const, Desk: '' as const },
};

/** "H 11-30 9-11", "C 12-01 22-0:30 Global" */
const rowsOf = (...texts: string[]) =>
  texts.map((text, row) => {
    const [who = '', date = '', times = '', service = ''] = text.split(' ');
    const [start = '', end = ''] = times.split('-').map((each) => {
      const [hours = '', minutes = '00'] = each.split(':');
      return `${hours.padStart(2, '0')}:${minutes}`;
    });
    return { row, who, service, date: `2026-${date}`, start, end };
  });
const shiftsOf = (...texts: string[]): RosterShift[] => rosterShifts(rowsOf(...texts), MEANING);
const kindsOf = (stored: ShiftRule[], roster: RosterShift[]): string[] =>
  rosterChange(stored, roster, PLACE).entries.map(
    ({ kind, library, date, start, end, people, before, isWeekly }) =>
      `${kind} ${library} ${date.slice(5)} ${start}-${end} ${before === undefined ? '' : `${before}>`}${people}${isWeekly ? ' weekly' : ''}`,
  );

const dated = (
  library: string,
  date: string,
  start: string,
  end: string,
  more: Partial<ShiftRule> = {},
): ShiftRule => ({
  library,
  date: `2026-${date}`,
  start,
  end,
  ...more,
});

describe('rosters at a shared desk', () => {
  test('roster change: rows of a library at once are one shift of several people, cut where one begins or ends apart', () => {
    assert.deepEqual(
      shiftsOf(
        'H 11-30 9-12',
        'H 11-30 10-13',
        'H 11-30 13-14',
        'C 11-30 9-12',
        'X 11-30 9-12',
        'H 11-30 9-12 Desk',
      ).map(({ library, start, end, people }) => `${library} ${start}-${end} ${people}`),
      [
        'harford 09:00-10:00 1',
        'harford 10:00-12:00 2',
        'harford 12:00-13:00 1',
        'harford 13:00-14:00 1',
        'cecil 09:00-12:00 1',
      ],
    );
    assert.deepEqual(
      shiftsOf('C 12-01 22-0:30 Global', 'C 12-02 0-2 Global').map(({ date, start, end, people }) => [
        date,
        start,
        end,
        people,
      ]),
      [
        ['2026-12-01', '22:00', '00:00', 1],
        ['2026-12-02', '00:00', '00:30', 2],
        ['2026-12-02', '00:30', '02:00', 1],
      ],
    );
  });

  test('roster change: what is new, changed, gone and the same; another library, an open hour, other days and what has begun stay', () => {
    const stored: ShiftRule[] = [
      dated('harford', '11-29', '10:00', '12:00'),
      dated('harford', '11-30', '08:00', '10:00'),
      dated('harford', '11-30', '10:00', '12:00', { endsAtClosing: true }),
      dated('harford', '12-01', '10:00', '12:00'),
      dated('harford', '12-02', '10:00', '12:00'),
      dated('harford', '12-03', '10:00', '12:00'),
      dated('cecil', '12-01', '10:00', '12:00'),
      { label: 'Evening', date: '2026-12-01', start: '18:00', end: '20:00' },
    ];
    const roster = shiftsOf('H 11-30 8-10', 'H 11-30 10-12', 'H 11-30 10-12', 'H 12-01 10-12', 'H 12-02 13-15');
    assert.deepEqual(kindsOf(stored, roster), [
      'changed harford 11-30 10:00-12:00 1>2',
      'same harford 12-01 10:00-12:00 1',
      'gone harford 12-02 10:00-12:00 1',
      'new harford 12-02 13:00-15:00 1',
    ]);
    const { shifts } = rosterChange(stored, roster, PLACE);
    assert.deepEqual(checkShifts(shifts), []);
    assert.deepEqual(shifts, [
      ...[stored[0]!, stored[1]!, stored[3]!, stored[5]!, stored[6]!, stored[7]!],
      { endsAtClosing: true, library: 'harford', people: 2, date: '2026-11-30', start: '10:00', end: '12:00' },
      dated('harford', '12-02', '13:00', '15:00'),
    ]);
  });

  test('roster change: weekly shifts of its libraries are left out on its days, unless the roster has the same', () => {
    const weekly: ShiftRule = { library: 'harford', days: ['mo', 'tu', 'we'], start: '10:00', end: '24:00' };
    const other: ShiftRule = { ...weekly, library: 'cecil' };
    const roster = shiftsOf('H 11-30 10-0', 'H 12-02 13-15');
    assert.deepEqual(kindsOf([weekly, other], roster), [
      'same harford 11-30 10:00-24:00 1 weekly',
      'gone harford 12-01 10:00-24:00 1 weekly',
      'gone harford 12-02 10:00-24:00 1 weekly',
      'new harford 12-02 13:00-15:00 1',
    ]);
    assert.deepEqual(rosterChange([weekly, other], roster, PLACE).shifts, [
      { ...weekly, except: ['2026-12-01', '2026-12-02'] },
      other,
      dated('harford', '12-02', '13:00', '15:00'),
    ]);
  });

  const hours = fc.record({
    day: fc.integer({ min: 0, max: 9 }),
    at: fc.integer({ min: 0, max: 23 }),
    length: fc.integer({ min: 1, max: 5 }),
  });
  const rows = fc
    .array(fc.record({ who: fc.constantFrom('H', 'C', 'X'), service: fc.constantFrom('', 'Global'), hours }), {
      maxLength: 12,
    })
    .map((all) =>
      all.map(({ who, service, hours: { day, at, length } }, row) => ({
        row,
        who,
        service,
        date: `2026-12-${String(day + 1).padStart(2, '0')}`,
        start: `${String(at).padStart(2, '0')}:00`,
        end: `${String((at + length) % 24).padStart(2, '0')}:00`,
      })),
    );
  const byAll = (rules: readonly ShiftRule[]): string[] =>
    rules.map((rule) => JSON.stringify(Object.entries(rule).sort())).sort();

  test('roster change: any roster, saved and read again, changes nothing and contradicts nothing', () => {
    fc.assert(
      fc.property(rows, rows, (before, after) => {
        const first = rosterChange([], rosterShifts(before, MEANING), PLACE);
        assert.deepEqual(checkShifts(first.shifts), []);
        const second = rosterChange(first.shifts, rosterShifts(after, MEANING), PLACE);
        const again = rosterChange(second.shifts, rosterShifts(after, MEANING), PLACE);
        assert.deepEqual(byAll(again.shifts), byAll(second.shifts));
        assert.deepEqual(
          again.entries.filter(({ kind }) => kind !== 'same'),
          [],
        );
      }),
    );
  });

  /** Rules of the roster's libraries that start outside of its days, or have started. */
  const untouched = (rules: readonly ShiftRule[], [first, last]: [string, string]): string[] =>
    byAll(rules.filter(({ date = '', start }) => date < first || date > last || `${date} ${start}` <= PLACE.now));
  const STORED = [
    dated('harford', '11-30', '08:00', '09:00'),
    dated('harford', '12-01', '10:00', '12:00'),
    dated('harford', '12-04', '10:00', '12:00'),
    dated('harford', '12-09', '10:00', '12:00'),
  ];
  const ROSTER = shiftsOf('H 11-30 10-12', 'H 12-03 10-12');

  test('roster change: nothing is gone outside of its days; mutant: one that takes all later shifts of its libraries is found', () => {
    const outside = (shifts: readonly ShiftRule[]): string[] => untouched(shifts, ['2026-11-30', '2026-12-03']);
    const kept = outside(STORED);
    assert.equal(kept.length, 3);
    assert.deepEqual(outside(rosterChange(STORED, ROSTER, PLACE).shifts), kept);
    const libraries = new Set(ROSTER.map(({ library }) => library));
    const naive = [...STORED.filter(({ library }) => !libraries.has(library!)), ...ROSTER];
    assert.notDeepEqual(outside(naive), kept);
  });
});
