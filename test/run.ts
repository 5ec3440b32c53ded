// The whole test run: `npm test`; `npm test -- unit architecture` for some suites; `npm test -- changed` for what the
// differences to the main branch can reach.
// Prints what failed, once more and together, then a count per suite; the last line is `N passed, N failed`.
// A skipped test counts as failed.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { join, relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { inspect } from 'node:util';
import { changedFiles, changedTests, reachesBrowserTests } from './changed.ts';
import { createRunFolder } from './memory-folder.ts';
import { ensurePrerequisites } from './prerequisites.ts';
import { startPostgres } from './support/app/postgres.ts';

const asked = process.argv.slice(2).filter((word) => word !== 'changed');
const isChangedOnly = process.argv.includes('changed');

interface Count {
  passed: number;
  failed: number;
  /** One entry per failure, said again at the end, where the last lines of a long run are read. */
  failures: string[];
}
type Suite = () => Promise<Count>;

/** Runs a command to its end and shows what it prints. */
function execute(command: string, words: string[]): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        process.stdout.write(text);
      });
    }
    child.on('error', (error) => resolve({ code: 127, output: `${output}${error.message}` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** Commands that either succeed or do not; each is one check. */
const check =
  (...commands: string[]): Suite =>
  async () => {
    const count: Count = { passed: 0, failed: 0, failures: [] };
    for (const line of commands) {
      const [command = '', ...words] = line.split(' ');
      const { code } = await execute(command, words);
      count[code === 0 ? 'passed' : 'failed'] += 1;
      if (code !== 0) count.failures.push(`${line} ended with ${code}`);
    }
    return count;
  };

/**
 * V8 compiles PGlite's WebAssembly twice, the second time for long queries that no test has: in each process 2 s of a processor
 * and 600 MB. Servers that tests start as processes of their own run as they are shipped.
 */
const EXEC_ARGV = ['--liftoff-only', '--import', new URL('support/end-of-file.ts', import.meta.url).href];

/** How many of a suite's files are named with the time that they took. */
const LONGEST = 8;
const longestText = (took: readonly { file: string; seconds: number }[]): string =>
  took
    .toSorted((one, other) => other.seconds - one.seconds)
    .slice(0, LONGEST)
    .map(({ file, seconds }) => `${file} ${seconds.toFixed(0)} s`)
    .join(', ');

/** Test files under node's own runner, each in its own process. */
const nodeTests =
  (pattern: string, concurrency: number): Suite =>
  () =>
    new Promise((resolve) => {
      const files = isChangedOnly ? changedTests(pattern) : globSync(pattern).sort();
      const count: Count = { passed: 0, failed: 0, failures: [] };
      if (files.length === 0 && !isChangedOnly) {
        count.failed += 1;
        count.failures.push(`${pattern} names no file`);
      }
      if (files.length === 0) return resolve(count);
      const stream = run({ files, concurrency, timeout: 600_000, execArgv: EXEC_ARGV });
      const isGroup = ({ type }: { type?: string | undefined }): boolean => type === 'suite';
      stream.on('test:fail', ({ file, line, name, details }) => {
        if (!isGroup(details)) count.failed += 1;
        // A group fails because a test in it did, which is listed by itself.
        if ('failureType' in details.error && details.error.failureType === 'subtestsFailed') return;
        count.failures.push(`${relative('.', file ?? '')}:${line ?? ''} ${name}\n${inspect(details.error.cause)}`);
      });
      stream.on('test:pass', ({ file, line, name, details, skip, todo }) => {
        const isRun = (skip ?? todo) === undefined;
        if (!isRun) count.failures.push(`${relative('.', file ?? '')}:${line ?? ''} ${name} was skipped`);
        if (!isGroup(details)) count[isRun ? 'passed' : 'failed'] += 1;
      });
      const took: { file: string; seconds: number }[] = [];
      stream.on('test:summary', ({ file, duration_ms }) => {
        if (file !== undefined) took.push({ file: relative('.', file), seconds: duration_ms / 1000 });
      });
      stream.on('end', () => {
        console.log(`\nLongest: ${longestText(took)}`);
        resolve(count);
      });
      stream.compose(spec).pipe(process.stdout, { end: false });
    });

/** Browser tests close with a plain count of their own, over all engines. */
const browserTests: Suite = async () => {
  if (isChangedOnly && !reachesBrowserTests(changedFiles())) return { passed: 0, failed: 0, failures: [] };
  const built = await execute('tsc', ['-b', 'test/browser']);
  if (built.code !== 0) return { passed: 0, failed: 1, failures: ['test/browser does not compile'] };
  const { code, output } = await execute('wtr', ['--config', 'web-test-runner.config.mjs']);
  const closing = [...output.matchAll(/^(\d+) passed, (\d+) failed/gm)].at(-1);
  const count: Count = {
    passed: Number(closing?.[1] ?? 0),
    failed: Number(closing?.[2] ?? 0),
    failures: output.match(/^✖ .*/gm) ?? [],
  };
  if (count.passed === 0 || (code !== 0 && count.failed === 0)) {
    count.failed += 1;
    count.failures.push(`wtr ended with ${code} after ${count.passed} passed`);
  }
  return count;
};

const SUITES: Record<string, Suite> = {
  types: check('tsc -b', 'tsc -p test'),
  format: check('prettier --check --log-level warn .'),
  lint: check('eslint . --max-warnings 0 --concurrency 2'),
  unit: nodeTests('test/unit/**/*.test.ts', 2),
  architecture: nodeTests('test/architecture/**/*.test.ts', 1),
  // They wait for processes and databases half of the time.
  server: nodeTests('test/server/**/*.test.ts', 3),
  browsers: browserTests,
  journeys: nodeTests('test/journeys/**/*.test.ts', 2),
};

const unknown = asked.filter((name) => !(name in SUITES));
if (unknown.length > 0) {
  console.error(`No suite named ${unknown.join(', ')}. Suites: changed, ${Object.keys(SUITES).join(', ')}`);
  process.exit(2);
}

const missing = ensurePrerequisites();
if (missing.length > 0) {
  console.error(missing.join('\n'));
  console.log('\n0 passed, 1 failed');
  process.exit(1);
}

const folder = createRunFolder();
process.env['TMPDIR'] = folder.path;
// However it ends: what lies in memory would stay there.
process.on('exit', folder.remove);
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
// Hundreds of processes run the same sources: they are compiled once.
process.env['NODE_COMPILE_CACHE'] ??= join(folder.path, 'compiled');

const total: Count = { passed: 0, failed: 0, failures: [] };
const lines: string[] = [];
const add = (name: string, count: Count, startedAt: number): void => {
  total.passed += count.passed;
  total.failed += count.failed;
  total.failures.push(...count.failures.map((failure) => `✖ ${name}: ${failure}`));
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(0);
  lines.push(
    `${name.padEnd(10)} ${String(count.passed).padStart(5)} passed ${String(count.failed).padStart(4)} failed  ${seconds} s`,
  );
};

const buildStartedAt = Date.now();
add('build', await check('npm run --silent build')(), buildStartedAt);

const postgres = await startPostgres();
process.env['ASKUSNOW_TEST_PG'] = postgres.url;
try {
  for (const [name, suite] of Object.entries(SUITES)) {
    if (asked.length > 0 && !asked.includes(name)) continue;
    console.log(`\n── ${name}`);
    const startedAt = Date.now();
    add(name, await suite(), startedAt);
  }
} finally {
  await postgres.stop();
}

if (total.failures.length > 0) console.log(`\n── failed\n${total.failures.join('\n\n')}`);
console.log(`\n${lines.join('\n')}\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
