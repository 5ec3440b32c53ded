// In:    the tag's compiled sources (`npm run build`), bundled once more in memory.
// Out:   what each part of the script weighs on the wire, as the table in README.md.
// Never: a file: what is built stays as it is.
import { Buffer } from 'node:buffer';
import { SourceMap } from 'node:module';
import { brotliCompressSync, constants } from 'node:zlib';
import { rollup } from 'rollup';
import config from '../rollup.config.mjs';

/** The first that fits a module's path has it. */
const PARTS = [
  ['Lit’s base class', /@lit|constructable-only/],
  ['never an error of the page’s: natives, the wrapper', /natives|^$/],
  ['one timer for all', /clock/],
  ['SDK: keeping up by polls and stream, what may be claimed', /availability\/watch|reconnect|request/],
  ['SDK: reading the stream', /event-stream/],
  ['SDK: refusing answers that mislead', /availability\/read/],
  ['SDK: batches of events, sent and sent again', /sdk\/dist\/(events|page\.js)/],
  ['SDK: page patterns, limits, addresses', /sdk/],
  ['what an event says of its place', /page-sender/],
  ['viewability', /viewability/],
  ['page views', /page-view/],
  ['a link that is held does not change', /hand/],
  ['styles of the three sizes', /styles/],
  ['the control’s nodes', /\/control\.js/],
  ['the inner link', /inner-link/],
  ['English', /\/languages\.js/],
  ['which language, and its file', /load-language|page-language/],
  ['times in words', /local-time|\/language\.js/],
  ['what is said, and where the link leads', /view\.js/],
  ['the element: attributes, updates, clicks, one console line', /./],
];
const partOf = (source = '') => PARTS.findIndex(([, paths]) => paths.test(source));

const weigh = (text) =>
  brotliCompressSync(Buffer.from(text), { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;

// What the build does to its folder is left out.
const [{ output, plugins, ...input }] = config({ configWidget: true });
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
let told = 0;
for (const [name, bytes] of rows) {
  exact += bytes;
  const row = Math.round(exact) - told;
  told += row;
  console.log(`| ${name} | ${row.toLocaleString('en-US')} |`);
}
console.log(`| the script | ${total.toLocaleString('en-US')} |`);
