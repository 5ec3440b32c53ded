// What reaches a page: no validator, no development build, licences kept.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globSync, readFileSync } from 'node:fs';

/** Words that zod's code cannot do without, minified or not. */
const ZOD_MARKS = ['ZodError', '_zod', '$ZodType'];

const marksOf = (text: string): string[] => ZOD_MARKS.filter((mark) => text.includes(mark));

const browserBundles = (): string[] => [
  ...globSync('widget/dist/bundle/**/*.js'),
  ...globSync('server/dashboard/dist/**/*.js'),
];

test('bundles: no zod byte is in any browser bundle', () => {
  const bundles = browserBundles();
  assert.ok(bundles.some((file) => file.startsWith('widget/')) && bundles.some((file) => file.startsWith('server/')));
  for (const file of bundles) assert.deepEqual(marksOf(readFileSync(file, 'utf8')), [], file);
});

test('bundles: mutant: a bundle with zod in it is found', () => {
  assert.notDeepEqual(marksOf(readFileSync('node_modules/zod/v4/core/core.js', 'utf8')), []);
});

test("bundles: Lit's development build is in no bundle, and its licence travels with it", () => {
  for (const file of browserBundles()) {
    assert.ok(!readFileSync(file, 'utf8').includes('Lit is in dev mode'), file);
  }
  for (const notices of ['widget/THIRD-PARTY-NOTICES.txt', 'server/THIRD-PARTY-NOTICES.txt']) {
    assert.match(readFileSync(notices, 'utf8'), /BSD 3-Clause|BSD-3-Clause/, notices);
  }
});
