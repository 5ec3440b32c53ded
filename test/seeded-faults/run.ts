// Makes one fault of list.json after another in this checkout, runs the tests that reach it until one fails, and takes it back.
// node test/seeded-faults/run.ts [FROM [TO]]: results are added to test-results/seeded-faults.json. Needs a checkout without changes.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reachable } from '../changed.ts';
import { readDurations } from '../run/durations.ts';
import { intoBatches, secondsOf } from '../run/batches.ts';
import { FOLDERS, filesOf, OWN_PROCESS, TIMED, WHOLE_ONLY } from '../run/files.ts';
import { runBatches } from '../run/node-tests.ts';
import type { Fault } from './choose.ts';

const LIST = JSON.parse(readFileSync(join(import.meta.dirname, 'list.json'), 'utf8')) as Fault[];
const RESULTS = 'test-results/seeded-faults.json';

/** What caught it: a check, or the first test file that failed; null: nothing of the gate. */
type Results = Record<string, { rule: string; caughtBy: string | null }>;
const results: Results = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Results) : {};

const passes = (command: string, ...words: string[]): boolean =>
  spawnSync(command, words, { stdio: 'ignore' }).status === 0;

/** They find any change of the bytes, and prove nothing about what these do. */
const SIZES = ['test/unit/widget/widget-bundle.test.ts', 'test/unit/sdk/sdk-bytes.test.ts'];

/** The module's own tests first, then the shorter ones. */
function testsFor(file: string): string[] {
  const durations = readDurations();
  const [, , first = '', second = ''] = file.split('/');
  const isNear = (test: string): boolean => test.includes(`/${first}/`) && test.includes(second.replace(/\.ts$/, ''));
  const gate = FOLDERS.flatMap(filesOf).filter((test) => !(test in WHOLE_ONLY) && !SIZES.includes(test));
  return reachable(gate, [file]).sort(
    (one, other) =>
      Number(isNear(other)) - Number(isNear(one)) || secondsOf(durations, one) - secondsOf(durations, other),
  );
}

/** Files that are run before it is asked whether one has failed: most faults are caught by the first of them. */
const CHUNK = 16;
const WORKERS = 2;
const isAlone = (file: string): boolean => file in OWN_PROCESS || TIMED.includes(file);

/** The first test file that fails. */
async function firstFailure(tests: readonly string[]): Promise<string | null> {
  for (let at = 0; at < tests.length; at += CHUNK) {
    const batches = intoBatches(tests.slice(at, at + CHUNK), readDurations(), isAlone);
    const failed = [...(await runBatches(batches, WORKERS))].find(([, { failed }]) => failed > 0);
    if (failed) return failed[0];
  }
  return null;
}

/** The server and its tests run from its sources; all else is built. */
const isBuilt = (file: string): boolean => !file.startsWith('server/src/');
const build = (): boolean => passes('npm', 'run', '--silent', 'build');

async function firstCatch(file: string): Promise<string | null> {
  if (!passes('tsc', '-b', 'sdk', 'widget', 'server', 'server/dashboard')) return 'types';
  if (!passes('oxlint', '--type-aware', '--deny-warnings', file)) return 'lint';
  if (!passes('eslint', '--no-warn-ignored', '--max-warnings', '0', file)) return 'lint';
  return isBuilt(file) && !build() ? 'build' : firstFailure(testsFor(file));
}

/** Where the text stands, nearest to where it stood when the list was made. */
const nearest = (lines: readonly string[], text: string, from: number): number | undefined =>
  [...lines.keys()]
    .filter((at) => lines[at] === text)
    .sort((one, other) => Math.abs(one - from) - Math.abs(other - from))[0];

async function catchFault({ file, line, was, becomes }: Fault): Promise<string | null> {
  const lines = readFileSync(file, 'utf8').split('\n');
  const at = nearest(lines, was, line - 1);
  if (at === undefined) throw new Error(`${file} no longer has line ${line} of list.json: choose the list anew`);
  lines[at] = becomes;
  writeFileSync(file, lines.join('\n'));
  let caughtBy: string | null;
  try {
    caughtBy = await firstCatch(file);
  } finally {
    execFileSync('git', ['checkout', '--quiet', '--', file]);
  }
  if (isBuilt(file) && !build()) throw new Error('the checkout does not build without the fault');
  const isTest = caughtBy !== null && caughtBy.startsWith('test/');
  if (isTest && (await firstFailure([caughtBy!])) !== null) throw new Error(`${caughtBy} fails without the fault, too`);
  return caughtBy;
}

const [from = 0, to = LIST.length] = process.argv.slice(2).map(Number);
mkdirSync('test-results', { recursive: true });
for (const fault of LIST.slice(from, to)) {
  const name = `${fault.file}:${fault.line} ${fault.rule}`;
  if (name in results) continue;
  const startedAt = Date.now();
  const caughtBy = await catchFault(fault);
  results[name] = { rule: fault.rule, caughtBy };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
  console.log(`${caughtBy === null ? 'MISSED' : 'caught'} ${name} (${seconds} s): ${caughtBy ?? ''}`);
}
const all = Object.values(results);
console.log(`${all.filter(({ caughtBy }) => caughtBy !== null).length} of ${all.length} caught`);
