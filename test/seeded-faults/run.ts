// Makes one fault of list.json after another in this checkout, runs the tests that reach it until one fails, and takes it back.
// node test/seeded-faults/run.ts [FROM [TO]]: results are added to test-results/seeded-faults.json. Needs a checkout without changes.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reachable } from '../changed.ts';
import { readDurations } from '../run/durations.ts';
import { secondsOf } from '../run/batches.ts';
import { FOLDERS, filesOf, WHOLE_ONLY } from '../run/files.ts';
import type { Fault } from './choose.ts';

const LIST = JSON.parse(readFileSync(join(import.meta.dirname, 'list.json'), 'utf8')) as Fault[];
const RESULTS = 'test-results/seeded-faults.json';

/** What caught it: a check, or the first test file that failed; null: nothing of the gate. */
type Results = Record<string, { rule: string; caughtBy: string | null }>;
const results: Results = existsSync(RESULTS) ? (JSON.parse(readFileSync(RESULTS, 'utf8')) as Results) : {};

const passes = (command: string, ...words: string[]): boolean =>
  spawnSync(command, words, { stdio: 'ignore' }).status === 0;

/** The module's own tests first, then the shorter ones. */
function testsFor(file: string): string[] {
  const durations = readDurations();
  const [, , first = '', second = ''] = file.split('/');
  const isNear = (test: string): boolean => test.includes(`/${first}/`) && test.includes(second.replace(/\.ts$/, ''));
  const gate = FOLDERS.flatMap(filesOf).filter((test) => !(test in WHOLE_ONLY));
  return reachable(gate, [file]).sort(
    (one, other) =>
      Number(isNear(other)) - Number(isNear(one)) || secondsOf(durations, one) - secondsOf(durations, other),
  );
}

const CHUNK = 12;

const run = (tests: readonly string[]): { status: number | null; stdout: string } => {
  const words = ['--liftoff-only', '--import', './test/support/end-of-file.ts', '--test', '--test-concurrency=2'];
  return spawnSync(process.execPath, [...words, ...tests], { encoding: 'utf8', maxBuffer: 2 ** 28 });
};

/** The first test file that fails. */
function firstFailure(tests: readonly string[]): string | null {
  for (let at = 0; at < tests.length; at += CHUNK) {
    const chunk = tests.slice(at, at + CHUNK);
    const { status, stdout } = run(chunk);
    if (status !== 0) return /^test at (\S+?\.test\.ts):/m.exec(stdout)?.[1] ?? chunk[0]!;
  }
  return null;
}

const build = (): boolean => passes('npm', 'run', '--silent', 'build');

function firstCatch(file: string): string | null {
  if (!passes('tsc', '-b', 'sdk', 'widget', 'server', 'server/dashboard')) return 'types';
  if (!passes('oxlint', '--type-aware', '--deny-warnings', file)) return 'lint';
  if (!passes('eslint', '--max-warnings', '0', file)) return 'lint';
  return build() ? firstFailure(testsFor(file)) : 'build';
}

function catchFault({ file, line, was, becomes }: Fault): string | null {
  const lines = readFileSync(file, 'utf8').split('\n');
  if (lines[line - 1] !== was) throw new Error(`${file}:${line} is no longer what list.json says`);
  lines[line - 1] = becomes;
  writeFileSync(file, lines.join('\n'));
  let caughtBy: string | null;
  try {
    caughtBy = firstCatch(file);
  } finally {
    execFileSync('git', ['checkout', '--quiet', '--', file]);
  }
  if (!build()) throw new Error('the checkout does not build without the fault');
  const isTest = caughtBy !== null && caughtBy.startsWith('test/');
  if (isTest && run([caughtBy!]).status !== 0) throw new Error(`${caughtBy} fails without the fault, too`);
  return caughtBy;
}

const [from = 0, to = LIST.length] = process.argv.slice(2).map(Number);
mkdirSync('test-results', { recursive: true });
for (const fault of LIST.slice(from, to)) {
  const name = `${fault.file}:${fault.line} ${fault.rule}`;
  if (name in results) continue;
  const startedAt = Date.now();
  const caughtBy = catchFault(fault);
  results[name] = { rule: fault.rule, caughtBy };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  console.log(
    `${caughtBy === null ? 'MISSED' : 'caught'} ${name} (${((Date.now() - startedAt) / 1000).toFixed(0)} s): ${caughtBy ?? ''}`,
  );
}
const all = Object.values(results);
console.log(`${all.filter(({ caughtBy }) => caughtBy !== null).length} of ${all.length} caught`);
