// `npm test -- changed` leaves out nothing that a change can reach.
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { test } from 'node:test';
import { reachable, reachesBrowserTests } from '../changed.ts';

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
