// The suites of a run: checks, then browsers, beside the test files; then what measures time.
import { changedFiles, reachable, reachesBrowserTests } from '../changed.ts';
import { intoBatches, longestFirst, type Durations } from './batches.ts';
import { execute } from './command.ts';
import { noTests, sumOf, type Count } from './count.ts';
import { FOLDERS, filesOf, folderOf, OWN_PROCESS, TIMED, WHOLE_ONLY } from './files.ts';
import { runBatches, type FileResult } from './node-tests.ts';

export interface Choice {
  /** Of SUITES; empty: all. */
  suites: readonly string[];
  isWhole: boolean;
  isChangedOnly: boolean;
}

/** Commands that either succeed or do not; each is one check. */
const CHECKS: Readonly<Record<string, readonly string[]>> = {
  types: ['tsc -b', 'tsc -p test'],
  format: ['oxfmt --check'],
  lint: ['eslint widget/src server/dashboard/src --max-warnings 0', 'oxlint --type-aware --deny-warnings'],
};

export const SUITES = [...Object.keys(CHECKS), ...FOLDERS, 'browsers', 'timed'] as const;

export async function check(lines: readonly string[], more: { isBesideOthers?: boolean } = {}): Promise<Count> {
  const count = noTests();
  for (const line of lines) {
    const [command = '', ...words] = line.split(' ');
    const { code } = await execute(command, words, more);
    count[code === 0 ? 'passed' : 'failed'] += 1;
    if (code !== 0) count.failures.push(`${line} ended with ${code}`);
  }
  return count;
}

/** Browser tests close with a plain count of their own, over all engines. */
async function browserTests({ isChangedOnly }: Choice): Promise<Count> {
  if (isChangedOnly && !reachesBrowserTests(changedFiles())) return noTests();
  const built = await execute('tsc', ['-b', 'test/browser']);
  if (built.code !== 0) return { passed: 0, failed: 1, failures: ['test/browser does not compile'] };
  const { code, output } = await execute('wtr', ['--config', 'web-test-runner.config.mjs'], { isBesideOthers: true });
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
}

/** They wait for processes, databases and pages half of the time. */
const CONCURRENCY = 4;

export interface SuiteResult extends Count {
  seconds: number;
  /** Of the seconds of its files, summed, what is no test's; null: no files. */
  setUpShare: number | null;
}

export interface Results {
  suites: Map<string, SuiteResult>;
  files: Map<string, FileResult>;
}

const isTimed = (file: string): boolean => TIMED.includes(file);

/** The files of a suite that this run is to run. */
function chosenFiles({ isWhole, isChangedOnly }: Choice): string[] {
  const all = FOLDERS.flatMap(filesOf);
  for (const named of [...Object.keys(OWN_PROCESS), ...TIMED, ...Object.keys(WHOLE_ONLY)])
    if (!all.includes(named)) throw new Error(`test/run/files.ts names a file that is not there: ${named}`);
  return (isChangedOnly ? reachable(all, changedFiles()) : all).filter((file) => isWhole || !(file in WHOLE_ONLY));
}

const suiteOf = (file: string): string => (isTimed(file) ? 'timed' : folderOf(file));

/** The result of what is no test file. */
export async function measured(count: () => Promise<Count>): Promise<SuiteResult> {
  const startedAt = Date.now();
  return { ...(await count()), seconds: (Date.now() - startedAt) / 1000, setUpShare: null };
}

export async function runSuites(choice: Choice, durations: Durations): Promise<Results> {
  const isChosen = (name: string): boolean => choice.suites.length === 0 || choice.suites.includes(name);
  const suites = new Map<string, SuiteResult>();
  const files = new Map<string, FileResult>();
  const chosen = chosenFiles(choice).filter((file) => isChosen(suiteOf(file)));
  if (
    chosen.length === 0 &&
    !choice.isChangedOnly &&
    choice.suites.some((name) => !(name in CHECKS) && name !== 'browsers')
  )
    throw new Error(`no test file in ${choice.suites.join(', ')}`);

  const runFiles = async (of: readonly string[], concurrency: number): Promise<void> => {
    // A suite's files share processes with each other alone.
    const batches = [...Map.groupBy(of, suiteOf).values()].flatMap((group) =>
      intoBatches(group, durations, (file) => file in OWN_PROCESS || isTimed(file)),
    );
    const results = await runBatches(longestFirst(batches, durations), concurrency);
    for (const [file, result] of results) files.set(file, result);
    for (const [suite, group] of Map.groupBy(of, suiteOf)) {
      const own = group.map((file) => results.get(file)!);
      const seconds = own.reduce((total, result) => total + result.seconds, 0);
      const inTests = own.reduce((total, result) => total + result.testSeconds, 0);
      suites.set(suite, {
        ...sumOf(own),
        seconds,
        setUpShare: seconds > 0 ? Math.max(0, 1 - inTests / seconds) : null,
      });
    }
  };

  const runChecks = async (): Promise<void> => {
    for (const [name, lines] of Object.entries(CHECKS)) {
      if (isChosen(name)) suites.set(name, await measured(() => check(lines, { isBesideOthers: true })));
    }
  };

  const runBrowsers = async (): Promise<void> => {
    if (isChosen('browsers')) suites.set('browsers', await measured(() => browserTests(choice)));
  };

  const together = chosen.filter((file) => !isTimed(file));
  await Promise.all([runChecks().then(runBrowsers), runFiles(together, CONCURRENCY)]);
  await runFiles(chosen.filter(isTimed), 1);
  return { suites, files };
}
