// Rules of WordPress's plugin directory that text can show. Its own Plugin Check was not run.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { unzipSync } from 'fflate';
import { ID_PATTERN, PLACEMENT_NAME_PATTERN } from '@askusnow/sdk';
import { TAG_VARIANTS } from '@askusnow/sdk/contract';
import { pluginFile } from '../../server/src/serving/assets/folders.ts';
import { attributesOf, STYLE_RULES, TAG_DEFAULTS } from '../../server/src/visibility/snippets/tag.ts';

const FOLDER = join(import.meta.dirname, '../../examples/wordpress/ask-us-now');
const FILES = Object.fromEntries(
  globSync('**/*.*', { cwd: FOLDER }).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]),
);
const PHP = Object.entries(FILES).filter(([file]) => extname(file) === '.php');
const withoutComments = (php: string): string => php.replace(/\/\*[^]*?\*\/|^\s*\/\/.*$/gm, '');

/** What breaks a rule, as lines. */
function faultsOf(file: string, php: string): string[] {
  const code = withoutComments(php);
  const faults: string[] = [];
  const found = (rule: string, pattern: RegExp): void => {
    for (const [text] of code.matchAll(pattern)) faults.push(`${file}: ${rule}: ${text}`);
  };
  if (!/if \( ! defined\( '(?:ABSPATH|WP_UNINSTALL_PLUGIN)' \) \) \{\n\texit;/.test(code))
    faults.push(`${file}: it can be opened directly`);
  found('a name without the prefix', /^(?:function|const|class) (?!ask_us_now_|ASK_US_NOW_).*/gm);
  found('an option without the prefix', /\b(?:get|add|update|delete)_option\( '(?!ask_us_now_)[^']*/g);
  found('input that was not checked', /\$_(?:GET|POST|REQUEST|COOKIE|SERVER|FILES)\b/g);
  found(
    'a request of the server’s own',
    /\b(?:wp_remote_\w+|wp_safe_remote_\w+|curl_\w+|fsockopen|file_get_contents)\b/g,
  );
  found('code from text', /\b(?:eval|create_function|base64_decode|unserialize)\b|`/g);
  found('a remote file', /['"](?:https?:)?\/\/[^'"]*/g);
  found('output that is not escaped', /\b(?:echo|print)\s+(?!'[^']*'(?: \. esc_html\([^;]*)?;).*/g);
  found('output that is not escaped', /\b_e\(.*/g);
  found('words of another text domain', /\b(?:__|esc_html__|esc_attr__)\( '(?:[^'\\]|\\.)*'(?!, 'ask-us-now' \)).*/g);
  // Each argument of printf after its format is escaped, or one of WordPress's own attributes.
  for (const [, words] of code.matchAll(/\bprintf\(([^;]*)\);/g))
    for (const [variable] of words!
      .replace(/'[^']*'/g, '')
      .replace(/\b(?:esc_\w+|selected)\([^()]*(?:\[[^\]]*\])?[^()]*\)/g, '')
      .matchAll(/\$[a-z]\w*/g))
      faults.push(`${file}: output that is not escaped: ${variable}`);
  return faults;
}

test('WordPress plugin: keeps the directory’s rules that text can show', () => {
  assert.ok(PHP.length >= 6);
  assert.deepEqual(
    PHP.flatMap(([file, php]) => faultsOf(file, php)),
    [],
  );
});

test('WordPress plugin: the rules find what breaks them', () => {
  const guard = "<?php\nif ( ! defined( 'ABSPATH' ) ) {\n\texit;\n}\n";
  for (const bad of [
    'function tag() {}',
    "get_option( 'address' );",
    "echo $_GET['x'];",
    'wp_remote_get( $x );',
    'eval( $x );',
    "$x = 'https://cdn.example/x.js';",
    'echo $label;',
    "printf( '<b>%s</b>', $label );",
    "__( 'Label' );",
  ])
    assert.notDeepEqual(faultsOf('bad.php', guard + bad), [], bad);
  assert.notDeepEqual(faultsOf('bad.php', '<?php'), []);
});

test('WordPress plugin: its readme has the version, and names the external service', () => {
  const readme = FILES['readme.txt']!;
  const main = FILES['ask-us-now.php']!;
  const { version } = JSON.parse(readFileSync('widget/package.json', 'utf8')) as { version: string };
  assert.equal(/^Stable tag: (.*)$/m.exec(readme)?.[1], version);
  assert.equal(/Version:\s+(\S+)/.exec(main)?.[1], version);
  assert.equal((JSON.parse(FILES['block/block.json']!) as { version: string }).version, version);
  assert.ok(FILES['includes/block.php']!.includes(`'${version}'`));
  for (const header of ['Requires at least', 'Requires PHP', 'License'])
    assert.equal(
      new RegExp(`^${header}: +(.*)$`, 'm').exec(readme)?.[1],
      new RegExp(`${header}: +(.*)$`, 'm').exec(main)?.[1],
    );
  assert.match(readme, /== External services ==/);
});

test('WordPress plugin: ids, placements, attributes and spaces are the server’s', () => {
  const options = FILES['includes/options.php']!;
  for (const { source } of [ID_PATTERN, PLACEMENT_NAME_PATTERN]) assert.ok(options.includes(`'/${source}/D'`), source);
  const tag = FILES['includes/tag.php']!;
  const spaces = [...tag.matchAll(/'(\w+)' +=> '(display:[^']*)'/g)].map(([, variant, space]) => [variant, space]);
  const rules = Object.entries(STYLE_RULES).map(([variant, rule]) => [
    variant,
    /\{(?:content:"";)?(.*)\}/.exec(rule)![1],
  ]);
  assert.deepEqual(Object.fromEntries(spaces), Object.fromEntries(rules));
  for (const variant of TAG_VARIANTS)
    for (const [name] of attributesOf({ id: 'harford' }, { ...TAG_DEFAULTS, variant }))
      assert.ok(tag.includes(`${name}="%s"`) || tag.includes(`${name}="complementary"`), `${variant}: ${name}`);
});

test('WordPress plugin: the zip holds its files and a template for translators, and each build gives the same bytes', () => {
  const zip = readFileSync(pluginFile());
  execFileSync(process.execPath, ['server/make-wordpress-zip.mjs'], { env: { ...process.env, TZ: 'Asia/Tokyo' } });
  assert.deepEqual(readFileSync(pluginFile()), zip);
  const packed = Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, Buffer.from(bytes).toString()] as const);
  const template = 'ask-us-now/languages/ask-us-now.pot';
  assert.deepEqual(
    Object.fromEntries(packed.filter(([name]) => name !== template)),
    Object.fromEntries(Object.entries(FILES).map(([name, text]) => [`ask-us-now/${name}`, text])),
  );
  const pot = packed.find(([name]) => name === template)![1];
  const texts = [...pot.matchAll(/^msgid (".+")$/gm)].map(([, text]) => JSON.parse(text!) as string);
  assert.equal(new Set(texts).size, texts.length);
  for (const file of Object.values(FILES))
    for (const [, text] of file.matchAll(/\b(?:__|esc_html__)\( ?'([^']*)', 'ask-us-now'/g))
      assert.ok(texts.includes(text!), text);
  assert.ok(texts.includes('Settings') && texts.includes('%1$s was not changed. %2$s') && texts.length > 20);
});
