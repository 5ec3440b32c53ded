// A taken request changes what patrons see: on every node, within a second, once, while it lasts.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Availability, AssistanceList, AssistanceRequest } from '@askusnow/sdk/contract';
import { createTierOverrides } from '../../../server/src/help/assistance/tier-override.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createTestStore, forEachEngineByTier, openTestDatabase } from '../../support/app/database.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { sendRequest } from '../../support/app/requests.ts';
import { addHelpRecipient, openTaken } from '../../support/data/assistance.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { addDesks, MONDAY_10 } from '../../support/data/desks.ts';
import { readStream } from '../../support/data/event-stream.ts';
import { eventually } from '../../support/waiting.ts';

const AROUND_THE_CLOCK = JSON.stringify([
  { days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'], open: '00:00', close: '24:00' },
]);

/** A page of harford's that streams from this node, and the tiers and addresses that it was told, in order. */
function openPage(node: TestApp) {
  const stream = readStream(Number(new URL(node.url).port), '/v1/availability/stream?library=harford');
  const answers = () =>
    stream.events.filter(({ event }) => event === 'availability').map(({ data }) => data as Availability);
  const told = () => answers().map(({ tier, chat }) => `${tier} ${chat?.url.split('/').at(-1)}`);
  return { told, close: () => stream.close() };
}

describe('two nodes on one database', () => {
  test('taken request: taken by statewide, every streaming page gets its tier and chat address within a second, once; closed, back', async () => {
    const store = await createTestStore('postgres');
    const here = await startApp({ engine: 'postgres', store });
    await addDesks(here.database);
    await here.database.db.updateTable('queue').set({ weekly: AROUND_THE_CLOCK }).execute();
    await addHelpRecipient(here.database, 'statewide');
    await here.registry.reload();
    await here.live.refresh();
    const there = await startApp({ engine: 'postgres', store });
    const coordinator = await here.signIn('coordinator');
    const pages = [here, there, there].map(openPage);
    const allTold = (...expected: string[]) => pages.every(({ told }) => told().join() === expected.join());
    await eventually(() => allTold('local harford'));

    const gap = { start: new Date().toISOString(), end: new Date(Date.now() + HOUR_MS).toISOString() };
    const opening = { queue: 'harford-desk', reason: 'by-hand', gap };
    const opened = await sendRequest<AssistanceRequest>(here, coordinator, 'libraries/harford/assistance', opening);
    assert.equal(opened.status, 201);
    assert.deepEqual([opened.body.endsBy, opened.body.passedOver], [gap.end, []]);
    const { id, revision } = opened.body;
    const take = { step: 'taken', revision, taker: { tier: 'statewide' } };
    const taken = await sendRequest<AssistanceRequest>(there, coordinator, `assistance/${id}/steps`, take);
    assert.equal(taken.status, 200);
    assert.deepEqual(taken.body.passedOver, ['local']);
    await eventually(() => allTold('local harford', 'statewide state'));

    const close = { step: 'closed', revision: taken.body.revision };
    assert.equal((await sendRequest(here, coordinator, `assistance/${id}/steps`, close)).status, 200);
    await eventually(() => allTold('local harford', 'statewide state', 'local harford'));
    const list = await sendRequest<AssistanceList>(there, coordinator, 'assistance');
    assert.equal(list.body.requests[0]?.state, 'closed');
    assert.deepEqual(list.body.requests[0]?.passedOver, []);
    for (const page of pages) page.close();
    await there.close();
    await here.close();
    await store.remove();
  });

  test('taken request: taken at once on two nodes, one has it and the other gets stale-revision', async () => {
    const store = await createTestStore('postgres');
    const nodes = [await startApp({ engine: 'postgres', store }), await startApp({ engine: 'postgres', store })];
    const [here, there] = nodes as [TestApp, TestApp];
    await addDesks(here.database);
    await addHelpRecipient(here.database, 'local', 'harford');
    await here.registry.reload();
    await there.registry.reload();
    const coordinator = await here.signIn('coordinator');
    const liaison = await here.signIn('liaison', ['harford']);
    for (let round = 0; round < 10; round += 1) {
      const gap = { start: new Date(Date.now() + (round * 2 + 1) * HOUR_MS).toISOString(), end: null };
      const opening = { queue: 'harford-desk', reason: 'by-hand', gap };
      const both = await Promise.all([
        sendRequest<AssistanceRequest>(here, liaison, 'libraries/harford/assistance', opening),
        sendRequest<AssistanceRequest>(there, coordinator, 'libraries/harford/assistance', opening),
      ]);
      assert.deepEqual(both.map(({ status, body }) => [status, body.code]).sort(), [
        [201, undefined],
        [409, 'already-open'],
      ]);
      const { id, revision } = both.find(({ status }) => status === 201)!.body;
      const takes = await Promise.all([
        sendRequest<AssistanceRequest>(here, liaison, `assistance/${id}/steps`, {
          step: 'taken',
          revision,
          taker: { library: 'harford' },
        }),
        sendRequest<AssistanceRequest>(there, coordinator, `assistance/${id}/steps`, {
          step: 'taken',
          revision,
          taker: { tier: 'global' },
        }),
      ]);
      assert.deepEqual(takes.map(({ status, body }) => [status, body.code]).sort(), [
        [200, undefined],
        [409, 'stale-revision'],
      ]);
      const won = takes.find(({ status }) => status === 200)!.body;
      assert.deepEqual(
        won.steps.map(({ step }) => step),
        ['opened', 'taken'],
      );
      await sendRequest(here, coordinator, `assistance/${id}/steps`, { step: 'closed', revision: won.revision });
    }
    await there.close();
    await here.close();
    await store.remove();
  });
});

forEachEngineByTier((_engine, open) => {
  test('taken request: a gap of tomorrow reroutes from its start to its end, each sent once', async () => {
    const database = await open();
    await addDesks(database);
    const clock = createManualClock(MONDAY_10);
    const atMs = clock.now() + 24 * HOUR_MS;
    await openTaken(database, { tier: 'statewide', startMs: atMs, endMs: atMs + HOUR_MS });
    const view = await createTierOverrides({ database, clock, onError: (error) => assert.fail(error) });
    const heard: (string | null)[] = [];
    view.onChange((library) => heard.push(library));
    assert.deepEqual([view.passedOver('harford'), heard], [[], []]);
    clock.advance(24 * HOUR_MS);
    assert.deepEqual([view.passedOver('harford'), heard], [['local'], ['harford']]);
    assert.deepEqual(view.passedOver('carroll'), []);
    clock.advance(HOUR_MS);
    assert.deepEqual([view.passedOver('harford'), heard], [[], ['harford', 'harford']]);
    await view.close();
    await database.close();
  });

  test('taken request: a shared desk that another tier took over is skipped by every library, whose own desk is not; each gets one change', async () => {
    const database = await open();
    await addDesks(database);
    const clock = createManualClock(MONDAY_10);
    const startMs = clock.now();
    await openTaken(database, { library: null, tier: 'global', startMs, endMs: startMs + HOUR_MS });
    const view = await createTierOverrides({ database, clock, onError: (error) => assert.fail(error) });
    const heard: (string | null)[] = [];
    view.onChange((library) => heard.push(library));
    for (const library of ['harford', 'carroll']) assert.deepEqual(view.passedOver(library), ['statewide']);
    await openTaken(database, { tier: 'statewide', startMs: startMs + 1, endMs: startMs + HOUR_MS });
    await database.changes.publish('requests');
    clock.advance(1);
    await eventually(() => view.passedOver('harford').join() === 'local,statewide');
    assert.deepEqual(view.passedOver('carroll'), ['statewide']);
    heard.length = 0;
    clock.advance(HOUR_MS);
    assert.deepEqual([view.passedOver('harford'), view.passedOver('carroll'), heard], [[], [], [null]]);
    await view.close();
    await database.close();
  });

  test('taken request: what was taken while the listener was away is read after it reconnects', async () => {
    const database = await open();
    await addDesks(database);
    const clock = createManualClock(MONDAY_10);
    const view = await createTierOverrides({ database, clock, onError: (error) => assert.fail(error) });
    await openTaken(database, { tier: 'global', startMs: clock.now(), endMs: null });
    assert.deepEqual(view.passedOver('harford'), []);
    await database.changes.publish('everything');
    await eventually(() => view.passedOver('harford').join() === 'local,statewide');
    // One without an end that everybody forgot does not send patrons past their own desk for ever.
    clock.advance(13 * HOUR_MS);
    assert.deepEqual(view.passedOver('harford'), []);
    await view.close();
    await database.close();
  });
});

test('taken request: while the database is away what was read last holds, and it is read again when it is back', async () => {
  const database = await openTestDatabase('pglite');
  await addDesks(database);
  const clock = createManualClock(MONDAY_10);
  const errors: Error[] = [];
  const view = await createTierOverrides({ database, clock, onError: (error) => errors.push(error) });
  await openTaken(database, { tier: 'statewide', startMs: clock.now(), endMs: clock.now() + HOUR_MS });
  const { db } = database;
  await sql`alter table assistance_request rename to away`.execute(db);
  await database.changes.publish('requests');
  await eventually(() => errors.length > 0);
  assert.deepEqual(view.passedOver('harford'), []);
  await sql`alter table away rename to assistance_request`.execute(db);
  clock.advance(5_000);
  await eventually(() => view.passedOver('harford').join() === 'local');
  await view.close();
  await database.close();
});
