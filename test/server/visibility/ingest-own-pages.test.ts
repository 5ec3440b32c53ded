// Events from this server's own pages: an embedded page is counted for every library, any other page for none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { addLibraries, countersOf, PUBLIC_URL, refusalsOf, startNode, sumOf } from '../../support/app/ingest.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';

const NOW = '2026-11-24T15:20:00.000Z';
const own = { headers: { origin: PUBLIC_URL } };

forEachEngineByTier((engine, open) => {
  test(`ingest: an embedded page is counted without registration, as a frame, on ${engine}`, async () => {
    const database = await open();
    await addLibraries(database);
    const node = await startNode(database, createManualClock(NOW));
    const events = [anEvent({ kind: 'impression', measurable: false }), anEvent()];
    const batch = aBatch({ at: NOW, page: '/embed/harford', events });
    // At once: the row of the own origin is made once, and the retry is known for what it is.
    const replies = await Promise.all([node.send(batch, own), node.send(batch, own)]);
    assert.deepEqual(replies.map(({ body }) => body.accepted).sort(), [0, 2]);
    assert.deepEqual(await sumOf(database, 'click'), { counted: 1 });
    const { placement } = await countersOf(database);
    assert.deepEqual(
      placement.map(({ form, pattern, name }) => [form, pattern, name]),
      [['frame', '/embed/:slug', 'header']],
    );
    const rows = await database.db.selectFrom('library_origin').selectAll().where('origin', '=', PUBLIC_URL).execute();
    assert.deepEqual(
      rows.map(({ library_id, registered }) => [library_id, registered]),
      [['harford', false]],
    );
    await node.close();
  });

  test(`ingest: another page of this server is refused like any page that is not registered, on ${engine}`, async () => {
    const database = await open();
    await addLibraries(database);
    const node = await startNode(database, createManualClock(NOW));
    assert.equal((await node.send(aBatch({ at: NOW, page: '/embed' }), own)).status, 403);
    const elsewhere = { headers: { origin: 'https://ask.example.org.evil.example' } };
    assert.equal((await node.send(aBatch({ at: NOW, page: '/embed/harford' }), elsewhere)).status, 403);
    await node.ingest.settle();
    assert.deepEqual(await refusalsOf(database), { 'harford 2026-11-24 origin-not-registered': 2 });
    await node.close();
  });
});
