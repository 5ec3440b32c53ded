// Shifts as instants: over clock changes, over midnight, on days off, and known again whenever they are expanded.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ShiftRule } from '@askusnow/sdk/contract';
import { expandShifts, type Shift } from '../../../server/src/schedule/shifts/expand.ts';

const NEW_YORK = 'America/New_York';
const between = (start: string, end: string) => ({ startMs: Date.parse(start), endMs: Date.parse(end) });
const shown = (shifts: readonly Shift[]): string[] =>
  shifts.map(({ startMs, endMs }) => [startMs, endMs].map((ms) => new Date(ms).toISOString().slice(5, 16)).join('/'));
const minutes = (shifts: readonly Shift[]): number =>
  shifts.reduce((sum, { startMs, endMs }) => sum + (endMs - startMs) / 60_000, 0);
const every = (days: ShiftRule['days'], start: string, end: string, more: Partial<ShiftRule> = {}): ShiftRule => ({
  label: 'Desk',
  days,
  start,
  end,
  ...more,
});
const MARCH = between('2026-03-07T00:00Z', '2026-03-10T00:00Z');
const NOVEMBER = between('2026-10-31T00:00Z', '2026-11-03T00:00Z');

interface Vector {
  title: string;
  rules: ShiftRule[];
  window: ReturnType<typeof between>;
  shown?: string[];
  minutes?: number;
  zone?: string;
}
const VECTORS: Vector[] = [
  {
    title: 'a night shift is an hour shorter in spring',
    rules: [every(['sa'], '22:00', '06:00')],
    window: MARCH,
    minutes: 420,
  },
  { title: 'and an hour longer in autumn', rules: [every(['sa'], '22:00', '06:00')], window: NOVEMBER, minutes: 540 },
  {
    title: 'a shift that starts in the hour that spring skips starts when the clock goes on',
    rules: [every(['su'], '02:30', '06:00')],
    window: MARCH,
    shown: ['03-08T07:30/03-08T10:00'],
  },
  {
    title: 'a shift within that hour is none',
    rules: [every(['su'], '02:00', '03:00')],
    window: MARCH,
    shown: [],
  },
  {
    title: 'a shift in the hour that autumn repeats starts in the first of them',
    rules: [every(['su'], '01:30', '03:00')],
    window: NOVEMBER,
    shown: ['11-01T05:30/11-01T08:00'],
  },
  {
    title: 'a shift over midnight belongs to the day on which it starts',
    rules: [every(['mo'], '22:00', '02:00'), every(['tu'], '18:00', '24:00')],
    window: between('2026-05-04T00:00Z', '2026-05-11T00:00Z'),
    shown: ['05-05T02:00/05-05T06:00', '05-05T22:00/05-06T04:00'],
  },
  {
    title: 'first and last day are included, a day off is not',
    rules: [every(['mo', 'we'], '09:00', '10:00', { from: '2026-05-06', until: '2026-05-18', except: ['2026-05-11'] })],
    window: between('2026-05-01T00:00Z', '2026-06-01T00:00Z'),
    shown: ['05-06T13:00/05-06T14:00', '05-13T13:00/05-13T14:00', '05-18T13:00/05-18T14:00'],
  },
  {
    title: 'a shift on one date is on that one',
    rules: [{ label: 'Fair', date: '2026-05-09', start: '10:00', end: '16:00' }],
    window: between('2026-05-01T00:00Z', '2026-06-01T00:00Z'),
    shown: ['05-09T14:00/05-09T20:00'],
  },
  {
    title: 'on a day that the zone skipped nobody sat anywhere',
    zone: 'Pacific/Apia',
    rules: [every(['fr'], '09:00', '10:00')],
    window: between('2011-12-29T00:00Z', '2012-01-02T00:00Z'),
    shown: [],
  },
];

describe('shifts become instants', () => {
  for (const { title, rules, window, zone = NEW_YORK, ...expected } of VECTORS) {
    test(title, async () => {
      const shifts = await expandShifts(rules, { zone, tier: 'local' }, window);
      if (expected.shown) assert.deepEqual(shown(shifts), expected.shown);
      if (expected.minutes !== undefined) assert.equal(minutes(shifts), expected.minutes);
    });
  }
});

test('shifts: a shift that touches the window is given whole; one that ends where it begins is not', async () => {
  const rules = [every(['mo'], '09:00', '13:00'), every(['mo'], '13:00', '15:00', { label: 'Team' })];
  assert.deepEqual(
    shown(await expandShifts(rules, { zone: 'UTC', tier: 'local' }, between('2026-05-04T13:00Z', '2026-05-04T14:00Z'))),
    ['05-04T13:00/05-04T15:00'],
  );
});

test('shifts: two desks at once are two shifts, in order of their start', async () => {
  const rules = [every(['mo'], '10:00', '13:00'), every(['mo'], '09:00', '13:00', { label: 'Team' })];
  const shifts = await expandShifts(
    rules,
    { zone: 'UTC', tier: 'local' },
    between('2026-05-04T00:00Z', '2026-05-05T00:00Z'),
  );
  assert.deepEqual(
    shifts.map(({ label }) => label),
    ['Team', 'Desk'],
  );
});

test('shifts: the same shift has the same name whatever else is scheduled, and no other has it', async () => {
  const rules = [every(['mo', 'tu'], '09:00', '13:00'), every(['mo'], '14:00', '15:00')];
  const window = between('2026-05-04T00:00Z', '2026-05-12T00:00Z');
  const names = (await expandShifts(rules, { zone: NEW_YORK, tier: 'local' }, window)).map(({ uid }) => uid);
  assert.equal(new Set(names).size, names.length);
  const later = (
    await expandShifts([every(['fr'], '00:00', '01:00'), ...rules], { zone: NEW_YORK, tier: 'local' }, window)
  ).map(({ uid }) => uid);
  for (const name of names) assert.ok(later.includes(name), name);
});
