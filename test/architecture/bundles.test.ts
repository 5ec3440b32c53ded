// What reaches a page: no validator, no development build, licences kept; of the dashboard, what a role's first page needs.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { globSync, readFileSync, statSync } from 'node:fs';

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

const ASSETS = 'server/dashboard/dist/assets';

/** The scripts that a script imports at once, itself included; not those that it loads later. */
function importsOf(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, name = ''] of readFileSync(`${ASSETS}/${file}`, 'utf8').matchAll(/\b(?:from|import)"\.\/([^"]+)"/g))
    importsOf(name, found);
  return found;
}

/** The scripts of a page, with their sizes as they travel, the largest first. */
function scriptsOf(page: string): { file: string; bytes: number }[] {
  const [script = ''] = globSync(`${page}.*.js`, { cwd: ASSETS });
  return [...importsOf(script, importsOf('main.js'))]
    .map((file) => ({ file, bytes: statSync(`${ASSETS}/${file}.br`).size }))
    .toSorted((one, other) => other.bytes - one.bytes);
}

/** The first load may have so many bytes, compressed, for whom the page is the first. */
const FIRST_LOADS = { 'desk-page': 50_000, 'provider-home': 50_000, 'home-page': 50_000, 'coverage-page': 65_000 };

test('bundles: a first page loads no more than it needs', () => {
  for (const [page, mostBytes] of Object.entries(FIRST_LOADS)) {
    const scripts = scriptsOf(page);
    const bytes = scripts.reduce((total, script) => total + script.bytes, 0);
    assert.ok(scripts.length > 2, page);
    const parts = scripts.map(({ file, bytes: each }) => `${file}: ${each}`).join('\n');
    assert.ok(bytes <= mostBytes, `${page}: ${bytes} bytes, ${mostBytes} at most\n${parts}`);
  }
});

test('bundles: mutant: pages that are imported at once, not when they are opened, are more than that', () => {
  const all = globSync(`${ASSETS}/*.js.br`).reduce((total, file) => total + statSync(file).size, 0);
  assert.ok(all > Math.max(...Object.values(FIRST_LOADS)));
});
