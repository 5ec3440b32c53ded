// The hour vectors of the domain, and two naive expansions that must fail those of them that cross a clock change.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Temporal } from 'temporal-polyfill';
import type { HoursRules } from '@askusnow/sdk/contract';
import { expandHours } from '../../../server/src/schedule/hours/expand.ts';
import { mergeIntervals, type Interval } from '../../../server/src/platform/time/intervals.ts';

const ZONE = 'America/New_York';
const EVERY_DAY = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'] as const;
type Expand = (hours: HoursRules, zone: string, window: Interval) => Interval[] | null;

const week = (...weekly: NonNullable<HoursRules['weekly']>): HoursRules => ({ weekly, seasons: [], exceptions: [] });
const between = (start: string, end: string): Interval => ({ startMs: Date.parse(start), endMs: Date.parse(end) });
const minutes = (intervals: Interval[] | null): number =>
  (intervals ?? []).reduce((sum, { startMs, endMs }) => sum + (endMs - startMs) / 60_000, 0);
const shown = (intervals: Interval[] | null) =>
  (intervals ?? []).map(({ startMs, endMs }) =>
    [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 16) + 'Z').join('/'),
  );

const aroundTheClock = week({ days: [...EVERY_DAY], open: '00:00', close: '24:00' });
const saturdayNight = week({ days: ['sa'], open: '22:00', close: '06:00' });

interface Vector {
  id: string;
  hours: HoursRules;
  window: Interval;
  minutes: number;
  intervals?: string[];
  /** Its window holds a clock change that a fixed offset cannot know. */
  clockChange?: true;
}

const VECTORS: Vector[] = [
  {
    id: 'V1: a 73-hour week',
    hours: week(
      { days: ['mo', 'tu', 'we', 'th'], open: '09:00', close: '21:00' },
      { days: ['fr'], open: '09:00', close: '17:00' },
      { days: ['sa'], open: '11:00', close: '17:00' },
      { days: ['su'], open: '10:00', close: '21:00' },
    ),
    window: between('2026-05-04T04:00Z', '2026-05-11T04:00Z'),
    minutes: 4380,
  },
  {
    id: 'V3: round the clock, a plain week',
    hours: aroundTheClock,
    window: between('2026-05-04T04:00Z', '2026-05-11T04:00Z'),
    minutes: 10_080,
  },
  {
    id: 'V4: round the clock, the week of the spring change',
    hours: aroundTheClock,
    window: between('2026-03-02T05:00Z', '2026-03-09T04:00Z'),
    minutes: 10_020,
  },
  {
    id: 'V5: round the clock, the week of the autumn change',
    hours: aroundTheClock,
    window: between('2026-10-26T04:00Z', '2026-11-02T05:00Z'),
    minutes: 10_140,
  },
  {
    id: 'V6: a night shortened in spring',
    hours: saturdayNight,
    window: between('2026-03-07T05:00Z', '2026-03-09T04:00Z'),
    minutes: 420,
    clockChange: true,
  },
  {
    id: 'V7: a night lengthened in autumn',
    hours: saturdayNight,
    window: between('2026-10-31T04:00Z', '2026-11-02T05:00Z'),
    minutes: 540,
    clockChange: true,
  },
  {
    id: 'V9: a closed day cuts the spill from its eve and leaves no tail',
    hours: {
      ...week({ days: [...EVERY_DAY], open: '22:00', close: '02:00' }),
      exceptions: [{ date: '2026-11-26', open: [] }],
    },
    window: between('2026-11-25T05:00Z', '2026-11-28T05:00Z'),
    minutes: 360,
    intervals: [
      '2026-11-25T05:00Z/2026-11-25T07:00Z',
      '2026-11-26T03:00Z/2026-11-26T05:00Z',
      '2026-11-28T03:00Z/2026-11-28T05:00Z',
    ],
  },
  {
    id: 'V10: an evening to 24:00 and the morning after are one',
    hours: week(
      { days: ['mo'], open: '09:00', close: '12:00' },
      { days: ['mo'], open: '18:00', close: '24:00' },
      { days: ['tu'], open: '00:00', close: '01:00' },
    ),
    window: between('2026-05-04T04:00Z', '2026-05-11T04:00Z'),
    minutes: 600,
    intervals: ['2026-05-04T13:00Z/2026-05-04T16:00Z', '2026-05-04T22:00Z/2026-05-05T05:00Z'],
  },
  {
    id: 'V11: an hour that the clock skips',
    hours: week({ days: ['su'], open: '02:00', close: '03:00' }),
    window: between('2026-03-08T05:00Z', '2026-03-09T04:00Z'),
    minutes: 0,
    intervals: [],
    clockChange: true,
  },
  {
    id: 'V12: an hour that the clock repeats',
    hours: week({ days: ['su'], open: '01:00', close: '02:00' }),
    window: between('2026-11-01T04:00Z', '2026-11-02T05:00Z'),
    minutes: 120,
    clockChange: true,
  },
  {
    id: 'V13: half an hour into the skipped hour',
    hours: week({ days: ['su'], open: '01:30', close: '02:30' }),
    window: between('2026-03-08T05:00Z', '2026-03-09T04:00Z'),
    minutes: 60,
  },
  {
    id: 'V17: open equals close is a day',
    hours: week({ days: ['we'], open: '09:00', close: '09:00' }),
    window: between('2026-05-04T04:00Z', '2026-05-11T04:00Z'),
    minutes: 1440,
  },
];

const holds = (expand: Expand, vector: Vector): boolean => {
  const found = expand(vector.hours, ZONE, vector.window);
  return minutes(found) === vector.minutes && (!vector.intervals || shown(found).join() === vector.intervals.join());
};

for (const vector of VECTORS) {
  test(vector.id, () => {
    const found = expandHours(vector.hours, ZONE, vector.window);
    assert.equal(minutes(found), vector.minutes, shown(found).join(' '));
    if (vector.intervals) assert.deepEqual(shown(found), vector.intervals);
  });
}

test('hours: the autumn hour is read as RFC 5545 reads it, not as Postgres does', () => {
  const found = expandHours(
    week({ days: ['su'], open: '01:30', close: '03:00' }),
    ZONE,
    between('2026-11-01T04:00Z', '2026-11-02T05:00Z'),
  );
  assert.deepEqual(shown(found), ['2026-11-01T05:30Z/2026-11-01T08:00Z']);
});

/** Mutant: local midnight of the window plus minutes, one offset for all. */
const clockMinutes = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));
const fixedOffset: Expand = (hours, _zone, window) => {
  const intervals: Interval[] = [];
  const firstDay = (new Date(window.startMs - 4 * 3_600_000).getUTCDay() + 6) % 7;
  for (let day = -1; day < 9; day += 1) {
    for (const rule of hours.weekly ?? []) {
      if (!rule.days.includes(EVERY_DAY[(firstDay + day + 7) % 7] ?? 'mo')) continue;
      const [open, close] = [clockMinutes(rule.open), clockMinutes(rule.close)];
      const startMs = window.startMs + (day * 1440 + open) * 60_000;
      intervals.push({ startMs, endMs: startMs + (close > open ? close - open : close + 1440 - open) * 60_000 });
    }
  }
  return mergeIntervals(
    intervals.map(({ startMs, endMs }) => ({
      startMs: Math.max(startMs, window.startMs),
      endMs: Math.min(endMs, window.endMs),
    })),
  );
};

/** Mutant: as AT TIME ZONE in Postgres reads local times, the second of two. Single days without spill suffice here. */
const atTimeZone: Expand = (hours, zone, window) => {
  const intervals: Interval[] = [];
  const first = Temporal.Instant.fromEpochMilliseconds(window.startMs).toZonedDateTimeISO(zone).toPlainDate();
  for (let day = 0; day < 7; day += 1) {
    const date = first.add({ days: day });
    const toMs = (clock: string) =>
      Temporal.PlainDateTime.from(`${date.toString()}T${clock}`).toZonedDateTime(zone, { disambiguation: 'later' })
        .epochMilliseconds;
    for (const rule of hours.weekly ?? []) {
      if (rule.days.includes(EVERY_DAY[date.dayOfWeek - 1] ?? 'mo'))
        intervals.push({ startMs: toMs(rule.open), endMs: toMs(rule.close) });
    }
  }
  return mergeIntervals(intervals);
};
const vectorOf = (id: string): Vector => VECTORS.find((vector) => vector.id.startsWith(`${id}:`)) ?? assert.fail(id);

test('hours: a fixed offset is right on a plain week and fails every vector whose opening meets a clock change', () => {
  for (const id of ['V1', 'V3', 'V10', 'V17']) assert.equal(holds(fixedOffset, vectorOf(id)), true, id);
  for (const vector of VECTORS.filter(({ clockChange }) => clockChange))
    assert.equal(holds(fixedOffset, vector), false, vector.id);
});

test('hours: local hours read as AT TIME ZONE reads them lose the repeated hour of V12', () => {
  assert.equal(holds(atTimeZone, vectorOf('V1')), true);
  assert.equal(holds(atTimeZone, vectorOf('V12')), false);
});

test('hours: a mutant that lets the eve spill into a closed day fails V9', () => {
  const withoutOwnership: Expand = (hours, zone, window) => {
    const base = expandHours({ ...hours, exceptions: [] }, zone, window) ?? [];
    return base.filter(
      ({ startMs }) =>
        !hours.exceptions.some(({ date }) => new Date(startMs - 5 * 3_600_000).toISOString().startsWith(date)),
    );
  };
  assert.equal(holds(withoutOwnership, vectorOf('V9')), false);
});
