// What a module brings is composed: what schema.ts, app.ts and services.ts forget would be missing without a fault.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

type Sources = Readonly<Record<string, string>>;

const SOURCES: Sources = Object.fromEntries(
  globSync('server/src/**/*.ts').map((file) => [file, readFileSync(file, 'utf8')]),
);
/** Tables, routes and jobs. */
const BROUGHT = [
  /^export const (\w+): ModuleTables\b/gm,
  /^export (?:const|function) (\w+Routes)\b/gm,
  /^export const (start\w+) = .*: RunningJob\b/gm,
];
const namesOf = (text: string, what: RegExp): string[] => [...text.matchAll(what)].map(([, name]) => name!);

/** What no other file names, as `file: name`. An import without a use is refused by ESLint. */
function forgotten(sources: Sources): string[] {
  const words = Object.values(sources).flatMap((text) => [...new Set(text.match(/\w+/g))]);
  const files = Map.groupBy(words, (word) => word);
  return Object.entries(sources).flatMap(([file, text]) =>
    BROUGHT.flatMap((what) => namesOf(text, what))
      .filter((name) => files.get(name)!.length === 1)
      .map((name) => `${file}: ${name}`),
  );
}

test('modules: the tables, routes and jobs of each are composed', () => {
  const counts = BROUGHT.map((what) => Object.values(SOURCES).flatMap((text) => namesOf(text, what)).length);
  assert.ok(counts[0]! > 25 && counts[1]! > 75 && counts[2]! > 12, String(counts));
  assert.deepEqual(forgotten(SOURCES), []);
});

test('modules: mutant: tables, routes and a job that nothing composes are found', () => {
  const without = (name: string, composer: string): Sources => ({
    [composer]: SOURCES[composer]!.replaceAll(name, ''),
  });
  const forgetful = {
    ...SOURCES,
    ...without('alertTables', 'server/src/schema.ts'),
    ...without('alertRoutes', 'server/src/app.ts'),
    ...without('startMeetings', 'server/src/services.ts'),
  };
  assert.deepEqual(forgotten(forgetful).sort(), [
    'server/src/workspace/alerts/routes.ts: alertRoutes',
    'server/src/workspace/alerts/tables.ts: alertTables',
    'server/src/workspace/meetings/run.ts: startMeetings',
  ]);
});
