import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { PLACES, TURNS } from '../../../server/src/simulation/story.ts';

interface ExampleFile {
  libraries: { id: string; keyPages: { name: string; kind?: string; pattern?: string; placement?: string }[] }[];
}
const { libraries } = parse(readFileSync('examples/maryland.yaml', 'utf8')) as ExampleFile;

test('simulated story: every key page that a rule is about is a place from which it sends', () => {
  const places = new Set(Object.values(PLACES).map(({ pattern, name }) => `${pattern} ${name}`));
  const pages = libraries[0]!.keyPages.filter(({ kind }) => kind !== undefined);
  assert.ok(pages.length > 10);
  for (const { name, pattern, placement } of pages) assert.ok(places.has(`${pattern} ${placement}`), name);
});

test('simulated story: every library that it is about is one of the file', () => {
  const ids = new Set(libraries.map(({ id }) => id));
  for (const id of Object.keys(TURNS)) assert.ok(ids.has(id), id);
});
