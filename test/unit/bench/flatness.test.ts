import assert from 'node:assert/strict';
import { test } from 'node:test';
import { flatnessOf, type Point } from '../../bench/flatness.ts';
import { aRandom } from '../../support/data/random.ts';

/** 3 % of the level in half an hour. */
const LIMIT = { share: 0.03, amount: 0 };
const EVERY_SEC = 30;
const LEVEL_MB = 200;

/** An hour of a heap: noise of 4 %, and what is added to it. */
const anHour = (seed: number, added: (sec: number) => number): Point[] => {
  const random = aRandom(seed);
  return Array.from({ length: 120 }, (_, index) => {
    const sec = index * EVERY_SEC;
    return { sec, value: LEVEL_MB * (0.98 + random() / 25) + added(sec) };
  });
};
const SEEDS = Array.from({ length: 100 }, (_, index) => index + 1);
const flatOf = (added: (sec: number) => number): number =>
  SEEDS.filter((seed) => flatnessOf(anHour(seed, added), LIMIT).isFlat).length;

test('flatness: noise is flat, and so is a level that is reached in the first half', () => {
  assert.equal(
    flatOf(() => 0),
    100,
  );
  assert.equal(
    flatOf((sec) => Math.min(sec, 1_500) / 10),
    100,
  );
});

test('flatness: peaks at the end are no rise', () => {
  assert.equal(
    flatOf((sec) => (sec > 3_500 ? LEVEL_MB : 0)),
    100,
  );
});

test('flatness: a fall is flat', () => {
  assert.equal(
    flatOf((sec) => -sec / 60),
    100,
  );
});

test('flatness: mutant: a leak of 30 MB an hour is found in each of 100 noisy series', () => {
  assert.equal(
    flatOf((sec) => (sec / 3_600) * 30),
    0,
  );
});

test('flatness: an amount allows what a small figure needs', () => {
  const points = [1, 1, 1, 1, 1, 1, 2, 3, 4, 5].map((value, index) => ({ sec: index, value }));
  assert.equal(flatnessOf(points, { share: 0.03, amount: 0 }).isFlat, false);
  assert.equal(flatnessOf(points, { share: 0.03, amount: 4 }).isFlat, true);
});

test('flatness: fewer than four samples in the second half are not judged', () => {
  assert.throws(() => flatnessOf(anHour(1, () => 0).slice(0, 6), LIMIT), /too few/);
});
