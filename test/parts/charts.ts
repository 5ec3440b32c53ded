import type { LibraryScore } from '@askusnow/sdk';
import { html, svg } from 'lit';
import '../../server/dashboard/out/coverage/week-picture.js';
import type { WeekRow } from '../../server/dashboard/out/logic/week-rows.js';
import '../../server/dashboard/out/numbers/day-chart.js';
import { noteMarks } from '../../server/dashboard/out/styles/note-marks.js';
import { sparklines } from '../../server/dashboard/out/styles/sparklines.js';
import { table } from '../../server/dashboard/out/styles/table.js';
import { bars, barTable } from '../../server/dashboard/out/ui/bars.js';
import { noteMark } from '../../server/dashboard/out/ui/note-mark.js';
import { sparkline } from '../../server/dashboard/out/ui/sparkline.js';
import '../../server/dashboard/out/visibility/score-headline.js';
import type { Part } from './part.js';
import { NOW_MS, ZONE } from './words.js';

const HOUR_MS = 3_600_000;
const DATES = Array.from({ length: 30 }, (_, at) =>
  new Date(NOW_MS + (at - 29) * 24 * HOUR_MS).toISOString().slice(0, 10),
);
const NOTE = [{ date: DATES[20]!, text: 'Moved to the top of the page' }];
const chart = (counts: readonly number[], since = DATES[0], notes = NOTE) =>
  html`<day-chart
    name="Clicks"
    unit="click"
    .days=${counts.map((count, at) => ({ date: DATES[30 - counts.length + at]!, count }))}
    .since=${since}
    .notes=${notes}
  ></day-chart>`;
const COUNTS = DATES.map((_, at) => (at * 17) % 43);

const score = (given: Partial<LibraryScore['score']>, peers: LibraryScore['peers'] = null) =>
  html`<score-headline
    .score=${{ score: { passed: 5, of: 19, unknown: 7, low: 0.4, high: 0.8, ...given }, peers }}
  ></score-headline>`;

/** A day of a desk with each sign on it. */
function dayOf(at: number, signs: Partial<WeekRow> = {}): WeekRow {
  const startMs = Date.parse('2026-03-03T05:00:00Z') + at * 24 * HOUR_MS;
  const hours = (from: number, to: number) => ({ startMs: startMs + from * HOUR_MS, endMs: startMs + to * HOUR_MS });
  return {
    ...hours(0, 24),
    date: `2026-03-0${3 + at}`,
    hours: 24,
    isToday: at === 1,
    promised: [hours(9, 20)],
    scheduled: [hours(9, 18)],
    shifts: [],
    unscheduled: [hours(18, 20)],
    kept: [
      { ...hours(9, 12), kind: 'covered', corrected: false },
      { ...hours(12, 14), kind: 'uncovered', corrected: false },
      { ...hours(14, 18), kind: 'unmonitored', corrected: true },
    ],
    seen: [{ ...hours(20, 22), state: 'available' }],
    gaps: [],
    sum: null,
    ...signs,
  };
}
const week = (rows: readonly WeekRow[]) =>
  html`<week-picture .rows=${rows} zone=${ZONE} name="Reference desk" .nowMs=${NOW_MS}></week-picture>`;
const NOTHING = { promised: null, scheduled: [], unscheduled: [], kept: [], seen: [] };

const libraries = (...rows: readonly (readonly [name: string, value: number, note?: string])[]) =>
  barTable(
    'Clicks by library',
    ['Library', 'Clicks'],
    rows.map(([name, value, note = null]) => ({ id: name, name, note, text: String(value), value })),
  );

export const CHARTS: readonly Part[] = [
  {
    name: 'bars by library',
    styles: [table, bars],
    states: {
      many: () => libraries(['Cecil County', 132], ['Harford County', 98, '9 days'], ['Kent County', 0]),
      none: () => libraries(['Cecil County', 0]),
    },
  },
  {
    name: 'sparkline',
    styles: sparklines,
    states: {
      none: () => sparkline([0, 0, 0, 0, 0, 0, 0, 0]),
      many: () => sparkline([3, 9, 0, 14, 22, 1, 8, 30]),
      one: () => sparkline([12]),
    },
  },
  {
    name: 'note mark',
    styles: noteMarks,
    states: {
      rest: () =>
        html`<svg viewBox="0 0 80 80" width="80" height="80" role="img" aria-label="A note">
          ${svg`${noteMark(NOTE, { date: NOTE[0]!.date, x: 40, plot: { top: 10, bottom: 70 } })}`}
        </svg>`,
    },
  },
  {
    name: 'day chart',
    states: {
      none: () => chart(COUNTS.map(() => 0)),
      'one day': () => chart([12]),
      'a week': () => chart(COUNTS.slice(-7), DATES[26]),
      'a month': () => chart(COUNTS),
      'not counted yet': () =>
        chart(
          COUNTS.map((count, at) => (at < 20 ? 0 : count * 1000)),
          DATES[20],
          [],
        ),
    },
  },
  {
    name: 'score headline',
    states: {
      rest: () => score({}, { libraries: 23, low: 0.3, high: 0.7 }),
      'all known': () => score({ unknown: 0, low: 0.6, high: 0.6 }),
      'no rule': () => score({ passed: 0, of: 0, unknown: 0, low: null, high: null }),
    },
  },
  {
    name: 'week picture',
    states: {
      none: () => week([dayOf(0, NOTHING), dayOf(1, NOTHING)]),
      'each sign': () => week([dayOf(0), dayOf(1), dayOf(2, { ...NOTHING, promised: dayOf(2).promised })]),
      'the clocks change': () => week([dayOf(0, { hours: 23 })]),
    },
  },
];
