// The year's questions from a sample of weeks: the estimators against a second calculation and against simulated years.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Estimate } from '@askusnow/sdk';
import fc from 'fast-check';
import { mean, sampleStandardDeviation, sum } from 'simple-statistics';
import { tPoint } from '../../../server/src/platform/student-t.ts';
import {
  estimateByClicks,
  estimateByWeeks,
  poissonUpper,
  WEEKS_OF_YEAR,
  type WeekCount,
} from '../../../server/src/workspace/sampling/estimate.ts';
import { aQuestionYear, daysOfWeek, SAMPLES } from '../../support/data/question-years.ts';
import { aRandom } from '../../support/data/random.ts';

const weekCounts = fc.array(
  fc.record({ clicks: fc.integer({ min: 1, max: 2000 }), questions: fc.integer({ min: 0, max: 2000 }) }),
  { minLength: 2, maxLength: 30 },
);

/** How far above a small count its exact limit is. */
const exactAbove = (questions: number, weeks: number): number =>
  questions < 100 ? (poissonUpper(questions) - questions) * (weeks < 6 ? 1 : Math.sqrt(1 - weeks / WEEKS_OF_YEAR)) : 0;

/** Estimates are whole questions. */
const near = (actual: number, expected: number, what: string): void =>
  assert.ok(Math.abs(actual - expected) <= 0.5 + 1e-6 * expected, `${what}: ${actual}, not ${expected}`);

describe('estimates of a year', () => {
  test('estimate: the upper limits of a small count are those of the printed table', () => {
    // Source: Ulm, American Journal of Epidemiology 131 (1990), exact limits of a Poisson count.
    for (const [count, limit] of [
      [0, 3.689],
      [1, 5.572],
      [2, 7.225],
      [3, 8.767],
      [5, 11.668],
      [10, 18.39],
      [50, 65.92],
    ] as const)
      assert.ok(Math.abs(poissonUpper(count) - limit) < 0.006, `${count}: ${poissonUpper(count)}`);
  });

  test('estimate: by weeks it is what simple-statistics gives for a mean of a finite population', () => {
    fc.assert(
      fc.property(weekCounts, (weeks) => {
        const questions = weeks.map((week) => week.questions);
        const deviation = Math.max(sampleStandardDeviation(questions), Math.sqrt(mean(questions)));
        const fpc = Math.sqrt(1 - weeks.length / WEEKS_OF_YEAR);
        const half = (WEEKS_OF_YEAR * tPoint(weeks.length - 1) * fpc * deviation) / Math.sqrt(weeks.length);
        const { value, low, high } = estimateByWeeks(questions)!;
        near(value, WEEKS_OF_YEAR * mean(questions), 'value');
        const exact = (WEEKS_OF_YEAR / weeks.length) * exactAbove(sum(questions), weeks.length);
        near(high!, WEEKS_OF_YEAR * mean(questions) + Math.max(half, exact), 'high');
        near(low!, Math.max(sum(questions), WEEKS_OF_YEAR * mean(questions) - half), 'low');
      }),
    );
  });

  test('estimate: by clicks it is the linearized ratio of simple-statistics', () => {
    fc.assert(
      fc.property(weekCounts, fc.integer({ min: 100, max: 100_000 }), (weeks, more) => {
        const [clicks, questions] = [sum(weeks.map((week) => week.clicks)), sum(weeks.map((week) => week.questions))];
        const year = clicks + more;
        const ratio = questions / clicks;
        // The residuals have the mean 0, so their deviation is that of the model.
        const residuals = weeks.map((week) => week.questions - ratio * week.clicks);
        const deviation = Math.max(sampleStandardDeviation(residuals), Math.sqrt(questions / weeks.length));
        const standardError =
          (Math.sqrt(1 - weeks.length / 52) * deviation) /
          Math.sqrt(weeks.length) /
          mean(weeks.map((week) => week.clicks));
        const exact = exactAbove(questions, weeks.length) / clicks;
        const { perClick, estimate } = estimateByClicks(weeks, { clicks: year, weeks: 52 })!;
        assert.ok(Math.abs(perClick - ratio) < 1e-9);
        near(estimate.value, ratio * year, 'value');
        near(estimate.high!, year * (ratio + Math.max(tPoint(weeks.length - 1) * standardError, exact)), 'high');
      }),
    );
  });

  test('estimate: none without a counted week or a click in it, and no interval from a single week', () => {
    assert.equal(estimateByWeeks([]), null);
    assert.equal(estimateByClicks([], { clicks: 900, weeks: 52 }), null);
    assert.equal(estimateByClicks([{ clicks: 0, questions: 4 }], { clicks: 900, weeks: 52 }), null);
    assert.deepEqual(estimateByWeeks([20]), { value: 1040, low: null, high: null });
    assert.deepEqual(estimateByClicks([{ clicks: 10, questions: 8 }], { clicks: 900, weeks: 52 }), {
      perClick: 0.8,
      estimate: { value: 720, low: null, high: null },
    });
  });

  test('estimate: four weeks without a question allow 48 of a year, a whole year without one allows none', () => {
    assert.deepEqual(estimateByWeeks([0, 0, 0, 0]), { value: 0, low: 0, high: 48 });
    const weeks = [5, 20, 10, 5].map((clicks) => ({ clicks, questions: 0 }));
    assert.deepEqual(estimateByClicks(weeks, { clicks: 500, weeks: 52 })!.estimate, { value: 0, low: 0, high: 46 });
    assert.deepEqual(estimateByWeeks([1, 0, 0, 0]), { value: 13, low: 1, high: 72 });
    assert.deepEqual(estimateByWeeks(Array.from({ length: 52 }, () => 0)), { value: 0, low: 0, high: 0 });
  });

  test('estimate: equal weeks still vary by chance, and a year that is counted whole has no range', () => {
    assert.deepEqual(estimateByWeeks([10, 10, 10, 10]), { value: 520, low: 269, high: 771 });
    const whole = Array.from({ length: 52 }, (_, week) => 10 + (week % 5));
    const counted = sum(whole);
    assert.deepEqual(estimateByWeeks(whole), { value: counted, low: counted, high: counted });
  });
});

const RUNS = 4000;
/**
 * The error of the annual total in per cent: clicks a week, the sample, by weeks, by clicks. Source: our own research, which
 * did not record the shape of the season: the errors by weeks, which rest on it, may differ by more.
 */
const REFERENCE = [
  [480, 'one week', 24.9, 7.7],
  [480, 'four quarters', 5.4, 3.7],
  [480, '14 weeks', 5.8, 1.8],
  [6, 'one week', 66.8, 53.0],
  [6, 'four quarters', 30.5, 22.3],
  [6, '14 weeks', 15.3, 10.6],
] as const;

type Intervals = (
  weeks: WeekCount[],
  clicks: number,
) => ((Pick<Estimate, 'low' | 'high'> & Partial<Estimate>) | null)[];

/** Of many years: the error of each estimate (root mean square, per cent) and how often its interval holds the truth (per cent). */
function simulate(clicksPerWeek: number, sample: string, estimates: Intervals, runs = RUNS) {
  const random = aRandom(clicksPerWeek * 100 + sample.length);
  const results: { squares: number[]; held: number; given: number }[] = [];
  for (let run = 0; run < runs; run++) {
    const year = aQuestionYear(random, clicksPerWeek);
    const truth = sum(year.map((week) => week.questions));
    const weeks = SAMPLES[sample]!(random).map((week) => year[week]!);
    estimates(weeks, sum(year.map((week) => week.clicks))).forEach((estimate, index) => {
      if (estimate === null) return;
      const result = (results[index] ??= { squares: [], held: 0, given: 0 });
      result.given++;
      if (estimate.value !== undefined) result.squares.push((estimate.value / truth - 1) ** 2);
      if (estimate.low !== null && estimate.low <= truth && truth <= estimate.high!) result.held++;
    });
  }
  return results.map(({ squares, held, given }) => ({
    error: 100 * Math.sqrt(sum(squares) / squares.length),
    coverage: (100 * held) / given,
  }));
}

const both: Intervals = (weeks, clicks) => [
  estimateByWeeks(weeks.map((week) => week.questions)),
  estimateByClicks(weeks, { clicks, weeks: 52 })?.estimate ?? null,
];

describe('estimates of simulated years', () => {
  test('estimate: the errors are those of the reference, and the 95 % intervals hold the truth as often as they say', (t) => {
    for (const [clicks, sample, weeksError, clicksError] of REFERENCE) {
      const [byWeeks, byClicks] = simulate(clicks, sample, both);
      const shown = `${clicks} clicks a week, ${sample}: by weeks ${byWeeks!.error.toFixed(1)} % (${byWeeks!.coverage.toFixed(1)} % held), by clicks ${byClicks!.error.toFixed(1)} % (${byClicks!.coverage.toFixed(1)} % held)`;
      t.diagnostic(shown);
      assert.ok(Math.abs(byClicks!.error / clicksError - 1) < 0.06, shown);
      assert.ok(Math.abs(byWeeks!.error / weeksError - 1) < 0.25, shown);
      if (sample === 'one week') continue;
      assert.ok(byWeeks!.coverage > 93.5 && byClicks!.coverage > 93.5, shown);
    }
  });

  /** Libraries with at most a few questions a week. */
  const SMALL = [0.1, 0.3, 1, 2].flatMap((clicks) =>
    ['four quarters', '14 weeks'].map((sample) => ({ clicks, sample })),
  );

  test('estimate: with few questions, or none, the intervals hold the truth as often as they say', (t) => {
    for (const { clicks, sample } of SMALL) {
      const [byWeeks, byClicks] = simulate(clicks, sample, both);
      const shown = `${clicks} clicks a week, ${sample}: by weeks ${byWeeks!.coverage.toFixed(1)} % held, by clicks ${byClicks!.coverage.toFixed(1)} %`;
      t.diagnostic(shown);
      assert.ok(byWeeks!.coverage > 93.5 && byClicks!.coverage > 93.5, shown);
    }
  });

  test('estimate: mutant: the deviation alone, without the exact limit of a small count, holds it too seldom', () => {
    const deviationAlone: Intervals = (weeks) => {
      const counts = weeks.map((week) => week.questions);
      const deviation = Math.max(sampleStandardDeviation(counts), Math.sqrt(mean(counts)));
      const half = (52 * tPoint(3) * Math.sqrt(1 - 4 / 52) * deviation) / Math.sqrt(4);
      const value = 52 * mean(counts);
      return [{ low: Math.round(Math.max(sum(counts), value - half)), high: Math.round(value + half) }];
    };
    for (const [clicks, most] of [
      [0.3, 60],
      [1, 92],
    ] as const) {
      const [one] = simulate(clicks, 'four quarters', deviationAlone);
      assert.ok(one!.coverage < most, `${clicks} clicks a week: ${one!.coverage}`);
    }
  });

  test('estimate: mutant: an interval that takes the days of a week for independent draws from the year covers too little', (t) => {
    const random = aRandom(3);
    const daysAlone: Intervals = (weeks) => {
      const days = weeks.flatMap((week) => daysOfWeek(random, week.questions));
      const half = (364 * tPoint(days.length - 1) * sampleStandardDeviation(days)) / Math.sqrt(days.length);
      return [{ low: 364 * mean(days) - half, high: 364 * mean(days) + half }];
    };
    const [one] = simulate(480, 'one week', daysAlone, 1000);
    t.diagnostic(`from the days of one week: ${one!.coverage.toFixed(1)} % held`);
    assert.ok(one!.coverage < 60, `${one!.coverage}`);
  });
});
