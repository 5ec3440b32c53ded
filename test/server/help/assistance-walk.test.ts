// A random walk over the real store: people with old pages, several clocks at once, time that jumps.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Move } from '../../../server/src/help/assistance/machine.ts';
import { runRound, type RoundDeps } from '../../../server/src/help/assistance/run.ts';
import { openHelp, takeStep } from '../../../server/src/help/assistance/store.ts';
import { unlessRefused } from '../../../server/src/platform/refusal.ts';
import { loadOpen, loadOver, withSteps } from '../../../server/src/help/assistance/view-store.ts';
import { createRegistry } from '../../../server/src/cooperative/registry.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { addDesks, MONDAY_10 } from '../../support/data/desks.ts';
import { faultOf } from '../../support/data/help-walk.ts';

/** What happens next: people in twos, so that they meet; the clock, on two nodes; time. */
type Event =
  | { open: [string | null, number, number | null] }
  | { moves: [Move, Move]; isOld: boolean; which: number }
  | { rounds: true }
  | { minutes: number };

const move: fc.Arbitrary<Move> = fc.oneof(
  fc.constantFrom<Move[]>(
    { step: 'taken', taker: { tier: 'global' } },
    { step: 'taken', taker: { library: 'carroll' } },
  ),
  fc.constantFrom<Move[]>(
    { step: 'acknowledged' },
    { step: 'released' },
    { step: 'covered' },
    { step: 'closed' },
    { step: 'noted' },
  ),
);
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      open: fc.tuple(fc.constantFrom('harford', null), fc.nat(300), fc.option(fc.integer({ min: 5, max: 400 }))),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ moves: fc.tuple(move, move), isOld: fc.boolean(), which: fc.nat(5) }),
  },
  { weight: 2, arbitrary: fc.constant<Event>({ rounds: true }) },
  { weight: 3, arbitrary: fc.record({ minutes: fc.oneof(fc.nat(20), fc.nat(600)) }) },
);

forEachEngineByTier((engine, open) => {
  test('help request: no request is lost, taken twice or left past its deadline, and each of its steps is recorded', async () => {
    const MIN = 60_000;
    const PERSON = { id: null, label: 'Somebody' };
    const database = await open();
    await addDesks(database);
    for (const tier of ['statewide', 'global'] as const) await addHelpRecipient(database, tier);
    await addHelpRecipient(database, 'local', 'harford');
    const clock = createManualClock(MONDAY_10);
    const deps: RoundDeps = {
      database,
      clock,
      config: { publicUrl: 'https://ask.example.org', mail: null },
      registry: await createRegistry(database),
      presence: { observation: () => null },
      openGaps: () => Promise.resolve([]),
      onError: (error) => assert.fail(error),
    };
    let steps = 0;
    const happen = async (what: Event): Promise<void> => {
      const nowMs = clock.now();
      if ('minutes' in what) return clock.advance(what.minutes * MIN);
      if ('rounds' in what) {
        await Promise.all([runRound(deps), runRound(deps)]);
        const late = (await loadOpen(database)).filter(({ standing }) => (standing.deadlineMs ?? 0) <= clock.now());
        return assert.deepEqual(late, []);
      }
      if ('open' in what) {
        const [library, start, length] = what.open;
        const startMs = nowMs + start * MIN;
        const endMs = length === null ? null : startMs + length * MIN;
        const queue = library === null ? 'state' : 'harford-desk';
        const gap = { library, queue, reason: 'by-hand', startMs, endMs, note: null } as const;
        const both = [gap, gap].map((each) => unlessRefused(openHelp(deps, each, PERSON, nowMs, false)));
        const opened = (await Promise.all(both)).filter(Boolean);
        assert.ok(opened.length <= 1, 'one open request for one stretch');
        steps += opened.length;
        return undefined;
      }
      const running = await loadOpen(database);
      const request = running[what.which % Math.max(running.length, 1)];
      if (request === undefined) return undefined;
      const revision = Math.max(request.standing.revision - (what.isOld ? 1 : 0), 1);
      const asked = what.moves.map((made) =>
        unlessRefused(takeStep(deps, { id: request.id, made, revision, by: PERSON, note: null }, nowMs)),
      );
      const moved = (await Promise.all(asked)).filter(Boolean);
      assert.ok(moved.length <= 1, 'of two over one revision one comes second');
      steps += moved.length;
      return undefined;
    };
    for (const what of fc.sample(event, { numRuns: engine === 'pglite' ? 300 : 600, seed: 7 })) await happen(what);
    assert.ok(steps > 50, `only ${steps} steps`);
    const all = await withSteps(database, [
      ...(await loadOpen(database)),
      ...(await loadOver(database, 'all', { limit: 100, offset: 0 })),
    ]);
    assert.equal(new Set(all.map(({ library }) => library)).size, 2, 'a library’s and a shared desk’s');
    for (const { standing, steps: log } of all) {
      assert.equal(faultOf({ standing, log: log.map((each) => ({ ...each, remark: each.note })) }), null);
    }
  });
});
