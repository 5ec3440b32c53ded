import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPageWords } from '../../../server/src/cooperative/page-words.ts';
import { toAttention, toVisibility } from '../../../server/src/visibility/placements/visibility.ts';
import { toDayNumber } from '../../../server/src/visibility/placements/silence.ts';
import type { CountedPlacement } from '../../../server/src/visibility/placements/store.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { aWindow } from '../../support/data/library-window.ts';

const now = Date.parse('2026-11-24T12:00:00.000Z');
const window = aWindow();
const today = toDayNumber(window.to);
/** Each day until this date has so many views. */
const until = (date: string, perDay = 100) => {
  const fromDay = toDayNumber(window.profileFrom);
  const days = Array.from({ length: toDayNumber(date) - fromDay + 1 }, (_, index) => fromDay + index);
  return { days, views: days.map(() => perDay) };
};

const words = createPageWords({ hide: [], show: [] });

/** A hundred views a day: two days of silence are a loss. */
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
  ...until('2026-11-24'),
  retiredOn: null,
  everCounted: true,
  viewports: ['desktop'],
  recentViews: 700,
  diagnoses: {},
  impressions: 700,
  measurable: 700,
  viewable: 400,
  firstScreen: 300,
  clicks: 20,
  follows: 0,
  ...over,
});
const visibility = (rows: CountedPlacement[], atMs = now) => toVisibility(rows, [], [], words, window, atMs);
const statusOf = (over: Partial<CountedPlacement>, atMs = now): string =>
  visibility([aRow(over)], atMs).placements[0]!.status;

describe('the last view', () => {
  test('last view: is a patron’s: robots and trials keep no placement alive', () => {
    assert.equal(statusOf(until('2026-11-20')), 'lost');
    assert.equal(statusOf({ days: [], views: [] }), 'quiet');
    const mutant = today - toDayNumber(aRow().lastSeenAt.toISOString().slice(0, 10)) < 2 ? 'live' : 'lost';
    assert.equal(mutant, 'live'); // By last_seen_at alone.
  });

  test('last event: if robots came after it, it is the end of its day, by the library’s clock', () => {
    const { lostSince, placements } = visibility([aRow(until('2026-11-20'))]);
    assert.equal(lostSince, '2026-11-21T05:00:00.000Z');
    assert.equal(placements[0]!.lostSince, lostSince);
    assert.equal(placements[0]!.lastSeen, '2026-11-24T11:00:00.000Z');
  });
});

test('placement visibility: a lost library is lost since the last of its placements was', () => {
  const rows = ['2026-11-01', '2026-11-10', '2026-11-05'].map((date, id) =>
    aRow({ id, lastSeenAt: new Date(`${date}T15:00:00.000Z`), ...until(date) }),
  );
  assert.deepEqual([visibility(rows).status, visibility(rows).lostSince], ['lost', '2026-11-10T15:00:00.000Z']);
});

test('placement visibility: the link of an ended campaign is not lost and asks nobody to act, beside the button and alone', () => {
  const link = aRow({ id: 2, origin: 'https://ask.example.org', form: 'link', impressions: 0, ...until('2026-10-24') });
  for (const rows of [[aRow(), link], [link], [aRow(), { ...link, days: [], views: [] }]]) {
    const seen = visibility(rows);
    assert.deepEqual([seen.status, seen.placements.at(-1)!.status, seen.lostSince], ['live', 'live', null]);
    assert.deepEqual(toAttention(seen, [], { doubtCount: 0, suspectCount: 0, desk: null }, window), []);
  }
  const { status, standing } = visibility([aRow(until('2026-11-20')), { ...link, days: [], views: [] }]);
  assert.deepEqual([status, standing], ['lost', 0], 'it does not hide that the button is lost');
});

test('placement visibility: a library’s counts are the sum of its placements’', () => {
  const { counts } = visibility([aRow(), aRow({ id: 2, clicks: 3, viewable: 4 })]);
  assert.deepEqual(counts, {
    impressions: 1400,
    measurable: 1400,
    viewable: 404,
    firstScreen: 600,
    clicks: 23,
    follows: 0,
  });
});

test('placement visibility: a place that only robots and trials have seen is none, and is lost since nothing', () => {
  const unseen = { firstSeenAt: new Date('2026-11-20T12:00:00.000Z'), days: [], views: [], everCounted: false };
  const nobody = {
    viewports: [],
    impressions: 0,
    measurable: 0,
    viewable: 0,
    firstScreen: 0,
    clicks: 0,
  };
  const row = aRow({ ...unseen, ...nobody });
  const alone = visibility([row]);
  assert.deepEqual([alone.status, alone.lostSince, alone.placements], ['never-seen', null, []]);
  const refused = [
    { libraryId: 'harford', reason: 'origin-not-registered', count: 2, lastDate: '2026-11-24' },
  ] as const;
  assert.equal(toVisibility([row], refused, [], words, window, now).status, 'refused');
  assert.deepEqual(
    visibility([aRow({ id: 2 }), row]).placements.map(({ id }) => id),
    [2],
  );
  // Without the rule it would be a place that is quiet, of which nothing was ever seen.
  const [taken] = visibility([{ ...row, everCounted: true }], now + 30 * 24 * HOUR_MS).placements;
  assert.equal(taken?.status, 'quiet');
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
