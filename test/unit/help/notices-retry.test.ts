import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SentKind } from '../../../server/src/help/notices/notice.ts';
import { GIVE_UP_AFTER_MS, GIVE_UP_URGENT_AFTER_MS, nextAttemptMs } from '../../../server/src/help/notices/retry.ts';

/** When each attempt is made, counted from the telling, where every one of them fails at once. Units: ms. */
function attemptsAt(random: () => number, kind: SentKind = 'assistance-opened'): number[] {
  const at = [0];
  for (;;) {
    const next = nextAttemptMs({ attempts: at.length, createdAtMs: 0, nowMs: at.at(-1)!, kind }, random);
    if (next === null) return at;
    at.push(next);
  }
}

test('notice retry: a failed help request is tried after seconds, then ever more rarely, and no more after a day', () => {
  const at = attemptsAt(() => 0.5);
  assert.deepEqual(at.slice(0, 5), [0, 5_000, 15_000, 35_000, 75_000]);
  const waits = at.slice(1).map((ms, index) => ms - at[index]!);
  assert.deepEqual(
    waits,
    waits.toSorted((a, b) => a - b),
  );
  assert.equal(waits.at(-1), 2 * 3_600_000);
  assert.ok(at.at(-1)! <= GIVE_UP_URGENT_AFTER_MS && at.at(-1)! > GIVE_UP_URGENT_AFTER_MS - 3 * 3_600_000);
  assert.ok(at.length < 30);
});

test('notice retry: what is still true after a day survives a mail server that is down for a day, and no next week', () => {
  for (const kind of ['announcement', 'contacts-due', 'weekly-summary'] as const) {
    for (const random of [() => 0, () => 0.999]) {
      const at = attemptsAt(random, kind);
      const afterADay = at.find((ms) => ms >= 24 * 3_600_000);
      assert.ok(afterADay !== undefined && afterADay <= 26.5 * 3_600_000, `${kind}: ${afterADay}`);
      assert.ok(at.at(-1)! <= GIVE_UP_AFTER_MS && GIVE_UP_AFTER_MS < 7 * 24 * 3_600_000);
    }
  }
});

test('notice retry: those that failed together do not come again together', () => {
  const [soonest, latest] = [attemptsAt(() => 0), attemptsAt(() => 0.999)];
  assert.deepEqual([soonest[1], Math.round(latest[1]! / 10)], [3_750, 625]);
});

test('notice retry: a peer that asks for more time has it, as long as the day lasts', () => {
  const tried = { attempts: 1, createdAtMs: 0, nowMs: 1_000, kind: 'assistance-opened' } as const;
  assert.equal(nextAttemptMs({ ...tried, notBeforeMs: 90_000 }), 90_000);
  assert.equal(
    nextAttemptMs({ ...tried, notBeforeMs: 2_000 }, () => 0),
    4_750,
  );
  assert.equal(nextAttemptMs({ ...tried, notBeforeMs: GIVE_UP_URGENT_AFTER_MS + 1 }), null);
});
