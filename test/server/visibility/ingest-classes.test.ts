import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EventBatch } from '@askusnow/sdk/contract';
import { createAbuseCap, HOURLY_CAP, type AbuseCap } from '../../../server/src/visibility/ingest/abuse-cap.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';
import { addLibraries, countersOf, startNode, sumOf } from '../../support/app/ingest.ts';

const NOW = '2026-11-24T15:20:00.000Z';
const CRAWLER = {
  headers: { 'user-agent': 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)' },
};

forEachEngineByTier((_engine, open) => {
  const start = async () => {
    const database = await open();
    await addLibraries(database);
    return { database, node: await startNode(database, createManualClock(NOW)) };
  };

  test('event classes: bot comes before practice, and practice before counted; a request without a user agent is a bot', async () => {
    const { database, node } = await start();
    await node.send(aBatch({ at: NOW, practice: true }), CRAWLER);
    await node.send(aBatch({ at: NOW, practice: true }));
    await node.send(aBatch({ at: NOW, events: [anEvent(), anEvent()] }), CRAWLER);
    await node.send(aBatch({ at: NOW }), { headers: { 'user-agent': undefined } });
    await node.send(aBatch({ at: NOW }), { headers: { 'user-agent': '' } });
    await node.send(aBatch({ at: NOW }));
    assert.deepEqual(await sumOf(database, 'click'), { practice: 1, bot: 5, counted: 1 });
    await node.close();
  });

  /** Fifty to a batch, each batch with a page and a placement of its own, all from one network. */
  const scriptedClicks = (count: number) =>
    Array.from({ length: count / 50 }, (_, n) => {
      const word = [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
      return aBatch({
        at: NOW,
        page: `/${word}`,
        placement: `slot-${word}`,
        events: Array.from({ length: 50 }, () => anEvent()),
      });
    });

  test('event classes: of 10,000 scripted clicks from one network only the cap counts, whatever pages and placements they name', async () => {
    const { database, node } = await start();
    await Promise.all(scriptedClicks(10_000).map((batch, i) => node.send(batch, { address: `192.0.2.${i % 250}` })));
    await node.send(aBatch({ at: NOW }), { address: '198.51.100.1' });
    const expected = { counted: HOURLY_CAP.click + 1, suspect: 10_000 - HOURLY_CAP.click };
    assert.deepEqual(await sumOf(database, 'click'), expected);
    assert.deepEqual(await sumOf(database, 'click', 'library_hour'), expected);
    await node.close();
  });

  test('event classes: two nodes on one database count no more of such a script than one', async () => {
    const database = await open();
    await addLibraries(database);
    const clock = createManualClock(NOW);
    const [one, other] = await Promise.all([1, 2].map(() => startNode(database, clock, { liveNodes: () => 2 })));
    const batches = scriptedClicks(10_000);
    await Promise.all(batches.map((batch, i) => (i % 2 ? one : other)!.send(batch)));
    assert.deepEqual(await sumOf(database, 'click'), {
      counted: HOURLY_CAP.click,
      suspect: 10_000 - HOURLY_CAP.click,
    });
    await one!.close();
    await other!.close();
  });

  test('event classes: mutant: a cap per placement counts the whole script; without a division by nodes each node counts a cap', () => {
    const clock = createManualClock(NOW);
    const capFor = (liveNodes: number) =>
      createAbuseCap({ clock, liveNodes: () => liveNodes, libraryCount: () => 2, onSuspend: () => undefined });
    const countedBy = (cap: AbuseCap, keyOf: (batch: EventBatch) => string) =>
      scriptedClicks(10_000).reduce((sum, batch) => {
        const isPast = cap.meter('192.0.2.7', keyOf(batch));
        return sum + batch.events.filter(({ kind }) => !isPast(kind)).length;
      }, 0);
    assert.equal(
      countedBy(capFor(1), ({ library, page, placement }) => `${library}|${page}|${placement}`),
      10_000,
    );
    const undivided = [capFor(1), capFor(1)].map((cap) => countedBy(cap, ({ library }) => library));
    assert.equal(undivided[0]! + undivided[1]!, 2 * HOURLY_CAP.click);
  });

  test('event classes: a bot gets the same receipt as a person', async () => {
    const { node } = await start();
    const [bot, person] = [await node.send(aBatch({ at: NOW }), CRAWLER), await node.send(aBatch({ at: NOW }))];
    assert.deepEqual([bot.status, bot.body], [person.status, person.body]);
    await node.close();
  });

  test('event classes: two runs that differ only in who visits leave the same counters', async () => {
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
