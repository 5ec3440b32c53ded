// Test files under Node's own runner, many to a process.
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve as absolute } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { inspect } from 'node:util';
import { noTests, type Count } from './count.ts';

/**
 * V8 compiles PGlite's WebAssembly twice, the second time for long queries that no test has: in each process 2 s of a processor
 * and 600 MB. Servers that tests start as processes of their own: support/app/process.ts.
 */
const EXEC_ARGV = [
  '--liftoff-only',
  ...['untracked-promises', 'end-of-file', 'examples'].flatMap((name) => [
    '--import',
    new URL(`../support/${name}.ts`, import.meta.url).href,
  ]),
];
/** Guards against what hangs, and against nothing else: on a busy machine a file of two minutes took eleven. */
const MAX_BATCH_MS = 25 * 60_000;

export interface FileResult extends Count {
  /** From its first hook to its last. */
  seconds: number;
  /** Of that, in its tests; the rest is set-up. */
  testSeconds: number;
}

/**
 * The source of a batch: one group per file, named by it, so that hooks stay in their file. Loaded at once, without a promise: the
 * runner knows the group of a test by what is running when the test is made.
 */
const sourceOf = (batch: readonly string[]): string =>
  [
    "import { describe } from 'node:test';",
    "import { createRequire } from 'node:module';",
    'const require = createRequire(import.meta.url);',
    ...batch.map((file) => `describe(${JSON.stringify(file)}, () => void require(${JSON.stringify(absolute(file))}));`),
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

/** The results by file. What was skipped, ran no test, or did not come to its end counts as failed. */
export function runBatches(
  batches: readonly (readonly string[])[],
  concurrency: number,
): Promise<Map<string, FileResult>> {
  const results = new Map(
    batches.flat().map((file): [string, FileResult] => [file, { ...noTests(), seconds: 0, testSeconds: 0 }]),
  );
  if (batches.length === 0) return Promise.resolve(results);
  const paths = writeBatches(batches);
  const ended = new Set<string>();
  // Of one process all events come before those of the next, and of a file all before those of the next.
  let current = batches[0]![0]!;
  const isGroup = ({ type }: { type?: string | undefined }): boolean => type === 'suite';
  const end = (nesting: number, name: string, durationMs: number): void => {
    if (nesting > 0 || name !== current) return;
    ended.add(name);
    results.get(name)!.seconds = durationMs / 1000;
  };
  const fail = (file: string, failure: string): void => {
    const result = results.get(file)!;
    result.failed += 1;
    result.failures.push(failure);
  };
  return new Promise((resolve) => {
    const stream = run({ files: [...paths.keys()], concurrency, timeout: MAX_BATCH_MS, execArgv: EXEC_ARGV });
    stream.on('test:start', ({ nesting, name }) => {
      // A process that fails as a whole is reported by its own name.
      if (nesting === 0) current = results.has(name) ? name : (paths.get(absolute(name))?.[0] ?? current);
    });
    stream.on('test:fail', ({ file, line, name, nesting, details }) => {
      end(nesting, name, details.duration_ms);
      // A group fails because a test in it did, which is listed by itself.
      if ('failureType' in details.error && details.error.failureType === 'subtestsFailed') return;
      if (!isGroup(details)) results.get(current)!.testSeconds += details.duration_ms / 1000;
      const where = paths.has(absolute(name)) ? 'its process' : `${relative('.', file ?? '')}:${line ?? ''} ${name}`;
      fail(current, `${where}\n${inspect(details.error.cause)}`);
    });
    stream.on('test:pass', ({ file, line, name, nesting, details, skip, todo }) => {
      end(nesting, name, details.duration_ms);
      if (isGroup(details) || paths.has(absolute(name))) return;
      const result = results.get(current)!;
      result.testSeconds += details.duration_ms / 1000;
      if ((skip ?? todo) === undefined) result.passed += 1;
      else fail(current, `${relative('.', file ?? '')}:${line ?? ''} ${name} was skipped`);
    });
    stream.on('end', () => {
      for (const batch of batches)
        for (const file of batch) {
          const { passed, failed } = results.get(file)!;
          if (!ended.has(file)) fail(file, `${file} did not come to its end; in its process: ${batch.join(', ')}`);
          else if (passed + failed === 0) fail(file, `${file} ran no test`);
        }
      resolve(results);
    });
    stream.compose(spec).pipe(process.stdout, { end: false });
  });
}
