import assert from 'node:assert/strict';
import { test } from 'node:test';
import { tagsOf } from '../../../server/src/visibility/snippets/tag.ts';
import { placementListSchema, type Metrics, type PlacementList } from '@askusnow/sdk/contract';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { withApp } from '../../support/app/fixture.ts';
import { aDay, aDiagnosis, aPlacement, aRefusal } from '../../support/data/counters.ts';

withApp({ engines: ['pglite'], now: '2026-10-05T15:00:00.000Z' }).describe('placements', (on) => {
  /** Read as a liaison whose link is fresh: sessions are not what this is about. */
  const HOME_PAGE = { name: 'Home page', where: 'www.library.example/', placement: null, viewport: null, minPages: 1 };
  const NO_RESULTS = { name: 'No results', where: null, placement: 'no-results', viewport: null, minPages: 1 };

  async function read(days = 7): Promise<PlacementList> {
    const cookie = await on.app.signIn('liaison', ['harford']);
    return placementListSchema.parse(
      await (await fetch(`${on.app.url}/v1/libraries/harford/placements?days=${days}`, { headers: { cookie } })).json(),
    );
  }
  const hourNow = (): string => new Date(Math.floor(on.clock.now() / HOUR_MS) * HOUR_MS).toISOString();
  const today = (): string => hourNow().slice(0, 10);

  let home: number;

  test('placements: before anything is seen, there is the tag to paste and where it may stand', async () => {
    const list = await read();
    assert.deepEqual([list.status, list.placements, list.refusals], ['never-seen', [], []]);
    assert.deepEqual(
      list.tags,
      tagsOf(
        { id: 'harford', queues: [{ chatUrl: 'https://chat.example/harford' }], fallback: {} },
        on.app.config.publicUrl,
      ),
    );
    assert.equal(list.tag, list.tags[0]!.tag);
    assert.deepEqual(list.origins, ['https://catalog.library.example', 'https://www.library.example']);
    assert.deepEqual(list.keyPages, {
      live: 0,
      expected: 2,
      pages: [
        { ...HOME_PAGE, live: false, livePages: 0 },
        { ...NO_RESULTS, live: false, livePages: 0 },
      ],
    });
  });

  test('placements: only refused batches count as refused, by reason', async () => {
    await aRefusal(on.app.database.db, { library: 'harford', date: today(), count: 4 });
    const list = await read();
    assert.equal(list.status, 'refused');
    assert.deepEqual(list.refusals, [{ reason: 'origin-not-registered', count: 4, lastDate: today() }]);
  });

  test('placements: a page that only staff have tried is none yet; its events are counted separately', async () => {
    const { db } = on.app.database;
    const tried = await aPlacement(db, {
      library: 'harford',
      pattern: '/draft',
      firstSeen: hourNow(),
      lastSeen: hourNow(),
    });
    await aDay(db, { library: 'harford', placement: tried, date: today(), class: 'practice', impressions: 3 });
    const { status, lostSince, placements } = await read();
    assert.deepEqual([status, lostSince, placements], ['refused', null, []]);
    const headers = { cookie: await on.app.signIn('liaison', ['harford']) };
    const metrics = await (await fetch(`${on.app.url}/v1/libraries/harford/metrics?days=7`, { headers })).json();
    assert.deepEqual((metrics as Metrics).excluded, { practice: 3, bot: 0, suspect: 0 });
  });

  test('placements: the first event makes a new placement, which serves its key page at once', async () => {
    home = await aPlacement(on.app.database.db, {
      library: 'harford',
      origin: 'https://www.library.example',
      firstSeen: hourNow(),
      lastSeen: hourNow(),
    });
    await aDay(on.app.database.db, {
      library: 'harford',
      placement: home,
      date: today(),
      impressions: 10,
      viewable: 6,
    });
    const list = await read();
    assert.equal(list.status, 'new');
    assert.equal(list.keyPages.live, 1);
    const [placement] = list.placements;
    assert.deepEqual(
      { ...placement, id: 0, clickThrough: 0 },
      {
        id: 0,
        origin: 'https://www.library.example',
        page: '/',
        placement: 'header',
        form: 'tag',
        widget: '0.1.0',
        firstSeen: hourNow(),
        lastSeen: hourNow(),
        status: 'new',
        lostSince: null,
        keyPage: 'Home page',
        counts: { impressions: 10, measurable: 10, viewable: 6, firstScreen: 0, clicks: 0, follows: 0 },
        clickThrough: 0,
        sight: { pageViews: 0, landmark: null, faults: [] },
        weeks: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 10],
      },
    );
  });

  test('placements: what was measured of how a placement can be seen has its page views; trials are left out', async () => {
    const { db } = on.app.database;
    await aDiagnosis(db, home, today(), {
      'in-header': 8,
      'in-nav': 4,
      covered: 3,
      'never-scrolled-to': 6,
      outdated: 2,
    });
    await aDiagnosis(db, home, today(), { 'in-footer': 50, covered: 50 }, 'practice');
    const { sight } = (await read()).placements[0]!;
    assert.deepEqual([sight.pageViews, sight.landmark], [12, 'header']);
    assert.deepEqual(
      sight.faults.map(({ fault, share: { numerator, denominator } }) => [fault, numerator, denominator]),
      [
        ['never-scrolled-to', 6, 12],
        ['covered', 3, 12],
        ['outdated', 2, 10],
      ],
    );
  });

  test('placements: a tag that its page always hides has no impression, and is listed with that', async () => {
    const { db } = on.app.database;
    const seen = { firstSeen: hourNow(), lastSeen: hourNow() };
    const hidden = await aPlacement(db, { library: 'harford', pattern: '/hidden', name: 'menu', ...seen });
    await aDiagnosis(db, hidden, today(), { 'in-nav': 5, hidden: 5 });
    const placement = (await read()).placements.find(({ id }) => id === hidden)!;
    assert.deepEqual([placement.status, placement.keyPage, placement.counts.impressions], ['new', null, 0]);
    assert.deepEqual(
      placement.sight.faults.map(({ fault }) => fault),
      ['hidden'],
    );
    await db.deleteFrom('placement').where('id', '=', hidden).execute();
  });

  test('placements: a placement a week old and shown without a click is zero', async () => {
    const seenNow = (id: number) =>
      on.app.database.db.updateTable('placement').set({ last_seen_at: hourNow() }).where('id', '=', id).execute();
    for (let day = 1; day <= 8; day++) {
      on.clock.advance(DAY_MS);
      await aDay(on.app.database.db, {
        library: 'harford',
        placement: home,
        date: today(),
        impressions: 10,
        viewable: 6,
      });
    }
    await seenNow(home);
    const list = await read();
    assert.deepEqual(
      [list.status, list.placements[0]!.status, list.placements[0]!.counts.impressions],
      ['zero', 'live', 70],
    );
  });

  test('placements: one click makes the library live', async () => {
    await aDay(on.app.database.db, { library: 'harford', placement: home, date: today(), state: 'busy', clicks: 1 });
    assert.equal((await read()).status, 'live');
  });

  test('placements: at ten a day, four days of silence say that it is lost, since when, and its key page with it', async () => {
    const lastSeen = hourNow();
    on.clock.advance(DAY_MS);
    assert.equal((await read()).status, 'live');
    on.clock.advance(4 * DAY_MS);
    const list = await read();
    assert.deepEqual([list.status, list.lostSince], ['lost', lastSeen]);
    assert.deepEqual([list.placements[0]!.status, list.placements[0]!.lostSince], ['lost', lastSeen]);
    assert.deepEqual([list.keyPages.live, list.placements[0]!.keyPage], [0, 'Home page']);
  });

  test('placements: one with events keeps the library from being lost', async () => {
    const search = await aPlacement(on.app.database.db, {
      library: 'harford',
      origin: 'https://catalog.library.example',
      pattern: '/search',
      name: 'no-results',
      firstSeen: hourNow(),
      lastSeen: hourNow(),
    });
    await aDay(on.app.database.db, {
      library: 'harford',
      placement: search,
      date: today(),
      viewport: 'phone',
      impressions: 1,
    });
    const list = await read();
    assert.equal(list.status, 'new');
    assert.deepEqual(
      list.placements.map(({ page, status }) => [page, status]),
      [
        ['/search', 'new'],
        ['/', 'lost'],
      ],
    );
    assert.deepEqual(list.keyPages.pages, [
      { ...HOME_PAGE, live: false, livePages: 0 },
      { ...NO_RESULTS, live: true, livePages: 1 },
    ]);
  });

  test('placements: a lost placement that was taken down on purpose is retired by its liaison, audited, and back with its next view', async () => {
    const cookie = await on.app.signIn('liaison', ['harford']);
    const headers = { cookie, 'content-type': 'application/json', origin: on.app.url };
    const retire = (id: number, retired: unknown, library = 'harford') =>
      fetch(`${on.app.url}/v1/libraries/${library}/placements/${id}/retirement`, {
        method: 'PUT',
        headers,
        body: JSON.stringify({ retired }),
      });
    const find = async () => (await read()).placements.find(({ page }) => page === '/')!;
    const lost = await find();
    assert.equal(lost.status, 'lost');
    assert.equal((await retire(lost.id, true)).status, 204);
    const { placements, attention } = await read();
    assert.equal(placements.find(({ page }) => page === '/')!.status, 'retired');
    assert.ok(!attention.some(({ reason }) => reason === 'places-lost'));
    const { db } = on.app.database;
    const entries = await db
      .selectFrom('audit_entry')
      .select('action')
      .where('subject', '=', 'library:harford')
      .execute();
    assert.deepEqual(entries, [{ action: 'placement-retired' }]);
    assert.equal((await retire(lost.id, false)).status, 204);
    assert.equal((await find()).status, 'lost');
    await retire(lost.id, true);
    on.clock.advance(DAY_MS);
    await aDay(db, { library: 'harford', placement: home, date: today(), impressions: 1 });
    assert.equal((await find()).status, 'live');
    assert.equal((await retire(lost.id, 'yes')).status, 422);
    assert.equal((await retire(999_999, true)).status, 404);
    assert.equal((await retire(lost.id, true, 'cecil')).status, 404);
  });
});
