// Which code may import which: between the packages, and between the layers and modules of the server.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join, normalize } from 'node:path';
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

/** The server's layers, the highest first; imports go down, types too. Files beside these folders compose the server. */
const LAYERS = [
  'simulation',
  'cli',
  'serving',
  'cooperative-file',
  'workspace',
  'help',
  'visibility',
  'availability',
  'coverage',
  'schedule',
  'accounts',
  'cooperative',
  'platform',
];
/** These hold several modules, one a folder; every other layer is one module. */
const GROUPS = ['serving', 'workspace', 'help', 'visibility', 'coverage', 'schedule', 'platform'];
/** These share tables, and no import. */
const APART = [['visibility/ingest', 'visibility/metrics']];

const SERVER = 'server/src/';
/** The folder names of a file of the server; none: it composes the server. */
const foldersOf = (file: string): string[] => file.slice(SERVER.length).split('/').slice(0, -1);
const layerOf = (file: string): number => LAYERS.indexOf(foldersOf(file)[0] ?? '');
const moduleOf = (file: string): string => {
  const [layer = 'server', group] = foldersOf(file);
  return GROUPS.includes(layer) ? `${layer}/${group ?? basename(file, '.ts')}` : layer;
};
const inServer = (imports: Import[]): Import[] => imports.filter(({ to }) => to.startsWith(SERVER));

/** Every import that goes up, or to what is kept apart, as `file -> file`. */
export function strayImports(imports: Import[]): string[] {
  return inServer(imports)
    .filter(({ from, to }) => {
      const [one, other] = [moduleOf(from), moduleOf(to)];
      return (
        layerOf(to) < layerOf(from) || APART.some((pair) => pair.includes(one) && pair.includes(other) && one !== other)
      );
    })
    .map(({ from, to }) => `${from} -> ${to}`);
}

/** Groups of names that lead to each other in a circle. Source: Tarjan's strongly connected components. */
export function cyclesOf(arrows: readonly (readonly [string, string])[]): string[][] {
  const next = Map.groupBy(arrows, ([from]) => from);
  const indexes = new Map<string, number>();
  const lows = new Map<string, number>();
  const open: string[] = [];
  const cycles: string[][] = [];
  const visit = (name: string): void => {
    indexes.set(name, indexes.size);
    lows.set(name, indexes.get(name)!);
    open.push(name);
    for (const [, to] of next.get(name) ?? []) {
      if (!indexes.has(to)) visit(to);
      if (open.includes(to)) lows.set(name, Math.min(lows.get(name)!, lows.get(to)!));
    }
    if (lows.get(name) !== indexes.get(name)) return;
    const cycle = open.splice(open.indexOf(name));
    if (cycle.length > 1) cycles.push(cycle.sort());
  };
  for (const [from] of arrows) if (!indexes.has(from)) visit(from);
  return cycles;
}

const modulesIn = (imports: Import[]): [string, string][] =>
  inServer(imports)
    .map(({ from, to }): [string, string] => [moduleOf(from), moduleOf(to)])
    .filter(([from, to]) => from !== to);
const filesIn = (imports: Import[]): [string, string][] => imports.map(({ from, to }) => [from, to]);

/** Stores, what keeps partitions and the command line speak to the database, periodic work takes a lease; everything else takes its types. */
const MAY_QUERY = /[/-]store\.ts$|^server\/src\/(cli\/|platform\/db\/|visibility\/ingest\/partitions\.ts$)/;
const NO_QUERY = [
  'faults',
  'lease',
  'request-deadline',
  'shared-work',
  'event-columns',
  'row-scope',
  'row-policies',
  'owner-functions',
].map((name) => `server/src/platform/db/${name}.ts`);
const isComposer = (file: string): boolean => foldersOf(file).length === 0;

/** Every import of the database's code, not its types, by what is no store, as `file -> file`. */
export function strayQueries(imports: Import[]): string[] {
  return inServer(imports)
    .filter(
      ({ from, to, typeOnly }) =>
        !typeOnly &&
        moduleOf(to) === 'platform/db' &&
        !NO_QUERY.includes(to) &&
        !MAY_QUERY.test(from) &&
        !isComposer(from),
    )
    .map(({ from, to }) => `${from} -> ${to}`);
}

test('server: imports go down the layers, value and type imports alike', () => {
  const imports = importsIn('server/src/**/*.ts');
  assert.ok(imports.length > 500);
  for (const { from } of imports)
    assert.ok(isComposer(from) || layerOf(from) >= 0, `${from}: a folder that is no layer`);
  assert.deepEqual(strayImports(imports), []);
});

test('server: no import cycle, neither of modules nor of files', () => {
  const imports = importsIn('server/src/**/*.ts');
  assert.deepEqual(cyclesOf(modulesIn(imports)), []);
  assert.deepEqual(cyclesOf(filesIn(imports)), []);
});

test('sdk, widget and dashboard: no import cycle of files', () => {
  for (const packageName of ['sdk', 'widget', 'server/dashboard'])
    assert.deepEqual(cyclesOf(filesIn(importsIn(`${packageName}/src/**/*.ts`))), [], packageName);
});

const DASHBOARD = 'server/dashboard/src/';
/** The dashboard's layers below its features, which are all other folders. */
const BELOW_FEATURES = [['ui'], ['i18n', 'styles'], ['logic']];
const folderIn = (file: string): string => file.slice(DASHBOARD.length).split('/')[0]!;
const depthOf = (folder: string): number =>
  folder === 'app' ? 0 : 2 + BELOW_FEATURES.findIndex((names) => names.includes(folder));

const inDashboard = (imports: Import[]): Import[] =>
  imports.filter(({ from, to }) => to.startsWith(DASHBOARD) && folderIn(from) !== folderIn(to));

/** Every import of the dashboard that goes up, as `file -> file`. */
export const strayInDashboard = (imports: Import[]): string[] =>
  inDashboard(imports)
    .filter(({ from, to }) => depthOf(folderIn(to)) < depthOf(folderIn(from)))
    .map(({ from, to }) => `${from} -> ${to}`);

const dashboardFolders = (imports: Import[]): [string, string][] =>
  inDashboard(imports).map(({ from, to }) => [folderIn(from), folderIn(to)]);

test('dashboard: imports go down from the app to features, parts, sentences and rules, and never in a circle of folders', () => {
  const imports = importsIn(`${DASHBOARD}**/*.ts`);
  assert.ok(inDashboard(imports).length > 500);
  assert.deepEqual(strayInDashboard(imports), []);
  assert.deepEqual(cyclesOf(dashboardFolders(imports)), []);
});

/** Between the folders of a package's sources; the files beside them are used by all, and compose them. */
const foldersIn = (imports: Import[], root: string): [string, string][] =>
  imports
    .map(({ from, to }) => [from, to].map((file) => (file.startsWith(root) ? dirname(file.slice(root.length)) : '.')))
    .filter((folders): folders is [string, string] => !folders.includes('.') && folders[0] !== folders[1]);

test('widget: no import cycle of folders, types included', () => {
  assert.deepEqual(cyclesOf(foldersIn(importsIn('widget/src/**/*.ts'), 'widget/src/')), []);
});

test('server: stores alone use the database', () => {
  assert.deepEqual(strayQueries(importsIn('server/src/**/*.ts')), []);
});

test('imports: mutant: an import that goes up, one of what is kept apart, a query outside of a store and cycles are found', () => {
  const imports = [
    ...importsOf('server/src/visibility/ingest/counters.ts', "import { wilson } from '../metrics/wilson.ts';"),
    ...importsOf('server/src/schedule/hours/check.ts', "import type { Deps } from '../../app.ts';"),
    ...importsOf('server/src/cooperative/registry.ts', "import type { Seen } from '../coverage/presence/sample.ts';"),
    ...importsOf('server/src/schedule/shifts/check.ts', "import type { Rule } from '../hours/check.ts';"),
    ...importsOf('server/src/schedule/hours/expand.ts', "import type { Shift } from '../shifts/expand.ts';"),
    ...importsOf('server/src/availability/live.ts', "import { openDatabase } from '../platform/db/open.ts';"),
  ];
  const onScreen = [
    ...importsOf(`${DASHBOARD}ui/query.ts`, "import { setReader } from '../app/main.js';"),
    ...importsOf(`${DASHBOARD}i18n/stale-text.ts`, "import type { Trouble } from '../ui/mutation.js';"),
    ...importsOf(`${DASHBOARD}local/local-page.ts`, "import '../policies/policy-list.js';"),
    ...importsOf(`${DASHBOARD}policies/policies-page.ts`, "import '../local/script-list.js';"),
  ];
  assert.equal(strayInDashboard(onScreen).length, 2);
  assert.deepEqual(cyclesOf(dashboardFolders(onScreen)), [['local', 'policies']]);
  assert.equal(strayImports(imports).length, 3);
  assert.equal(strayQueries(imports).length, 1);
  assert.deepEqual(cyclesOf(modulesIn(imports)), [['schedule/hours', 'schedule/shifts']]);
  const sight = importsOf('widget/src/sight/diagnose.ts', "import type { Inspect } from '../inspect/inspect.js';");
  const inspect = importsOf('widget/src/inspect/findings.ts', "import { landmarkOf } from '../sight/landmark.js';");
  assert.deepEqual(cyclesOf(foldersIn([...sight, ...inspect], 'widget/src/')), [['inspect', 'sight']]);
  assert.deepEqual(
    cyclesOf([
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'a'],
      ['c', 'd'],
    ]),
    [['a', 'b', 'c']],
  );
});

/** Beside the stores: what keeps partitions, sums that a store puts into its queries, and asking whether there is a database. */
const OWNS_STATEMENTS =
  /^server\/src\/(?:platform\/db\/.+|.+[/-]store|visibility\/ingest\/partitions|serving\/health\/health|start)\.ts$/;
const STATEMENT = /\.(?:selectFrom|insertInto|updateTable|deleteFrom)\(|\bsql(?:<[^>]*>)?`/;

test('imports: statements stand in stores', () => {
  const files = globSync('server/src/**/*.ts').filter((file) => STATEMENT.test(readFileSync(file, 'utf8')));
  assert.ok(files.length > 5);
  assert.deepEqual(
    files.filter((file) => !OWNS_STATEMENTS.test(file)),
    [],
  );
});

test('browser packages: take only types from the contract, except from its files without zod', () => {
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

test('imports: what the dashboard reads pasted pages with leans on its own folder, two parsers and types', () => {
  const folder = 'server/src/visibility/doctor/page/';
  const outside = importsIn(`${folder}*.ts`).filter(({ to, typeOnly }) => !typeOnly && !to.startsWith(folder));
  assert.deepEqual(new Set(outside.map(({ to }) => to)), new Set(['parse5', 'content-security-policy-parser']));
});

test('imports: sdk leans on nothing but zod, and widget on nothing but sdk and Lit', () => {
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
