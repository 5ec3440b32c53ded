// What holds of coverage whatever was scheduled, seen and corrected; and the days of a zone.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { coverageSumSchema, WEEKDAYS } from '@askusnow/sdk/contract';
import { civilDays } from '../../../server/src/coverage/ledger/days.ts';
import { addSums, coverageOf } from '../../../server/src/coverage/ledger/sums.ts';
import { overlay } from '../../../server/src/platform/time/intervals.ts';
import type { CoverageFacts } from '../../../server/src/coverage/ledger/timeline.ts';
import { expandHours } from '../../../server/src/schedule/hours/expand.ts';
import { DAY_MS, MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { randomFacts } from '../../support/data/coverage-facts.ts';

const ZONE = 'America/New_York';
/** The night in which the clocks go back lies in its middle. */
const PERIOD = { startMs: Date.parse('2026-10-30T12:00:00Z'), endMs: Date.parse('2026-11-03T12:00:00Z') };
const facts = randomFacts(PERIOD);
const cover = (each: CoverageFacts, nowMs = PERIOD.endMs) => coverageOf(each, PERIOD, civilDays(ZONE, PERIOD), nowMs);
const near = (one: number, other: number): void => assert.ok(Math.abs(one - other) < 1e-6, `${one} is not ${other}`);

describe('whatever was scheduled, seen and corrected', () => {
  test('coverage: covered, unmonitored and uncovered minutes are the scheduled ones, in all and on each day', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: PERIOD.startMs, max: PERIOD.endMs }), (each, nowMs) => {
        const { sum, byDay } = cover(each, nowMs);
        for (const { covered, unmonitored, uncovered, scheduled } of [sum, ...byDay])
          near(covered + unmonitored + uncovered, scheduled);
        for (const name of ['scheduled', 'covered', 'unmonitored', 'unscheduled', 'lateStart', 'earlyEnd'] as const)
          near(
            byDay.reduce((total, day) => total + day[name], 0),
            sum[name],
          );
      }),
    );
  });

  test('coverage: the value lies between its bounds, and is there when half was observed', () => {
    fc.assert(
      fc.property(facts, (each) => {
        const { value, low, high, observedShare, scheduled } = cover(each).sum;
        if (scheduled === 0) return assert.deepEqual([value, low, high, observedShare], [null, null, null, null]);
        assert.ok(0 <= low! && low! <= high! && high! <= 1);
        assert.equal(value === null, observedShare! < 0.5);
        if (value !== null) assert.ok(low! <= value + 1e-12 && value <= high! + 1e-12);
      }),
    );
  });

  test('coverage: a sum of queues at odd milliseconds keeps each share between 0 and 1', () => {
    const nothing = addSums([]);
    // All that was observed was covered.
    const queue = fc
      .tuple(fc.integer({ min: 0, max: 31 * DAY_MS }), fc.integer({ min: 1, max: 31 * DAY_MS }))
      .map(([unmonitoredMs, coveredMs]) => ({
        ...nothing,
        scheduled: (unmonitoredMs + coveredMs) / MINUTE_MS,
        covered: coveredMs / MINUTE_MS,
        unmonitored: unmonitoredMs / MINUTE_MS,
      }));
    fc.assert(
      fc.property(fc.array(queue, { maxLength: 3 }), (queues) => {
        assert.ok(coverageSumSchema.safeParse(addSums(queues)).success);
      }),
      { numRuns: 1_000 },
    );
  });

  test('coverage: the timeline is in order, disjoint, without two equal neighbours, and not past now', () => {
    fc.assert(
      fc.property(facts, fc.integer({ min: PERIOD.startMs, max: PERIOD.endMs }), (each, nowMs) => {
        const { timeline, gaps } = cover(each, nowMs);
        for (const [index, piece] of timeline.entries()) {
          assert.ok(piece.startMs < piece.endMs && piece.endMs <= nowMs);
          const next = timeline[index + 1];
          if (next === undefined) continue;
          assert.ok(piece.endMs <= next.startMs);
          const evidence = ({ kind, observed, correction }: typeof piece) => `${kind} ${observed} ${correction}`;
          assert.ok(piece.endMs < next.startMs || evidence(piece) !== evidence(next));
        }
        for (const gap of gaps) assert.ok(gap.startMs < gap.endMs && gap.endMs <= nowMs);
      }),
    );
  });

  test('coverage: a correction changes what it covers and nothing else, and what was observed stays beside it', () => {
    fc.assert(
      fc.property(facts, (each) => {
        const before = cover({ ...each, corrections: [] }).timeline;
        const after = cover(each).timeline;
        for (const { base, over } of overlay(before, after)) {
          assert.equal(over?.observed, base.observed);
          if (over?.correction === null) assert.equal(over.kind, base.kind);
          else assert.equal(over?.kind, each.corrections.find(({ id }) => id === over.correction)?.kind);
        }
        const [corrected, covered] = [
          after.filter(({ correction }) => correction !== null),
          each.corrections.map((one) => [one.startMs, one.endMs] as const),
        ];
        for (const { startMs, endMs, correction } of corrected) {
          const over = covered.flatMap(([from, to], index) => (from < endMs && startMs < to ? [index + 1] : []));
          assert.equal(Math.max(...over), correction, 'the latest one counts');
        }
      }),
    );
  });
});

describe('in the weeks in which the clocks change', () => {
  const weekly = [{ days: [...WEEKDAYS], open: '00:00', close: '24:00' }];
  const weekOf = (from: string) => {
    const startMs = civilDays(ZONE, {
      startMs: Date.parse(`${from}T12:00:00Z`),
      endMs: Date.parse(`${from}T12:00:01Z`),
    })[0]!.startMs;
    const last = civilDays(ZONE, { startMs, endMs: startMs + 7.5 * DAY_MS }).slice(0, 7);
    const period = { startMs, endMs: last[6]!.endMs };
    const hours = expandHours({ weekly, seasons: [], exceptions: [] }, ZONE, period)!;
    const presence = [{ ...period, state: 'available' as const }];
    return coverageOf({ hours, shifts: [], scheduled: hours, presence, corrections: [] }, period, last, period.endMs);
  };

  for (const [from, minutes, day, ofDay] of [
    ['2026-05-04', 10_080, 6, 1440],
    ['2026-03-02', 10_020, 6, 1380],
    ['2026-10-26', 10_140, 6, 1500],
  ] as const) {
    test(`coverage: a week round the clock from ${from} has ${minutes} minutes, and its Sunday ${ofDay}`, () => {
      const { sum, byDay } = weekOf(from);
      assert.deepEqual([sum.scheduled, sum.covered, sum.value], [minutes, minutes, 1]);
      assert.deepEqual([byDay.length, byDay[day]!.covered], [7, ofDay]);
    });
  }

  test('coverage: mutant: lengths by wall clock make every week 10,080 minutes', () => {
    const onTheWall = (ms: number): number => {
      const parts = new Intl.DateTimeFormat('en-CA', {
        timeZone: ZONE,
        dateStyle: 'short',
        timeStyle: 'medium',
        hourCycle: 'h23',
      });
      return Date.parse(`${parts.format(ms).replace(', ', 'T')}Z`);
    };
    for (const from of ['2026-03-02', '2026-10-26']) {
      const { timeline, sum } = weekOf(from);
      const [first, last] = [timeline[0]!, timeline.at(-1)!];
      assert.equal((onTheWall(last.endMs) - onTheWall(first.startMs)) / MINUTE_MS, 10_080);
      assert.notEqual(sum.covered, 10_080);
    }
  });
});
