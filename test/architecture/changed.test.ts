// `npm test -- changed` leaves out nothing that a change can reach.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { reachable, reachesBrowserTests } from '../changed.ts';
import { JOURNEYS, journeyOf } from '../run/journeys.ts';

const TESTS = globSync('test/{unit,server,journeys,architecture}/**/*.test.ts').sort();
const isRule = (test: string): boolean => test.startsWith('test/architecture/');

test('changed: a file reaches the tests that import it, directly or by others, and not the rest', () => {
  const reached = reachable(TESTS, ['server/src/visibility/metrics/wilson.ts']);
  assert.ok(reached.includes('test/unit/visibility/metrics-wilson.test.ts'));
  assert.ok(reached.includes('test/server/visibility/metrics-routes.test.ts'), 'by the app that the test starts');
  assert.ok(reached.includes('test/server/cli/command-line.test.ts'), 'by the process that the test starts');
  assert.ok(reached.includes('test/journeys/dashboard-numbers.test.ts'), 'by the server behind the page');
  assert.ok(reached.includes('test/architecture/imports.test.ts'), 'rules read the tree');
  assert.ok(!reached.includes('test/unit/schedule/hours-expand.test.ts'));
});

test('changed: a page’s files reach the journeys that show it, what all pages stand on reaches all, and each journey has its words', () => {
  const journeys = (file: string): string[] =>
    reachable(TESTS, [file]).filter((test) => test.startsWith('test/journeys/dashboard-'));
  const all = TESTS.filter((test) => test.startsWith('test/journeys/dashboard-'));
  const of = journeys('server/src/workspace/meetings/routes.ts');
  assert.ok(of.includes('test/journeys/dashboard-meetings.test.ts'));
  assert.ok(of.length < 6, of.join(' '));
  for (const file of [
    'server/src/platform/db/postgres-pool.ts',
    'server/dashboard/src/ui/query.ts',
    'sdk/src/index.ts',
  ])
    assert.deepEqual(journeys(file), all, file);
  const support = journeys('test/support/app/desks-watched.ts');
  assert.ok(support.includes('test/journeys/dashboard-coverage.test.ts') && support.length < all.length);
  const names = all.map((test) => journeyOf(test)!);
  assert.deepEqual(
    Object.keys(JOURNEYS).filter((name) => !names.includes(name)),
    [],
    'words of a journey that is gone',
  );
});

test('changed: a test reaches itself; a source reaches what is built of it', () => {
  const own = 'test/unit/schedule/hours-expand.test.ts';
  assert.deepEqual(reachable(TESTS, [own]), [...TESTS.filter(isRule), own]);
  assert.ok(reachable(TESTS, ['sdk/src/contract/vocabulary.ts']).includes('test/server/schedule/hours-routes.test.ts'));
  assert.ok(reachable(TESTS, ['widget/src/view.ts']).includes('test/unit/widget/widget-bundle.test.ts'));
  assert.deepEqual(
    ['widget/src/view.ts', 'server/src/app.ts'].map((file) => reachesBrowserTests([file])),
    [true, false],
  );
});

test('changed: what everything is built or run by reaches every test', () => {
  for (const file of ['package-lock.json', 'rollup.config.mjs', 'server/dashboard/package.json', 'test/run.ts']) {
    assert.deepEqual(reachable(TESTS, [file]), TESTS, file);
    assert.ok(reachesBrowserTests([file]), file);
  }
  assert.deepEqual(reachable(TESTS, ['CHANGELOG.md']), TESTS.filter(isRule));
});
