// Each page of the dashboard leads to a chapter of the guide that its readers have.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readCoordinatorGuide, readGuide } from '../../../server/dashboard/read-guide.mjs';
import { LIBRARY_PAGES, PAGES } from '../../../server/src/accounts/dashboard-pages.ts';
import { chapterOf } from '../../../server/dashboard/src/logic/guide-chapters.ts';

const all = readGuide().map(({ slug }) => slug);
const coordinators = new Set([...readCoordinatorGuide().map(({ slug }) => slug), ...all]);
/** Pages that the coordinator alone opens. */
const OF_COORDINATOR = [
  'accounts',
  'audit',
  'desks',
  'month',
  'now',
  'partners',
  'settings',
  'setup',
  'standard',
  'system',
];

test('guide chapters: every page but the guide has one, for each reader', () => {
  for (const [pages, isOfLibrary] of [
    [LIBRARY_PAGES, true],
    [PAGES, false],
  ] as const)
    for (const page of pages) {
      if (page === 'guide') continue;
      const forCoordinator = chapterOf(page, isOfLibrary, true);
      assert.ok(forCoordinator !== undefined && coordinators.has(forCoordinator), `${page}: ${forCoordinator}`);
      const forOthers = chapterOf(page, isOfLibrary, false);
      if (!OF_COORDINATOR.includes(page))
        assert.ok(forOthers !== undefined && all.includes(forOthers), `${page}: ${forOthers}`);
    }
});

test('guide chapters: the guide and an unknown page have none', () => {
  for (const page of ['guide', 'nothing', 'constructor', null]) assert.equal(chapterOf(page, false, true), undefined);
});
