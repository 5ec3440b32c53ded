// A shared desk's week as a table: where cells stand, what they hold, and what a filter leaves.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { DeskWeek } from '@askusnow/sdk';
import {
  closingText,
  entryName,
  entryText,
  sumsText,
  unevenText,
} from '../../../server/dashboard/out/i18n/desk-week.js';
import { neededText } from '../../../server/dashboard/out/i18n/shared-desk.js';
import { needsCover } from '../../../server/dashboard/out/logic/needs-cover.js';
import { weekGrid, type WeekFilter, type WeekGrid } from '../../../server/dashboard/out/logic/week-grid.js';

const MONDAY = '2026-11-30';
const NOW = Date.parse('2026-12-01T15:00:00.000Z');
/** In New York, in the winter. */
const at = (day: number, hour: number): string =>
  new Date(Date.parse(`${MONDAY}T05:00:00.000Z`) + (day * 24 + hour) * 3_600_000).toISOString();
const span = (day: number, from: number, to: number) => ({ start: at(day, from), end: at(day, to) });
const duty = (
  library: string,
  day: number,
  from: number,
  to: number,
  more: Partial<DeskWeek['duties'][number]> = {},
) => ({
  ...{ library, owedBy: library, service: 'statewide' as const, people: 1, why: 'owed' as const, endsAtClosing: false },
  ...span(day, from, to),
  ...more,
});
const weekOf = (change: Partial<DeskWeek> = {}): DeskWeek => ({
  ...{ queue: 'state', name: 'Statewide desk', tier: 'statewide', zone: 'America/New_York', week: MONDAY },
  ...{ from: at(0, 0), to: at(7, 0), knownUntil: null, holidays: [], closings: [], open: [], offers: [], uneven: [] },
  shared: {
    libraries: [
      { id: 'cecil', name: 'Cecil County' },
      { id: 'harford', name: 'Harford County' },
    ],
    services: { statewide: 'Local Maryland', global: 'Global' },
  },
  now: { hours: 'open', neverCloses: false, closesAt: at(0, 17), opensAt: null },
  hours: Array.from({ length: 7 }, (_, day): [string, string] => [at(day, 9), at(day, 17)]),
  duties: [],
  ...change,
});
const gridOf = (week: DeskWeek, filter: WeekFilter = 'all', own: string[] = []): WeekGrid =>
  weekGrid(week, { filter, own: new Set(own), nowMs: NOW });
/** "9–12 harford, cecil (1 of 2)" of each cell that says something. */
const shown = ({ days }: WeekGrid, day: number): string[] =>
  days[day]!.cells.filter(({ entries, uneven }) => entries.length > 0 || uneven !== null).map(
    ({ startMin, endMin, entries, uneven }) =>
      `${startMin / 60}–${endMin / 60} ${entries.map(({ kind, library }) => (kind === 'duty' ? library : kind)).join(', ')}${uneven ? ` (${uneven.scheduled} of ${uneven.needed})` : ''}`,
  );

/** Each row has as many cells as days, those that reach into it from above counted. */
function assertWhole({ rows, days }: WeekGrid): void {
  for (const { cells } of days) {
    assert.equal(
      cells.reduce((sum, cell) => sum + cell.rows, 0),
      rows.length,
    );
    for (const { startMin } of cells) assert.ok(rows.includes(startMin));
  }
}

const FULL = weekOf({
  duties: [
    duty('harford', 1, 9, 12),
    duty('cecil', 1, 11, 13, { people: 2, service: 'global' }),
    duty('cecil', 2, 9, 10, { why: 'covering', owedBy: 'harford' }),
  ],
  open: [{ ...span(1, 14, 15), label: 'Evening' }],
  offers: [{ id: 1, ...span(2, 13, 14), library: 'harford', service: 'statewide' }],
  uneven: [
    { ...span(1, 11, 12), needed: 1, scheduled: 3 },
    { ...span(1, 14, 17), needed: 1, scheduled: 0 },
  ],
});

describe('week grid', () => {
  test('week grid: a cell for each time in which the same libraries are there, from the first hour to the last', () => {
    const grid = gridOf(FULL);
    assertWhole(grid);
    assert.deepEqual([grid.rows[0], grid.rows.at(-1)], [9 * 60, 15 * 60]);
    assert.deepEqual(shown(grid, 1), [
      '9–11 harford',
      '11–12 harford, cecil (3 of 1)',
      '12–13 cecil',
      '14–15 open (0 of 1)',
      '15–17  (0 of 1)',
    ]);
    assert.deepEqual(
      grid.days.map(({ isToday }) => isToday),
      [false, true, false, false, false, false, false],
    );
  });

  test('week grid: “ours” has what our library owes, covers and gives; “open” and “needs” what is nobody’s', () => {
    assert.deepEqual(shown(gridOf(FULL, 'ours', ['harford']), 1), ['9–12 harford']);
    assert.deepEqual(shown(gridOf(FULL, 'ours', ['harford']), 2), ['9–10 cecil', '13–14 offer']);
    assert.deepEqual(shown(gridOf(FULL, 'open'), 1), ['14–15 open']);
    assert.deepEqual(shown(gridOf(FULL, 'needs'), 1), ['14–15 open (0 of 1)', '15–17  (0 of 1)']);
    assert.deepEqual(shown(gridOf(FULL, 'needs'), 2), ['13–14 offer']);
    for (const filter of ['ours', 'open', 'needs'] as const) assertWhole(gridOf(FULL, filter, ['harford']));
    assert.deepEqual(gridOf(weekOf(), 'open').rows, []);
  });

  test('week grid: a night is in both of its days; holidays stand at theirs; unknown hours close nothing', () => {
    const holidays = [{ date: '2026-12-01', through: '2026-12-02', name: 'Founders’ Days' }];
    const night = gridOf(weekOf({ hours: null, duties: [duty('harford', 1, 22, 26)], holidays }));
    assertWhole(night);
    assert.deepEqual([shown(night, 1), shown(night, 2)], [['22–24 harford'], ['0–2 harford']]);
    assert.deepEqual(
      night.days.map((day) => day.holidays.length),
      [0, 1, 1, 0, 0, 0, 0],
    );
    assert.ok(night.days.every(({ cells }) => cells.every(({ isOpen }) => isOpen === null)));
  });

  test('week grid: when the clocks go back, what fills the hour that comes twice is not lost', () => {
    const utc = (from: string, to: string) => ({
      start: `2026-11-01T${from}:00.000Z`,
      end: `2026-11-01T${to}:00.000Z`,
    });
    const duties = [
      { ...duty('harford', 0, 0, 1), ...utc('04:00', '05:00') },
      { ...duty('cecil', 0, 0, 1), ...utc('05:00', '06:00') },
      { ...duty('kent', 0, 0, 1), ...utc('06:00', '07:00') },
      { ...duty('harford', 0, 0, 1), ...utc('07:00', '08:00') },
    ];
    const grid = gridOf(weekOf({ week: '2026-10-26', hours: null, duties }));
    assertWhole(grid);
    assert.deepEqual(shown(grid, 6), ['0–1 harford', '1–2 cecil, kent', '2–3 harford']);
  });

  test('week grid: whatever is scheduled, each row is whole and each duty stands in its days', () => {
    const one = fc.record({
      library: fc.constantFrom('harford', 'cecil'),
      day: fc.nat(6),
      from: fc.nat(23),
      length: fc.integer({ min: 1, max: 9 }),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 20 }), (list) => {
        const duties = list.map(({ library, day, from, length }) => duty(library, day, from, from + length));
        const grid = gridOf(weekOf({ duties }));
        assertWhole(grid);
        for (const { library, day, from } of list) {
          const cell = grid.days[day]!.cells.find((each) => each.startMin <= from * 60 && from * 60 < each.endMin);
          assert.ok(cell?.entries.some((entry) => entry.library === library));
        }
      }),
      { numRuns: 100 },
    );
  });
});

test('week grid words: who covers for whom, another service, and how many people', () => {
  const entries = gridOf(FULL).days.flatMap(({ cells }) => cells.flatMap((cell) => cell.entries));
  const lines = new Set(
    entries.map((entry) => [entryName(entry, FULL.shared), entryText(entry, FULL)].filter(Boolean).join(': ')),
  );
  assert.deepEqual(
    [...lines],
    [
      'Harford County',
      'Cecil County: Global, 2 people',
      'No library has it',
      'Cecil County: covers for Harford County',
      'Harford County: offered, not accepted yet',
    ],
  );
  const own = entries.find(({ kind }) => kind === 'offer')!;
  assert.equal(entryText(own, FULL, true), 'offered. Yours until another library accepts it');
  const [first] = entries;
  const closed = { ...FULL, closings: [{ library: 'harford', ...span(1, 11, 17) }] };
  assert.equal(entryText(first!, closed), 'has announced that it is closed');
  assert.equal(entryText(first!, { ...FULL, closings: [{ library: 'harford', ...span(1, 12, 17) }] }), '');
  assert.equal(unevenText({ needed: 2, scheduled: 1 }), 'Too few: 1 of 2');
  assert.match(
    closingText({ library: 'cecil', ...span(1, 9, 17) }, FULL, NOW),
    /^Cecil County is closed from .* to .*\.$/,
  );
  assert.match(
    closingText({ library: 'cecil', ...span(1, 0, 24) }, FULL, NOW),
    /^Cecil County is closed all day: Tue, \w+ \d+\.$/,
  );
  assert.match(
    neededText({ days: ['mo', 'tu', 'we'], start: '12:00', end: '16:00', people: 2 }),
    /^Mon–Wed, .*: 2 people$/,
  );
});

test('week sums: what needs somebody is counted once, and the parts add up to the whole', () => {
  const textOf = (week: DeskWeek): string[][] => {
    const { whole, parts, tooMany } = sumsText(week);
    return [whole, parts, tooMany].map((sums) => sums.map(({ words, filter }) => `${words} ${filter}`));
  };
  assert.deepEqual(textOf(FULL), [
    ['Hours that need cover: 4 h (Tue, Wed) needs'],
    [
      'No library has it: 1 h (Tue) open',
      'Offered, not accepted: 1 h (Wed) needs',
      'No shift is planned: 2 h (Tue) needs',
    ],
    ['Too many people: 1 h (Tue) all'],
  ]);
  assert.deepEqual(textOf(weekOf({ uneven: [{ ...span(2, 9, 10), needed: 2, scheduled: 1 }] })), [
    [],
    ['More people needed: 1 h (Wed) needs'],
    [],
  ]);
  assert.deepEqual(textOf(weekOf()), [[], [], []]);
  const spans = fc.array(
    fc.record({ from: fc.integer({ min: -6, max: 170 }), length: fc.integer({ min: 1, max: 9 }) }),
    { maxLength: 6 },
  );
  const toSpans = (list: { from: number; length: number }[]) =>
    list.map(({ from, length }) => span(0, from, from + length));
  fc.assert(
    fc.property(spans, spans, spans, fc.nat(2), (open, offers, uneven, scheduled) => {
      const week = weekOf({
        open: toSpans(open).map((each) => ({ ...each, label: 'Evening' })),
        offers: toSpans(offers).map((each) => ({ ...each, id: 1, library: 'harford', service: 'statewide' })),
        uneven: toSpans(uneven).map((each) => ({ ...each, needed: 2, scheduled })),
      });
      const isNeeded = (hour: number): boolean =>
        [...open, ...offers, ...(scheduled < 2 ? uneven : [])].some(
          ({ from, length }) => from <= hour && hour < from + length,
        );
      const hours = Array.from({ length: 168 }, (_, hour) => hour).filter(isNeeded).length;
      const needs = needsCover(week).map(({ start, end }) => (Date.parse(end) - Date.parse(start)) / 3_600_000);
      assert.equal(
        needs.reduce((sum, each) => sum + each, 0),
        hours,
      );
    }),
  );
});
