// What leaves a library is compared by rates on enough views only; what its own liaison sees is whole.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { Rate } from '@askusnow/sdk/contract';
import { DEFINITIONS } from '../../../server/src/visibility/metrics/definitions.ts';
import { toMetrics } from '../../../server/src/visibility/metrics/metrics.ts';
import { COMPARED_DENOMINATOR_MIN, toComparedRate } from '../../../server/src/visibility/metrics/suppression.ts';
import { toRate } from '../../../server/src/visibility/metrics/wilson.ts';

const anyCounts = fc.tuple(fc.nat(200), fc.nat(200));

/** Shows or hides as the rule says: the share and both ends of its range together, the counts always. */
function assertCompared(compare: (rate: Rate) => Rate): void {
  fc.assert(
    fc.property(anyCounts, ([numerator, denominator]) => {
      const rate = toRate(numerator, denominator);
      const { value, low, high, suppressed, ...counts } = compare(rate);
      assert.deepEqual(counts, { numerator, denominator });
      if (denominator < 20) assert.deepEqual([value, low, high, suppressed], [null, null, null, true]);
      else assert.deepEqual([value, low, high, suppressed], [rate.value, rate.low, rate.high, false]);
    }),
    { examples: [[[1, 19]], [[1, 20]], [[0, 0]], [[3, 40]]] },
  );
}

describe('a rate beside other libraries’ rates', () => {
  test('compared rate: suppressed below a denominator of 20, and marked so; its counts stay', () => {
    assertCompared(toComparedRate);
    assert.equal(COMPARED_DENOMINATOR_MIN, 20);
  });

  test('compared rate: mutants: hidden by few clicks, hidden one view too long, hidden but for its range, or hidden in silence', () => {
    const hidden = { value: null, low: null, high: null, suppressed: true };
    const mutants: Record<string, (rate: Rate) => Rate> = {
      'by few clicks': (rate) => (rate.numerator < 5 ? { ...rate, ...hidden } : rate),
      'one too long': (rate) => (rate.denominator <= 20 ? { ...rate, ...hidden } : rate),
      'but for its range': (rate) => (rate.denominator < 20 ? { ...rate, value: null, suppressed: true } : rate),
      'in silence': (rate) => (rate.denominator < 20 ? { ...rate, ...hidden, suppressed: false } : rate),
    };
    for (const [name, mutant] of Object.entries(mutants))
      assert.throws(() => assertCompared(mutant), /Property failed/, name);
  });
});

describe('a library’s own numbers', () => {
  const day = { date: '2026-11-24', state: 'available', class: 'counted' } as const;

  test('own numbers: are whole, however small', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), (viewable, clicks) => {
        const counts = { impressions: viewable, measurable: viewable, viewable, firstScreen: 0, clicks, follows: 0 };
        const numbers = toMetrics([{ ...day, ...counts, events: 0 }], { from: day.date, to: day.date });
        assert.deepEqual(numbers.totals, counts);
        assert.deepEqual(numbers.byDay, [{ date: day.date, ...counts }]);
        for (const rate of [numbers.clickThrough, numbers.viewableRate, numbers.firstScreenRate]) {
          assert.equal(rate.suppressed, false);
          assert.equal(rate.value === null, viewable === 0);
        }
      }),
    );
  });
});

test('suppression: the definitions say from where on rates are compared, and that a library’s own page hides nothing', () => {
  const { text } = DEFINITIONS.find(({ term }) => term === 'Too few')!;
  assert.match(text, new RegExp(`fewer than ${COMPARED_DENOMINATOR_MIN} page views where the button was seen`));
  assert.match(text, /own page nothing is hidden/);
});
