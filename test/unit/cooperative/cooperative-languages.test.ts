import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { toYaml } from '../../../server/src/cooperative-file/export.ts';
import { parseCooperativeFile } from '../../../server/src/cooperative-file/file.ts';
import { OPTIONAL_LANGUAGES } from '../../../server/src/cooperative/languages.ts';
import { aCooperativeText, fileOptions } from '../../support/data/cooperative-text.ts';

const withLanguages = (languages: string) =>
  parseCooperativeFile(aCooperativeText(['cooperative:\n', `cooperative:\n  languages: ${languages}\n`]), fileOptions);

test('languages: each file of the tag that is off may be turned on, and a file that turns them on is read back the same', async () => {
  const files = globSync('widget/languages/*.json').map((file) => ({
    tag: basename(file, '.json'),
    on: (JSON.parse(readFileSync(file, 'utf8')) as { on?: boolean }).on,
  }));
  const off = files.filter(({ on }) => on === false).map(({ tag }) => tag);
  assert.ok(off.length >= 10);
  assert.deepEqual([...OPTIONAL_LANGUAGES], off.sort());
  const parsed = withLanguages(`[${OPTIONAL_LANGUAGES.join(', ')}]`);
  assert.ok('cooperative' in parsed, JSON.stringify(parsed));
  assert.deepEqual(parsed.cooperative.cooperative.languages, OPTIONAL_LANGUAGES);
  const text = await toYaml(parsed.cooperative);
  assert.match(text, /^ {2}languages: \[ ?am, ar, fr/m);
  assert.deepEqual(parseCooperativeFile(text, fileOptions), parsed);
});

test('languages: the file names the one at fault, and what would be right', () => {
  const cases: [string, string, RegExp][] = [
    ['[fr, zh-hant]', 'cooperative.languages.1', /^should be one of am, ar, .*; did you mean "zh-Hant"\?$/],
    ['[Klingon]', 'cooperative.languages.0', /^should be one of am, ar, [^;]*$/],
    ['[es]', 'cooperative.languages.0', /^"es" is always on; leave it out$/],
    ['[fr, fr]', 'cooperative.languages', /^should name each language once$/],
    ['fr', 'cooperative.languages', /^should be a list/],
  ];
  for (const [languages, field, message] of cases) {
    const parsed = withLanguages(languages);
    assert.ok('errors' in parsed, languages);
    assert.equal(parsed.errors.length, 1, languages);
    assert.equal(parsed.errors[0]!.field, field);
    assert.match(parsed.errors[0]!.message, message);
  }
});

test('languages: a desk answers in what a tag of the cooperative speaks', () => {
  const withDesk = (languages: string) =>
    parseCooperativeFile(
      aCooperativeText(['    name: Harford desk\n', `    name: Harford desk\n    languages: ${languages}\n`]),
      fileOptions,
    );
  assert.ok('cooperative' in withDesk('[en, es]'));
  const cases: [string, string, RegExp][] = [
    ['[en, fr]', 'languages.1', /^should be a language that the tag speaks: en, es; others are turned on/],
    ['[es, es]', 'languages', /^should name each language once$/],
  ];
  for (const [languages, field, message] of cases) {
    const parsed = withDesk(languages);
    assert.ok('errors' in parsed, languages);
    const [error] = parsed.errors;
    assert.equal(error?.field, field);
    assert.match(error?.message ?? '', message);
  }
});
