// The runner loses no failure: a file whose tests did not run, a hook that fails, a process that ends are counted.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, test } from 'node:test';
import { intoBatches } from '../run/batches.ts';
import { OWN_PROCESS, TIMED, WHOLE_ONLY } from '../run/files.ts';
import type { FileResult } from '../run/node-tests.ts';
import { temporaryFolder } from '../support/app/process.ts';

const folder = temporaryFolder();
after(() => folder.remove());

const HEAD = "import { after, before, test } from 'node:test';\n";
const FILES = {
  passes: `${HEAD}test('one', () => {}); test('two', () => {});`,
  fails: `${HEAD}test('one', () => { throw new Error('wrong'); });`,
  skips: `${HEAD}test('one', { skip: 'not now' }, () => {});`,
  'fails-after': `${HEAD}after(() => { throw new Error('wrong'); }); test('one', () => {});`,
  'fails-before': `${HEAD}before(() => { throw new Error('wrong'); }); test('one', () => {});`,
  'cannot-be-read': `${HEAD}test('one', () => {`,
  'has-no-test': HEAD,
};

/** The runner calls Node's own, which refuses to be called by a test: a process without its mark does. */
function results(batches: string[][], variables: Record<string, string> = {}): Record<string, FileResult> {
  const runner = pathToFileURL(join(import.meta.dirname, '../run/node-tests.ts')).href;
  const script = folder.write(
    'run.mjs',
    `import { runBatches } from ${JSON.stringify(runner)};
    const results = await runBatches(${JSON.stringify(batches)}, 1);
    process.stderr.write(JSON.stringify([...results]));`,
  );
  const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
  const { stderr } = spawnSync(process.execPath, [script], { encoding: 'utf8', env: { ...environment, ...variables } });
  return Object.fromEntries(JSON.parse(stderr) as [string, FileResult][]);
}

test('runner: each failure is counted, whatever fails, and the files beside it are run', () => {
  const names = Object.entries(FILES).map(([name, text]) => relative('.', folder.write(`${name}.test.mjs`, text)));
  const found = results([names]);
  const counts = Object.fromEntries(
    Object.keys(FILES).map((name, at) => [name, [found[names[at]!]?.passed ?? 0, found[names[at]!]?.failed ?? 0]]),
  );
  assert.deepEqual(counts['passes'], [2, 0]);
  for (const [name, [, failed]] of Object.entries(counts)) if (name !== 'passes') assert.ok(failed! > 0, name);
});

test('runner: a process that ends in the middle fails each file that had not come to its end', () => {
  const write = (name: string, text: string): string => relative('.', folder.write(`${name}.test.mjs`, HEAD + text));
  for (const code of [0, 1]) {
    const first = write('first', "test('one', () => {});");
    const ends = write('ends', `test('one', () => {}); test('two', () => process.exit(${code}));`);
    const last = write('last', "test('one', () => {});");
    const found = results([[first, ends, last]]);
    for (const file of [ends, last]) assert.ok(found[file]!.failed > 0, `${file}, code ${code}`);
    assert.ok(found[last]!.failures.join().includes(ends), 'the files of its process are named');
  }
});

test('runner: an error that nothing waits for fails the batch', () => {
  for (const late of [
    'setTimeout(() => { throw new Error(); }, 20)',
    'Promise.resolve().then(() => { throw new Error(); })',
  ]) {
    const text = `test('one', () => void ${late}); test('two', () => new Promise((resolve) => setTimeout(resolve, 100)));`;
    const file = relative('.', folder.write('late.test.mjs', HEAD + text));
    const result = results([[file]])[file]!;
    assert.ok(result.failed > 0, late);
  }
});

test('runner: the gate draws the same examples each time, and the whole run others', () => {
  const fastCheck = JSON.stringify(import.meta.resolve('fast-check'));
  const text = `import fc from ${fastCheck}; test('one', () => { throw new Error('drawn: ' + fc.sample(fc.nat(), 5)); });`;
  const file = relative('.', folder.write('draws.test.mjs', HEAD + text));
  const drawnIn = (tier: string): string | undefined =>
    /drawn: \S+/.exec(results([[file]], { ASKUSNOW_TEST_TIER: tier })[file]!.failures.join())?.[0];
  assert.match(drawnIn('')!, /\d,\d/);
  assert.equal(drawnIn(''), drawnIn(''));
  assert.notEqual(drawnIn('all'), drawnIn('all'));
});

test('runner: batches hold each file once, files that are alone by themselves', () => {
  const durations = { a: 120, b: 90, c: 60, d: 1, e: 240 };
  const batches = intoBatches(Object.keys(durations), durations, (file) => file === 'd');
  assert.deepEqual(batches.flat().sort(), Object.keys(durations));
  assert.ok(batches.some((batch) => batch.join() === 'd'));
  assert.ok(
    batches.some((batch) => batch.join() === 'e'),
    'one that is longer than a batch',
  );
  assert.ok(batches.some((batch) => batch.join() === 'a,c'));
});

test('runner: a file that changes its process has one of its own', () => {
  const CHANGES =
    /process\.env\[[^\]]+\] \??\?= |process\.env\[[^\]]+\] = |process\.umask\(|mock\.timers|process\.(on|chdir)\(/;
  const files = globSync('test/{unit,server,journeys}/**/*.test.ts');
  const changing = files.filter((file) => CHANGES.test(readFileSync(file, 'utf8')));
  assert.deepEqual(
    changing.filter((file) => !(file in OWN_PROCESS) && !TIMED.includes(file)),
    [],
  );
  assert.ok(changing.length > 2);
});

test('runner: what the gate leaves out has something there that holds it', () => {
  for (const [file, { heldBy }] of Object.entries(WHOLE_ONLY))
    for (const holder of heldBy) {
      assert.notDeepEqual(globSync(holder), [], `${file}: ${holder}`);
      assert.ok(!(holder in WHOLE_ONLY), `${file}: ${holder}`);
    }
});
