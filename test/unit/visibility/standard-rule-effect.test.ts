import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BothSides } from '../../../server/src/visibility/standard/log-ratio.ts';
import { worthOf } from '../../../server/src/visibility/standard/rule-effect.ts';
import { WORTH_WORLDS, worthRates } from '../../statistics/worth-worlds.ts';

/** All that `node test/statistics/run.ts` prints is held by `statistics-worlds.test.ts`. */
const STUDIES = 400;
/** Three standard errors around 95 %, of so many studies. */
const [HELD_MIN, HELD_MAX] = [91.7, 98.3];
const ratesOf = (world: string) => worthRates(WORTH_WORLDS[world]!, STUDIES, 1);

for (const world of ['18 met it on one day', '20 in one week, days alike', 'all 24 in half a year, days alike'])
  test(`worth: libraries that share their controls: the interval holds the truth: ${world}`, () => {
    const [, { held, silent }] = ratesOf(world);
    assert.ok(held >= HELD_MIN && held <= HELD_MAX && silent < 2, `${held} ${silent}`);
  });

test('worth: mutant: controls that are taken for each library’s own leave the truth out of a quarter of intervals', () => {
  const [{ held }] = ratesOf('18 met it on one day');
  assert.ok(held <= 77, String(held));
});

test('worth: +50 % at 18 of 24 libraries with 4 clicks a day is found', () => {
  const [, { claimed, held }] = ratesOf('18 in one week, days alike, +50 %');
  assert.ok(claimed >= 80 && held >= HELD_MIN, `${claimed} ${held}`);
});

const side = (clicks: number): number[] => Array.from({ length: 28 }, () => clicks);
const librariesOf = (name: string, sides: readonly (readonly [number, number])[]): Map<string, BothSides> =>
  new Map(sides.map(([before, after], at) => [`${name}-${at}`, { before: side(before), after: side(after) }]));
const MET = [2, 3, 4, 5, 6].map((size) => [size, 2 * size + (size % 2)] as const);
const SAME = [2, 3, 4, 5, 6].map((size) => [size, size + (size % 2)] as const);

test('worth: for one day it is Welch’s test of two samples, computed by hand', () => {
  const cohort = { changed: librariesOf('met', MET), unchanged: librariesOf('same', SAME) };
  const logRatios = (sides: typeof MET): number[] =>
    sides.map(([before, after]) => Math.log((28 * after + 0.5) / (28 * before + 0.5)));
  const [met, same] = [logRatios(MET), logRatios(SAME)].map((values) => {
    const mean = values.reduce((total, value) => total + value, 0) / 5;
    return { mean, variance: values.reduce((total, value) => total + (value - mean) ** 2, 0) / 4 / 5 };
  }) as [{ mean: number; variance: number }, { mean: number; variance: number }];
  const degrees = (met.variance + same.variance) ** 2 / (met.variance ** 2 / 4 + same.variance ** 2 / 4);
  const point = [2.776445, 2.570582, 2.446912, 2.364624, 2.306004][Math.floor(degrees) - 4]!;
  const { ratio, low, high, libraries } = worthOf([cohort]);
  const reach = point * Math.sqrt(met.variance + same.variance);
  for (const [value, expected] of [
    [ratio, met.mean - same.mean],
    [low, met.mean - same.mean - reach],
    [high, met.mean - same.mean + reach],
  ] as const)
    assert.ok(Math.abs(Math.log(value!) - expected) < 1e-9);
  assert.equal(libraries, 5);
});

test('worth: an error that a library adds twice, as one that met the rule and as a control, is summed before it is squared', () => {
  const changed = librariesOf('met', MET);
  const unchanged = librariesOf('same', SAME);
  const once = worthOf([{ changed, unchanged }]);
  // The same libraries on another day, whose controls are the same, too: nothing more is known.
  const twice = worthOf([
    { changed: new Map([...changed].slice(0, 2)), unchanged },
    { changed: new Map([...changed].slice(2)), unchanged },
  ]);
  assert.ok(Math.abs(once.low! - twice.low!) < 1e-9 && Math.abs(once.high! - twice.high!) < 1e-9);
});

test('worth: fewer than five libraries, or fewer than five to compare with, show nothing', () => {
  const four = worthOf([{ changed: librariesOf('met', MET.slice(1)), unchanged: librariesOf('same', SAME) }]);
  assert.deepEqual([four.ratio, four.verdict, four.libraries], [null, 'too-few', 4]);
  const alone = worthOf([{ changed: librariesOf('met', MET), unchanged: librariesOf('same', SAME.slice(1)) }]);
  assert.equal(alone.libraries, 0);
});
