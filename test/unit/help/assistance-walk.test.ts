// Random walks: people who act on what they read a while ago, several nodes’ clocks, hours that jump, restarts.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { faultOf, walks, World, type Faults } from '../../support/data/help-walk.ts';

/** The whole walk, or what it found. */
function walk(faults: Faults, after: (world: World) => void = () => {}) {
  return fc.check(
    fc.property(walks(120), (commands) => {
      const world = new World(faults);
      fc.modelRun(() => ({ model: {}, real: world }), commands);
      after(world);
    }),
    { numRuns: 240, seed: 4711 },
  );
}

test('help request: no request is lost, taken twice or left without an owner past its deadline, and every step is recorded', () => {
  let steps = 0;
  const found = walk({}, (world) => {
    steps += world.steps;
    // With nobody left to act, the clock alone brings everything to its end.
    for (let hours = 0; hours < 80; hours += 1) {
      world.nowMs += HOUR_MS;
      world.round();
    }
    assert.deepEqual(
      world.kept.map(({ standing }) => standing.state).filter((state) => state !== 'closed' && state !== 'expired'),
      [],
    );
  });
  assert.equal(found.failed, false, fc.defaultReportMessage(found));
  assert.ok(steps > 3_000, `only ${steps} steps`);
});

test('help request: mutant: without the revision check a request is taken twice', () => {
  const twoAtOnce = (faults: Faults): string | null => {
    const world = new World(faults);
    world.open('local', 0, null);
    for (const who of [1, 2]) world.look(who, 0);
    for (const who of [1, 2]) world.act(who, { step: 'taken', taker: { tier: 'statewide' } });
    return faultOf(world.kept[0]!);
  };
  assert.deepEqual([twoAtOnce({}), twoAtOnce({ ignoresRevisions: true })], [null, 'taken twice']);
  const found = walk({ ignoresRevisions: true });
  assert.match(String(found.errorInstance), /taken twice|after it was over|recorded as|nearer tier|taken by nobody/);
});

test('help request: mutant: deadlines kept in memory are forgotten by a restart, and a request is left past its own', () => {
  assert.match(String(walk({ forgetsAtRestart: true }).errorInstance), /left past its deadline/);
});
