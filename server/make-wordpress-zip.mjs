// Packs the WordPress plugin into dist/ask-us-now.zip, with a template for its translators. Part of `npm run build`. The same files
// give the same bytes: names are in order, dates are the format's first, and nothing is compressed, which versions of a program do
// each in a way of their own.
import { Buffer } from 'node:buffer';
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';

const plugins = fileURLToPath(new URL('../examples/wordpress/', import.meta.url));
const names = globSync('ask-us-now/**/*.*', { cwd: plugins }).sort();
const texts = Object.fromEntries(names.map((name) => [name, readFileSync(plugins + name, 'utf8')]));

/** The words that WordPress translates: of code, of the plugin's head and of its block. */
function wordsOf(name, text) {
  if (name.endsWith('/block.json')) {
    const { title, description, keywords } = JSON.parse(text);
    return [title, description, ...keywords];
  }
  const head = [...text.matchAll(/^ \* (?:Plugin Name|Description): +(.*)$/gm)];
  const code = [...text.matchAll(/\b(?:esc_html|esc_attr)?__\( ?'((?:[^'\\]|\\.)*)', 'ask-us-now' ?\)/g)];
  return [...head, ...code].map(([, words]) => words.replace(/\\(.)/g, '$1'));
}

/** Translators get each text once, with the files that it is in. */
const files = new Map();
for (const [name, text] of Object.entries(texts))
  for (const words of wordsOf(name, text))
    files.set(words, (files.get(words) ?? new Set()).add(name.replace('ask-us-now/', '')));
const entries = [...files].map(
  ([words, where]) =>
    `#: ${[...where].join(' ')}\n${/%\d\$s/.test(words) ? '#, php-format\n' : ''}msgid ${JSON.stringify(words)}\nmsgstr ""\n`,
);
const HEAD = `msgid ""
msgstr ""
"Project-Id-Version: Ask Us Now\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"X-Domain: ask-us-now\\n"
`;
texts['ask-us-now/languages/ask-us-now.pot'] = [HEAD, ...entries].join('\n');

const packed = Object.fromEntries(
  Object.keys(texts)
    .sort()
    .map((name) => [name, Buffer.from(texts[name])]),
);
mkdirSync(new URL('./dist/', import.meta.url), { recursive: true });
writeFileSync(
  new URL('./dist/ask-us-now.zip', import.meta.url),
  zipSync(packed, { level: 0, mtime: new Date(1980, 0, 1) }),
);
