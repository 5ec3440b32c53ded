import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '../../../server/src/platform/db/open.ts';
import { sumCounts, toMetrics } from '../../../server/src/visibility/metrics/metrics.ts';
import { libraryDaysQuery, loadLibraryDays } from '../../../server/src/visibility/metrics/store.ts';
import {
  loadCountedPlacements,
  loadRefusals,
  placementsQuery,
} from '../../../server/src/visibility/placements/store.ts';
import { aDay, aLibrary, aPlacement, aRefusal } from '../../support/data/counters.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { aWindow } from '../../support/data/library-window.ts';

const window = { from: '2026-11-18', to: '2026-11-24' };
const windowsOf = (...ids: string[]) => ids.map((libraryId) => aWindow({ libraryId, ...window }));

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
    await aRefusal(db, { library: 'harford', date: '2026-11-22', reason: 'of-a-newer-node', count: 50 });
  });

  test('metrics store: a library reads its own days of the window and no others', async () => {
    const { rows, countingSince } = await loadLibraryDays(database.db, 'harford', window);
    const { totals, excluded, byState, byDay } = toMetrics(rows, window);
    assert.deepEqual(totals, { impressions: 38, measurable: 33, viewable: 26, firstScreen: 12, clicks: 3, follows: 0 });
    assert.deepEqual(excluded, { practice: 270, bot: 0, suspect: 0 });
    assert.equal(byState.find(({ state }) => state === 'closed')!.clicks, 1);
    assert.equal(byDay.at(-1)!.clicks, 3);
    assert.equal(countingSince, '2026-10-27');
  });

  test('metrics store: a library without any event reads zeros and no first day', async () => {
    const { rows, countingSince } = await loadLibraryDays(database.db, 'empty', window);
    assert.deepEqual([rows, countingSince], [[], null]);
  });

  test('metrics store: a library with nothing in the window still knows since when it counts', async () => {
    const { rows, countingSince } = await loadLibraryDays(database.db, 'harford', {
      from: '2026-11-19',
      to: '2026-11-20',
    });
    assert.deepEqual([rows, countingSince], [[], '2026-10-27']);
  });

  test('metrics store: placements carry their counts, their daily views and the widths they were seen in', async () => {
    const rows = await loadCountedPlacements(database.db, windowsOf('harford'), 'all');
    assert.deepEqual(
      rows.map(({ pattern, clicks, impressions, measurable, days, views, viewports }) => ({
        pattern,
        clicks,
        impressions,
        measurable,
        days: days.map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
        views,
        viewports,
      })),
      [
        {
          pattern: '/',
          clicks: 3,
          impressions: 38,
          measurable: 33,
          days: ['2026-11-17', '2026-11-24'],
          views: [1000, 38],
          viewports: ['phone', 'desktop'],
        },
        {
          pattern: '/search',
          clicks: 0,
          impressions: 0,
          measurable: 0,
          days: ['2026-10-27', '2026-10-28'],
          views: [999, 4],
          viewports: ['tablet'],
        },
      ],
    );
    assert.ok(rows[0]!.lastSeenAt instanceof Date);
  });

  test('metrics store: of a placement viewed since yesterday only those days are read where the silent ones are asked for', async () => {
    const all = await loadCountedPlacements(database.db, windowsOf('harford'), 'all');
    const silent = await loadCountedPlacements(database.db, windowsOf('harford'), 'silent');
    const fresh = { days: all[0]!.days.slice(-1), views: [38] };
    assert.deepEqual(silent, [{ ...all[0], ...fresh }, all[1]], 'the silent one has all of its days');
    assert.deepEqual(
      all.map(({ recentViews }) => recentViews),
      [1038, 4],
      'views of 28 days',
    );
  });

  test('metrics store: several libraries are read at once, each with its own window', async () => {
    const [harford, cecil] = windowsOf('harford', 'cecil');
    const windows = [{ ...harford!, from: '2026-11-17', to: '2026-11-17' }, cecil!];
    const rows = await loadCountedPlacements(database.db, windows, 'all');
    const clicks = Object.fromEntries(
      rows.filter(({ pattern }) => pattern === '/').map((row) => [row.libraryId, row.clicks]),
    );
    assert.deepEqual(clicks, { harford: 500, cecil: 7 });
    assert.deepEqual(await loadCountedPlacements(database.db, [], 'all'), []);
  });

  test('metrics store: refusals are those of the window, by reason', async () => {
    assert.deepEqual(await loadRefusals(database.db, windowsOf('harford', 'cecil')), [
      { libraryId: 'harford', reason: 'origin-not-registered', count: 5, lastDate: '2026-11-22' },
    ]);
  });

  test('metrics store: placements and the library itself hold the same counts: both grains are written together', async () => {
    const year = { from: '2025-11-25', to: '2026-11-24' };
    const { rows } = await loadLibraryDays(database.db, 'harford', year);
    const placements = await loadCountedPlacements(database.db, [{ ...windowsOf('harford')[0]!, ...year }], 'all');
    assert.deepEqual(sumCounts(placements), toMetrics(rows, year).totals);
  });

  test(`metrics store: a year of 40 libraries leaves one library's read on its index`, async () => {
    const { db } = database;
    const year = { from: '2025-11-25', to: '2026-11-24' };
    await sql`insert into placement (library_id, origin_id, pattern, name, form, widget, first_seen_at, last_seen_at, established)
      select 'cecil', (select min(id) from library_origin where library_id = 'cecil'), '/filler-' || n, 'header', 'tag', '0.1.0', now(), now(), true
      from generate_series(1, 40) as n`.execute(db);
    const fill = (table: 'placement_day' | 'library_hour', more: string, values: string) =>
      sql
        .raw(
          `insert into ${table} (library_id, ${more}, date, state, tier, class, impression_desktop)
          select 'filler-' || n, ${values}, date '2025-11-25' + day, 'available', 'local', 'counted', 1000
          from generate_series(1, 40) as n, generate_series(0, 364) as day`,
        )
        .execute(db);
    await fill('placement_day', 'placement_id', `(select id from placement where pattern = '/filler-' || n)`);
    await fill('library_hour', 'hour', '12');
    await sql`analyze placement_day, library_hour`.execute(db);
    for (const [query, index] of [
      [libraryDaysQuery('filler-7', window), /library_hour_default_pkey/],
      [libraryDaysQuery('filler-7', window), /placement_day_date/],
      [placementsQuery(['harford'], windowsOf('harford')[0]!), /placement_day_date/],
    ] as const) {
      const { rows } = await sql<Record<'QUERY PLAN', string>>`explain ${query}`.execute(db);
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      assert.doesNotMatch(plan, /Seq Scan on (placement_day|library_hour)/, plan);
      assert.match(plan, index, plan);
    }
    const { rows } = await loadLibraryDays(db, 'filler-7', year);
    assert.equal(rows.length, 365, engine);
  });

  test('a library’s numbers are its hours: without its placements’ days only the first day is gone', async () => {
    const before = await loadLibraryDays(database.db, 'harford', window);
    await database.db.deleteFrom('placement_day').where('library_id', '=', 'harford').execute();
    const after = await loadLibraryDays(database.db, 'harford', window);
    assert.deepEqual(toMetrics(after.rows, window), toMetrics(before.rows, window));
    assert.deepEqual([before.countingSince, after.countingSince], ['2026-10-27', null]);
  });
});
