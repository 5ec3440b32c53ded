// What holds for any hours in any zone, and the zones and rules in which it is easily lost.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { WEEKDAYS, type HoursRules } from '@askusnow/sdk/contract';
import { expandHours } from '../../../server/src/schedule/hours/expand.ts';
import { mergeIntervals, type Interval } from '../../../server/src/platform/time/intervals.ts';

const between = (start: string, end: string): Interval => ({ startMs: Date.parse(start), endMs: Date.parse(end) });
const shown = (intervals: Interval[] | null) =>
  (intervals ?? []).map(({ startMs, endMs }) =>
    [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(0, 16) + 'Z').join('/'),
  );
const daily = (open: string, close: string, more: Partial<HoursRules> = {}): HoursRules => ({
  weekly: [{ days: [...WEEKDAYS], open, close }],
  seasons: [],
  exceptions: [],
  ...more,
});

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
const opening = fc.record({ open: clock, close: fc.oneof(clock, fc.constant('24:00')) });
const date = fc
  .integer({ min: 0, max: 400 })
  .map((day) => new Date(Date.UTC(2026, 0, 1 + day)).toISOString().slice(0, 10));
const weekly = fc.array(
  fc.record({
    days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
    open: clock,
    close: fc.oneof(clock, fc.constant('24:00')),
  }),
  { maxLength: 5 },
);
const hours: fc.Arbitrary<HoursRules> = fc.record({
  weekly,
  seasons: fc.array(fc.record({ name: fc.constant('season'), from: date, to: date, weekly }), { maxLength: 2 }),
  exceptions: fc.array(fc.record({ date, through: date, open: fc.array(opening, { maxLength: 2 }) }), { maxLength: 3 }),
});
const zone = fc.constantFrom(
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Cairo',
  'America/Havana',
  'America/St_Johns',
  'Pacific/Kiritimati',
  'UTC',
);
const window = fc
  .tuple(
    fc.integer({ min: 0, max: 400 * 1440 }),
    fc.integer({ min: 0, max: 8 * 1440 }),
    fc.integer({ min: 0, max: 8 * 1440 }),
  )
  .map(([start, one, other]) => {
    const startMs = Date.UTC(2026, 0, 1) + start * 60_000;
    return { startMs, middleMs: startMs + one * 60_000, endMs: startMs + (one + other) * 60_000 };
  });

test('hours: open hours are in order, apart from each other and inside the window', () => {
  fc.assert(
    fc.property(hours, zone, window, (rules, name, { startMs, endMs }) => {
      let last = -Infinity;
      for (const each of expandHours(rules, name, { startMs, endMs }) ?? []) {
        assert.ok(each.startMs > last && each.startMs < each.endMs && each.startMs >= startMs && each.endMs <= endMs);
        last = each.endMs;
      }
    }),
    { numRuns: 300 },
  );
});

test('hours: two windows side by side give what one gives', () => {
  fc.assert(
    fc.property(hours, zone, window, (rules, name, { startMs, middleMs, endMs }) => {
      const parts = [
        ...(expandHours(rules, name, { startMs, endMs: middleMs }) ?? []),
        ...(expandHours(rules, name, { startMs: middleMs, endMs }) ?? []),
      ];
      assert.deepEqual(mergeIntervals(parts), expandHours(rules, name, { startMs, endMs }));
    }),
    { numRuns: 300 },
  );
});

test('hours: closed until an instant cuts what is before it and nothing after it', () => {
  fc.assert(
    fc.property(hours, zone, window, (rules, name, { startMs, middleMs, endMs }) => {
      assert.deepEqual(
        expandHours(rules, name, { startMs, endMs }, middleMs),
        expandHours(rules, name, { startMs: middleMs, endMs }),
      );
      assert.deepEqual(
        expandHours(rules, name, { startMs, endMs }, startMs - 1),
        expandHours(rules, name, { startMs, endMs }),
      );
    }),
    { numRuns: 100 },
  );
});

test('hours: unknown hours stay unknown, whatever seasons and exceptions say', () => {
  const rules = { ...daily('09:00', '17:00'), weekly: null };
  assert.equal(expandHours(rules, 'UTC', between('2026-05-04T00:00Z', '2026-05-11T00:00Z')), null);
});

test('hours: a clock that moves by half an hour is followed (Lord Howe)', () => {
  const night = daily('00:00', '06:00');
  assert.deepEqual(
    shown(expandHours(night, 'Australia/Lord_Howe', between('2026-04-04T12:00Z', '2026-04-05T12:00Z'))),
    ['2026-04-04T13:00Z/2026-04-04T19:30Z'],
  );
  assert.deepEqual(
    shown(expandHours(night, 'Australia/Lord_Howe', between('2026-10-03T12:00Z', '2026-10-04T12:00Z'))),
    ['2026-10-03T13:30Z/2026-10-03T19:00Z'],
  );
});

test('hours: a zone at a quarter hour is exact (Kathmandu)', () => {
  assert.deepEqual(
    shown(expandHours(daily('09:00', '17:00'), 'Asia/Kathmandu', between('2026-05-04T00:00Z', '2026-05-05T00:00Z'))),
    ['2026-05-04T03:15Z/2026-05-04T11:15Z'],
  );
});

test('hours: a civil day that never was has no hours (Apia, 2011-12-30)', () => {
  const window = between('2011-12-29T10:00Z', '2011-12-31T10:00Z');
  assert.deepEqual(shown(expandHours(daily('09:00', '17:00'), 'Pacific/Apia', window)), [
    '2011-12-29T19:00Z/2011-12-30T03:00Z',
    '2011-12-30T19:00Z/2011-12-31T03:00Z',
  ]);
  const closed = daily('22:00', '02:00', { exceptions: [{ date: '2011-12-31', open: [] }] });
  assert.deepEqual(shown(expandHours(closed, 'Pacific/Apia', between('2011-12-30T00:00Z', '2011-12-31T00:00Z'))), [
    '2011-12-30T08:00Z/2011-12-30T10:00Z',
  ]);
});

test('hours: a day whose midnight the clock skips starts at one o’clock (Cairo)', () => {
  const closed = daily('20:00', '03:00', {
    exceptions: [{ date: '2026-04-24', open: [{ open: '00:00', close: '02:00' }] }],
  });
  assert.deepEqual(shown(expandHours(closed, 'Africa/Cairo', between('2026-04-23T12:00Z', '2026-04-24T12:00Z'))), [
    '2026-04-23T18:00Z/2026-04-23T23:00Z',
  ]);
});

test('hours: an exception outranks a season, and a season the base week', () => {
  const rules = daily('09:00', '17:00', {
    seasons: [
      {
        name: 'Summer',
        from: '2026-06-01',
        to: '2026-06-03',
        weekly: [{ days: [...WEEKDAYS], open: '10:00', close: '12:00' }],
      },
    ],
    exceptions: [{ date: '2026-06-02', open: [{ open: '13:00', close: '14:00' }] }],
  });
  assert.deepEqual(shown(expandHours(rules, 'UTC', between('2026-05-31T00:00Z', '2026-06-05T00:00Z'))), [
    '2026-05-31T09:00Z/2026-05-31T17:00Z',
    '2026-06-01T10:00Z/2026-06-01T12:00Z',
    '2026-06-02T13:00Z/2026-06-02T14:00Z',
    '2026-06-03T10:00Z/2026-06-03T12:00Z',
    '2026-06-04T09:00Z/2026-06-04T17:00Z',
  ]);
});

test('hours: the nights of one exception run over its own midnights, and its last night into the day after', () => {
  const rules = daily('09:00', '17:00', {
    exceptions: [{ date: '2026-06-01', through: '2026-06-02', open: [{ open: '22:00', close: '02:00' }] }],
  });
  assert.deepEqual(shown(expandHours(rules, 'UTC', between('2026-06-01T00:00Z', '2026-06-03T12:00Z'))), [
    '2026-06-01T22:00Z/2026-06-02T02:00Z',
    '2026-06-02T22:00Z/2026-06-03T02:00Z',
    '2026-06-03T09:00Z/2026-06-03T12:00Z',
  ]);
});
