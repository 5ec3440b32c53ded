import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeOf } from '../../../server/src/visibility/standard/change.ts';
import { CHANGE_WORLDS, changeRates } from '../../statistics/change-worlds.ts';

/** All that `node test/statistics/run.ts` prints is held by `statistics-worlds.test.ts`. */
const STUDIES = 400;
const ratesOf = (world: string, perDay: number) => changeRates(CHANGE_WORLDS[world]!, perDay, STUDIES, 1);

for (const perDay of [1, 40])
  test(`change: where days resemble their neighbors, the interval holds the truth, at ${perDay} a day; mutant: the variance between days does not`, () => {
    const [former, now] = ratesOf('days alike, 23 others of different size', perDay);
    assert.ok(now.held >= 93 && now.claimed <= 7, JSON.stringify(now));
    assert.ok(former.held <= (perDay === 40 ? 75 : 93), JSON.stringify(former));
  });

test('change: a season is no change; mutant: before against after, without other libraries, takes it for one', () => {
  const [former, now] = ratesOf('a season of ±35 %, days alike', 4);
  assert.ok(now.claimed <= 5.5, JSON.stringify(now));
  assert.ok(former.claimed >= 15, JSON.stringify(former));
});

test('change: a doubling is found', () => {
  for (const perDay of [4, 40]) assert.ok(ratesOf("a doubling, Poisson's days", perDay)[1].claimed >= 98);
  assert.ok(ratesOf('a doubling, days alike', 4)[1].claimed >= 65);
});

const side = (clicks: number): number[] => Array.from({ length: 28 }, () => clicks);
const OTHERS = Array.from({ length: 6 }, (_, at) => ({ before: side(3 + at), after: side(3 + at) }));

test('change: against what happened to the others in the same weeks', () => {
  const own = { before: side(4), after: side(8) };
  const alone = changeOf(own, OTHERS);
  assert.deepEqual([alone.others, alone.verdict, alone.ratio?.toFixed(2)], [6, 'more', '2.00']);
  const everywhere = changeOf(
    own,
    OTHERS.map(({ before }) => ({ before, after: before.map((clicks) => 2 * clicks) })),
  );
  assert.deepEqual([everywhere.verdict, everywhere.ratio?.toFixed(2)], ['no-clear-change', '1.00']);
});

test('change: a library whose own weeks vary is no success, however alike the others are', () => {
  const weeks = [1, 9, 2, 8].flatMap((clicks) => side(clicks).slice(0, 7));
  assert.equal(
    changeOf({ before: weeks, after: weeks.map((clicks) => clicks + 2) }, OTHERS).verdict,
    'no-clear-change',
  );
  assert.equal(changeOf({ before: side(5), after: side(7) }, OTHERS).verdict, 'more');
});

test('change: with fewer than five others that can be compared, or too little of its own, nothing is claimed', () => {
  const own = { before: side(4), after: side(40) };
  const empty = { before: side(0), after: side(0) };
  const few = changeOf(own, [...OTHERS.slice(0, 4), empty]);
  assert.deepEqual([few.others, few.ratio, few.verdict], [4, null, 'too-few']);
  assert.deepEqual(changeOf(empty, OTHERS).others, null);
});
