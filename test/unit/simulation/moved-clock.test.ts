import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMovedClock } from '../../../server/src/simulation/moved-clock.ts';

test('moved clock: what is due is called once a step, in order, and only when it is run', () => {
  const clock = createMovedClock(0);
  const called: string[] = [];
  const again = (): void => {
    called.push(`job at ${clock.now()}`);
    clock.after(15, again);
  };
  clock.after(15, again);
  clock.after(5, () => called.push('first'));
  clock.after(6, () => called.push('cancelled')).cancel();
  clock.after(200, () => called.push('later'));
  clock.moveTo(100);
  assert.deepEqual(called, []);
  clock.run();
  assert.deepEqual(called, ['first', 'job at 100']);
  clock.moveTo(50);
  assert.equal(clock.now(), 100);
});
