// Where a shared desk has too few people or too many: by example, on nights when the clocks change, and minute by minute.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { NeededRule } from '@askusnow/sdk/contract';
import { dutiesOf } from '../../../server/src/schedule/covers/duties.ts';
import { unevenIn } from '../../../server/src/schedule/covers/week.ts';
import { neededIn, type Needed } from '../../../server/src/schedule/shifts/needed.ts';
import { HOUR_MS, toInstant } from '../../../server/src/platform/time/instants.ts';

const hours = (from: number, to: number, people = 1): Needed => ({
  startMs: from * HOUR_MS,
  endMs: to * HOUR_MS,
  people,
});
const DAY = { startMs: 0, endMs: 24 * HOUR_MS };
const shown = (needed: Needed[], duties: Needed[]): string[] =>
  unevenIn(needed, duties, DAY).map(
    (each) => `${each.startMs / HOUR_MS}–${each.endMs / HOUR_MS} ${each.scheduled} of ${each.needed}`,
  );

test('uneven hours: too few, too many and nobody, cut where the number changes; what is even is left out', () => {
  assert.deepEqual(shown([hours(9, 17)], [hours(9, 17)]), []);
  assert.deepEqual(shown([hours(9, 17)], [hours(9, 12), hours(11, 13)]), ['11–12 2 of 1', '13–17 0 of 1']);
  assert.deepEqual(shown([hours(9, 12), hours(12, 14, 3)], [hours(9, 14, 2)]), ['9–12 2 of 1', '12–14 2 of 3']);
  // Two libraries that follow each other leave one time with too few.
  assert.deepEqual(shown([hours(9, 13, 2)], [hours(9, 11), hours(11, 13)]), ['9–13 1 of 2']);
  assert.deepEqual(shown([], [hours(22, 30)]), ['22–24 1 of 0']);
  assert.deepEqual(shown([], []), []);
});

test('uneven hours: mutant: counted by the pattern, an hour that is given and not accepted is missed by nobody', () => {
  const owed = [{ library: 'harford', service: 'statewide', endsAtClosing: false, ...hours(9, 12) } as const];
  const given = [{ library: 'harford', service: 'statewide', takenBy: null, ...hours(10, 11) } as const];
  assert.deepEqual(shown([hours(9, 12)], [...owed]), []);
  assert.deepEqual(shown([hours(9, 12)], dutiesOf({ owed, given, madeUp: [] })), ['10–11 0 of 1']);
});

test('uneven hours: on the night when the clocks go back a need of two hours by the clock lasts three', () => {
  const night: NeededRule[] = [{ days: ['su'], start: '00:00', end: '02:00', people: 2 }];
  const zone = 'America/New_York';
  const day = { startMs: Date.parse('2026-11-01T04:00:00Z'), endMs: Date.parse('2026-11-02T05:00:00Z') };
  const needed = neededIn(night, { hours: [day], zone, window: day });
  const duty = { startMs: day.startMs, endMs: day.endMs, people: 1 };
  assert.deepEqual(
    unevenIn(needed, [duty], day).map((each) => [toInstant(each.startMs), toInstant(each.endMs), each.needed]),
    [['2026-11-01T04:00:00.000Z', '2026-11-01T07:00:00.000Z', 2]],
  );
});

test('uneven hours: at each instant the needed and scheduled people are those of the lists', () => {
  const one = fc.record({
    from: fc.integer({ min: -3, max: 26 }),
    length: fc.integer({ min: 1, max: 6 }),
    people: fc.nat(3),
  });
  const inOrder = fc
    .array(fc.record({ gap: fc.nat(2), length: fc.integer({ min: 1, max: 6 }), people: fc.nat(3) }), { maxLength: 8 })
    .map((list) => {
      let at = 0;
      return list.map(({ gap, length, people }) => hours((at += gap), (at += length), people));
    });
  fc.assert(
    fc.property(inOrder, fc.array(one, { maxLength: 8 }), (needed, list) => {
      const duties = list.map(({ from, length, people }) => hours(from, from + length, people));
      const found = unevenIn(needed, duties, DAY);
      const sumAt = (of: readonly Needed[], atMs: number): number =>
        of.reduce((sum, { startMs, endMs, people }) => sum + (startMs <= atMs && atMs < endMs ? people : 0), 0);
      for (let hour = 0; hour < 24; hour++) {
        const atMs = hour * HOUR_MS;
        const [asked, scheduled] = [sumAt(needed, atMs), sumAt(duties, atMs)];
        const at = found.filter(({ startMs, endMs }) => startMs <= atMs && atMs < endMs);
        assert.deepEqual(
          at.map((each) => [each.needed, each.scheduled]),
          asked === scheduled ? [] : [[asked, scheduled]],
        );
      }
      for (const [index, { startMs, endMs }] of found.entries()) {
        assert.ok(startMs < endMs && (found[index + 1]?.startMs ?? endMs) >= endMs);
        assert.ok(0 <= startMs && endMs <= DAY.endMs);
      }
    }),
    { numRuns: 300 },
  );
});
