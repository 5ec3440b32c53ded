// Down at once, up no sooner than a minute after the last down, and nothing at all on old evidence.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { PresenceState } from '@askusnow/sdk/contract';
import {
  SAMPLE_LIFE_MS,
  takeSample,
  type SampledState,
  type Seen,
} from '../../../server/src/coverage/presence/sample.ts';
import { shownAt, toObservation, UP_AGAIN_MS } from '../../../server/src/coverage/presence/hysteresis.ts';

const SEC = 1000;
/** A poll's outcome; null: it failed. */
type Poll = SampledState | null;
/** What patrons would be shown, poll by poll and at a moment between two. */
type Showing = (polls: readonly { poll: Poll; atMs: number }[], nowMs: number) => PresenceState;

const seenOf = (polls: readonly { poll: Poll; atMs: number }[]): Seen | null =>
  polls.reduce<Seen | null>(
    (seen, { poll, atMs }) => (poll === null ? seen : (takeSample(seen, { state: poll, atMs }, atMs)?.seen ?? seen)),
    null,
  );
const showing: Showing = (polls, nowMs) => shownAt(toObservation(seenOf(polls)), nowMs).state;

const timelines = fc
  .array(
    fc.record({
      poll: fc.constantFrom<Poll>('available', 'busy', 'nobody', null),
      afterSec: fc.integer({ min: 1, max: 45 }),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((each) => {
    let atMs = 1_000_000 * SEC;
    return each.map(({ poll, afterSec }) => ({ poll, atMs: (atMs += afterSec * SEC) }));
  });
const moment = fc.integer({ min: 0, max: 200 });

const isUp = (state: PresenceState): boolean => state === 'available' || state === 'busy';
const lastOf = (polls: readonly { poll: Poll; atMs: number }[], is: (poll: Poll) => boolean): number =>
  polls.filter(({ poll }) => is(poll)).at(-1)?.atMs ?? -Infinity;

/** Promises, each over any history and any moment after it. */
const PROMISES: Record<string, (show: Showing) => void> = {
  'never up on a sample of 90 s or more': (show) =>
    fc.assert(
      fc.property(timelines, moment, (polls, laterSec) => {
        const nowMs = polls.at(-1)!.atMs + laterSec * SEC;
        const sampledAtMs = lastOf(polls, (poll) => poll !== null);
        if (nowMs >= sampledAtMs + SAMPLE_LIFE_MS) assert.equal(show(polls, nowMs), 'unknown');
      }),
      { numRuns: 500 },
    ),
  'never up within 60 s of a down': (show) =>
    fc.assert(
      fc.property(timelines, moment, (polls, laterSec) => {
        const nowMs = polls.at(-1)!.atMs + laterSec * SEC;
        const downAtMs = lastOf(polls, (poll) => poll === 'nobody');
        if (nowMs < downAtMs + UP_AGAIN_MS) assert.ok(!isUp(show(polls, nowMs)));
      }),
      { numRuns: 500 },
    ),
  'a failed poll changes nothing': (show) =>
    fc.assert(
      fc.property(timelines, (polls) => {
        const nowMs = polls.at(-1)!.atMs;
        assert.equal(
          show(polls, nowMs),
          show(
            polls.filter(({ poll }) => poll !== null),
            nowMs,
          ),
        );
      }),
      { numRuns: 500 },
    ),
  'what was seen last is shown, once the minute has passed': (show) =>
    fc.assert(
      fc.property(timelines, moment, (polls, laterSec) => {
        const nowMs = polls.at(-1)!.atMs + laterSec * SEC;
        const last = polls.filter(({ poll }) => poll !== null).at(-1);
        const downAtMs = lastOf(polls, (poll) => poll === 'nobody');
        if (last?.poll && nowMs < last.atMs + SAMPLE_LIFE_MS && nowMs >= downAtMs + UP_AGAIN_MS)
          assert.equal(show(polls, nowMs), last.poll);
      }),
      { numRuns: 500 },
    ),
};

describe('what patrons are shown', () => {
  for (const [promise, holds] of Object.entries(PROMISES)) test(promise, () => holds(showing));

  test('hysteresis: a desk that flaps at 1 Hz is nobody, as long as it flaps and a minute after', () => {
    const startMs = 1_000_000 * SEC;
    const flaps = Array.from({ length: 600 }, (_, second) => ({
      poll: second % 2 === 0 ? ('nobody' as const) : ('available' as const),
      atMs: startMs + second * SEC,
    }));
    let seen: Seen | null = null;
    for (const { poll, atMs } of flaps) {
      seen = takeSample(seen, { state: poll, atMs }, atMs)!.seen;
      assert.equal(shownAt(toObservation(seen), atMs).state, 'nobody');
    }
    const lastDownMs = flaps.at(-2)!.atMs;
    const held = toObservation(seen);
    assert.equal(shownAt(held, lastDownMs + UP_AGAIN_MS - 1).state, 'nobody');
    assert.deepEqual(shownAt(held, lastDownMs + UP_AGAIN_MS - 1).heldUntilMs, lastDownMs + UP_AGAIN_MS);
    assert.equal(shownAt(held, lastDownMs + UP_AGAIN_MS).state, 'available');
  });

  test('hysteresis: the first word of a source that was never seen counts at once, and its first down begins the minute', () => {
    const first = { poll: 'available' as const, atMs: SEC };
    const down = { poll: 'nobody' as const, atMs: 31 * SEC };
    const again = { poll: 'available' as const, atMs: 61 * SEC };
    assert.equal(showing([first], SEC), 'available');
    assert.equal(showing([first, down], 31 * SEC), 'nobody');
    assert.equal(showing([first, down, again], 91 * SEC - 1), 'nobody');
    assert.equal(showing([first, down, again], 91 * SEC), 'available');
  });

  test('hysteresis: a source without a sample is unknown', () => {
    assert.equal(showing([{ poll: null, atMs: SEC }], SEC).toString(), 'unknown');
  });

  test('hysteresis: it turns by itself when the evidence lapses or the minute has passed, whichever comes first', () => {
    fc.assert(
      fc.property(timelines, moment, (polls, laterSec) => {
        const nowMs = polls.at(-1)!.atMs + laterSec * SEC;
        const { state, turnsAtMs } = shownAt(toObservation(seenOf(polls)), nowMs);
        if (turnsAtMs === null) return assert.equal(state, 'unknown');
        assert.ok(turnsAtMs > nowMs);
        assert.equal(showing(polls, turnsAtMs - 1), state);
        assert.notEqual(showing(polls, turnsAtMs), state);
      }),
    );
  });
});

describe('the naive versions', () => {
  const last = (polls: readonly { poll: Poll; atMs: number }[]): SampledState =>
    polls.filter(({ poll }) => poll !== null).at(-1)?.poll ?? 'nobody';

  test('hysteresis: mutant: the last sample for ever is up long after anybody was seen', () => {
    const forever: Showing = (polls, nowMs) => {
      const isHeld = nowMs < lastOf(polls, (poll) => poll === 'nobody') + UP_AGAIN_MS;
      return isHeld ? 'nobody' : last(polls);
    };
    PROMISES['never up within 60 s of a down']?.(forever);
    assert.throws(() => PROMISES['never up on a sample of 90 s or more']?.(forever));
  });

  test('hysteresis: mutant: each sample shown as it comes is up a second after a down', () => {
    const atOnce: Showing = (polls, nowMs) =>
      nowMs < lastOf(polls, (poll) => poll !== null) + SAMPLE_LIFE_MS ? last(polls) : 'unknown';
    PROMISES['never up on a sample of 90 s or more']?.(atOnce);
    assert.throws(() => PROMISES['never up within 60 s of a down']?.(atOnce));
  });

  test('hysteresis: mutant: a failed poll taken for "offline" sends a desk away that is there', () => {
    const pessimist: Showing = (polls, nowMs) =>
      showing(
        polls.map(({ poll, atMs }) => ({ poll: poll ?? 'nobody', atMs })),
        nowMs,
      );
    PROMISES['never up within 60 s of a down']?.(pessimist);
    assert.throws(() => PROMISES['a failed poll changes nothing']?.(pessimist));
  });
});
