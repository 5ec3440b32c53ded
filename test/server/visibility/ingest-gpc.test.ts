// Global Privacy Control on the server: what its sender's browser asks not to be counted leaves no trace.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../support/app/clock.ts';
import { startApp } from '../../support/app/app.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';
import { addLibraries, countersOf, refusalsOf, startNode, sumOf } from '../../support/app/ingest.ts';
import { oneLibrary } from '../../support/app/one-library.ts';

const NOW = '2026-11-24T15:20:00.000Z';

forEachEngineByTier((engine, open) => {
  test('ingest: a batch with Sec-GPC: 1 is dropped, with a receipt, and writes nothing at all', async () => {
    const withSignal = (value: string) => ({ headers: { 'sec-gpc': value } });
    const database = await open();
    await addLibraries(database);
    const node = await startNode(database, createManualClock(NOW));
    const before = await countersOf(database);
    const batch = aBatch({ at: NOW, events: [anEvent(), anEvent({ kind: 'impression', measurable: true })] });
    const reply = await node.send(batch, withSignal('1'));
    assert.deepEqual([reply.status, reply.body], [202, { accepted: 0, dropped: { gpc: 2 } }]);
    await node.ingest.settle();
    assert.deepEqual([await countersOf(database), await refusalsOf(database)], [before, {}]);
    // Only "1" is the signal; the same batch was never taken, so it is no repetition.
    const counted = await node.send(batch, withSignal('0'));
    assert.deepEqual(counted.body, { accepted: 2, dropped: {} });
    assert.deepEqual(await sumOf(database, 'click'), { counted: 1 });
    await node.close();
  });

  test('ingest: a page with the signal learns all the same that it is not registered', async () => {
    const database = await open();
    await addLibraries(database);
    const node = await startNode(database, createManualClock(NOW));
    const reply = await node.send(aBatch({ at: NOW }), {
      headers: { 'sec-gpc': '1', origin: 'https://elsewhere.example.org' },
    });
    assert.equal(reply.status, 403);
    await node.close();
  });

  test('server: says how it treats the signal at /.well-known/gpc.json, and counts what it drops for the operator', async () => {
    const origin = 'https://www.harford.example.org';
    const server = await startApp({ engine, cooperative: oneLibrary({ origin, chat: 'https://chat.example.org/' }) });
    try {
      const statement = await fetch(`${server.url}/.well-known/gpc.json`);
      assert.match(statement.headers.get('content-type') ?? '', /^application\/json/);
      const { gpc, lastUpdate } = (await statement.json()) as { gpc: unknown; lastUpdate: string };
      assert.equal(gpc, true);
      assert.match(lastUpdate, /^\d{4}-\d\d-\d\d$/);
      const reply = await fetch(`${server.url}/v1/events`, {
        method: 'POST',
        headers: { 'content-type': 'text/plain;charset=UTF-8', origin, 'sec-gpc': '1' },
        body: JSON.stringify(aBatch()),
      });
      assert.deepEqual(await reply.json(), { accepted: 0, dropped: { gpc: 1 } });
      assert.match(await server.metrics(), /askusnow_events_total\{result="gpc"\} 1/);
    } finally {
      await server.close();
    }
  });
});
