import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LibraryStatus } from '@askusnow/sdk/contract';
import {
  libraryStatus,
  placementStatus,
  silenceLimitMs,
  type LibraryActivity,
  type PlacementStatus,
} from '../../../server/src/visibility/placements/status.ts';

const DAY_MS = 86_400_000;
const now = Date.parse('2026-11-24T12:00:00.000Z');
const aHeard = (over: { ageDays?: number; silentDays?: number; perDay?: number; recentCount?: number } = {}) => {
  const { ageDays = 100, silentDays = 0, perDay = 2 } = over;
  return {
    firstSeenMs: now - ageDays * DAY_MS,
    lastEventMs: now - silentDays * DAY_MS,
    recentCount: over.recentCount ?? perDay * Math.min(Math.max(ageDays, 1), 28),
  };
};
const limitDays = (over: Parameters<typeof aHeard>[0]): string =>
  (silenceLimitMs(aHeard(over), now) / DAY_MS).toFixed(2);

describe('the silence limit', () => {
  test('follows the placement’s own pace: 2 a day, 3.45 days; 10 a day, 1 day', () => {
    assert.equal(limitDays({ perDay: 2 }), '3.45');
    assert.equal(limitDays({ perDay: 10 }), '1.00');
  });
  test('silence limit: is never under a day nor over fourteen, without any event too', () => {
    assert.equal(limitDays({ perDay: 1000 }), '1.00');
    assert.equal(limitDays({ perDay: 0.1 }), '14.00');
    assert.equal(limitDays({ recentCount: 0 }), '14.00');
  });
  test('silence limit: takes the pace of a young placement over its age, and over a day at least', () => {
    assert.equal(limitDays({ ageDays: 10, recentCount: 20 }), '3.45');
    assert.equal(limitDays({ ageDays: 0.1, recentCount: 2 }), '3.45');
  });
  test('silence limit: a mean over 28 days whatever the age, the mutant, calls a young placement slow', () => {
    const mutant = Math.log(1000) / (20 / 28);
    assert.ok(mutant > 9 && Number(limitDays({ ageDays: 10, recentCount: 20 })) < 4);
  });
});

describe('a placement', () => {
  const cases: [string, Parameters<typeof aHeard>[0], PlacementStatus][] = [
    ['just seen', { ageDays: 0 }, 'new'],
    ['six days old and quiet for five', { ageDays: 6.9, silentDays: 5, perDay: 10 }, 'new'],
    ['seven days old and heard today', { ageDays: 7 }, 'live'],
    ['at 2 a day, quiet for 3.4 days', { silentDays: 3.4 }, 'live'],
    ['at 2 a day, quiet for 3.6 days', { silentDays: 3.6 }, 'silent'],
    ['at 10 a day, quiet for a day and two hours', { silentDays: 26 / 24, perDay: 10 }, 'silent'],
    ['at 2 a week, quiet for 13 days', { silentDays: 13, perDay: 2 / 7 }, 'live'],
    ['at 2 a week, quiet for 15 days', { silentDays: 15, perDay: 2 / 7 }, 'silent'],
    ['without any event for a month', { silentDays: 31, recentCount: 0 }, 'silent'],
  ];
  for (const [name, over, status] of cases) {
    test(`placement: ${name} is ${status}`, () => assert.equal(placementStatus(aHeard(over), now), status));
  }
  test('placement: on a fixed timer of a day, the mutant, a slow page would be lost every week', () => {
    const slow = aHeard({ silentDays: 3, perDay: 2 / 7 });
    const mutant = now - slow.lastEventMs > DAY_MS ? 'silent' : 'live';
    assert.notEqual(mutant, placementStatus(slow, now));
  });
});

describe('a library', () => {
  const aLibrary = (statuses: PlacementStatus[], over: Partial<LibraryActivity> = {}): LibraryActivity => ({
    placements: statuses.map((status) => ({ status })),
    refusedCount: 0,
    impressionCount: 100,
    clickCount: 5,
    ...over,
  });
  const cases: [string, LibraryActivity, LibraryStatus][] = [
    ['without placement or refusal', aLibrary([]), 'never-seen'],
    ['with refusals alone', aLibrary([], { refusedCount: 3 }), 'refused'],
    ['with refusals beside a live placement', aLibrary(['live'], { refusedCount: 3 }), 'live'],
    ['whose only placement is new', aLibrary(['new'], { clickCount: 0 }), 'new'],
    ['with a new placement after old ones fell silent', aLibrary(['silent', 'new']), 'new'],
    ['with a live and a silent placement', aLibrary(['live', 'silent']), 'live'],
    ['shown a hundred times without a click', aLibrary(['live', 'new'], { clickCount: 0 }), 'zero'],
    ['quiet in the window but within its limit', aLibrary(['live'], { impressionCount: 0, clickCount: 0 }), 'live'],
    ['all of whose placements are silent', aLibrary(['silent', 'silent']), 'silent'],
  ];
  for (const [name, heard, status] of cases) {
    test(`library: ${name} is ${status}`, () => assert.equal(libraryStatus(heard), status));
  }
});
