// In:    the files that differ from the main branch.
// Out:   the test files that a change can reach: by their imports, or by what they start, build or read.
// Never: less than that: where the imports do not say it, a table does.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { journeyOf, reachesJourney } from './run/journeys.ts';

const lines = (command: string, ...words: string[]): string[] =>
  execFileSync(command, words, { encoding: 'utf8' }).split('\n').filter(Boolean);

/** Differences to where this branch left `main`, and what is not committed yet. */
export function changedFiles(): string[] {
  const base = execFileSync('git', ['merge-base', 'HEAD', 'main'], { encoding: 'utf8' }).trim();
  return [...lines('git', 'diff', '--name-only', base), ...lines('git', 'ls-files', '--others', '--exclude-standard')];
}

const SPECIFIER = /(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g;
/** Tests import what is built; a change is in what it is built of. */
const sourceOf = (path: string): string =>
  path.replace(/^(sdk|widget)\/dist\//, '$1/src/').replace('server/dashboard/out/', 'server/dashboard/src/');
const PACKAGES: Record<string, string> = {
  '@askusnow/sdk': 'sdk/src/index.ts',
  '@askusnow/sdk/contract': 'sdk/src/contract/index.ts',
  '@askusnow/sdk/page-pattern': 'sdk/src/page-pattern.ts',
};
/** Started by its path, not imported. */
const STARTS: Record<string, string> = { 'test/support/app/process.ts': 'server/src/main.ts' };

function importsOf(file: string): string[] {
  const imported = [...readFileSync(file, 'utf8').matchAll(SPECIFIER)].flatMap(([, specifier = '']) => {
    if (specifier in PACKAGES) return [PACKAGES[specifier]!];
    if (!specifier.startsWith('.')) return [];
    return [sourceOf(normalize(join(dirname(file), specifier))).replace(/\.js$/, '.ts')];
  });
  const started = STARTS[file];
  return started === undefined ? imported : [...imported, started];
}

/** Tests that reach code, pages or texts without importing them, and which. */
const REACHED_OTHERWISE: [tests: RegExp, reached: RegExp][] = [
  // They read the tree.
  [/^test\/architecture\//, /./],
  [/^test\/unit\/widget\/widget-bundle/, /^(widget|sdk)\/|^docs\/webmaster\.md$/],
  [/^test\/(unit\/cooperative|server\/(serving|coverage))\//, /^examples\/|^docs\//],
  [/^test\/server\/cli\/backup-commands/, /^docs\/operator\.md$/],
  [/^test\/unit\/sdk\/sdk-page/, /^sdk\/src\/|^docs\/sdk\.md$/],
  [/^test\/server\/platform\/data-flow/, /^docs\/|^server\/src\//],
  [/^test\/journeys\/parts/, /^test\/parts\//],
  [/^test\/unit\/visibility\/(placements-key-pages|snippets-recipes)/, /^docs\/webmaster\.md$/],
  [
    /^test\/journeys\/(host-|sdk-|frameworks|readme-forms)/,
    /^(widget|sdk|examples)\/|^README\.md$|^docs\/webmaster\.md$/,
  ],
  [/^test\/journeys\/(?!dashboard-|host-|sdk-|frameworks|readme-forms)/, /^(server|widget|sdk|examples)\//],
];
/** Everything is built or run by these. */
const REACHES_ALL =
  /(^|\/)(package|package-lock|tsconfig)\.json$|^rollup\.config\.mjs$|^(server|widget)\/[^/]+\.mjs$|^test\/(run|prerequisites|memory-folder)\.ts$|^test\/run\/\w/;
const BROWSER_TESTS = /^(widget|sdk|test\/browser)\/|^web-test-runner/;

/** Whether a change can reach the tests in `test/browser`. */
export const reachesBrowserTests = (changed: readonly string[]): boolean =>
  changed.some((file) => REACHES_ALL.test(file) || BROWSER_TESTS.test(file));

/** Of `tests`, those that one of `changed` can reach. */
export function reachable(tests: readonly string[], changed: readonly string[]): string[] {
  if (changed.some((file) => REACHES_ALL.test(file))) return [...tests];
  const importers = new Map<string, string[]>();
  const walked = new Set(tests);
  for (const file of walked)
    for (const imported of existsSync(file) ? importsOf(file) : []) {
      importers.set(imported, [...(importers.get(imported) ?? []), file]);
      walked.add(imported);
    }
  const withImporters = (files: readonly string[]): Set<string> => {
    const reached = new Set(files);
    for (const file of reached) for (const importer of importers.get(file) ?? []) reached.add(importer);
    return reached;
  };
  const reached = withImporters(changed);
  // A journey starts the whole server: of what it imports, only the tests' own files say something about it.
  const reachedByTests = withImporters(changed.filter((file) => file.startsWith('test/')));
  const isImported = (test: string): boolean => (journeyOf(test) === undefined ? reached : reachedByTests).has(test);
  const isReachedOtherwise = (test: string): boolean =>
    REACHED_OTHERWISE.some(([tests, files]) => tests.test(test) && changed.some((file) => files.test(file))) ||
    changed.some((file) => reachesJourney(test, file));
  return tests.filter((test) => isImported(test) || isReachedOtherwise(test));
}
