// Help that is needed no longer, since the desk has closed or the gap is filled, is called off by the clock.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { WEEKDAYS } from '@askusnow/sdk/contract';
import { runRound, type RoundDeps, type SeenGap } from '../../../server/src/help/assistance/run.ts';
import { openHelp, takeStep, type Opening } from '../../../server/src/help/assistance/store.ts';
import { loadOpen, loadOver, loadTierOverrides, withSteps } from '../../../server/src/help/assistance/view-store.ts';
import { createRegistry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { expandQueue } from '../../../server/src/schedule/expansion/expansion-store.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { addDesks, MONDAY_10 } from '../../support/data/desks.ts';

const NOW = Date.parse(MONDAY_10);
const MIN = 60_000;
const PERSON = { id: null, label: 'Harford liaison' };
const QUEUE = 'harford-desk';

interface Change {
  closed_until?: Date;
  shifts?: { label: string; start: string; end: string }[];
}

/** harford's own desk, 09–17, as its schedule has it; it is Monday, 10:00. */
async function setUp(database: Database) {
  await addDesks(database);
  await addHelpRecipient(database, 'local', 'harford');
  await addHelpRecipient(database, 'statewide');
  const clock = createManualClock(MONDAY_10);
  const gaps: SeenGap[] = [];
  const deps: RoundDeps = {
    database,
    clock,
    config: { publicUrl: 'https://ask.example.org', mail: null },
    registry: await createRegistry(database),
    presence: { observation: () => null },
    openGaps: () => Promise.resolve(gaps),
    onError: (error) => assert.fail(error),
  };
  /** As a liaison changes it; its schedule is expanded again. */
  const change = async ({ closed_until, shifts }: Change): Promise<void> => {
    await database.db
      .updateTable('queue')
      .set((row) => ({
        ...(closed_until ? { closed_until } : {}),
        ...(shifts ? { shifts: JSON.stringify(shifts.map((shift) => ({ ...shift, days: [...WEEKDAYS] }))) } : {}),
        revision: row('revision', '+', 1),
        shifts_revision: row('shifts_revision', '+', 1),
      }))
      .where('id', '=', QUEUE)
      .execute();
    await expandQueue(database, QUEUE, { nowMs: clock.now(), tz: 'any' }, () => Promise.resolve([]));
  };
  const round = async (minutes: number): Promise<void> => {
    clock.advance(minutes * MIN);
    await runRound(deps);
  };
  const story = async () => {
    const records = await withSteps(database, [
      ...(await loadOpen(database)),
      ...(await loadOver(database, 'all', { limit: 100, offset: 0 })),
    ]);
    return records.flatMap(({ reason, steps }) =>
      steps.map(({ step, by, note }) => `${reason} ${step} by ${by ?? 'itself'}${note === null ? '' : `: ${note}`}`),
    );
  };
  const tryToAsk = (reason: Opening['reason'], startMs: number, endMs: number | null) => {
    const asked = { library: 'harford', queue: QUEUE, reason, startMs, endMs, note: null };
    return openHelp(deps, asked, PERSON, clock.now(), false);
  };
  const ask = async (...asked: Parameters<typeof tryToAsk>): Promise<number> => {
    const { id } = await tryToAsk(...asked);
    return id;
  };
  await change({});
  return { deps, gaps, clock, change, round, story, tryToAsk, ask };
}

forEachEngineByTier((_engine, open) => {
  test('close reason: a desk closed in the middle of a gap closes its request, and a person’s request goes on', async () => {
    const { gaps, clock, change, round, story, ask } = await setUp(await open());
    gaps.push({ queue: QUEUE, startMs: NOW, endMs: NOW + 7 * HOUR_MS });
    await round(5);
    gaps.length = 0;
    await round(1);
    assert.deepEqual(await story(), ['observed-gap opened by itself'], 'while its time is scheduled it stands');
    await ask('by-hand', NOW + 8 * HOUR_MS, NOW + 9 * HOUR_MS);
    await change({ closed_until: new Date(clock.now() + 22 * HOUR_MS) });
    await round(1);
    assert.deepEqual(await story(), [
      'by-hand opened by Harford liaison',
      'observed-gap opened by itself',
      'observed-gap closed by itself: Nobody is scheduled at the desk in this time.',
    ]);
  });

  test('close reason: a request due to move on is closed instead, if help is no longer needed', async () => {
    const { gaps, clock, change, round, story } = await setUp(await open());
    gaps.push({ queue: QUEUE, startMs: NOW, endMs: NOW + 7 * HOUR_MS });
    await round(5);
    await change({ closed_until: new Date(clock.now() + 22 * HOUR_MS) });
    await round(30);
    assert.match((await story())[1] ?? '', /^observed-gap closed by itself: /);
  });

  test('close reason: an upcoming gap is over once shifts fill all of it, though a farther tier has taken it', async () => {
    const database = await open();
    const { deps, change, round, story, ask } = await setUp(database);
    const morning = { label: 'Morning', start: '09:00', end: '12:00' };
    await change({ shifts: [morning] });
    // Tomorrow, 12:00 to 17:00.
    const id = await ask('forecast-gap', NOW + 26 * HOUR_MS, NOW + 31 * HOUR_MS);
    const made = { step: 'taken', taker: { tier: 'statewide' } } as const;
    await takeStep(deps, { id, made, revision: 1, by: PERSON, note: null }, NOW);
    await change({ shifts: [morning, { label: 'Afternoon', start: '12:00', end: '16:00' }] });
    await round(1);
    assert.equal((await loadTierOverrides(database)).length, 1, 'one hour is left');
    await change({ shifts: [morning, { label: 'Afternoon', start: '12:00', end: '17:00' }] });
    await round(1);
    assert.equal((await loadTierOverrides(database)).length, 0);
    assert.equal((await story()).at(-1), 'forecast-gap closed by itself: All of this time has people scheduled.');
  });

  test('close reason: what the clock would close a moment later is not opened, and notifies nobody; by hand, help is asked for at any time', async () => {
    const database = await open();
    const { change, round, story, tryToAsk, ask } = await setUp(database);
    await change({ shifts: [{ label: 'Morning', start: '09:00', end: '12:00' }] });
    const tomorrow = NOW + 24 * HOUR_MS;
    const refused: [Opening['reason'], number, number | null, RegExp][] = [
      ['forecast-gap', tomorrow, tomorrow + 2 * HOUR_MS, /^All of this time has people scheduled\.$/],
      ['forecast-gap', NOW, NOW + HOUR_MS, /^All of this time has people scheduled\.$/],
      ['forecast-gap', tomorrow + 9 * HOUR_MS, tomorrow + 10 * HOUR_MS, /^The desk is not open in this time\.$/],
      ['observed-gap', NOW + 3 * HOUR_MS, null, /^Nobody is scheduled at the desk in this time\.$/],
    ];
    for (const [reason, startMs, endMs, message] of refused)
      await assert.rejects(tryToAsk(reason, startMs, endMs), { code: 'not-needed', message });
    assert.deepEqual(await database.db.selectFrom('notice').select('id').execute(), []);
    await ask('forecast-gap', tomorrow, tomorrow + 3 * HOUR_MS);
    await ask('by-hand', tomorrow + 9 * HOUR_MS, tomorrow + 10 * HOUR_MS);
    await ask('by-hand', NOW, NOW + HOUR_MS);
    await round(1);
    assert.deepEqual(
      await story(),
      ['forecast-gap', 'by-hand', 'by-hand'].map((each) => `${each} opened by Harford liaison`),
    );
  });

  test('close reason: what people have noted, whatever they are called, is dropped 90 days after the end; what was done, and the clock’s reasons, stay', async () => {
    const database = await open();
    const { deps, clock, change, round, ask, story } = await setUp(database);
    const id = await ask('forecast-gap', NOW + 26 * HOUR_MS, NOW + 31 * HOUR_MS);
    await database.db.updateTable('assistance_request').set({ note: 'Jane waits' }).execute();
    const noted = {
      id,
      made: { step: 'noted' },
      revision: 1,
      by: { ...PERSON, label: 'clock' },
      note: 'Jane still waits',
    } as const;
    await takeStep(deps, noted, NOW);
    await change({ closed_until: new Date(NOW + 48 * HOUR_MS) });
    await round(1);
    const kept = async () =>
      [(await loadOver(database, 'all', { limit: 100, offset: 0 }))[0]?.note, ...(await story())].join('; ');
    clock.advance(90 * 24 * HOUR_MS);
    await round(0);
    assert.equal((await kept()).match(/Jane/g)?.length, 2);
    await round(1);
    assert.doesNotMatch(await kept(), /Jane/);
    assert.match(await kept(), /noted by clock; forecast-gap closed by itself: The desk is not open/);
  });

  test('close reason: nothing is closed beyond the expanded schedule', async () => {
    const database = await open();
    const { change, round, story, ask } = await setUp(database);
    await change({ shifts: [{ label: 'All day', start: '09:00', end: '17:00' }] });
    await ask('forecast-gap', NOW + 60 * 24 * HOUR_MS, NOW + 65 * 24 * HOUR_MS);
    await round(1);
    await database.db.deleteFrom('schedule_expansion').execute();
    await ask('forecast-gap', NOW + 12 * HOUR_MS, NOW + 13 * HOUR_MS);
    await round(1);
    assert.deepEqual(await story(), Array(2).fill('forecast-gap opened by Harford liaison'));
  });
});
