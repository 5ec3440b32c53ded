// Documents: each fact stands once, each link leads somewhere, and the two that everybody opens are short.
import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { environmentSchema } from '../../server/src/platform/config.ts';
import { anchorsOf, deadLinks, deadPaths, placesOf, sameRows, wordsIn } from '../support/data/documents.ts';

const FILES = globSync('**/*.md', { exclude: ['**/node_modules/**', '**/dist/**', 'data/**'] });
const documents = new Map(FILES.map((file) => [file, readFileSync(file, 'utf8')]));
/** Released notes name what was there then. */
const present = new Map([...documents].filter(([file]) => file !== 'CHANGELOG.md'));

/** The words that a document has at most. */
const MAX_WORDS: Record<string, number> = { 'README.md': 1200, 'CONTRIBUTING.md': 3000 };

test('documents: no table row stands twice', () => {
  assert.ok(documents.size > 30, `${documents.size} documents`);
  assert.deepEqual(sameRows(present), []);
});

test('documents: each setting is described once, for operators', () => {
  const settings = Object.keys(environmentSchema.shape);
  assert.ok(settings.length > 15, settings.join());
  assert.deepEqual(
    settings.map((setting) => [setting, placesOf(setting, present)]),
    settings.map((setting) => [setting, ['docs/operator.md']]),
  );
});

test('documents: the README and CONTRIBUTING are short', () => {
  for (const [file, max] of Object.entries(MAX_WORDS)) {
    const words = wordsIn(documents.get(file) ?? '');
    assert.ok(words > 0 && words <= max, `${file}: ${words} words, ${max} at most`);
  }
});

test('documents: links lead to files and headings, and paths in backquotes to files', () => {
  assert.deepEqual(deadLinks(documents, existsSync), []);
  assert.deepEqual(deadPaths(present, existsSync), []);
});

test('documents: the list of documents has each of them', () => {
  const list = documents.get('docs/README.md') ?? '';
  const own = FILES.filter((file) => /^docs\/[^/]+\.md$/.test(file) && file !== 'docs/README.md');
  assert.deepEqual(
    own.filter((file) => !list.includes(`](${file.slice('docs/'.length)})`)),
    [],
  );
});

test('documents: mutant: a row that stands twice, a setting in two places, and links and paths that lead nowhere are found', () => {
  const table = (row: string): string => `| what | is |\n| --- | --- |\n${row}\n`;
  const both = new Map([
    ['a.md', `# One: two\n\n${table('| `PORT` | where it  listens, by day and by night |')}`],
    ['docs/b.md', `${table('| `PORT` | where it listens, by day and by night |')}\n- \`HOST\`: an address\n`],
  ]);
  assert.deepEqual(sameRows(both), ['a.md, docs/b.md: `port` | where it listens, by day and by night']);
  assert.deepEqual(placesOf('PORT', both), ['a.md', 'docs/b.md']);
  assert.deepEqual(placesOf('HOST', both), ['docs/b.md']);
  assert.deepEqual(anchorsOf('# One: `two`, three\n```\n# no heading\n```'), ['one-two-three']);
  const links = new Map([
    [
      'a.md',
      '# One\n[x](docs/b.md#here) [y](docs/c.md) `[z](d.md)` [own](#one) [web](https://example.org) `test/no.ts`',
    ],
    ['docs/b.md', '# There\n[up](../a.md#one) `docs/b.md`'],
  ]);
  const isThere = (path: string): boolean => links.has(path);
  assert.deepEqual(deadLinks(links, isThere), ['a.md: docs/b.md#here', 'a.md: docs/c.md']);
  assert.deepEqual(deadPaths(links, isThere), ['a.md: test/no.ts']);
});
