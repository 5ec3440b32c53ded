// What becomes of a first word that could be anything: what is written of it, and when a liaison's page shows it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { createRegistry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { MIN_VIEWABLE } from '../../../server/src/visibility/ingest/placement-admission.ts';
import { loadCountedPlacements } from '../../../server/src/visibility/placements/store.ts';
import { toVisibility } from '../../../server/src/visibility/placements/visibility.ts';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';
import { addLibraries, countersOf, startNode, sumOf } from '../../support/app/ingest.ts';
import { aWindow } from '../../support/data/library-window.ts';
import { eventually } from '../../support/waiting.ts';

const NOW = '2026-11-24T15:20:00.000Z';
const viewed = (count: number) =>
  Array.from({ length: count }, () => anEvent({ kind: 'viewable', firstScreen: false }));

forEachEngineByTier((_engine, open) => {
  const start = async () => {
    const database = await open();
    await addLibraries(database);
    const clock = createManualClock(NOW);
    const node = await startNode(database, clock);
    const visit = async (page: string, more = {}) => {
      const reply = await node.send(aBatch({ at: clock.now(), page, ...more }));
      assert.equal(reply.status, 202);
    };
    return { database, clock, node, visit };
  };
  /** As a liaison's page lists them, with clicks and viewable impressions. */
  const shown = async (database: Database, nowMs: number) => {
    const registry = await createRegistry(database);
    const { keyPages } = registry.library('harford')!;
    const window = aWindow({ from: '2026-11-01', to: '2026-12-01' });
    const rows = await loadCountedPlacements(database.db, [window], 'all');
    const { placements, counts } = toVisibility(rows, [], keyPages, registry.pageWords(), window, nowMs);
    await registry.close();
    const list = placements.map(({ page, counts: { clicks, viewable } }) => `${page} ${clicks}/${viewable}`).sort();
    return { list, clicks: counts.clicks };
  };

  test('page words: a sensitive word is written nowhere, and its counts are', async () => {
    const { database, clock, node, visit } = await start();
    await visit('/hiv');
    await visit('/teen-pregnancy/search');
    await visit('/bankruptcy/12');
    const written = JSON.stringify(await countersOf(database));
    assert.doesNotMatch(written, /hiv|pregnan|bankrupt/i);
    assert.deepEqual((await shown(database, clock.now())).list, ['/:slug 1/0', '/:slug/:id 1/0', '/:slug/search 1/0']);
    await node.close();
  });

  test('page words: any other word is shown by nobody until it is seen on two days and in twenty views; its counts are in the sum', async () => {
    const { database, clock, node, visit } = await start();
    await visit('/catalog');
    await visit('/janedoe');
    const first = await shown(database, clock.now());
    assert.deepEqual(first, { list: ['/:slug 1/0', '/catalog 1/0'], clicks: 2 });

    clock.advance(DAY_MS);
    await visit('/janedoe', { events: viewed(MIN_VIEWABLE - 1) });
    clock.advance(HOUR_MS);
    await visit('/janedoe');
    assert.deepEqual((await shown(database, clock.now())).list, [`/:slug 2/${MIN_VIEWABLE - 1}`, '/catalog 1/0']);

    await visit('/janedoe', { events: viewed(1) });
    clock.advance(HOUR_MS);
    await visit('/janedoe');
    assert.deepEqual((await shown(database, clock.now())).list, ['/catalog 1/0', `/janedoe 3/${MIN_VIEWABLE}`]);
    assert.deepEqual(node.errors, []);
    await node.close();
  });

  test('page words: views on one day alone, and those of bots, staff and scripts, publish no word', async () => {
    const { database, clock, node, visit } = await start();
    await visit('/oneday', { events: viewed(50) });
    clock.advance(HOUR_MS);
    await visit('/oneday');
    await visit('/trial', { events: viewed(50), practice: true });
    clock.advance(DAY_MS);
    await visit('/trial');
    clock.advance(HOUR_MS);
    await visit('/trial');
    assert.deepEqual((await shown(database, clock.now())).list, ['/:slug 3/50']);
    await node.close();
  });

  test('page words: mutant: two days alone show what one reader typed on two days', async () => {
    const { database, clock, node, visit } = await start();
    await visit('/janedoe');
    clock.advance(DAY_MS);
    await visit('/janedoe');
    const stored = await database.db.selectFrom('placement').selectAll().executeTakeFirstOrThrow();
    const bySecondDay = stored.last_seen_at.getTime() - stored.first_seen_at.getTime() >= DAY_MS;
    assert.deepEqual([bySecondDay, stored.established], [true, false]);
    assert.doesNotMatch(JSON.stringify(await shown(database, clock.now())), /jane/);
    await node.close();
  });

  test('page words: a page that the file names is written and shown at once', async () => {
    const { database, clock, node, visit } = await start();
    await database.db
      .insertInto('key_page')
      .values({ library_id: 'harford', name: 'Money', pattern: '/debt' })
      .execute();
    const named = await startNode(database, clock);
    await named.send(aBatch({ at: NOW, page: '/debt' }));
    await visit('/hours');
    assert.deepEqual((await shown(database, clock.now())).list, ['/debt 1/0', '/hours 1/0']);
    await named.close();
    await node.close();
  });

  test('page words: a word that is hidden after it was written is folded into "(other)" at the next start, and nothing is lost', async () => {
    const { database, clock, node, visit } = await start();
    await visit('/ferrets');
    await visit('/ferrets', { events: viewed(3) });
    await node.close();
    await sql`insert into cooperative (id, name, page_words)
      values ('cooperative', 'Test', '{"hide": ["ferret"], "show": []}'::jsonb)`.execute(database.db);
    const again = await startNode(database, clock);
    await eventually(async () => !JSON.stringify(await countersOf(database)).includes('ferret'));
    await again.send(aBatch({ at: NOW, page: '/ferrets' }));
    assert.deepEqual(await sumOf(database, 'click'), { counted: 2 });
    assert.deepEqual((await shown(database, clock.now())).list, ['(other) 1/3', '/:slug 1/0']);
    assert.deepEqual(again.errors, []);
    await again.close();
  });
});
