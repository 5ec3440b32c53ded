// The time that nodes go by: a machine's clock less its skew, whatever the machine's clock is set to.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSharedClock } from '../../../server/src/platform/clock.ts';
import { describeClock, nextClockState } from '../../../server/src/platform/nodes/skew.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { createWrongClock } from '../../support/app/machine-clock.ts';

const START = '2026-05-04T14:00:00.000Z';
const FIVE_MIN_MS = 300_000;

function aClock(aheadMs: number) {
  const time = createManualClock(START);
  const machine = createWrongClock(aheadMs, time);
  const clock = createSharedClock(machine);
  let jumps = 0;
  clock.onJump(() => (jumps += 1));
  return { time, machine, clock, offMs: () => clock.now() - time.now(), jumps: () => jumps };
}

test('shared clock: the machine’s until it is measured, the right time from then on, and on as time passes', () => {
  const { time, clock, offMs } = aClock(FIVE_MIN_MS);
  assert.deepEqual([clock.skewMs(), offMs()], [null, FIVE_MIN_MS]);
  clock.setSkew(FIVE_MIN_MS);
  assert.deepEqual([clock.skewMs(), offMs()], [FIVE_MIN_MS, 0]);
  time.advance(3_600_000);
  assert.deepEqual([clock.skewMs(), offMs()], [FIVE_MIN_MS, 0]);
});

test('shared clock: its instants are whole milliseconds, whatever was measured', () => {
  const { clock } = aClock(0);
  clock.setSkew(-0.611328125);
  assert.equal(clock.now(), Date.parse(START) + 1);
});

for (const setToMs of [FIVE_MIN_MS, -FIVE_MIN_MS]) {
  test(`shared clock: goes on evenly where the machine’s is set by ${setToMs} ms, and asks to be measured again`, () => {
    const { time, machine, clock, offMs, jumps } = aClock(0);
    clock.setSkew(0);
    machine.setAhead(setToMs);
    assert.deepEqual([offMs(), clock.skewMs(), jumps()], [0, null, 1]);
    time.advance(10_000);
    assert.deepEqual([offMs(), jumps()], [0, 1]);
    clock.setSkew(setToMs);
    assert.deepEqual([offMs(), clock.skewMs()], [0, setToMs]);
    clock.giveUpOnJump();
    assert.equal(offMs(), 0);
  });
}

test('shared clock: where it cannot be measured after a jump, the later time counts', () => {
  for (const setToMs of [FIVE_MIN_MS, -FIVE_MIN_MS]) {
    const { machine, clock, offMs } = aClock(0);
    clock.setSkew(0);
    machine.setAhead(setToMs);
    clock.now();
    clock.giveUpOnJump();
    assert.deepEqual([offMs(), clock.skewMs()], [Math.max(setToMs, 0), null]);
  }
});

test('shared clock: mutant: the machine’s own clock with the skew of the last measurement goes wrong as soon as it is set', () => {
  const { machine, time } = aClock(0);
  const mutant = { now: () => machine.now() - 0 };
  machine.setAhead(FIVE_MIN_MS);
  assert.equal(mutant.now() - time.now(), FIVE_MIN_MS);
});

test('clock state: off past 2 s, right again within 1 s, unknown where it is not measured', () => {
  assert.equal(nextClockState('right', 2_000), 'right');
  assert.equal(nextClockState('right', -2_001), 'off');
  assert.equal(nextClockState('off', 1_500), 'off');
  assert.equal(nextClockState('off', -999), 'right');
  assert.equal(nextClockState('off', null), 'unknown');
});

test('clock state: the log says by how much and in which direction', () => {
  assert.match(describeClock('off', FIVE_MIN_MS), /^This node's clock is 300 s ahead of the database's\./);
  assert.match(describeClock('off', -2_500), /^This node's clock is 2\.5 s behind the database's\./);
});
