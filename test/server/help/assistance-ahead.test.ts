// Help that is asked for days ahead: over restarts and several nodes it moves on by its lead time, and with its gap.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WEEKDAYS } from '@askusnow/sdk/contract';
import { runRound, startHelpRounds, type RoundDeps } from '../../../server/src/help/assistance/run.ts';
import { openHelp } from '../../../server/src/help/assistance/store.ts';
import { loadOpen, loadOver, withSteps } from '../../../server/src/help/assistance/view-store.ts';
import { createRegistry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { expandQueue } from '../../../server/src/schedule/expansion/expansion-store.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { addDesks, MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

const NOW = Date.parse(MONDAY_10);
const QUEUE = 'harford-desk';
/** Thursday, 9:00 to 11:00: 71 hours ahead. */
const THURSDAY = NOW + 71 * HOUR_MS;

async function setUp(database: Database) {
  await addDesks(database);
  await addHelpRecipient(database, 'local', 'harford');
  for (const tier of ['statewide', 'global'] as const) await addHelpRecipient(database, tier);
  const clock = createManualClock(MONDAY_10);
  const deps: RoundDeps = {
    database,
    clock,
    config: { publicUrl: 'https://ask.example.org', mail: null },
    registry: await createRegistry(database),
    presence: { observation: () => null },
    openGaps: () => Promise.resolve([]),
    onError: () => {}, // A database that is busy is asked again in the next round; what was done is what is looked at.
  };
  const ask = async (startMs: number): Promise<void> => {
    const asked = { library: 'harford', queue: QUEUE, reason: 'forecast-gap', note: null } as const;
    const gap = { startMs, endMs: startMs + 2 * HOUR_MS };
    await openHelp(deps, { ...asked, ...gap }, { id: null, label: 'Liaison' }, clock.now(), false);
  };
  /** The desk is staffed on these hours of every weekday. */
  const staff = async (...shifts: { label: string; start: string; end: string }[]): Promise<void> => {
    await database.db
      .updateTable('queue')
      .set((row) => ({
        shifts: JSON.stringify(shifts.map((shift) => ({ ...shift, days: [...WEEKDAYS] }))),
        shifts_revision: row('shifts_revision', '+', 1),
      }))
      .where('id', '=', QUEUE)
      .execute();
    await expandQueue(database, QUEUE, { nowMs: clock.now(), tz: 'any' }, () => Promise.resolve([]));
  };
  /** Hours before Thursday at 9:00, and the step. */
  const story = async (): Promise<string[][]> => {
    const over = await loadOver(database, 'all', { limit: 100, offset: 0 });
    const records = await withSteps(database, [...(await loadOpen(database)), ...over]);
    return records
      .sort((one, other) => one.id - other.id)
      .map(({ steps }) => steps.map(({ step, owner, atMs }) => `${(THURSDAY - atMs) / HOUR_MS} h: ${step} ${owner}`));
  };
  const advance = (hours: number): void => clock.advance(hours * HOUR_MS);
  return { deps, ask, staff, story, advance };
}

forEachEngineByTier((_engine, open) => {
  test('help request ahead: for days it is the library’s own; nodes that restart and look at once move it on once, when it is time', async () => {
    const { deps, ask, story, advance } = await setUp(await open());
    await ask(THURSDAY);
    for (let hours = 0; hours < 46; hours += 1) {
      advance(1);
      await runRound(deps);
    }
    assert.deepEqual(await story(), [['71 h: opened local']], 'ten minutes, and two days');
    advance(1);
    const nodes = [startHelpRounds(deps), startHelpRounds(deps), startHelpRounds(deps)];
    await eventually(async () => (await story())[0]?.length === 2);
    for (const node of nodes) await node.close();
    advance(19);
    await runRound(deps);
    assert.equal((await story())[0]?.length, 2);
    advance(1);
    await Promise.all([runRound(deps), runRound(deps), runRound(deps)]);
    assert.deepEqual(await story(), [['71 h: opened local', '24 h: escalated statewide', '4 h: escalated global']]);
    const notices = await deps.database.db.selectFrom('notice').select('tier').orderBy('at').execute();
    assert.deepEqual(
      notices.map(({ tier }) => tier),
      ['local', 'statewide', 'global'],
    );
  });

  test('help request ahead: a moved gap closes its request, and a new request has the lead time of that moment', async () => {
    const { deps, ask, staff, story, advance } = await setUp(await open());
    await staff({ label: 'Late', start: '11:00', end: '17:00' });
    await ask(THURSDAY);
    advance(50);
    await staff({ label: 'Early', start: '09:00', end: '13:00' }, { label: 'Late', start: '15:00', end: '17:00' });
    await runRound(deps);
    // 25 hours ahead: the library's own for half of them.
    await ask(THURSDAY + 4 * HOUR_MS);
    for (let half = 0; half < 28; half += 1) {
      advance(0.5);
      await runRound(deps);
    }
    assert.deepEqual(await story(), [
      ['71 h: opened local', '21 h: closed local'],
      ['21 h: opened local', '8.5 h: escalated statewide'],
    ]);
  });
});
