import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '../../server/src/db/open.ts';
import { toMetrics } from '../../server/src/metrics/metrics.ts';
import { libraryDaysQuery, loadLibraryDays } from '../../server/src/metrics/store.ts';
import { loadPlacements, loadRefusals, placementsQuery } from '../../server/src/placements/store.ts';
import { aDay, aLibrary, aPlacement, aRefusal } from '../support/counters.ts';
import { forEachEngine } from '../support/database.ts';

const window = { from: '2026-11-18', to: '2026-11-24' };
const windowsOf = (...ids: string[]) =>
  ids.map((libraryId) => ({ libraryId, ...window, paceFrom: '2026-10-28', zone: 'America/New_York' }));

forEachEngine((engine, open) => {
  let database: Database;
  before(async () => {
    database = await open();
    const { db } = database;
    for (const id of ['harford', 'cecil', 'empty']) await aLibrary(db, { id });
    const home = await aPlacement(db, { library: 'harford' });
    const search = await aPlacement(db, {
      library: 'harford',
      pattern: '/search',
      lastSeen: '2026-11-01T09:00:00.000Z',
    });
    const other = await aPlacement(db, { library: 'cecil' });
    await aDay(db, {
      library: 'harford',
      placement: home,
      date: '2026-11-24',
      impressions: 30,
      unmeasurable: 5,
      viewable: 20,
      firstScreen: 12,
      clicks: 2,
    });
    await aDay(db, {
      library: 'harford',
      placement: home,
      date: '2026-11-24',
      state: 'closed',
      viewport: 'phone',
      impressions: 8,
      viewable: 6,
      clicks: 1,
    });
    await aDay(db, {
      library: 'harford',
      placement: home,
      date: '2026-11-23',
      class: 'practice',
      impressions: 100,
      viewable: 90,
      clicks: 80,
    });
    await aDay(db, { library: 'harford', placement: home, date: '2026-11-17', impressions: 1000, clicks: 500 });
    await aDay(db, { library: 'harford', placement: search, date: '2026-10-28', viewport: 'tablet', follows: 4 });
    await aDay(db, { library: 'harford', placement: search, date: '2026-10-27', viewport: 'phone', impressions: 999 });
    await aDay(db, { library: 'cecil', placement: other, date: '2026-11-24', impressions: 7, clicks: 7 });
    await aRefusal(db, { library: 'harford', date: '2026-11-20', count: 2 });
    await aRefusal(db, { library: 'harford', date: '2026-11-22', count: 3 });
    await aRefusal(db, { library: 'harford', date: '2026-11-17', count: 99 });
    await aRefusal(db, { library: '', date: '2026-11-22', reason: 'unknown-library', count: 50 });
  });

  test('a library reads its own days of the window and no others', async () => {
    const { rows, countingSince } = await loadLibraryDays(database.db, 'harford', window);
    const { totals, excluded, byState, byDay } = toMetrics(rows, window);
    assert.deepEqual(totals, { impressions: 38, measurable: 33, viewable: 26, firstScreen: 12, clicks: 3 });
    assert.deepEqual(excluded, { practice: 270, bot: 0, suspect: 0 });
    assert.equal(byState.find(({ state }) => state === 'closed')!.clicks, 1);
    assert.equal(byDay.at(-1)!.clicks, 3);
    assert.equal(countingSince, '2026-10-27');
  });

  test('a library without any event reads zeros and no first day', async () => {
    const { rows, countingSince } = await loadLibraryDays(database.db, 'empty', window);
    assert.deepEqual([rows, countingSince], [[], null]);
  });

  test('a library with nothing in the window still knows since when it counts', async () => {
    const { rows, countingSince } = await loadLibraryDays(database.db, 'harford', {
      from: '2026-11-19',
      to: '2026-11-20',
    });
    assert.deepEqual([rows, countingSince], [[], '2026-10-27']);
  });

  test('placements carry their counts, their pace and the widths they were seen in', async () => {
    const rows = await loadPlacements(database.db, windowsOf('harford'));
    assert.deepEqual(
      rows.map(({ pattern, clicks, impressions, measurable, recentCount, viewports }) => ({
        pattern,
        clicks,
        impressions,
        measurable,
        recentCount,
        viewports,
      })),
      [
        {
          pattern: '/',
          clicks: 3,
          impressions: 38,
          measurable: 33,
          recentCount: 1038,
          viewports: ['phone', 'desktop'],
        },
        { pattern: '/search', clicks: 0, impressions: 0, measurable: 0, recentCount: 4, viewports: ['tablet'] },
      ],
    );
    assert.ok(rows[0]!.lastSeenAt instanceof Date);
  });

  test('several libraries are read at once, each with its own window', async () => {
    const [harford, cecil] = windowsOf('harford', 'cecil');
    const rows = await loadPlacements(database.db, [{ ...harford!, from: '2026-11-17', to: '2026-11-17' }, cecil!]);
    const clicks = Object.fromEntries(
      rows.filter(({ pattern }) => pattern === '/').map((row) => [row.libraryId, row.clicks]),
    );
    assert.deepEqual(clicks, { harford: 500, cecil: 7 });
    assert.deepEqual(await loadPlacements(database.db, []), []);
  });

  test('refusals are those of the window, by reason', async () => {
    assert.deepEqual(await loadRefusals(database.db, windowsOf('harford', 'cecil')), [
      { libraryId: 'harford', reason: 'origin-not-registered', count: 5, lastDate: '2026-11-22' },
    ]);
  });

  test(`a year of 40 libraries leaves one library's read on its index`, async () => {
    const { db } = database;
    await sql`insert into placement_day (library_id, placement_id, date, state, tier, class, impression_desktop)
      select 'filler-' || n, (select min(id) from placement), date '2025-11-25' + day, 'available', 'local', 'counted', 1000
      from generate_series(1, 40) as n, generate_series(0, 364) as day`.execute(db);
    await sql`analyze placement_day`.execute(db);
    for (const query of [
      libraryDaysQuery('filler-7', { from: '2025-11-25', to: '2026-11-24' }),
      placementsQuery(windowsOf('harford')),
    ]) {
      const { rows } = await sql<Record<'QUERY PLAN', string>>`explain ${query}`.execute(db);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      assert.doesNotMatch(plan, /Seq Scan on placement_day/, plan);
      assert.match(plan, /placement_day_(date|pkey)/, plan);
    }
    const { rows } = await loadLibraryDays(db, 'filler-7', { from: '2025-11-25', to: '2026-11-24' });
    assert.equal(rows.length, 365, engine);
  });
});
