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
const MAX_WORDS: Record<string, number> = { 'README.md': 1200, 'CONTRIBUTING.md': 3000, 'CHANGELOG.md': 2000 };

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

test('documents: the README, CONTRIBUTING and the changelog are short', () => {
  for (const [file, max] of Object.entries(MAX_WORDS)) {
    const words = wordsIn(documents.get(file) ?? '');
    assert.ok(words > 0 && words <= max, `${file}: ${words} words, ${max} at most`);
  }
});

/** What breaks the changelog's format. Source: Keep a Changelog 1.1.0. */
function changelogFaults(text: string, version: string): string[] {
  const levelOf = (depth: number): string[] =>
    [...text.matchAll(new RegExp(`^#{${depth}} (.*)$`, 'gm'))].map(([, heading]) => heading!);
  const [first, ...releases] = levelOf(2);
  const items = [...text.matchAll(/^- (.*(?:\n {2}.*)*)/gm)].map(([, item]) => item!);
  return [
    ...(first === '[Unreleased]' ? [] : [`first: ${first}`]),
    ...releases.filter((heading) => !/^\[\d+\.\d+\.\d+\] - \d{4}-\d{2}-\d{2}$/.test(heading)),
    ...levelOf(3).filter((heading) => !/^(?:Added|Changed|Deprecated|Removed|Fixed|Security)$/.test(heading)),
    ...(releases[0]?.startsWith(`[${version}]`) ? [] : [`newest: ${releases[0]}`]),
    ...items.filter((item, index) => items.indexOf(item) < index),
  ];
}

test('documents: the changelog keeps its format, and its newest release is the version of the packages', () => {
  const { version } = JSON.parse(readFileSync('server/package.json', 'utf8')) as { version: string };
  assert.deepEqual(changelogFaults(documents.get('CHANGELOG.md') ?? '', version), []);
  const broken = '# C\n\n## Unreleased\n\n## [0.1.0] - May\n\n### New\n\n- One\n- One\n';
  assert.deepEqual(changelogFaults(broken, '0.2.0'), [
    'first: Unreleased',
    '[0.1.0] - May',
    'New',
    'newest: [0.1.0] - May',
    'One',
  ]);
});

test('documents: links lead to files and headings, and paths in backquotes to files', () => {
  assert.deepEqual(deadLinks(documents, existsSync), []);
  assert.deepEqual(deadPaths(present, existsSync), []);
});

test('documents: the checks of the forge run the commands of the README', () => {
  const run = ['.github/workflows/ci.yml', '.ci/run'].map((file) => readFileSync(file, 'utf8')).join('\n');
  const commands = [...(documents.get('README.md') ?? '').matchAll(/^(npm ci) && (npm \w+)$/gm)].flatMap((found) =>
    found.slice(1),
  );
  assert.deepEqual(new Set(commands), new Set(['npm ci', 'npm start', 'npm test']));
  for (const command of commands) assert.ok(run.includes(command), command);
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
