// What is seen becomes stretches of time: each instant in one of them, none out of silence.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  combineDesks,
  SAMPLE_LIFE_MS,
  intervalsUntil,
  takeSample,
  type Beat,
  type SampledState,
  type Seen,
  type PresenceInterval,
} from '../../../server/src/coverage/presence/sample.ts';

const SEC = 1000;
const aState = fc.constantFrom<SampledState>('available', 'busy', 'nobody');
/** Samples at growing instants, some after a silence. */
const samples = fc
  .array(fc.record({ state: aState, afterSec: fc.integer({ min: 1, max: 200 }) }), { minLength: 1, maxLength: 40 })
  .map((each) => {
    let atMs = 0;
    return each.map(({ state, afterSec }) => ({ state, atMs: (atMs += afterSec * SEC) }));
  });

function walk(all: readonly { state: SampledState; atMs: number }[]): { seen: Seen; over: PresenceInterval[] } {
  let seen: Seen | null = null;
  const over: PresenceInterval[] = [];
  for (const sample of all) {
    const taken = takeSample(seen, sample, sample.atMs);
    assert.ok(taken);
    over.push(...taken.over);
    seen = taken.seen;
  }
  return { seen: seen!, over };
}

test('samples: from the first one on every instant is in one interval, and adjacent intervals differ', () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 1, max: 300 }), (all, moreSec) => {
      const { seen, over } = walk(all);
      const untilMs = all.at(-1)!.atMs + moreSec * SEC;
      const stretches = [...over, ...intervalsUntil(seen, untilMs)];
      assert.equal(stretches[0]?.startMs, all[0]?.atMs);
      assert.equal(stretches.at(-1)?.endMs, untilMs);
      stretches.slice(1).forEach(({ startMs, state }, index) => {
        assert.equal(startMs, stretches[index]?.endMs);
        assert.notEqual(state, stretches[index]?.state);
      });
    }),
  );
});

test('samples: an instant has the state of a sample less than 90 s before, and is unknown without one', () => {
  fc.assert(
    fc.property(samples, fc.integer({ min: 0, max: 8_000 }), (all, atSec) => {
      const { seen, over } = walk(all);
      const atMs = atSec * SEC;
      const last = all.filter((sample) => sample.atMs <= atMs).at(-1);
      const expected = last === undefined ? undefined : atMs < last.atMs + SAMPLE_LIFE_MS ? last.state : 'unknown';
      const found = [...over, ...intervalsUntil(seen, 10_000 * SEC)].find(
        ({ startMs, endMs }) => startMs <= atMs && atMs < endMs,
      );
      assert.equal(found?.state, expected);
    }),
  );
});

test('samples: an older sample changes nothing', () => {
  const { seen } = walk([{ state: 'nobody', atMs: 50 * SEC }]);
  assert.equal(takeSample(seen, { state: 'available', atMs: 49 * SEC }, 50 * SEC), null);
});

describe('several desks of one queue', () => {
  const nowMs = 1_000 * SEC;
  const said = (state: Beat['state'], ageSec: number): Beat => ({ state, beatAtMs: nowMs - ageSec * SEC });
  const told = (...desks: Beat[]): string => {
    const sample = combineDesks(desks, nowMs);
    return sample === null ? 'nothing' : `${sample.state} ${(nowMs - (sample.evidenceAtMs ?? nowMs)) / SEC} s ago`;
  };

  test('several desks: answer if one of them does; else are busy if one is; else nobody is there', () => {
    assert.equal(told(said('away', 0), said('available', 5), said('busy', 1)), 'available 5 s ago');
    assert.equal(told(said('away', 0), said('busy', 9), said('busy', 3)), 'busy 3 s ago');
    assert.equal(told(said('away', 4), said('away', 2)), 'nobody 2 s ago');
  });
  test('several desks: one that has fallen silent is not kept up by the heartbeats of another', () => {
    assert.equal(told(said('available', 89.999), said('away', 0)), 'available 89.999 s ago');
    assert.equal(told(said('available', 90), said('away', 0)), 'nobody 0 s ago');
  });
  test('several desks: say nothing when all are silent, or none has ever spoken', () => {
    assert.equal(told(said('available', 90), { state: null, beatAtMs: null }), 'nothing');
    assert.equal(told(), 'nothing');
  });
});
