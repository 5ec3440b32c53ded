// The vector of coverage, what counts as scheduled, and which gaps there are.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { coverageIn, gapsIn, VECTOR } from '../../support/data/coverage-facts.ts';

const percent = (share: number | null): string => ((share ?? NaN) * 100).toFixed(2);

describe('the vector of coverage', () => {
  const coverage = coverageIn(VECTOR, [0, 240]);

  test('coverage vector: minutes covered, unmonitored and uncovered', () => {
    const { scheduled, covered, unmonitored, uncovered, scheduledBy } = coverage.sum;
    assert.deepEqual([scheduledBy, scheduled, covered, unmonitored, uncovered], ['shifts', 240, 174, 19, 47]);
  });

  test('coverage vector: the value is between its bounds, beside the observed share', () => {
    const { value, low, high, observedShare, hidden } = coverage.sum;
    assert.deepEqual([value, low, high, observedShare].map(percent), ['78.73', '72.50', '80.42', '92.08']);
    assert.equal(hidden, false);
  });

  test('coverage vector: two of its gaps are worth an alarm', () => {
    assert.deepEqual(gapsIn(coverage), [
      [0, 6, 'late-start', true],
      [150, 151, 'middle', false],
      [200, 240, 'early-end', true],
    ]);
    assert.deepEqual([coverage.sum.lateStart, coverage.sum.earlyEnd], [6, 40]);
  });

  test('coverage vector: where the shift ends at closing time the minutes stay, and the grace is taken off the early end alone', () => {
    const atClosing = coverageIn({ ...VECTOR, hours: [[-60, 240]] }, [0, 240]);
    assert.equal(atClosing.sum.uncovered, 47);
    assert.equal(atClosing.sum.earlyEnd, 30);
    assert.deepEqual(gapsIn(atClosing), gapsIn(coverage));
  });

  test('coverage vector: mutant: unknown taken for covered or for uncovered, or each minute sampled, fails it', () => {
    const as = (state: 'available' | 'nobody') =>
      coverageIn(
        { ...VECTOR, presence: VECTOR.presence!.map(([a, b, s]) => [a, b, s === 'unknown' ? state : s]) },
        [0, 240],
      ).sum;
    assert.notEqual(as('available').covered, 174);
    assert.notEqual(as('nobody').uncovered, 47);
    // The silence, half a minute late: who looks once a minute, at the minute, does not see it begin.
    const late = VECTOR.presence!.map(([a, b, s]) => [a === 61 ? 61.5 : a, b === 61 ? 61.5 : b, s] as const);
    const sampled = Array.from({ length: 240 }, (_, minute) => late.find(([a, b]) => a <= minute && minute < b)?.[2]);
    assert.equal(sampled.filter((state) => state === 'unknown').length, 18);
    assert.equal(coverageIn({ ...VECTOR, presence: late }, [0, 240]).sum.unmonitored, 18.5);
  });
});

describe('what counts as scheduled', () => {
  const presence = [[0, 600, 'available']] as const;

  test('shifts where the queue has any: service hours with nobody scheduled are an unscheduled gap, not a no-show', () => {
    const { sum, gaps } = coverageIn(
      {
        hours: [[0, 600]],
        shifts: [
          [0, 120],
          [180, 600],
        ],
        presence: [],
      },
      [0, 600],
    );
    assert.deepEqual([sum.scheduledBy, sum.scheduled, sum.unscheduled], ['shifts', 540, 60]);
    assert.deepEqual(gaps, []);
  });

  test('scheduled time: else the service hours', () => {
    const { sum } = coverageIn({ hours: [[0, 600]], presence }, [0, 600]);
    assert.deepEqual([sum.scheduledBy, sum.scheduled, sum.covered, sum.unscheduled], ['hours', 600, 600, 0]);
  });

  test('scheduled time: with neither, nothing is scheduled and nothing is claimed', () => {
    const { sum } = coverageIn({ presence }, [0, 600]);
    assert.deepEqual(
      [sum.scheduledBy, sum.scheduled, sum.value, sum.low, sum.hidden],
      ['nothing', 0, null, null, false],
    );
  });

  test('scheduled time: two desks at once are scheduled once', () => {
    const { sum } = coverageIn(
      {
        shifts: [
          [0, 120],
          [60, 180],
        ],
        presence,
      },
      [0, 600],
    );
    assert.equal(sum.scheduled, 180);
  });

  test('scheduled time: what is to come is not scheduled time yet', () => {
    const { sum, timeline } = coverageIn({ hours: [[0, 600]], presence: [[0, 200, 'available']] }, [0, 600], 200);
    assert.deepEqual([sum.scheduled, sum.covered], [200, 200]);
    assert.equal(timeline.at(-1)?.endMs, 200 * 60_000);
  });

  test('scheduled time: a queue without a source is unmonitored, never covered; less than half observed shows no value', () => {
    const none = coverageIn({ hours: [[0, 600]] }, [0, 600]);
    assert.deepEqual([none.sum.unmonitored, none.sum.value, none.sum.hidden], [600, null, true]);
    assert.deepEqual([none.sum.low, none.sum.high], [0, 1]);
    assert.equal(none.timeline[0]?.observed, null);
    const half = coverageIn({ hours: [[0, 600]], presence: [[0, 300, 'available']] }, [0, 600]);
    assert.deepEqual([half.sum.value, half.sum.hidden], [1, false]);
  });

  test('scheduled time: busy is covered; states of one kind keep their evidence apart', () => {
    const { sum, timeline } = coverageIn(
      {
        hours: [[0, 60]],
        presence: [
          [0, 30, 'busy'],
          [30, 60, 'available'],
        ],
      },
      [0, 60],
    );
    assert.equal(sum.covered, 60);
    assert.deepEqual(
      timeline.map(({ observed }) => observed),
      ['busy', 'available'],
    );
  });
});
