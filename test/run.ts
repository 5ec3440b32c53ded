// The gate: `npm test`. Everything: `npm run test:all`. `npm test -- unit architecture` for some suites; `npm test -- changed` for
// what the differences to the main branch can reach; `npm test -- store` writes the durations of test/run/durations.json again.
// Prints what failed, once more and together, then a count per suite; the last line is `N passed, N failed`.
import { join } from 'node:path';
import { createRunFolder } from './memory-folder.ts';
import { ensurePrerequisites } from './prerequisites.ts';
import { keepDurations, readDurations } from './run/durations.ts';
import { sumOf } from './run/count.ts';
import { slowestText, suiteLine } from './run/report.ts';
import { check, measured, runSuites, SUITES } from './run/suites.ts';
import { startPostgres } from './support/app/postgres.ts';

const WORDS = ['all', 'changed', 'store'];
const words = process.argv.slice(2);
const suites = words.filter((word) => !WORDS.includes(word));
const unknown = suites.filter((name) => !SUITES.includes(name));
if (unknown.length > 0) {
  console.error(`No suite named ${unknown.join(', ')}. Suites: ${[...WORDS, ...SUITES].join(', ')}`);
  process.exit(2);
}
const isWhole = words.includes('all');

const startedAt = Date.now();
// An installation waits for the network half of the time, and the build needs nothing of it.
const [build, missing] = await Promise.all([
  measured(() => check(['npm run --silent build'], { isBesideOthers: true })),
  ensurePrerequisites(isWhole),
]);
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
// Many processes run the same sources: they are compiled once.
process.env['NODE_COMPILE_CACHE'] ??= join(folder.path, 'compiled');
if (isWhole) process.env['ASKUSNOW_TEST_TIER'] = 'all';

// Several processes have some nodes each, and a node some twenty connections.
const postgres = await startPostgres({ settings: { max_connections: '500' } });
process.env['ASKUSNOW_TEST_PG'] = postgres.url;
const choice = { suites, isWhole, isChangedOnly: words.includes('changed') };
const results = await runSuites(choice, readDurations());
await postgres.stop();

const seconds = Object.fromEntries([...results.files].map(([file, result]) => [file, result.seconds]));
keepDurations(seconds, { isStored: words.includes('store') });
const all = new Map([['build', build], ...results.suites]);
const failures = [...all].flatMap(([name, suite]) => suite.failures.map((failure) => `✖ ${name}: ${failure}`));
if (failures.length > 0) console.log(`\n── failed\n${failures.join('\n\n')}`);
console.log(`\n${slowestText(results.files)}\n`);
for (const [name, suite] of all) console.log(suiteLine(name, suite));
const total = sumOf([...all.values()]);
console.log(`whole run: ${((Date.now() - startedAt) / 60_000).toFixed(1)} min\n`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);
