// The arrows between the rooms, and between the features inside the server.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';

interface Import {
  from: string;
  /** A path in the tree for a relative import, else the package's name as written. */
  to: string;
  typeOnly: boolean;
}

const IMPORT =
  /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)/gm;

export function importsOf(file: string, text: string): Import[] {
  return [...text.matchAll(IMPORT)].map(([, typeOnly, named, dynamic]) => {
    const specifier = named ?? dynamic ?? '';
    const to = specifier.startsWith('.')
      ? normalize(join(dirname(file), specifier)).replace(/\.js$/, '.ts')
      : specifier;
    return { from: file, to, typeOnly: typeOnly !== undefined };
  });
}

const importsIn = (pattern: string): Import[] =>
  globSync(pattern).flatMap((file) => importsOf(file, readFileSync(file, 'utf8')));

/** What each feature of the server may lean on, beside itself, `clock.ts`, `config.ts`, `http` and types of `db`. */
const SERVER_ARROWS: Record<string, string[]> = {
  // What is done to accounts is written down as what is done to hours.
  accounts: ['cooperative', 'hours'],
  assets: [],
  assistance: ['cooperative', 'hours', 'notices', 'presence', 'schedule'],
  availability: ['hours', 'presence', 'cooperative'],
  // The same tokens open a session and a calendar; a feed's shifts lie beside the queue's own.
  calendars: ['accounts', 'cooperative', 'egress', 'hours', 'schedule', 'shifts', 'worker'],
  // An account that ends takes its desks with it.
  cli: ['accounts', 'cooperative', 'demo', 'ingest', 'nodes', 'operations', 'presence'],
  cooperative: ['hours', 'presence', 'shifts', 'egress', 'worker'],
  coverage: ['hours', 'schedule', 'presence', 'metrics', 'cooperative'],
  db: [],
  // Its recipients are feeds, known by a token as every other is.
  demo: ['accounts', 'assets', 'cooperative'],
  egress: [],
  hours: [],
  http: [],
  ingest: ['cooperative'],
  metrics: ['cooperative'],
  nodes: [],
  // The same tokens open a session and a feed; receivers are reached as every other host is. A desk that is silent is missed
  // while it is scheduled.
  notices: ['accounts', 'cooperative', 'egress', 'hours', 'schedule'],
  // What it shows, it only reads.
  operations: ['accounts', 'availability', 'cooperative', 'ingest', 'nodes', 'push'],
  // A placement's counts are metrics; what a library should look at is its own desk, too; the coordinator's table adds what
  // patrons are told.
  placements: ['metrics', 'cooperative', 'availability', 'coverage'],
  presence: ['accounts', 'cooperative', 'egress', 'hours'],
  push: ['availability', 'presence'],
  schedule: ['hours', 'shifts'],
  shifts: ['hours'],
  // Runs what it is given by address: it leans on nothing.
  worker: [],
};
const roomOf = (file: string): string => file.split('/')[2] ?? '';

/** Every arrow that the table does not have, as `file -> file`. */
export function strayArrows(imports: Import[]): string[] {
  return imports
    .filter(({ to }) => to.startsWith('server/src/'))
    .filter(({ from, to }) => {
      const [here, there] = [roomOf(from), roomOf(to)];
      if (here.endsWith('.ts')) return false; // app.ts and main.ts compose.
      if (there === 'app.ts' || there === 'main.ts') return true;
      if (here === there || there.endsWith('.ts') || there === 'http') return false;
      if (there === 'db') return !mayUse(to, from) && !importsTypeOnly(imports, from, to);
      return !(SERVER_ARROWS[here] ?? []).includes(there);
    })
    .map(({ from, to }) => `${from} -> ${to}`);
}

/** Stores and the command line speak to the database, periodic work takes a lease; everything else takes its types. */
const MAY_QUERY = /[/-]store\.ts$|^server\/src\/cli\//;
const NO_QUERY = ['server/src/db/faults.ts', 'server/src/db/lease.ts', 'server/src/db/request-deadline.ts'];
const mayUse = (db: string, from: string): boolean => NO_QUERY.includes(db) || MAY_QUERY.test(from);

/** Every arrow of a table that no import uses, as `feature -> feature`: what is no longer needed is no longer allowed. */
export function unusedArrows(arrows: Record<string, string[]>, imports: Import[]): string[] {
  const used = new Set(imports.map(({ from, to }) => `${roomOf(from)} -> ${roomOf(to)}`));
  return Object.entries(arrows)
    .flatMap(([here, others]) => others.map((there) => `${here} -> ${there}`))
    .filter((arrow) => !used.has(arrow));
}

const importsTypeOnly = (imports: Import[], from: string, to: string): boolean =>
  imports.every((one) => one.from !== from || one.to !== to || one.typeOnly);

test('the features of the server lean only on what the table allows', () => {
  const imports = importsIn('server/src/**/*.ts');
  assert.ok(imports.length > 50);
  for (const { from } of imports) {
    const room = roomOf(from);
    assert.ok(room.endsWith('.ts') || room in SERVER_ARROWS, `${from}: a room without a row in the table`);
  }
  assert.deepEqual(strayArrows(imports), []);
  assert.deepEqual(unusedArrows(SERVER_ARROWS, imports), []);
});

test('an arrow that no import uses is found', () => {
  const imports = importsOf('server/src/push/push.ts', "import type { Frame } from '../availability/frame.ts';");
  assert.deepEqual(unusedArrows({ push: ['availability', 'cooperative'] }, imports), ['push -> cooperative']);
});

/** Beside the stores: what keeps partitions, sums that a store puts into its queries, and asking whether there is a database. */
const OWNS_STATEMENTS =
  /^server\/src\/(?:db\/.+|.+[/-]store|ingest\/partitions|metrics\/event-columns|operations\/health|start)\.ts$/;
const STATEMENT = /\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(?:<[^>]*>)?`/;

test('statements stand in stores', () => {
  const files = globSync('server/src/**/*.ts').filter((file) => STATEMENT.test(readFileSync(file, 'utf8')));
  assert.ok(files.length > 5);
  assert.deepEqual(
    files.filter((file) => !OWNS_STATEMENTS.test(file)),
    [],
  );
});

test('mutant: ingest leaning on metrics, and a feature leaning on app.ts, are found', () => {
  const imports = importsOf(
    'server/src/ingest/counters.ts',
    "import { wilson } from '../metrics/wilson.ts';\nimport type { Deps } from '../app.ts';",
  );
  assert.equal(strayArrows(imports).length, 2);
});

test('the browser rooms take only types from the contract, apart from its files without zod', () => {
  const withZod = new Set(
    globSync('sdk/src/contract/*.ts').filter(
      (file) => file.endsWith('/index.ts') || /from 'zod'/.test(readFileSync(file, 'utf8')),
    ),
  );
  const stray = [
    ...importsIn('sdk/src/**/*.ts'),
    ...importsIn('widget/src/**/*.ts'),
    ...importsIn('server/dashboard/src/**/*.ts'),
  ].filter(
    ({ from, to, typeOnly }) =>
      !from.startsWith('sdk/src/contract/') &&
      !typeOnly &&
      (withZod.has(to) || to === '@askusnow/sdk/contract' || to === 'zod'),
  );
  assert.deepEqual(
    stray.map(({ from, to }) => `${from} -> ${to}`),
    [],
  );
});

test('sdk leans on nothing but zod, and widget on nothing but sdk and Lit', () => {
  const outside = (pattern: string): Set<string> =>
    new Set(
      importsIn(pattern)
        .map(({ to }) => to)
        .filter((to) => !to.startsWith('sdk/') && !to.startsWith('widget/')),
    );
  assert.deepEqual(outside('sdk/src/**/*.ts'), new Set(['zod']));
  for (const name of outside('widget/src/**/*.ts'))
    assert.match(name, /^(@askusnow\/sdk(\/page-pattern)?|lit|@lit\/reactive-element)(\/|$)/);
});
