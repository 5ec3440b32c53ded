// In:    the tag's compiled sources (`npm run build`), bundled once more in memory.
// Out:   what each part of the script weighs on the wire, as the table in docs/webmaster.md.
// Never: writes a file; the build stays as it is.
import { Buffer } from 'node:buffer';
import { SourceMap } from 'node:module';
import { brotliCompressSync, constants } from 'node:zlib';
import { rollup } from 'rollup';
import config from '../rollup.config.mjs';

/** The first pattern that matches a module's path decides. */
const PARTS = [
  ['Lit’s base class', /@lit|constructable-only/],
  ['natives, and the guard against errors in the page', /natives|^$/],
  ['one timer for all tags', /clock|page-timer/],
  ['SDK: polls and stream, validity of an answer', /availability\/watch|reconnect|request/],
  ['loading later files', /later/],
  ['SDK: validating answers', /availability\/read/],
  ['SDK: batches of events, retries', /sdk\/dist\/(events|page\.js)/],
  ['SDK: page patterns, limits, addresses', /sdk/],
  ['the position that an event carries', /page-sender/],
  ['viewability', /viewability/],
  ['page views', /page-view/],
  ['no change of the link during a press', /pointer-guard/],
  ['styles of the sizes', /styles/],
  ['the control’s nodes', /\/control\.js/],
  ['the inner link', /inner-link/],
  ['English', /\/languages\.js/],
  ['which language, and its file', /load-language|page-language/],
  ['times as text', /local-time|\/language\.js/],
  ['status and target of the link', /view\.js/],
  ['the element: attributes, updates, clicks, one console line', /./],
];
const partOf = (source = '') => PARTS.findIndex(([, paths]) => paths.test(source));

const weigh = (text) =>
  brotliCompressSync(Buffer.from(text), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

// What the build does to its folder is left out.
const { output, plugins, ...input } = config({ configWidget: true }).find((one) => 'ask-us-now' in one.input);
const bundle = await rollup({ ...input, plugins: plugins.filter(({ name }) => !/^(clean|languages)$/.test(name)) });
const [{ code, map }] = (await bundle.generate({ ...output, sourcemap: true })).output;
const script = code.replace(/\/\/# sourceMappingURL.*\n?/, '');
const sources = new SourceMap(map);

const letters = script.split('\n').flatMap((line, row) =>
  Array.from({ length: line.length + 1 }, (_, column) => ({
    part: partOf(sources.findEntry(row, column).originalSource),
    letter: line[column] ?? '\n',
  })),
);
const total = weigh(script);
// How much lighter the script is without a part; all of them together are less than it, since parts share words.
const lighter = PARTS.map(
  (_, part) => total - weigh(letters.map((one) => (one.part === part ? '' : one.letter)).join('')),
);
const scale = total / lighter.reduce((sum, bytes) => sum + bytes, 0);
const rows = PARTS.map(([name], part) => [name, lighter[part] * scale]).sort(([, a], [, b]) => b - a);

// Rounded so that the rows add up.
let exact = 0;
let printed = 0;
for (const [name, bytes] of rows) {
  exact += bytes;
  const row = Math.round(exact) - printed;
  printed += row;
  console.log(`| ${name} | ${row.toLocaleString('en-US')} |`);
}
console.log(`| the script | ${total.toLocaleString('en-US')} |`);
