import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { reconnectDelayMs, systemClock } from '@askusnow/sdk';
import { pause } from '../../support/waiting.ts';

const unit = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

/** The most that come back within any 100 ms, of 20,000 pages that lost their server together. */
const peak = (delayMs: (attempt: number, random: number) => number): number => {
  const slots = new Map<number, number>();
  for (let page = 0; page < 20_000; page++) {
    const slot = Math.floor(delayMs(0, Math.random()) / 100);
    slots.set(slot, (slots.get(slot) ?? 0) + 1);
  }
  return Math.max(...slots.values());
};

test('reconnect: a wait is never negative, never over a minute, and within a window that doubles', () => {
  fc.assert(
    fc.property(fc.nat(1000), unit, (attempt, random) => {
      const delay = reconnectDelayMs(attempt, random);
      assert.ok(delay >= 0 && delay < Math.min(60_000, 15_000 * 2 ** attempt));
    }),
  );
});

test('reconnect: pages do not return to a restarted server all at once', () =>
  assert.ok(peak(reconnectDelayMs) < 300, `${peak(reconnectDelayMs)}`));

test('reconnect: the mutant with a fixed wait brings all of them back in the same instant', () => {
  assert.equal(
    peak(() => 15_000),
    20_000,
  );
});

/** Whether a wait of weeks is over at once. */
const isOverAtOnce = async (after: (delayMs: number, run: () => void) => () => void): Promise<boolean> => {
  let ran = false;
  const cancel = after(5_000_000_000, () => (ran = true));
  await pause(30);
  cancel();
  return ran;
};

test('reconnect: a wait that no timer can hold does not become none', async () =>
  assert.equal(await isOverAtOnce(systemClock.after), false));

test('reconnect: the mutant that hands every wait to setTimeout would ask without a pause', async () => {
  const naive = (delayMs: number, run: () => void) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  };
  assert.equal(await isOverAtOnce(naive), true);
});
