import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPageWords } from '../../../server/src/cooperative/page-words.ts';
import { toVisibility } from '../../../server/src/visibility/placements/visibility.ts';
import type { CountedPlacement } from '../../../server/src/visibility/placements/store.ts';

const HOUR_MS = 3_600_000;
const now = Date.parse('2026-11-24T12:00:00.000Z');
const window = {
  libraryId: 'harford',
  zone: 'America/New_York',
  from: '2026-11-18',
  to: '2026-11-24',
  paceFrom: '2026-10-28',
};

const words = createPageWords({ hide: [], show: [] });

/** A hundred impressions a day: its silence limit is one day. */
const aRow = (over: Partial<CountedPlacement> = {}): CountedPlacement => ({
  id: 1,
  libraryId: 'harford',
  origin: 'https://www.library.example',
  pattern: '/',
  name: 'header',
  form: 'tag',
  widget: '0.1.0',
  established: true,
  firstSeenAt: new Date('2026-08-01T12:00:00.000Z'),
  lastSeenAt: new Date('2026-11-24T11:00:00.000Z'),
  lastCountedDate: '2026-11-24',
  everCounted: true,
  recentCount: 2800,
  viewports: ['desktop'],
  impressions: 700,
  measurable: 700,
  viewable: 400,
  firstScreen: 300,
  clicks: 20,
  ...over,
});
const visibility = (rows: CountedPlacement[], atMs = now) => toVisibility(rows, [], [], words, window, atMs);
const statusOf = (over: Partial<CountedPlacement>, atMs = now): string =>
  visibility([aRow(over)], atMs).placements[0]!.status;

describe('the last sign of life', () => {
  test('last event: is given the whole hour that is stored of it', () => {
    const lastSeenAt = new Date('2026-11-23T11:00:00.000Z');
    const over = { lastSeenAt, lastCountedDate: '2026-11-23' };
    const endMs = lastSeenAt.getTime() + 25 * HOUR_MS;
    assert.deepEqual([statusOf(over, endMs - 1), statusOf(over, endMs)], ['live', 'silent']);
  });

  test('is a patron’s: robots and trials keep no placement alive', () => {
    const visitedByRobots = { lastCountedDate: '2026-11-20' };
    assert.equal(statusOf(visitedByRobots), 'silent');
    assert.equal(statusOf({ lastCountedDate: null, recentCount: 0 }), 'silent');
    const mutant = now - aRow(visitedByRobots).lastSeenAt.getTime() < 24 * HOUR_MS ? 'live' : 'silent';
    assert.equal(mutant, 'live'); // By last_seen_at alone.
  });

  test('last event: if robots came after it, it is the end of its day, by the library’s clock', () => {
    const { silentSince, placements } = visibility([aRow({ lastCountedDate: '2026-11-20' })]);
    assert.equal(silentSince, '2026-11-21T05:00:00.000Z');
    assert.equal(placements[0]!.silentSince, silentSince);
    assert.equal(placements[0]!.lastSeen, '2026-11-24T11:00:00.000Z');
  });
});

test('placement visibility: a silent library is silent since the last of its placements was', () => {
  const rows = ['2026-11-01', '2026-11-10', '2026-11-05'].map((date, id) =>
    aRow({ id, lastSeenAt: new Date(`${date}T15:00:00.000Z`), lastCountedDate: date }),
  );
  assert.deepEqual([visibility(rows).status, visibility(rows).silentSince], ['silent', '2026-11-10T15:00:00.000Z']);
});

test('placement visibility: a library’s counts are the sum of its placements’', () => {
  const { counts } = visibility([aRow(), aRow({ id: 2, clicks: 3, viewable: 4 })]);
  assert.deepEqual(counts, { impressions: 1400, measurable: 1400, viewable: 404, firstScreen: 600, clicks: 23 });
});

test('placement visibility: a place that only robots and trials have seen is none, and has been silent since nothing', () => {
  const unseen = { firstSeenAt: new Date('2026-11-20T12:00:00.000Z'), lastCountedDate: null, everCounted: false };
  const nobody = {
    recentCount: 0,
    viewports: [],
    impressions: 0,
    measurable: 0,
    viewable: 0,
    firstScreen: 0,
    clicks: 0,
  };
  const row = aRow({ ...unseen, ...nobody });
  const alone = visibility([row]);
  assert.deepEqual([alone.status, alone.silentSince, alone.placements], ['never-seen', null, []]);
  const refused = [
    { libraryId: 'harford', reason: 'origin-not-registered', count: 2, lastDate: '2026-11-24' },
  ] as const;
  assert.equal(toVisibility([row], refused, [], words, window, now).status, 'refused');
  assert.deepEqual(
    visibility([aRow({ id: 2 }), row]).placements.map(({ id }) => id),
    [2],
  );
  // Without the rule it would have fallen silent before it was first seen.
  const [taken] = visibility([{ ...row, everCounted: true }], now + 30 * 24 * HOUR_MS).placements;
  assert.ok(taken?.silentSince && taken.silentSince < taken.firstSeen);
});

describe('a page whose first word is not published', () => {
  const rare = (id: number, pattern: string, over: Partial<CountedPlacement> = {}) =>
    aRow({
      id,
      pattern,
      established: false,
      impressions: 3,
      measurable: 3,
      viewable: 2,
      firstScreen: 1,
      clicks: 1,
      ...over,
    });

  test('unpublished page word: is shown in the sum of its collapsed form until it is believed, and the totals add up', () => {
    const rows = [
      aRow(),
      rare(2, '/janedoe', { lastSeenAt: new Date('2026-11-24T09:00:00.000Z'), widget: '0.2.0' }),
      rare(3, '/johndoe', { firstSeenAt: new Date('2026-05-01T12:00:00.000Z') }),
      rare(4, '/johndoe/search'),
      rare(5, '/catalog/:id'),
      aRow({ id: 6, pattern: '/teenzone', clicks: 7 }),
    ];
    const { placements, counts } = visibility(rows);
    assert.deepEqual(
      placements.map(({ page, counts: { clicks } }) => `${page} ${clicks}`),
      ['/ 20', '/:slug 2', '/:slug/search 1', '/catalog/:id 1', '/teenzone 7'],
    );
    assert.equal(counts.clicks, 31);
    const together = placements[1]!;
    assert.deepEqual([together.firstSeen, together.widget], ['2026-05-01T12:00:00.000Z', '0.1.0']);
    assert.doesNotMatch(JSON.stringify(placements), /doe/);
  });

  test('unpublished page word: is never shown where the word is hidden, whenever it was written', () => {
    const { placements } = visibility([aRow({ pattern: '/hivtesting' })]);
    assert.deepEqual(
      placements.map(({ page }) => page),
      ['/:slug'],
    );
  });

  test('unpublished page word: is shown as the file names it where it is a key page, and counts there as the page that it is', () => {
    const rule = { name: 'Help', origin: null, placement: null, viewport: null, weight: 1, id: 1 };
    const named = { ...rule, pattern: '/bankruptcy', minPatterns: 1 };
    const three = { ...rule, name: 'Three', pattern: null, placement: 'header', minPatterns: 3 };
    const rows = [aRow({ pattern: '/bankruptcy' }), rare(2, '/aone'), rare(3, '/atwo')];
    const { placements, keyPages } = toVisibility(rows, [], [named, three], words, window, now);
    assert.deepEqual(
      placements.map(({ page }) => page),
      ['/bankruptcy', '/:slug'],
    );
    assert.deepEqual(
      keyPages.pages.map(({ live }) => live),
      [true, true],
    );
  });

  test('unpublished page word: mutant: showing rows as they are stored puts a name that was typed once on the screen', () => {
    const rows = [rare(2, '/janedoe')];
    assert.match(JSON.stringify(rows.map(({ pattern }) => pattern)), /janedoe/);
    assert.doesNotMatch(JSON.stringify(visibility(rows)), /janedoe/);
  });
});
