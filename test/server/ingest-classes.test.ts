import assert from 'node:assert/strict';
import { test } from 'node:test';
import { HOURLY_CAP } from '../../server/src/ingest/inflation.ts';
import { createManualClock } from '../support/clock.ts';
import { forEachEngine } from '../support/database.ts';
import { aBatch, anEvent } from '../support/event-batch.ts';
import { addLibraries, countersOf, startNode, sumOf } from '../support/ingest.ts';

const NOW = '2026-11-24T15:20:00.000Z';
const CRAWLER = {
  headers: { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
};

forEachEngine((_engine, open) => {
  const start = async () => {
    const database = await open();
    await addLibraries(database);
    return { database, node: await startNode(database, createManualClock(NOW)) };
  };

  test('practice comes before bot, and bot before counted; a request without a user agent is a bot', async () => {
    const { database, node } = await start();
    await node.send(aBatch({ at: NOW, practice: true }), CRAWLER);
    await node.send(aBatch({ at: NOW, events: [anEvent(), anEvent()] }), CRAWLER);
    await node.send(aBatch({ at: NOW }), { headers: { 'user-agent': undefined } });
    await node.send(aBatch({ at: NOW }), { headers: { 'user-agent': '' } });
    await node.send(aBatch({ at: NOW }));
    assert.deepEqual(await sumOf(database, 'click'), { practice: 1, bot: 4, counted: 1 });
    await node.close();
  });

  test('of 10,000 scripted clicks from one network the excess is suspect', async () => {
    const { database, node } = await start();
    const batches = Array.from({ length: 200 }, () =>
      aBatch({ at: NOW, events: Array.from({ length: 50 }, () => anEvent()) }),
    );
    await Promise.all(batches.map((batch, i) => node.send(batch, { address: `192.0.2.${i}` })));
    await node.send(aBatch({ at: NOW }), { address: '198.51.100.1' });
    const expected = { counted: HOURLY_CAP.click + 1, suspect: 10_000 - HOURLY_CAP.click };
    assert.deepEqual(await sumOf(database, 'click'), expected);
    assert.deepEqual(await sumOf(database, 'click', 'library_hour'), expected);
    await node.close();
  });

  test('a bot gets the same receipt as a person', async () => {
    const { node } = await start();
    const [bot, person] = [await node.send(aBatch({ at: NOW }), CRAWLER), await node.send(aBatch({ at: NOW }))];
    assert.deepEqual([bot.status, bot.body], [person.status, person.body]);
    await node.close();
  });

  test('two runs that differ only in who visits leave the same counters', async () => {
    const run = async (headers: Record<string, string>, address: string) => {
      const { database, node } = await start();
      for (const page of ['/', '/ask', '/catalog/:id'])
        await node.send(aBatch({ at: NOW, page }), { headers, address });
      const { placement, placement_day, library_hour } = await countersOf(database);
      await node.close();
      return { placement, placement_day, library_hour };
    };
    const one = await run(
      { 'accept-language': 'es', cookie: 'id=1', referer: 'https://www.harford.example.org/?q=x' },
      '192.0.2.1',
    );
    const other = await run(
      { 'accept-language': 'en', 'user-agent': 'Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 Safari/604.1' },
      '2001:db8::1',
    );
    assert.deepEqual(one, other);
  });
});
