import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { PROFILE_DAYS } from '../../../server/src/visibility/placements/silence.ts';
import { weeklyViews } from '../../../server/src/visibility/placements/weekly-views.ts';

const TODAY = 20_000;

test('weekly views: twelve weeks, the last of which ends today', () => {
  const weeks = weeklyViews({ days: [TODAY - 83, TODAY - 7, TODAY - 6, TODAY], views: [1, 2, 4, 8] }, TODAY);
  assert.deepEqual(weeks, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 12]);
});

test('weekly views: every view of the twelve weeks is in one of them', () => {
  const days = fc.uniqueArray(fc.integer({ min: 0, max: PROFILE_DAYS - 1 }));
  fc.assert(
    fc.property(days, fc.infiniteStream(fc.nat(1000)), (ages, counts) => {
      const views = ages.map(() => counts.next().value as number);
      const weeks = weeklyViews({ days: ages.map((age) => TODAY - age), views }, TODAY);
      const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
      assert.deepEqual([weeks.length, sum(weeks)], [12, sum(views)]);
    }),
  );
});
