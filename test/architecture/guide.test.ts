// The guide: each screen's words in it are a screen's words, and its sentences are easy to read.
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';
import { readCoordinatorGuide, readGuide } from '../../server/dashboard/read-guide.mjs';

const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/:$/, '').trim();

/** Every piece of text in the strings and templates of a file; not its comments. */
export function piecesIn(text: string): string[] {
  const pieces: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node))
      pieces.push(...node.text.split(/<[^>]*>|[<>]/).map(plain));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('x.ts', text, ts.ScriptTarget.Latest, true));
  return pieces;
}

const screens = new Set(
  globSync('{server/dashboard/src,sdk/src}/**/*.ts').flatMap((file) => piecesIn(readFileSync(file, 'utf8'))),
);
const guides = { liaisons: readGuide(), coordinators: readCoordinatorGuide() };
const chapters = Object.values(guides).flat();
const spans = chapters.flatMap(({ slug, blocks }) =>
  blocks.flatMap(({ items }) => items.flat().map((span) => ({ slug, ...span }))),
);

test('guide: words that it quotes are words of a screen', () => {
  const quoted = spans.filter(({ isScreen }) => isScreen);
  assert.ok(quoted.length > 50, `${quoted.length} quoted`);
  assert.deepEqual(
    quoted.filter(({ text }) => !screens.has(plain(text))).map(({ slug, text }) => `${slug}: ${text}`),
    [],
  );
});

test('guide: a coordinator’s chapters name each page of their navigation', () => {
  const registry = readFileSync('server/dashboard/src/app/page-registry.ts', 'utf8');
  const called = readFileSync('server/dashboard/src/i18n/app.ts', 'utf8');
  const links = [...registry.matchAll(/ coordinatorLink: (?:'([^']+)'|messages\.(\w+)),/g)].map(
    ([, name, key]) => name ?? new RegExp(`\\b${key}: '([^']+)'`).exec(called)?.[1] ?? `messages.${key}`,
  );
  const pages = [...links, 'All libraries', 'Setup'];
  assert.ok(pages.length > 10, pages.join());
  const slugs = guides.coordinators.map(({ slug }) => slug);
  const named = new Set(spans.filter(({ slug, isScreen }) => isScreen && slugs.includes(slug)).map(({ text }) => text));
  assert.deepEqual(
    pages.filter((page) => !named.has(page)),
    [],
  );
});

test('guide: mutant: a name that a screen no longer has is found, though a comment has it', () => {
  const before = piecesIn("const messages = { save: 'Save this shift' };");
  const after = piecesIn("/** Was: Save this shift */ const messages = { save: 'Store this shift' };");
  assert.ok(before.includes('Save this shift') && !after.includes('Save this shift'));
});

test('guide: links lead to chapters', () => {
  const slugs = chapters.map(({ slug }) => slug);
  assert.deepEqual(
    spans.flatMap(({ to, slug }) => (to === undefined || slugs.includes(to) ? [] : [`${slug}: ${to}`])),
    [],
  );
});

test('guide: its list has each chapter by its title, in order', () => {
  const listed = [...readFileSync('docs/guide/README.md', 'utf8').matchAll(/^- \[(.+)\]\(.*?\d\d-(.+)\.md\)$/gm)].map(
    ([, title, slug]) => ({ title, slug }),
  );
  assert.deepEqual(
    listed,
    [...guides.liaisons, ...guides.coordinators].map(({ title, slug }) => ({ title, slug })),
  );
});

/** Flesch–Kincaid: school years. Syllables are groups of vowels, without a silent e. */
export function gradeOf(text: string): number {
  const sentences = text.split(/[.!?:](?:\s|$)/).filter((each) => /\w/.test(each)).length;
  const words = text.match(/[A-Za-z’']+/g) ?? [];
  const syllables = words.reduce((sum, word) => {
    const groups =
      word
        .toLowerCase()
        .replace(/e$/, '')
        .match(/[aeiouy]+/g) ?? [];
    return sum + Math.max(1, groups.length);
  }, 0);
  return (0.39 * words.length) / sentences + (11.8 * syllables) / words.length - 15.59;
}

test('guide: each chapter is short, and reads at grade 8 at most', () => {
  for (const [whose, { length }] of Object.entries(guides))
    assert.ok(length > 0 && length <= 15, `${whose}: ${length}`);
  for (const { slug, blocks } of chapters) {
    const text = blocks
      .flatMap(({ items }) => items.map((item) => `${item.map((span) => span.text).join('')}.`))
      .join(' ');
    const words = text.split(/\s+/).length;
    assert.ok(words <= 420, `${slug}: ${words} words`);
    assert.ok(gradeOf(text) <= 8, `${slug}: grade ${gradeOf(text).toFixed(1)}`);
  }
});

test('guide: the measure of grades tells a plain sentence from an official one', () => {
  assert.ok(gradeOf('You see the desk. It is open.') < 3);
  assert.ok(
    gradeOf('Organizational availability documentation necessitates comprehensive administrative verification.') > 15,
  );
});
