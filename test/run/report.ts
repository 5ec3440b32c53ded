// The lines at the end of a run: suites, what of them was set-up, and the slowest files.
import type { FileResult } from './node-tests.ts';
import type { SuiteResult } from './suites.ts';

/** How many files are named with the time that they took. */
const MAX_SLOWEST_FILES = 10;

const shareText = (share: number | null): string =>
  share === null ? '' : `, ${(share * 100).toFixed(0)} % of it set-up`;

/** A suite of files runs in several processes at once: its seconds are the sum over its files. */
export const suiteLine = (name: string, { passed, failed, seconds, setUpShare }: SuiteResult): string =>
  `${name.padEnd(12)} ${String(passed).padStart(5)} passed ${String(failed).padStart(4)} failed  ${seconds.toFixed(0)} s${shareText(setUpShare)}`;

export const slowestText = (files: ReadonlyMap<string, FileResult>): string =>
  [
    'Slowest files:',
    ...[...files]
      .sort(([, one], [, other]) => other.seconds - one.seconds)
      .slice(0, MAX_SLOWEST_FILES)
      .map(
        ([file, { seconds, testSeconds }]) => `  ${file} ${seconds.toFixed(0)} s, ${testSeconds.toFixed(0)} s in tests`,
      ),
  ].join('\n');
