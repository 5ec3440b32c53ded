// docs/cooperative-file.md and examples/cooperative-file.schema.json are what the file's schema says.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import fastify from 'fastify';
import { parse } from 'yaml';
import { presenceSourceSchema } from '@askusnow/sdk/contract';
import {
  partsOf,
  PAGE_FILE,
  renderPage,
  renderSchema,
  SCHEMA_FILE,
  toSchema,
} from '../../support/data/cooperative-file-page.ts';

const written = readFileSync(PAGE_FILE, 'utf8');
const schema = toSchema();
const fields = partsOf(schema, written).flatMap(([, , list]) => list);

test('cooperative’s file: its page and its JSON Schema are what `npm run cooperative-file` makes of the schema', async () => {
  assert.equal(written, await renderPage(written, schema), 'run `npm run cooperative-file`');
  assert.equal(readFileSync(SCHEMA_FILE, 'utf8'), await renderSchema(schema), 'run `npm run cooperative-file`');
});

test('cooperative’s file: each field has a meaning, and an example or fields of its own', () => {
  assert.ok(fields.length > 100, `${fields.length} fields`);
  assert.deepEqual(
    fields.filter(({ meaning }) => meaning.length < 8).map(({ name }) => name),
    [],
    'say it in the schema, by `.describe(…)`',
  );
  assert.deepEqual(
    fields.filter(({ example, isGroup }) => example === '–' && !isGroup).map(({ name }) => name),
    [],
    'add it to an example of the page',
  );
});

test('cooperative’s file: the page’s presence sources are right', () => {
  const [, sources = ''] = [...written.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => text);
  for (const source of parse(sources) as unknown[]) presenceSourceSchema.parse(source);
});

/** What a validator of JSON Schema that is not ours says of a file; null: nothing. */
async function faultOf(text: string): Promise<string | null> {
  const customOptions = { strict: false, coerceTypes: false, useDefaults: false, removeAdditional: false } as const;
  const app = fastify({ ajv: { customOptions } });
  app.post('/', { schema: { body: schema } }, () => 'taken');
  const reply = await app.inject({ method: 'POST', url: '/', payload: parse(text) as object });
  return reply.statusCode === 200 ? null : reply.json<{ message: string }>().message;
}
const maryland = readFileSync('examples/maryland.yaml', 'utf8');

test('cooperative’s file: an editor that has the JSON Schema takes the examples', async () => {
  assert.match(maryland, new RegExp(`^# yaml-language-server: \\$schema=${SCHEMA_FILE.replace('examples/', '')}\n`));
  const [example = ''] = [...written.matchAll(/```yaml\n([^]*?)```/g)].map(([, text]) => text);
  assert.equal(await faultOf(maryland), null);
  assert.equal(await faultOf(example), null);
});

test('cooperative’s file: mutant: a page that was edited by hand, and a field, a kind and a clock time that are wrong, are found', async () => {
  const edited = written.replace('| 1 to 1440', '| 1 to 1441');
  assert.notEqual(edited, written);
  assert.equal(await renderPage(edited, schema), written);
  for (const [right, wrong] of [
    ['    tier: local', '    level: local'],
    ['kind: home', 'kind: house'],
    ["open: '09:00'", "open: '9'"],
  ] as const) {
    assert.ok(maryland.includes(right), right);
    assert.notEqual(await faultOf(maryland.replace(right, wrong)), null, wrong);
  }
});
