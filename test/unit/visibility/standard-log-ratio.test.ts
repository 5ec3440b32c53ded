import assert from 'node:assert/strict';
import { test } from 'node:test';
import { logRatioOf, toChange } from '../../../server/src/visibility/standard/log-ratio.ts';

const times = (count: number, clicks: number): number[] => Array.from({ length: count }, () => clicks);

test('change: a ratio is per open day, and its interval is the one computed by hand', () => {
  const ratio = logRatioOf({ before: [3, null, ...times(9, 3)], after: [null, ...times(20, 6)] })!;
  // 120.5 on 20 days against 30.5 on 10; 1/120.5 + 1/30.5; t(10) = 2.22814.
  assert.ok(Math.abs(Math.exp(ratio.value) - 1.97541) < 1e-5);
  assert.ok(Math.abs(ratio.variance - 0.041086) < 1e-6);
  const { low, high, verdict } = toChange(ratio.value, ratio.variance, 10);
  assert.deepEqual([low!.toFixed(3), high!.toFixed(3), verdict], ['1.258', '3.103', 'more']);
});

test('change: too few open days or clicks have no ratio', () => {
  const days = times(28, 1);
  const closed = days.map((clicks, at) => (at < 6 ? clicks : null));
  const none = days.map(() => 0);
  assert.equal(logRatioOf({ before: closed, after: days }), null);
  assert.equal(logRatioOf({ before: none, after: days.map((_, at) => (at < 19 ? 1 : 0)) }), null);
  assert.ok(logRatioOf({ before: none, after: days })!.value > 0);
});
