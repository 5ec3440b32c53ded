// A clock that was wrong once dates a sample ahead; it keeps nobody up, and holds no true sample back.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { PresenceState } from '@askusnow/sdk/contract';
import {
  combineDesks,
  SAMPLE_LIFE_MS,
  takeSample,
  type Sample,
  type SampledState,
  type Seen,
  type PresenceInterval,
} from '../../../server/src/coverage/presence/sample.ts';
import { shownAt, toObservation, UP_AGAIN_MS } from '../../../server/src/coverage/presence/hysteresis.ts';

const SEC = 1000;
const START = 1_000_000 * SEC;
/** A sample as its clock dates it, which is ahead by `aheadSec`. */
interface Look {
  state: SampledState;
  afterSec: number;
  aheadSec: number;
}
const looks = fc.array(
  fc.record({
    state: fc.constantFrom<SampledState>('available', 'busy', 'nobody'),
    afterSec: fc.integer({ min: 1, max: 45 }),
    aheadSec: fc.constantFrom(0, 0, 0, 60, 3_600),
  }),
  { minLength: 1, maxLength: 20 },
);

interface Rules {
  take(before: Seen | null, sample: Sample, nowMs: number): Seen | null;
  show(seen: Seen | null, nowMs: number): PresenceState;
}
const ours: Rules = {
  take: (before, sample, nowMs) => takeSample(before, sample, nowMs)?.seen ?? before,
  show: (seen, nowMs) => shownAt(toObservation(seen), nowMs).state,
};

/** What is seen after all looks, and the true time. */
function after({ take }: Rules, all: readonly Look[]): { seen: Seen | null; nowMs: number } {
  let nowMs = START;
  let seen: Seen | null = null;
  for (const { state, afterSec, aheadSec } of all) {
    nowMs += afterSec * SEC;
    const datedMs = nowMs + aheadSec * SEC;
    seen = take(seen, { state, atMs: datedMs }, datedMs);
  }
  return { seen, nowMs };
}
const TRUE_LOOK = { afterSec: 30, aheadSec: 0 } as const;

const PROMISES: Record<string, (rules: Rules) => void> = {
  'what is dated ahead says nothing about now': (rules) =>
    fc.assert(
      fc.property(looks, fc.constantFrom<SampledState>('available', 'busy', 'nobody'), (all, state) => {
        const { seen, nowMs } = after(rules, [...all, { state, afterSec: 30, aheadSec: 3_600 }]);
        assert.equal(rules.show(seen, nowMs), 'unknown');
      }),
    ),
  'the next true look at nobody is shown at once': (rules) =>
    fc.assert(
      fc.property(looks, (all) => {
        const { seen, nowMs } = after(rules, [...all, { state: 'nobody', ...TRUE_LOOK }]);
        assert.equal(rules.show(seen, nowMs), 'nobody');
        assert.equal(rules.show(seen, nowMs + SAMPLE_LIFE_MS), 'unknown');
      }),
    ),
  'somebody seen by true looks is shown within a minute': (rules) =>
    fc.assert(
      fc.property(looks, (all) => {
        const back = Array.from({ length: 3 }, () => ({ state: 'available' as const, ...TRUE_LOOK }));
        const { seen, nowMs } = after(rules, [...all, ...back]);
        assert.equal(rules.show(seen, nowMs), 'available');
      }),
    ),
};

describe('a clock that was wrong', () => {
  for (const [promise, holds] of Object.entries(PROMISES)) test(promise, () => holds(ours));

  test('wrong clock: mutant: the later date wins, and a sample lives for 90 s from its date: up for as long as the clock was wrong', () => {
    const naive: Rules = {
      take: (before, sample, nowMs) =>
        before !== null && sample.atMs < before.sampledAtMs ? before : ours.take(before, sample, nowMs),
      show: (seen, nowMs) => {
        if (seen === null || nowMs >= seen.sampledAtMs + SAMPLE_LIFE_MS) return 'unknown';
        return nowMs < (seen.lastNobodyAtMs ?? -Infinity) + UP_AGAIN_MS ? 'nobody' : seen.state;
      },
    };
    const oneHourAhead: Look = { state: 'available', afterSec: 30, aheadSec: 3_600 };
    const empty = Array.from({ length: 100 }, () => ({ state: 'nobody' as const, ...TRUE_LOOK }));
    const { seen, nowMs } = after(naive, [oneHourAhead, ...empty]);
    assert.equal(naive.show(seen, nowMs), 'available');
    for (const holds of Object.values(PROMISES)) assert.throws(() => holds(naive));
  });

  test('wrong clock: a stretch leaves no hole in the ledger behind the date that was wrong, and nothing twice', () => {
    fc.assert(
      fc.property(looks, (all) => {
        let nowMs = START;
        let seen: Seen | null = null;
        let endMs: number | null = null;
        for (const { state, afterSec, aheadSec } of all) {
          nowMs += afterSec * SEC;
          const datedMs = nowMs + aheadSec * SEC;
          const taken: { seen: Seen; over: PresenceInterval[] } = takeSample(seen, { state, atMs: datedMs }, datedMs)!;
          for (const { startMs, endMs: overMs } of taken.over) {
            assert.ok(startMs < overMs);
            assert.ok(endMs === null || startMs === endMs);
            endMs = overMs;
          }
          assert.ok(endMs === null || taken.seen.sinceMs === endMs);
          seen = taken.seen;
        }
      }),
    );
  });

  test('wrong clock: a look that was late behind another is left aside still, and one asked before the clock was set back is as old as now', () => {
    const seen: Seen = { state: 'nobody', sinceMs: START, sampledAtMs: START, lastNobodyAtMs: START };
    assert.equal(takeSample(seen, { state: 'available', atMs: START - SEC }, START), null);
    const taken = takeSample(seen, { state: 'busy', atMs: START + 3_600 * SEC }, START + SEC);
    assert.equal(taken?.seen.sampledAtMs, START + SEC);
  });

  test('wrong clock: a desk that spoke by such a clock does not speak for its queue', () => {
    const ahead = { state: 'available' as const, beatAtMs: START + 3_600 * SEC };
    assert.equal(combineDesks([ahead], START), null);
    assert.equal(combineDesks([ahead, { state: 'away', beatAtMs: START }], START)?.state, 'nobody');
  });
});
