// A period that cuts a shift or a gap judges it as the whole.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { civilDays } from '../../../server/src/coverage/ledger/days.ts';
import type { Gap } from '../../../server/src/coverage/ledger/gaps.ts';
import { coverageOf } from '../../../server/src/coverage/ledger/sums.ts';
import type { CoverageFacts } from '../../../server/src/coverage/ledger/timeline.ts';
import type { Interval } from '../../../server/src/platform/time/intervals.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { coverageIn, factsOf, gapsIn, randomFacts, type FactsInMinutes } from '../../support/data/coverage-facts.ts';

/** From 22:00 to 02:00; midnight is minute 0. */
const NIGHT = [-120, 120] as const;
const nobodyUntil = (minute: number): FactsInMinutes => ({
  shifts: [NIGHT],
  presence: [
    [-240, minute, 'nobody'],
    [minute, 600, 'available'],
  ],
});
const edgesIn = (facts: FactsInMinutes, window: readonly [number, number]) => {
  const coverage = coverageIn(facts, window, 720);
  const gaps = gapsIn(coverage).map(([start, end, kind]) => [start, end, kind]);
  return { gaps, edges: [coverage.sum.lateStart, coverage.sum.earlyEnd] };
};

describe('a shift over midnight', () => {
  test('shift over midnight: missed, it is a no-show on both days, neither a late start nor an early end', () => {
    const facts = nobodyUntil(240);
    assert.deepEqual(edgesIn(facts, [-1440, 0]), { gaps: [[-120, 0, 'no-show']], edges: [0, 0] });
    assert.deepEqual(edgesIn(facts, [0, 720]), { gaps: [[0, 120, 'no-show']], edges: [0, 0] });
  });

  test('shift over midnight: a late start after midnight belongs whole to the day on which it began', () => {
    const facts = nobodyUntil(30);
    assert.deepEqual(edgesIn(facts, [-1440, 0]), { gaps: [[-120, 0, 'late-start']], edges: [150, 0] });
    assert.deepEqual(edgesIn(facts, [0, 720]), { gaps: [[0, 30, 'late-start']], edges: [0, 0] });
    const day = 1440 * MINUTE_MS;
    const days = [
      { startMs: -day, endMs: 0 },
      { startMs: 0, endMs: day },
    ];
    const { byDay } = coverageOf(factsOf(facts), { startMs: -day, endMs: day }, days, day);
    assert.deepEqual(
      byDay.map(({ lateStart, uncovered }) => [lateStart, uncovered]),
      [
        [150, 120],
        [0, 30],
      ],
    );
  });

  test('shift over midnight: an early end before midnight belongs whole to the day on which it ended, beyond the grace', () => {
    const facts = {
      hours: [[-600, 120]],
      shifts: [NIGHT],
      presence: [
        [-240, -30, 'available'],
        [-30, 240, 'nobody'],
      ],
    } as const;
    assert.deepEqual(edgesIn(facts, [-1440, 0]), { gaps: [[-30, 0, 'early-end']], edges: [0, 0] });
    assert.deepEqual(edgesIn(facts, [0, 720]), { gaps: [[0, 120, 'early-end']], edges: [0, 140] });
  });

  test('shift over midnight: left within the grace it has no gap; a gap from before the grace stays one, wherever the period begins', () => {
    const leftAt = (minute: number) =>
      edgesIn(
        {
          hours: [NIGHT],
          presence: [
            [-240, minute, 'available'],
            [minute, 240, 'nobody'],
          ],
        },
        [112, 720],
      );
    assert.deepEqual(leftAt(110), { gaps: [], edges: [0, 0] });
    assert.deepEqual(leftAt(109), { gaps: [[112, 120, 'early-end']], edges: [0, 1] });
  });

  test('shift over midnight: a gap raises an alarm by its whole length', () => {
    const gaps = (window: readonly [number, number]) => gapsIn(coverageIn(nobodyUntil(-116), window, 720));
    assert.deepEqual(gaps([-118, 720]), [[-118, -116, 'late-start', false]]);
    const longer = gapsIn(coverageIn(nobodyUntil(-115), [-118, 720], 720));
    assert.deepEqual(longer, [[-118, -115, 'late-start', true]]);
  });
});

describe('a period that is split', () => {
  const ZONE = 'America/New_York';
  const PERIOD = { startMs: Date.parse('2026-10-30T12:00:00Z'), endMs: Date.parse('2026-11-03T12:00:00Z') };
  const anyInstant = fc.integer({ min: PERIOD.startMs, max: PERIOD.endMs });
  const MINUTES = ['scheduled', 'covered', 'unmonitored', 'uncovered', 'unscheduled', 'lateStart', 'earlyEnd'] as const;

  const judgement = ({ startMs, endMs, kind, isAlertable, isOpen, lastMs }: Gap): Gap => ({
    ...{ startMs, endMs, kind, isAlertable, isOpen, lastMs },
  });
  /** What was cut is put together again, where both halves say the same of it. */
  const joined = (before: readonly Gap[], after: readonly Gap[]): Gap[] => {
    const [last, first] = [before.at(-1), after[0]];
    if (last === undefined || first === undefined || last.endMs !== first.startMs) return [...before, ...after];
    assert.deepEqual([last.kind, last.isAlertable, last.lastMs], [first.kind, first.isAlertable, first.lastMs]);
    return [...before.slice(0, -1), { ...first, startMs: last.startMs }, ...after.slice(1)];
  };

  test('split period: at any instant, gives the same minutes and incidents, in total and by day', () => {
    const cover = (facts: CoverageFacts, period: Interval, nowMs: number) => {
      const days = civilDays(ZONE, period);
      const { sum, byDay, gaps } = coverageOf(facts, period, days, nowMs);
      return { sum, gaps: gaps.map(judgement), days: days.map(({ date }, index) => ({ date, sum: byDay[index]! })) };
    };
    fc.assert(
      fc.property(randomFacts(PERIOD), anyInstant, anyInstant, (facts, one, other) => {
        // What is asked of is past: the cut, too.
        const [cutMs, nowMs] = [Math.min(one, other), Math.max(one, other)];
        fc.pre(PERIOD.startMs < cutMs && cutMs < nowMs);
        const whole = cover(facts, PERIOD, nowMs);
        const halves = [
          cover(facts, { ...PERIOD, endMs: cutMs }, nowMs),
          cover(facts, { ...PERIOD, startMs: cutMs }, nowMs),
        ] as const;
        const near = (one: number, other: number, of: string): void =>
          assert.ok(Math.abs(one - other) < 1e-6, `${of}: ${one} is not ${other}`);
        for (const name of MINUTES) {
          near(halves[0].sum[name] + halves[1].sum[name], whole.sum[name], name);
          for (const { date, sum } of whole.days) {
            const parts = halves.flatMap(({ days }) => days.filter((day) => day.date === date));
            near(
              parts.reduce((total, part) => total + part.sum[name], 0),
              sum[name],
              `${name} of ${date}`,
            );
          }
        }
        assert.deepEqual(joined(halves[0].gaps, halves[1].gaps), whole.gaps);
      }),
      { numRuns: 500 },
    );
  });
});
