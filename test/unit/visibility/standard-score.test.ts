import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { RULE_RESULTS, type RuleOutcome, type RuleResult, type Score } from '@askusnow/sdk/contract';
import { medianOf, PEERS_MIN, toPeerScore, toScore } from '../../../server/src/visibility/standard/score.ts';

const anOutcome = (result: RuleResult, weight: number | null = 1): RuleOutcome => ({
  rule: 'a-rule',
  title: 'A rule',
  weight: result === 'advice' ? null : weight,
  result,
  evidence: null,
  reason: 'So it is.',
  nextStep: null,
  asksForAddress: false,
  mayState: [],
  statement: null,
  missingTag: null,
  source: null,
});
const outcomes = fc.array(
  fc
    .record({ result: fc.constantFrom(...RULE_RESULTS), weight: fc.integer({ min: 1, max: 100 }) })
    .map(({ result, weight }) => anOutcome(result, weight)),
  { maxLength: 30 },
);
const close = (one: number, other: number): void => assert.ok(Math.abs(one - other) < 1e-12, `${one} ${other}`);
/** Oracle: each unknown replaced by what is assumed of it. */
const assuming = (all: readonly RuleOutcome[], result: RuleResult): Score =>
  toScore(all.map((each) => (each.result === 'unknown' ? { ...each, result } : each)));

test('score: the lower end is the score with every unknown failed, the upper with every unknown passed', () => {
  fc.assert(
    fc.property(outcomes, (all) => {
      const { low, high, passed, of, unknown } = toScore(all);
      const [failed, met] = [assuming(all, 'fail'), assuming(all, 'pass')];
      assert.equal(low === null, of === 0);
      if (low === null || high === null) return;
      assert.ok(0 <= low && low <= high && high <= 1);
      close(low, failed.low!);
      close(failed.low!, failed.high!);
      close(high, met.low!);
      assert.ok(passed + unknown <= of);
      assert.equal(unknown === 0, low === high);
    }),
  );
});

test('score: advice and what is not applicable change nothing', () => {
  fc.assert(
    fc.property(outcomes, (all) => {
      assert.deepEqual(toScore(all), toScore([...all, anOutcome('advice'), anOutcome('not-applicable', 100)]));
    }),
  );
});

test('score: weights are relative: all of them doubled give the same score', () => {
  fc.assert(
    fc.property(outcomes, (all) => {
      const [one, two] = [
        toScore(all),
        toScore(all.map((each) => ({ ...each, weight: each.weight && each.weight * 2 }))),
      ];
      assert.deepEqual([one.passed, one.of, one.unknown], [two.passed, two.of, two.unknown]);
      close(one.low ?? 0, two.low ?? 0);
      close(one.high ?? 0, two.high ?? 0);
    }),
  );
});

test('score: mutant: leaving unknown rules out makes a library better the less is known of it', () => {
  const naive = (all: readonly RuleOutcome[]): number => toScore(all.filter(({ result }) => result !== 'unknown')).low!;
  const known = [anOutcome('pass'), anOutcome('fail'), anOutcome('fail')];
  const lessKnown = [anOutcome('pass'), anOutcome('unknown'), anOutcome('unknown')];
  assert.ok(naive(lessKnown) > naive(known));
  assert.equal(toScore(lessKnown).low, toScore(known).low);
});

test('peers: the median leaves the library itself out, and is hidden below five others', () => {
  const scoreOf = (low: number): Score => ({ passed: 1, of: 2, unknown: 0, low, high: low });
  const all = new Map([0.1, 0.2, 0.3, 0.4, 0.5, 0.9].map((low, at) => [`library-${at}`, scoreOf(low)]));
  assert.deepEqual(toPeerScore(all, 'library-5'), { libraries: 5, low: 0.3, high: 0.3 });
  assert.deepEqual(toPeerScore(all, 'library-0'), { libraries: 5, low: 0.4, high: 0.4 });
  all.delete('library-4');
  assert.deepEqual(toPeerScore(all, 'library-5'), { libraries: PEERS_MIN - 1, low: null, high: null });
});

test('median: as many values lie below it as above it', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1 }), (values) => {
      const median = medianOf(values);
      const half = values.length / 2;
      assert.ok(values.filter((value) => value < median).length <= half);
      assert.ok(values.filter((value) => value > median).length <= half);
    }),
  );
  assert.equal(medianOf([1, 2, 3, 10]), 2.5);
});
