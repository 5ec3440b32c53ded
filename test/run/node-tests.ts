// Test files under Node's own runner, many to a process.
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve as absolute } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pathToFileURL } from 'node:url';
import { inspect } from 'node:util';
import { noTests, type Count } from './count.ts';

/**
 * V8 compiles PGlite's WebAssembly twice, the second time for long queries that no test has: in each process 2 s of a processor
 * and 600 MB. Servers that tests start as processes of their own: support/app/process.ts.
 */
const EXEC_ARGV = ['--liftoff-only', '--import', new URL('../support/end-of-file.ts', import.meta.url).href];
/** Guards against what hangs, and against nothing else. */
const MAX_BATCH_MS = 12 * 60_000;

export interface FileResult extends Count {
  /** From its first hook to its last. */
  seconds: number;
  /** Of that, in its tests; the rest is set-up. */
  testSeconds: number;
}

/** The source of a batch: one group per file, named by it, so that hooks stay in their file. */
const sourceOf = (batch: readonly string[]): string =>
  [
    "import { describe } from 'node:test';",
    ...batch.map(
      (file) =>
        `describe(${JSON.stringify(file)}, () => import(${JSON.stringify(pathToFileURL(absolute(file)).href)}));`,
    ),
  ].join('\n');

function writeBatches(batches: readonly (readonly string[])[]): Map<string, readonly string[]> {
  const folder = join(tmpdir(), 'batches');
  mkdirSync(folder, { recursive: true });
  return new Map(
    batches.map((batch, at) => {
      const path = join(folder, `${String(at).padStart(3, '0')}.mjs`);
      writeFileSync(path, sourceOf(batch));
      return [path, batch];
    }),
  );
}

/** The results by file. A skipped test counts as failed. */
export function runBatches(
  batches: readonly (readonly string[])[],
  concurrency: number,
): Promise<Map<string, FileResult>> {
  const results = new Map<string, FileResult>();
  if (batches.length === 0) return Promise.resolve(results);
  const paths = writeBatches(batches);
  const resultOf = (file: string): FileResult => {
    const result = results.get(file) ?? { ...noTests(), seconds: 0, testSeconds: 0 };
    results.set(file, result);
    return result;
  };
  // Of one process all events come before those of the next, and of a file all before those of the next.
  let current = '';
  const isGroup = ({ type }: { type?: string | undefined }): boolean => type === 'suite';
  return new Promise((resolve) => {
    const stream = run({ files: [...paths.keys()], concurrency, timeout: MAX_BATCH_MS, execArgv: EXEC_ARGV });
    stream.on('test:start', ({ nesting, name }) => {
      if (nesting === 0) current = name;
    });
    stream.on('test:fail', ({ file, line, name, nesting, details }) => {
      const result = resultOf(current);
      const batch = paths.get(absolute(name));
      if (nesting === 0) result.seconds = details.duration_ms / 1000;
      if (!isGroup(details)) {
        result.failed += 1;
        result.testSeconds += details.duration_ms / 1000;
      }
      // A group fails because a test in it did, which is listed by itself.
      if ('failureType' in details.error && details.error.failureType === 'subtestsFailed') return;
      // A hook's failure fails no test where all have passed.
      if (isGroup(details)) result.failed += 1;
      const where = batch ? `the process of ${batch.join(', ')}` : `${relative('.', file ?? '')}:${line ?? ''} ${name}`;
      result.failures.push(`${where}\n${inspect(details.error.cause)}`);
    });
    stream.on('test:pass', ({ file, line, name, nesting, details, skip, todo }) => {
      const result = resultOf(current);
      const isRun = (skip ?? todo) === undefined;
      if (!isRun) result.failures.push(`${relative('.', file ?? '')}:${line ?? ''} ${name} was skipped`);
      if (nesting === 0) result.seconds = details.duration_ms / 1000;
      if (isGroup(details)) return;
      result[isRun ? 'passed' : 'failed'] += 1;
      result.testSeconds += details.duration_ms / 1000;
    });
    stream.on('end', () => resolve(results));
    stream.compose(spec).pipe(process.stdout, { end: false });
  });
}
