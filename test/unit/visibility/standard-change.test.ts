import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf, tPoint, worthOf, type BothSides } from '../../../server/src/visibility/standard/change.ts';
import { aRandom } from '../../support/data/random.ts';

const WEEK = [0.45, 1.2, 1.2, 1.2, 1.15, 1.1, 0.7];
const TRIALS = 1_000;

/** Knuth's; for larger means in parts, whose sum is Poisson too. */
function poisson(random: () => number, mean: number): number {
  if (mean > 30) return poisson(random, 30) + poisson(random, mean - 30);
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random(); product > limit; product *= random()) count += 1;
  return count;
}
/** Four weeks with a weekday rhythm, and days that vary by more than Poisson's law: each day's mean is itself uneven. */
const fourWeeks = (random: () => number, perDay: number, uneven = 0.5): number[] =>
  Array.from({ length: 28 }, (_, day) => poisson(random, perDay * WEEK[day % 7]! * (1 + uneven * (2 * random() - 1))));

test('change: points of Student’s t are those of the tables', () => {
  for (const [freedom, point] of [
    [1, 12.7062],
    [4, 2.77645],
    [10, 2.22814],
    [11, 2.20099],
    [20, 2.08596],
    [30, 2.04227],
    [54, 2.00488],
    [1000, 1.96234],
  ] as const)
    assert.ok(Math.abs(tPoint(freedom) - point) < 2e-4, `${freedom}: ${tPoint(freedom)}`);
});

test('change: where nothing changed, at most one library in twenty is said to have more or fewer clicks', () => {
  for (const perDay of [1, 5, 40]) {
    const random = aRandom(perDay);
    let claimed = 0;
    for (let trial = 0; trial < TRIALS; trial++) {
      const { verdict } = changeOf(fourWeeks(random, perDay), fourWeeks(random, perDay));
      if (verdict !== 'no-clear-change' && verdict !== 'too-few') claimed += 1;
    }
    assert.ok(claimed / TRIALS <= 0.06, `${perDay} a day: ${claimed} of ${TRIALS}`);
  }
});

test('change: a doubling is found, and its interval holds the true ratio', () => {
  const random = aRandom(7);
  let found = 0;
  let held = 0;
  for (let trial = 0; trial < 200; trial++) {
    const { verdict, low, high } = changeOf(fourWeeks(random, 5), fourWeeks(random, 10));
    if (verdict === 'more') found += 1;
    if (low! <= 2 && 2 <= high!) held += 1;
  }
  assert.ok(found >= 190, `found ${found}`);
  assert.ok(held >= 188, `held ${held}`);
});

test('change: mutant: calling any rise a success is wrong for half of the libraries where nothing changed', () => {
  const random = aRandom(3);
  const mean = (days: number[]): number => days.reduce((sum, clicks) => sum + clicks, 0) / days.length;
  let naive = 0;
  let ours = 0;
  for (let trial = 0; trial < 300; trial++) {
    const [before, after] = [fourWeeks(random, 5), fourWeeks(random, 5)];
    if (mean(after) > mean(before)) naive += 1;
    if (changeOf(before, after).verdict === 'more') ours += 1;
  }
  assert.ok(naive > 100, `naive ${naive}`);
  assert.ok(ours <= 15, `ours ${ours}`);
});

test('change: too few days or clicks give no ratio', () => {
  const days = Array.from({ length: 28 }, () => 1);
  assert.equal(changeOf(days.slice(0, 6), days).verdict, 'too-few');
  assert.equal(
    changeOf(
      Array.from({ length: 28 }, () => 0),
      days.map((_, at) => (at < 19 ? 1 : 0)),
    ).verdict,
    'too-few',
  );
  assert.notEqual(changeOf(days, days).verdict, 'too-few');
  const { low, verdict } = changeOf(
    days.map(() => 0),
    days.map(() => 5),
  );
  assert.equal(verdict, 'more');
  assert.ok(low! > 1);
});

/** Libraries of different size, in weeks in which the whole state's clicks double. */
const season = (random: () => number, effect: number): BothSides => {
  const perDay = 2 + 10 * random();
  return { before: fourWeeks(random, perDay), after: fourWeeks(random, perDay * 2 * effect) };
};
const aStudy = (random: () => number, libraries: number, effect: number) =>
  worthOf(
    Array.from({ length: libraries }, () => ({
      ...season(random, effect),
      unchanged: Array.from({ length: 8 }, () => season(random, 1)),
    })),
  );

test('worth: a season that lifts all libraries is no effect of a rule', () => {
  const random = aRandom(11);
  let claimed = 0;
  for (let trial = 0; trial < 300; trial++) if (aStudy(random, 6, 1).verdict !== 'no-clear-change') claimed += 1;
  assert.ok(claimed / 300 <= 0.08, `${claimed} of 300`);
});

test('worth: mutant: before against after, without the unchanged libraries, takes the season for the rule', () => {
  const random = aRandom(12);
  const { before, after } = season(random, 1);
  assert.equal(changeOf(before, after).verdict, 'more');
});

test('worth: an effect is found with its size', () => {
  const { verdict, ratio, low, high, libraries } = aStudy(aRandom(13), 12, 1.5);
  assert.equal(verdict, 'more');
  assert.equal(libraries, 12);
  assert.ok(low! < 1.5 && 1.5 < high! && Math.abs(ratio! - 1.5) < 0.3, `${low} ${ratio} ${high}`);
});

test('worth: fewer than five libraries, or fewer than five to compare with, show nothing', () => {
  const random = aRandom(14);
  const { ratio, verdict, libraries } = aStudy(random, 4, 3);
  assert.deepEqual([ratio, verdict, libraries], [null, 'too-few', 4]);
  const alone = Array.from({ length: 9 }, () => ({ ...season(random, 3), unchanged: [season(random, 1)] }));
  assert.equal(worthOf(alone).libraries, 0);
});
