// A long period is added up a part at a time, and comes to the same numbers as in one piece.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { civilDays, partsOf } from '../../../server/src/coverage/ledger/days.ts';
import { coverageOf, createTally } from '../../../server/src/coverage/ledger/sums.ts';
import type { CoverageFacts } from '../../../server/src/coverage/ledger/timeline.ts';
import { within, type Interval } from '../../../server/src/platform/time/intervals.ts';
import { randomFacts } from '../../support/data/coverage-facts.ts';

const ZONE = 'America/New_York';
/** 24 days, the night in which the clocks go back among them. */
const PERIOD = { startMs: Date.parse('2026-10-20T12:00:00Z'), endMs: Date.parse('2026-11-13T12:00:00Z') };
const DAYS = civilDays(ZONE, PERIOD);

const inParts = (facts: CoverageFacts, parts: readonly Interval[], nowMs: number) => {
  const tally = createTally(facts, PERIOD, DAYS, nowMs, []);
  for (const part of parts) tally.add(within(facts.presence, part), part);
  return tally.sums();
};

describe('a period in parts', () => {
  test('period in parts: its parts follow one another from its start to its end, and hold each day once', () => {
    const parts = partsOf(DAYS, PERIOD);
    assert.deepEqual([parts[0]?.startMs, parts.at(-1)?.endMs], [PERIOD.startMs, PERIOD.endMs]);
    for (const [index, { endMs }] of parts.slice(0, -1).entries()) assert.equal(endMs, parts[index + 1]?.startMs);
    assert.deepEqual(
      parts.flatMap(({ days }) => days),
      DAYS,
    );
    assert.ok(parts.length >= 4);
  });

  test('period in parts: the numbers are those of one piece, whatever was scheduled, seen and corrected, and wherever it is cut', () => {
    const anyInstant = fc.integer({ min: PERIOD.startMs, max: PERIOD.endMs });
    const cuts = fc.uniqueArray(anyInstant, { maxLength: 12 });
    fc.assert(
      fc.property(randomFacts(PERIOD), anyInstant, cuts, (facts, nowMs, list) => {
        const ends = [...list, PERIOD.startMs, PERIOD.endMs].sort((one, other) => one - other);
        const parts = ends.slice(1).map((endMs, index) => ({ startMs: ends[index]!, endMs }));
        const { sum, byDay } = coverageOf(facts, PERIOD, DAYS, nowMs);
        assert.deepEqual(inParts(facts, parts, nowMs), { sum, byDay });
        assert.deepEqual(inParts(facts, partsOf(DAYS, PERIOD), nowMs), { sum, byDay });
      }),
      { numRuns: 300 },
    );
  });

  test('period in parts: mutant: parts that are measured each by itself and then added come to another late start', () => {
    const shift = { startMs: PERIOD.startMs, endMs: PERIOD.endMs };
    const turnsMs = PERIOD.startMs + 9 * 24 * 3_600_000;
    const facts: CoverageFacts = {
      hours: [],
      shifts: [shift],
      scheduled: [shift],
      presence: [
        { startMs: PERIOD.startMs, endMs: turnsMs, state: 'nobody' },
        { startMs: turnsMs, endMs: PERIOD.endMs, state: 'available' },
      ],
      corrections: [],
    };
    const added = partsOf(DAYS, PERIOD).reduce(
      (sum, part) =>
        sum + coverageOf({ ...facts, presence: within(facts.presence, part) }, part, [], PERIOD.endMs).sum.lateStart,
      0,
    );
    const { lateStart } = inParts(facts, partsOf(DAYS, PERIOD), PERIOD.endMs).sum;
    assert.equal(lateStart, 9 * 24 * 60);
    assert.notEqual(added, lateStart);
  });
});
