// What a module brings is in the list that composes it: what is forgotten there would be missing without a fault.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

type Source = readonly [file: string, text: string];

const SOURCES: Source[] = globSync('server/src/**/*.ts').map((file) => [file, readFileSync(file, 'utf8')]);
const SCHEMA = 'server/src/schema.ts';

/** What modules export, as `declared` finds it by its name, that is no element of a list of the composing file. */
function unlisted(sources: readonly Source[], composer: string, declared: RegExp): string[] {
  const [, composing] = sources.find(([file]) => file === composer)!;
  const listed = new Set([...composing.matchAll(/^ +(\w+),$/gm)].map(([, name]) => name));
  return sources
    .flatMap(([, text]) => [...text.matchAll(declared)].map(([, name]) => name!))
    .filter((name) => !listed.has(name));
}

const TABLES = /^export const (\w+): ModuleTables\b/gm;

test('modules: the tables of each are in the list of schema.ts', () => {
  assert.ok(SOURCES.filter(([, text]) => text.match(TABLES)).length > 20);
  assert.deepEqual(unlisted(SOURCES, SCHEMA, TABLES), []);
});

test('modules: mutant: tables that are imported and not listed are found', () => {
  const forgetful = SOURCES.map(([file, text]): Source => [
    file,
    file === SCHEMA ? text.replace('  alertTables,\n', '') : text,
  ]);
  assert.deepEqual(unlisted(forgetful, SCHEMA, TABLES), ['alertTables']);
});
