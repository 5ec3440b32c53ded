// Time comes from the clock that code is given, and from nowhere else: nodes share it, and tests move it.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** The machine's time, by whatever name. `performance.now()` measures how long something took, and is no time of day. */
const MACHINE_TIME = /\bDate\.now\b|\bnew Date\(\)|\bDate\(\)|\bTemporal\.Now\b/;
/** The database's. */
const DATABASE_TIME =
  /(?<![.\w])(?:now|clock_timestamp|statement_timestamp|transaction_timestamp|timeofday)\(\)(?!:)|\bcurrent_(?:timestamp|date|time)\b|\blocaltime(?:stamp)?\b/i;

/** Defaults of columns that every statement of ours fills, or that nothing reads, or that fill the rows of an upgrade. */
const DEFAULTS: Record<string, number> = {
  'server/src/accounts/migrations.ts': 3,
  'server/src/platform/audit/migrations.ts': 1,
  'server/src/schedule/calendars/migrations.ts': 1,
};

const withoutComments = (text: string): string => text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
const countIn = (text: string, what: RegExp): number =>
  [...withoutComments(text).matchAll(new RegExp(what, `g${what.flags}`))].length;
const countsOf = (what: RegExp): Record<string, number> =>
  Object.fromEntries(
    globSync('server/src/**/*.ts')
      .map((file) => [file, countIn(readFileSync(file, 'utf8'), what)] as const)
      .filter(([, count]) => count > 0),
  );

test('clock: the machine’s time is read in the clock module alone', () => {
  assert.deepEqual(countsOf(MACHINE_TIME), { 'server/src/platform/clock.ts': 1 });
});

test('clock: the database’s time is asked for to measure the skew, and nowhere else', () => {
  assert.deepEqual(countsOf(DATABASE_TIME), { ...DEFAULTS, 'server/src/platform/nodes/store.ts': 1 });
});

test('clock: a stray time is found, in code and in SQL', () => {
  for (const stray of ['const nowMs = Date.now();', 'at: new Date()', 'Temporal.Now.instant()'])
    assert.equal(countIn(stray, MACHINE_TIME), 1, stray);
  for (const stray of ['where expires_at < now()', 'set at = CURRENT_TIMESTAMP', 'greatest(started_at, now())'])
    assert.equal(countIn(stray, DATABASE_TIME), 1, stray);
  for (const fine of ['clock.now()', 'performance.now()', 'new Date(nowMs)', '// not now()', 'knownow()'])
    assert.equal(countIn(fine, MACHINE_TIME) + countIn(fine, DATABASE_TIME), 0, fine);
});

/** A length or a wording of instants of one's own. */
const OWN_LENGTH = /\b(?:MINUTE|HOUR|DAY)_MS =|\b(?:24 \* 3_600_000|86_400_000|3_600_000)\b|\bconst toInstant =/;

test('clock: lengths of time and instants as text are defined once in the server, and once in the dashboard', () => {
  const files = globSync('server/{src,dashboard/src}/**/*.ts');
  assert.ok(files.length > 300);
  const own = files.filter((file) => countIn(readFileSync(file, 'utf8'), OWN_LENGTH) > 0).sort();
  assert.deepEqual(own, ['server/dashboard/src/logic/lengths.ts', 'server/src/platform/time/instants.ts']);
});

/** Today in UTC. In the evening of America it is a day ahead of the library's, which refuses it. */
const UTC_TODAY = /\bserverNowMs\(\)\)\.toISOString\(\)/;

test('clock: no page takes the day of UTC for the day of its library', () => {
  assert.equal(countIn('new Date(serverNowMs()).toISOString().slice(0, 10)', UTC_TODAY), 1);
  const found = globSync('server/dashboard/src/**/*.ts').filter((file) =>
    countIn(readFileSync(file, 'utf8'), UTC_TODAY),
  );
  assert.deepEqual(found, []);
});
