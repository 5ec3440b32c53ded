// In:    the files that differ from the main branch.
// Out:   the test files that a change can reach, by their imports; those in a browser by what they are about.
// Never: less than that: a file that nobody imports (a build file, an example, a page) reaches every test.
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

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

function importsOf(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(SPECIFIER)].flatMap(([, specifier = '']) => {
    if (specifier in PACKAGES) return [PACKAGES[specifier]!];
    if (!specifier.startsWith('.')) return [];
    return [sourceOf(normalize(join(dirname(file), specifier))).replace(/\.js$/, '.ts')];
  });
}

/** Tests whose browser or process reaches code without importing it, and the folders that they reach so. */
const REACHED_BY_PROCESS: [tests: RegExp, reached: RegExp][] = [
  [/^test\/journeys\/dashboard-/, /^(server|sdk)\//],
  [/^test\/journeys\/(host-|sdk-|frameworks|readme-forms)/, /^(widget|sdk|examples)\/|^README\.md$/],
  [/^test\/journeys\/(?!dashboard-|host-|sdk-|frameworks|readme-forms)/, /^(server|widget|sdk|examples)\//],
];
/** Nobody imports these, and everything is built or run by them. */
const REACHES_ALL =
  /^(package(-lock)?\.json|tsconfig\.json|rollup\.config\.mjs|test\/(run|prerequisites|memory-folder)\.ts|[^/]+\/(package|tsconfig)\.json)$/;

/** Of `tests`, those that one of `changed` can reach. */
export function reachable(tests: readonly string[], changed: readonly string[]): string[] {
  if (changed.some((file) => REACHES_ALL.test(file))) return [...tests];
  const known = new Map<string, boolean>();
  const isReached = (file: string): boolean => {
    const found = known.get(file);
    if (found !== undefined) return found;
    // Before its imports are walked: a circle comes back here.
    known.set(file, changed.includes(file));
    const reached = changed.includes(file) || (existsSync(file) && importsOf(file).some(isReached));
    known.set(file, reached);
    return reached;
  };
  const byProcess = (test: string): boolean =>
    REACHED_BY_PROCESS.some(([tests, reached]) => tests.test(test) && changed.some((file) => reached.test(file)));
  return tests.filter((test) => isReached(test) || byProcess(test));
}

/** Of a suite's files, those to run. */
export const changedTests = (pattern: string, changed = changedFiles()): string[] =>
  reachable(globSync(pattern).sort(), changed);
