// From an empty desk to a call for help, and back: schedule, presence, coverage and assistance as the server composes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runRound, type RoundDeps } from '../../../server/src/help/assistance/run.ts';
import { loadOpen, loadOver, withSteps } from '../../../server/src/help/assistance/view-store.ts';
import { createRegistry } from '../../../server/src/cooperative/registry.ts';
import { openGaps } from '../../../server/src/coverage/ledger/open-gaps.ts';
import { createPresence } from '../../../server/src/coverage/presence/presence.ts';
import { startSchedule } from '../../../server/src/schedule/expansion/run.ts';
import { addHelpRecipient } from '../../support/data/assistance.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { addDesks, MONDAY_10 } from '../../support/data/desks.ts';
import { eventually } from '../../support/waiting.ts';

forEachEngine((_engine, open) => {
  test('empty desk: a desk that is seen empty in its hours calls for help after five minutes, once; help is over when somebody is back', async () => {
    const MIN = 60_000;
    const database = await open();
    const { db } = database;
    await addDesks(database);
    await addHelpRecipient(database, 'local', 'harford');
    await db
      .updateTable('queue')
      .set({ presence: JSON.stringify({ kind: 'heartbeat' }) })
      .where('id', 'in', ['harford-desk', 'state'])
      .execute();
    const clock = createManualClock(MONDAY_10);
    const onError = (error: Error): never => assert.fail(error);
    const registry = await createRegistry(database);
    const presence = await createPresence({ database, registry, clock, onError });
    const schedule = startSchedule({ database, clock, registry, feedShifts: async () => [], tz: 'any', onError });
    await eventually(async () => (await db.selectFrom('schedule_expansion').select('queue_id').execute()).length === 4);
    const deps: RoundDeps = {
      database,
      clock,
      registry,
      presence,
      config: { publicUrl: 'https://ask.example.org', mail: null },
      openGaps: (nowMs) => openGaps(database, nowMs),
      onError,
    };
    const start = clock.now();
    const minuteWith = async (state: 'nobody' | 'available'): Promise<void> => {
      for (const queue of ['harford-desk', 'state']) await presence.record(queue, { state }, clock.now());
      await eventually(() => presence.observation('state')?.sampledAtMs === clock.now());
      await runRound(deps);
      clock.advance(MIN);
    };
    const story = async (): Promise<string[]> => {
      const all = [...(await loadOpen(database)), ...(await loadOver(database, 'all', { limit: 100, offset: 0 }))];
      const records = await withSteps(database, all);
      return records.flatMap(({ library, steps }) =>
        steps.map(({ step, atMs }) => `${library ?? 'a shared desk'} ${step} ${(atMs - start) / MIN}`),
      );
    };
    for (let minute = 0; minute < 5; minute += 1) await minuteWith('nobody');
    assert.deepEqual(await story(), []);
    for (let minute = 5; minute < 9; minute += 1) await minuteWith('nobody');
    // The desk that all libraries share has one request of its own; it has no recipients.
    const shared = ['a shared desk opened 5', 'a shared desk escalated 5'];
    assert.deepEqual(await story(), ['harford opened 5', ...shared]);
    const [request] = await loadOpen(database);
    assert.deepEqual(
      [request?.reason, request?.standing.startMs, request?.standing.endMs],
      ['observed-gap', start, Date.parse('2026-05-04T21:00:00.000Z')],
    );
    for (let minute = 9; minute < 21; minute += 1) await minuteWith('available');
    const isOver = ['covered 9', 'closed 19'];
    assert.deepEqual((await story()).sort(), [
      ...[...shared, ...isOver.map((step) => `a shared desk ${step}`)].sort(),
      ...['opened 5', ...isOver].map((step) => `harford ${step}`).sort(),
    ]);
    const notices = await db.selectFrom('notice').select('key').where('tier', '=', 'local').orderBy('at').execute();
    assert.deepEqual(
      notices.map(({ key }) => key.replace(/\d+/, 'N')),
      ['assistance:N:opened', 'assistance:N:over:local'],
    );
    await schedule.close();
    await presence.close();
    await registry.close();
  });
});
