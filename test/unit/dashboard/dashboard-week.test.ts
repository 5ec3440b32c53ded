// A desk's week as rows and as a picture, days of 23 and 25 hours included: the compiled files are the ones that ship.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { CoverageSum, QueueCoverage, Schedule } from '@askusnow/sdk/contract';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { boxOf, hourLines, TRACKS, xOf } from '../../../server/dashboard/out/logic/week-geometry.js';
import { cut, merged, weekDates, weekRows, weekSpan } from '../../../server/dashboard/out/logic/week-rows.js';
import {
  gapsText,
  oddDayText,
  promisedText,
  scheduledText,
  seenText,
  weekSummary,
} from '../../../server/dashboard/out/i18n/week-text.js';

const ZONE = 'America/New_York';
const plain = (text: string): string => text.replace(/\s/g, ' ');
const ms = (iso: string): number => Date.parse(iso);
/** A Wednesday; on the Sunday before, the clocks went back. */
const NOW = ms('2026-11-04T15:00:00.000Z');

/** By no library, as at a desk that is not shared. */
const OWED = { library: null, service: null, people: 1 };

const SUM: CoverageSum = {
  scheduledBy: 'shifts',
  scheduled: 480,
  covered: 460,
  unmonitored: 0,
  uncovered: 20,
  value: 0.958,
  low: 0.958,
  high: 0.958,
  observedShare: 1,
  hidden: false,
  unscheduled: 60,
  lateStart: 20,
  earlyEnd: 0,
};

const schedule: Schedule = {
  queue: 'desk',
  zone: ZONE,
  from: '2026-10-29T04:00:00.000Z',
  to: '2026-11-05T05:00:00.000Z',
  hours: [['2026-11-02T14:00:00.000Z', '2026-11-02T23:00:00.000Z']],
  shifts: [
    { start: '2026-11-02T14:00:00.000Z', end: '2026-11-02T18:00:00.000Z', label: 'Desk', ...OWED, source: 'rules' },
    { start: '2026-11-02T17:00:00.000Z', end: '2026-11-02T22:00:00.000Z', label: 'Team', ...OWED, source: 'rules' },
    // Over midnight: a part of it is on each day.
    { start: '2026-11-03T23:00:00.000Z', end: '2026-11-04T07:00:00.000Z', label: 'Night', ...OWED, source: 'rules' },
  ],
  shared: null,
  scheduledBy: 'shifts',
  gaps: [['2026-11-02T22:00:00.000Z', '2026-11-02T23:00:00.000Z']],
  expandedAt: null,
  tz: null,
};
const coverage: QueueCoverage = {
  queue: 'desk',
  zone: ZONE,
  from: schedule.from,
  to: '2026-11-04T15:00:00.000Z',
  ledger: true,
  sum: SUM,
  byDay: [{ date: '2026-11-02', sum: SUM }],
  intervals: [
    {
      start: '2026-11-02T14:00:00.000Z',
      end: '2026-11-02T14:20:00.000Z',
      kind: 'uncovered',
      observed: 'nobody',
      correction: null,
    },
    {
      start: '2026-11-02T14:20:00.000Z',
      end: '2026-11-02T22:00:00.000Z',
      kind: 'covered',
      observed: 'available',
      correction: null,
    },
  ],
  observed: [
    { start: '2026-11-02T14:00:00.000Z', end: '2026-11-02T14:20:00.000Z', state: 'nobody' },
    { start: '2026-11-02T14:20:00.000Z', end: '2026-11-02T22:00:00.000Z', state: 'available' },
    { start: '2026-11-02T22:00:00.000Z', end: '2026-11-03T22:00:00.000Z', state: 'unknown' },
  ],
  gaps: [
    {
      start: '2026-11-02T14:00:00.000Z',
      end: '2026-11-02T14:20:00.000Z',
      minutes: 20,
      kind: 'late-start',
      alertable: true,
    },
  ],
  gapsCorrected: 0,
  corrections: [],
  definitions: [],
};

describe('a week', () => {
  const dates = weekDates(0, ZONE, NOW);
  const rows = weekRows(dates, schedule, coverage, NOW);
  const rowOf = (date: string) => rows.find((row) => row.date === date)!;

  test('week: ends with the desk’s own today, and the next begins tomorrow', () => {
    assert.deepEqual([dates[0], dates[6]], ['2026-10-29', '2026-11-04']);
    assert.deepEqual(weekDates(1, ZONE, NOW)[0], '2026-11-05');
    // Late in the evening it is tomorrow already in Greenwich.
    assert.equal(weekDates(0, ZONE, ms('2026-11-05T03:00:00.000Z'))[6], '2026-11-04');
  });

  test('week: has a day of 25 hours, and says why', () => {
    const sunday = rowOf('2026-11-01');
    assert.equal(sunday.hours, 25);
    assert.equal(oddDayText(sunday), '25 hours: the clocks go back');
    const span = weekSpan(dates, ZONE);
    assert.equal(span.endMs - span.startMs, (7 * 24 + 1) * HOUR_MS);
    const [spring] = weekRows(['2026-03-08'], { ...schedule, zone: ZONE }, null, NOW);
    assert.equal(oddDayText(spring!), '23 hours: the clocks go forward');
  });

  test('week: a span over midnight is cut at midnight, without loss', () => {
    const [eve, day] = [rowOf('2026-11-03'), rowOf('2026-11-04')];
    assert.equal(eve.shifts[0]!.endMs, day.startMs);
    assert.equal(day.shifts[0]!.startMs, day.startMs);
    const length = (spans: { startMs: number; endMs: number }[]) =>
      spans.reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    assert.equal(length(eve.scheduled) + length(day.scheduled), 8 * HOUR_MS);
  });

  test('week: counts two shifts at once as one stretch, and names both', () => {
    const monday = rowOf('2026-11-02');
    assert.equal(monday.scheduled.length, 1);
    assert.equal(plain(scheduledText(monday, ZONE)), 'Desk 9 AM – 1 PM; Team 12 PM – 5 PM; nobody 5 PM – 6 PM');
  });

  test('week: the table shows a day as the chart does, without unscheduled time', () => {
    const monday = rowOf('2026-11-02');
    assert.equal(plain(promisedText(monday, ZONE)), '9 AM – 6 PM');
    assert.equal(plain(seenText(monday, ZONE)), 'nobody 9 AM – 9:20 AM; available 9:20 AM – 5 PM');
    assert.equal(plain(gapsText(monday, ZONE)), 'late start 9 AM – 9:20 AM (20 min)');
    assert.equal(promisedText(rowOf('2026-11-01'), ZONE), 'closed');
    assert.equal(seenText(rowOf('2026-11-01'), ZONE), 'no live status');
  });

  test('week: unknown hours promise nothing and are not "closed"', () => {
    const [row] = weekRows(['2026-11-02'], { ...schedule, hours: null }, null, NOW);
    assert.equal(promisedText(row!, ZONE), 'not known');
  });

  test('week: without shifts the hours are the schedule, and the text says so', () => {
    const bare = { ...schedule, shifts: [], gaps: [], scheduledBy: 'hours' as const };
    const [row] = weekRows(['2026-11-02'], bare, null, NOW);
    assert.deepEqual(row!.scheduled, row!.promised);
    assert.equal(scheduledText(row!, ZONE), 'by its hours');
  });

  test('week: has a summary in words', () => {
    assert.match(
      plain(weekSummary('Desk', rows, ZONE)),
      /promised 9 h, scheduled 16 h, 1 h with nobody scheduled; 7 h 40 min covered, 20 min nobody there, 0 min not known, 1 gap/,
    );
  });
});

describe('spans', () => {
  test('spans: merged where they touch, and cut to the window', () => {
    const spans = [
      { startMs: 5, endMs: 9 },
      { startMs: 0, endMs: 5 },
      { startMs: 20, endMs: 30 },
    ];
    assert.deepEqual(merged(spans), [
      { startMs: 0, endMs: 9 },
      { startMs: 20, endMs: 30 },
    ]);
    assert.deepEqual(cut(spans, { startMs: 4, endMs: 20 }), [
      { startMs: 5, endMs: 9 },
      { startMs: 4, endMs: 5 },
    ]);
  });
});

describe('the picture of a week', () => {
  const days = ['2026-03-08', '2026-11-01', '2026-11-02'];
  const rows = weekRows(days, schedule, coverage, NOW);

  test('week chart: has nine o’clock below nine o’clock, on days of 23 and 25 hours, too', () => {
    for (const width of [200, 640, 1200]) {
      const nines = rows.map((row) => {
        const nine = { '2026-03-08': '13', '2026-11-01': '14', '2026-11-02': '14' }[row.date];
        return xOf(row, ZONE, ms(`${row.date}T${nine}:00:00.000Z`), width);
      });
      for (const x of nines) assert.ok(Math.abs(x - nines[0]!) < 0.01, `${x} at ${width}`);
      assert.equal(xOf(rows[2]!, ZONE, ms('2026-11-02T17:00:00.000Z'), width), hourLines(width)[2]);
    }
  });

  test('week chart: stays within its frame, and shows a minute', () => {
    const frame = { zone: ZONE, width: 300 };
    for (const row of rows) {
      const whole = boxOf(row, 0, 'seen', { startMs: row.startMs - HOUR_MS, endMs: row.endMs + HOUR_MS }, frame);
      assert.ok(whole.x >= 0 && whole.x + whole.width <= 300);
      const minute = boxOf(row, 0, 'seen', { startMs: row.startMs, endMs: row.startMs + 60_000 }, frame);
      assert.ok(minute.width >= 2);
    }
  });

  test('week chart: has a height of its own for each of its tracks, none over another', () => {
    const tracks = Object.values(TRACKS);
    assert.equal(new Set(tracks.map(({ height }) => height)).size, tracks.length);
    tracks.slice(1).forEach(({ top }, index) => assert.ok(top >= tracks[index]!.top + tracks[index]!.height));
  });
});
