import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { createTestStore, forEachEngine } from '../../support/app/database.ts';
import { aBatch, aBatchId, anEvent } from '../../support/data/event-batch.ts';
import { addLibraries, countersOf, diagnosesOf, startNode, sumOf, type Node } from '../../support/app/ingest.ts';
import { administer } from '../../support/app/postgres.ts';

const NOW = '2026-11-24T15:20:00.000Z';

forEachEngine((engine, open) => {
  const start = async (
    now = NOW,
  ): Promise<{ database: Database; node: Node; clock: ReturnType<typeof createManualClock> }> => {
    const database = await open();
    await addLibraries(database);
    const clock = createManualClock(now);
    return { database, clock, node: await startNode(database, clock) };
  };

  test('ingest: a receipt means that both grains hold the events', async () => {
    const { database, node } = await start();
    const events = [
      anEvent({ kind: 'impression', measurable: true }),
      anEvent({ kind: 'viewable', firstScreen: true }),
      anEvent(),
    ];
    const reply = await node.send(aBatch({ at: NOW, events, viewport: 'phone' }));
    assert.deepEqual([reply.status, reply.body], [202, { accepted: 3, dropped: {} }]);
    const grown = {
      date: '2026-11-24',
      state: 'available',
      tier: 'local',
      class: 'counted',
      library_id: 'harford',
      impression_phone: 1,
      viewable_phone: 1,
      first_screen_phone: 1,
      click_phone: 1,
    };
    const { placement, placement_day, library_hour } = await countersOf(database);
    assert.deepEqual(placement_day, [{ ...grown, placement_id: placement[0]?.['id'] }]);
    assert.deepEqual(library_hour, [{ ...grown, hour: 10 }]);
    await node.close();
  });

  test('ingest: a diagnosis is counted by value and class, once, and changes no other counter', async () => {
    const { database, node } = await start();
    const events = ['in-header', 'covered'].map((value) => anEvent({ kind: 'diagnosis', value }));
    const batch = aBatch({ at: NOW, events });
    assert.equal((await node.send(batch)).body.accepted, 2);
    assert.equal((await node.send(batch)).body.accepted, 0);
    await node.send(aBatch({ at: NOW, events, practice: true }));
    await node.send(aBatch({ at: NOW, events, placement: 'footer' }));
    assert.deepEqual(await diagnosesOf(database), {
      'counted covered': 2,
      'counted in-header': 2,
      'practice covered': 1,
      'practice in-header': 1,
    });
    const { placement, placement_day, library_hour } = await countersOf(database);
    assert.deepEqual([placement.length, placement_day, library_hour], [2, [], []]);
    await node.close();
  });

  test("ingest: an older tag's impressions are counted as outdated; a newer tag's and the server's own are not", async () => {
    const { database, node } = await start();
    const events = [anEvent({ kind: 'impression', measurable: true }), anEvent()];
    for (const widget of ['0.0.9', '0.1.0', '0.1.1', '0.10.0']) await node.send(aBatch({ at: NOW, events, widget }));
    assert.deepEqual(await diagnosesOf(database), { 'counted outdated': 1 });
    await node.close();
  });

  test('ingest: a repeated batch changes nothing, and its receipt says so', async () => {
    const { database, node } = await start();
    const batch = aBatch({ at: NOW, events: [anEvent(), anEvent()] });
    await node.send(batch);
    const counters = await countersOf(database);
    const again = await node.send({ ...batch, page: '/elsewhere' });
    assert.deepEqual([again.status, again.body], [202, { accepted: 0, dropped: { 'repeated-batch': 2 } }]);
    assert.deepEqual(await countersOf(database), counters);
    await node.close();
  });

  test('ingest: the same batch sent many times at once is counted once', async () => {
    const { database, node } = await start();
    const batch = aBatch({ at: NOW });
    const replies = await Promise.all(Array.from({ length: 20 }, () => node.send(batch)));
    assert.equal(
      replies.reduce((sum, { body }) => sum + (body.accepted ?? 0), 0),
      1,
    );
    assert.deepEqual(await sumOf(database, 'click'), { counted: 1 });
    await node.close();
  });

  test('ingest: a retry over midnight meets its twin', async () => {
    const { database, node, clock } = await start('2026-11-24T23:59:59.900Z');
    const batch = aBatch({ at: clock.now() });
    await node.send(batch);
    const counters = await countersOf(database);
    clock.set('2026-11-25T00:00:00.100Z');
    assert.equal((await node.send(batch)).body.accepted, 0);
    assert.deepEqual(await countersOf(database), counters);
    clock.set('2026-11-25T23:59:59.999Z');
    assert.equal((await node.send(batch)).body.accepted, 0);
    clock.set('2026-11-26T00:00:00.000Z');
    assert.equal((await node.send(batch)).body.code, 'batch-day');
    await node.close();
  });

  test('ingest: the mutant that files batches under the day of arrival counts a retry over midnight twice', async () => {
    const { database, node, clock } = await start('2026-11-24T23:59:59.900Z');
    const batch = aBatch({ at: clock.now() });
    const asOfArrival = () => ({ ...batch, batch: aBatchId(clock.now()).slice(0, 9) + batch.batch.slice(9) });
    await node.send(asOfArrival());
    clock.set('2026-11-25T00:00:00.100Z');
    await node.send(asOfArrival());
    assert.deepEqual(await sumOf(database, 'click'), { counted: 2 });
    await node.close();
  });

  test("ingest: an event counts on its library's own day and hour", async () => {
    const { database, node } = await start('2026-11-24T04:30:00.000Z');
    await node.send(aBatch({ at: NOW }));
    await node.send(aBatch({ at: NOW, library: 'lakeside' }), { headers: { origin: 'https://lakeside.example.org' } });
    const { library_hour } = await countersOf(database);
    assert.deepEqual(
      library_hour.map((row) => [row['library_id'], row['date'], row['hour']]),
      [
        ['harford', '2026-11-23', 23],
        ['lakeside', '2026-11-24', 17],
      ],
    );
    await node.close();
  });

  test("ingest: two nodes that write the same keys and meet each other's batches count each once", async () => {
    const { database, node, clock } = await start();
    const other = await startNode(database, clock);
    const pages = ['/', '/ask', '/catalog/:id', '/about', '/hours', '/search', '/contact', '/events'];
    const batches = Array.from({ length: 300 }, (_, i) =>
      aBatch({
        at: NOW,
        page: pages[i % pages.length]!,
        events: [
          anEvent(),
          anEvent({ state: 'closed', tier: null }),
          anEvent({ kind: 'diagnosis', value: i % 2 ? 'covered' : 'in-nav' }),
        ],
      }),
    );
    // Of many networks: one has a cap.
    const from = (i: number) => ({ address: `2001:db8:${i}::7` });
    const there = batches.map((batch, i) => node.send(batch, from(i)));
    const back = [...batches.entries()].reverse().map(([i, batch]) => other.send(batch, from(i)));
    const replies = await Promise.all([...there, ...back]);
    assert.ok(replies.every(({ status }) => status === 202));
    assert.equal(
      replies.reduce((sum, { body }) => sum + (body.accepted ?? 0), 0),
      900,
    );
    assert.deepEqual(await diagnosesOf(database), { 'counted covered': 150, 'counted in-nav': 150 });
    assert.deepEqual(await sumOf(database, 'click'), { counted: 600 });
    assert.deepEqual(await sumOf(database, 'click', 'library_hour'), { counted: 600 });
    assert.deepEqual([...node.errors, ...other.errors], []);
    await other.close();
    await node.close();
  });

  test('ingest: a transaction that fails half-way leaves nothing, and the same batch can be sent again', async () => {
    const { database, node } = await start();
    await node.send(aBatch({ at: NOW }));
    const counters = await countersOf(database);
    await sql`alter table library_hour rename to library_hour_away`.execute(database.db);
    const batch = aBatch({ at: NOW });
    const reply = await node.send(batch);
    assert.equal(reply.status, 503);
    await sql`alter table library_hour_away rename to library_hour`.execute(database.db);
    assert.deepEqual(await countersOf(database), counters);
    assert.equal((await node.send(batch)).body.accepted, 1);
    await node.close();
  });

  if (engine === 'postgres') {
    test('ingest: terminated connections cost no acknowledged event and double none', async (t) => {
      const store = await createTestStore('postgres');
      const database = await openDatabase(store.config, () => undefined);
      t.after(async () => {
        await database.close();
        await store.remove();
      });
      await addLibraries(database);
      const node = await startNode(database, createManualClock(NOW));
      let acknowledged = 0;
      let senders = 0;
      let ending = false;
      const sendUntilAcknowledged = async (): Promise<void> => {
        const batch = aBatch({ at: NOW });
        // Of many networks: one has a cap.
        const address = `2001:db8:${(++senders % 0xffff).toString(16)}::7`;
        for (;;) {
          const reply = await node.send(batch, { address });
          if (reply.status === 202) return void acknowledged++;
          assert.deepEqual([reply.status, reply.body.code], [503, 'busy']);
          assert.match(String(reply.headers['retry-after']), /^\d+$/);
        }
      };
      const page = async (): Promise<void> => {
        while (!ending) await sendUntilAcknowledged();
      };
      const pages = Promise.all(Array.from({ length: 10 }, page));
      const terminate =
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()';
      while (node.errors.length < 20) await administer(store.config.databaseUrl!, terminate);
      ending = true;
      await pages;
      assert.deepEqual(await sumOf(database, 'click'), { counted: acknowledged });
      await node.close();
    });
  }
});
