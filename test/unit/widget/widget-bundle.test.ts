// The tag's weight is a promise to every page that carries it, and its hashes to every page that pins it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { brotliCompressSync, constants } from 'node:zlib';
import { VERSION } from '../../../widget/dist/version.js';

/** Lit, English and everything inside. Units: bytes of brotli, quality 11. */
const LIMIT_BYTES = 10_000;
/** With the diagnosis inside. The same units. */
const PINNED_LIMIT_BYTES = 12_000;
/** A language, which pages in that language alone load, and the list of all. The same units. */
const LANGUAGE_LIMIT_BYTES = 1_300;
/** What diagnoses a tag after its page and reads streams, what reports to its webmaster, what few tags show, what makes a tag float, and what makes a link look like the page's. The same units. */
const LATER_LIMIT_BYTES = { sight: 2_300, inspect: 6_200, branch: 700, more: 1_500, tab: 2_500, link: 2_500 };
const BUNDLE = 'widget/dist/bundle';

const read = (file: string): Buffer => readFileSync(`${BUNDLE}/${file}`);
const brotli = (bytes: Buffer): number =>
  brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const manifest = JSON.parse(read('versions.json').toString()) as {
  version: string;
  files: Record<string, { integrity: string; bytes: number; brotli: number; language?: string; reviewed?: boolean }>;
};

test('widget bundle: the tag stays within its weight', () => {
  const bytes = brotli(read('ask-us-now.js'));
  console.log(`ask-us-now.js: ${bytes} bytes of brotli, limit ${LIMIT_BYTES}`);
  assert.ok(bytes <= LIMIT_BYTES, `${bytes} bytes`);
});

test('widget bundle: the file for pages that pin it stays within its weight, and imports no code of the tag’s', () => {
  const bytes = read('ask-us-now.pinned.js');
  assert.ok(brotli(bytes) <= PINNED_LIMIT_BYTES, `${brotli(bytes)} bytes`);
  const importsLater = (text: string): boolean => /\?\?= ?import\(|import\.meta/.test(text);
  assert.equal(importsLater(bytes.toString()), false);
  assert.equal(importsLater(read('ask-us-now.js').toString()), true, 'the other one does');
});

test('widget bundle: each language stays within its own weight, and is loaded beside the script', () => {
  const languages = Object.entries(manifest.files).filter(([name]) => name.endsWith('.json'));
  assert.equal(languages.filter(([, { language }]) => language !== undefined).length, 11);
  for (const [name, { brotli: bytes }] of languages) {
    console.log(`${name}: ${bytes} bytes of brotli, limit ${LANGUAGE_LIMIT_BYTES}`);
    assert.ok(bytes <= LANGUAGE_LIMIT_BYTES, name);
  }
});

test('widget bundle: the files that are loaded later stay within their own weights, and are named by their content', () => {
  for (const [part, limit] of Object.entries(LATER_LIMIT_BYTES)) {
    const files = Object.entries(manifest.files).filter(([name]) =>
      new RegExp(`^ask-us-now\\.${part}\\.[\\w-]{8}\\.js$`).test(name),
    );
    assert.equal(files.length, 1);
    for (const [name, { brotli: bytes }] of files) assert.ok(bytes <= limit, `${name}: ${bytes} bytes`);
  }
});

test('widget bundle: versions.json calls no language reviewed that nobody has read', () => {
  for (const [name, { language, reviewed }] of Object.entries(manifest.files))
    if (language !== undefined) assert.equal(reviewed, false, name);
});

test('widget bundle: mutant: with twice the code it is found to be too heavy', () => {
  const bytes = read('ask-us-now.js');
  assert.ok(brotli(Buffer.concat([bytes, Buffer.from(bytes).reverse()])) > LIMIT_BYTES);
});

test('widget bundle: versions.json names every script with the hash and size that it has', () => {
  assert.ok(manifest.files['ask-us-now.js']);
  for (const [name, { integrity, bytes, brotli: size }] of Object.entries(manifest.files)) {
    const file = read(name);
    assert.equal(integrity, `sha384-${createHash('sha384').update(file).digest('base64')}`, name);
    assert.deepEqual([bytes, size], [file.length, brotli(file)], name);
  }
});

test("widget bundle: the version that the tag sends is its package's", () => {
  const { version } = JSON.parse(readFileSync('widget/package.json', 'utf8')) as { version: string };
  assert.deepEqual([VERSION, manifest.version], [version, version]);
});

test('widget bundle: the script makes no markup of text and creates no policy, so that Trusted Types have nothing to refuse', () => {
  for (const name of Object.keys(manifest.files)) {
    assert.doesNotMatch(
      read(name).toString(),
      /innerHTML|insertAdjacentHTML|createPolicy|\beval\(|new Function|document\.write/,
      name,
    );
  }
  // The same in the package, which a webmaster's own bundler takes as it is.
  assert.doesNotMatch(
    readFileSync('node_modules/@lit/reactive-element/reactive-element.js', 'utf8'),
    /innerHTML|createPolicy/,
  );
});

test('widget bundle: the table of parts in docs/webmaster.md adds up to the size', () => {
  const [, table = ''] = /\| part +\| bytes +\|\n(.*?)\n\n/s.exec(readFileSync('docs/webmaster.md', 'utf8')) ?? [];
  const figures = [...table.matchAll(/\| ([\d,]+) +\|/g)].map(([, figure]) => Number(figure!.replace(',', '')));
  const total = figures.pop();
  assert.ok(figures.length > 8);
  assert.deepEqual([total, figures.reduce((sum, bytes) => sum + bytes)], [brotli(read('ask-us-now.js')), total]);
});

test('widget bundle: docs/webmaster.md has the tag’s size', () => {
  const told = /weighs (\d,\d{3}) bytes/.exec(readFileSync('docs/webmaster.md', 'utf8'))?.[1]?.replace(',', '');
  assert.equal(Number(told), brotli(read('ask-us-now.js')));
});
