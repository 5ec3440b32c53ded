// A clock that is set by days: nothing is claimed by the hours of other days, and those of these days are read at once.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import type { Clock } from '../../../server/src/platform/clock.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { createFlushTimer } from '../../../server/src/availability/push/event-stream.ts';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { GATE_ENGINE, openTestDatabase } from '../../support/app/database.ts';
import { addDesks, MONDAY_10, startAnswering, type AnsweringNode } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

let database: Database;
let node: AnsweringNode;
let nowMs: number;
let caughtUpAtMs: number;
const listeners = new Set<() => void>();
/** Its timers never fire: they are set by the clock as it was. */
const clock: Clock = { now: () => nowMs, after: () => ({ cancel: () => undefined }) };
const setClock = (byMs: number): void => {
  nowMs += byMs;
};
/** Changes have arrived, by the clock as it is now. */
const catchUp = (): void => {
  caughtUpAtMs = nowMs;
  for (const listener of listeners) listener();
};
const answers = (): (string | undefined)[] =>
  ['harford', 'carroll'].map((id) => {
    const { state, tier } = node.live.frame(id)!.availability;
    return [state, tier].filter(Boolean).join(' ');
  });

before(async () => {
  database = await openTestDatabase(GATE_ENGINE);
  await addDesks(database);
});
beforeEach(async () => {
  nowMs = caughtUpAtMs = Date.parse(MONDAY_10);
  node = await startAnswering(database, clock, {
    changeFeed: {
      caughtUpAtMs: () => caughtUpAtMs,
      onCaughtUp: (listener) => (listeners.add(listener), () => listeners.delete(listener)),
    },
  });
  assert.deepEqual(answers(), ['available local', 'available statewide']);
});
afterEach(() => node.close());
after(() => database.close());

for (const [what, byMs, right] of [
  ['nine days ahead', 9 * DAY_MS, ['available local', 'available statewide']],
  ['a year ahead', 365 * DAY_MS, ['available local', 'available statewide']],
  ['three days ahead, by night', 3 * DAY_MS + 14 * HOUR_MS, ['available global', 'available global']],
  ['nine days back', -9 * DAY_MS, ['available local', 'available statewide']],
  ['ten hours back, by night', -10 * HOUR_MS, ['available global', 'available global']],
] as const) {
  test(`clock: set ${what}, answers are unknown until the hours of these days are read, which is at once`, async () => {
    setClock(byMs);
    assert.deepEqual(answers(), ['unknown', 'unknown']);
    catchUp();
    for (const [index, answer] of answers().entries())
      assert.ok(answer === 'unknown' || answer === right[index], answer);
    await eventually(() => answers().join() === right.join());
    const { availability } = node.live.frame('carroll')!;
    assert.ok(Date.parse(availability.validUntil) <= nowMs + HOUR_MS);
    const [, end] = availability.tiers[1]!.open!.at(-1)!;
    assert.ok(Date.parse(end) >= nowMs + 8 * DAY_MS, 'hours of the next 8 days');
    assert.deepEqual(node.errors, []);
  });
}

test('clock: set back, a frame of a time to come is not served; mutant: kept until its end, it says that a closed desk is open', () => {
  const mutant = node.live.frame('harford')!;
  setClock(-9 * DAY_MS - 10 * HOUR_MS);
  assert.deepEqual(answers(), ['unknown', 'unknown']);
  assert.equal(mutant.availability.tier, 'local');
  assert.ok(nowMs < Date.parse(mutant.validUntil));
});

test('clock: set back, a change waits for a stream no longer than before', () => {
  const hand = createManualClock(MONDAY_10);
  let flushCount = 0;
  const timer = createFlushTimer(hand, () => (flushCount += 1));
  timer.schedule();
  hand.advance(0);
  hand.set('2026-04-25T14:00:00.000Z');
  timer.schedule();
  hand.advance(250);
  assert.equal(flushCount, 2);
});
