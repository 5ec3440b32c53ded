import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { toRate } from '../../../server/src/visibility/metrics/wilson.ts';

const percent = (share: number | null): string => `${((share ?? NaN) * 100).toFixed(1)}`;

describe('a rate with its 95 % interval', () => {
  // Source: the metric definitions of the domain, and Newcombe 1998, table I, method 3.
  const vectors: [number, number, string, string, string][] = [
    [3, 40, '7.5', '2.6', '19.9'],
    [0, 12, '0.0', '0.0', '24.2'],
    [81, 263, '30.8', '25.5', '36.6'],
    [15, 148, '10.1', '6.2', '16.0'],
    [0, 20, '0.0', '0.0', '16.1'],
    [1, 29, '3.4', '0.6', '17.2'],
  ];
  for (const [numerator, denominator, value, low, high] of vectors) {
    test(`rate: ${numerator} of ${denominator} is ${value} % [${low}–${high}]`, () => {
      const rate = toRate(numerator, denominator);
      assert.deepEqual([percent(rate.value), percent(rate.low), percent(rate.high)], [value, low, high]);
    });
  }

  test('rate: none of nothing', () => {
    assert.deepEqual(toRate(0, 0), {
      numerator: 0,
      denominator: 0,
      value: null,
      low: null,
      high: null,
      suppressed: false,
    });
  });

  test('rate: the interval holds the value and stays within 0 to 1, whatever the counts', () => {
    fc.assert(
      fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 100_000 }), (numerator, denominator) => {
        const { value, low, high } = toRate(numerator, denominator);
        assert.ok(0 <= low! && low! <= value! && value! <= high! && high! <= 1, `${low} ${value} ${high}`);
      }),
    );
  });

  test('rate: the textbook interval, kept as a mutant, claims certainty of 0 in 12', () => {
    const textbook = (numerator: number, denominator: number): number => {
      const p = numerator / denominator;
      return p + 1.96 * Math.sqrt((p * (1 - p)) / denominator);
    };
    assert.equal(textbook(0, 12), 0);
    assert.ok(toRate(0, 12).high! > 0.2);
  });
});
