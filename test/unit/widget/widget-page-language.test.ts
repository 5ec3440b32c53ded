// Which language's file serves a page, by the page's `lang`, through the built script's own list and files.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { widgetBundleFolder } from '../../../server/src/serving/assets/folders.ts';
import { loadLanguage } from '../../../widget/dist/load-language.js';
import { readLanguages } from '../../../widget/make-languages.mjs';
import { startHost } from '../../support/browser/host.ts';

const ALL = Object.keys(readLanguages());

/** The `lang` of a page, the language that it is served in where all are on. */
const PAGES: [lang: string, served: string][] = [
  ['zh', 'zh-Hans'],
  ['zh-CN', 'zh-Hans'],
  ['zh-SG', 'zh-Hans'],
  ['zh-Hans', 'zh-Hans'],
  ['zh-Hans-HK', 'zh-Hans'],
  ['ZH-cn', 'zh-Hans'],
  ['zh-TW', 'zh-Hant'],
  ['zh-HK', 'zh-Hant'],
  ['zh-MO', 'zh-Hant'],
  ['zh-Hant', 'zh-Hant'],
  ['zh-Hant-CN', 'zh-Hant'],
  ['zh-hant-tw', 'zh-Hant'],
  ['fil', 'fil'],
  ['fil-PH', 'fil'],
  ['tl', 'fil'],
  ['tl-PH', 'fil'],
  ['es-419', 'es-US'],
  ['fr-CA', 'fr'],
  ['ar-EG', 'ar'],
  // As some content systems write it.
  ['es_MX', 'es-US'],
  ['zh_TW', 'zh-Hant'],
  // Languages of their own, though their tags begin alike, and those that no file is for.
  ['tlh', 'en-US'],
  ['frp', 'en-US'],
  ['yue-HK', 'en-US'],
  ['de', 'en-US'],
  ['en-GB', 'en-US'],
];

describe('the language of a page', () => {
  let host: Awaited<ReturnType<typeof startHost>>;
  let folder: string;
  before(async () => {
    host = await startHost((path) => ({ html: readFileSync(join(widgetBundleFolder(), path)) }));
    folder = `${host.url}/`;
  });
  after(() => host.close());

  for (const [lang, served] of PAGES)
    test(`page language: ${lang} is served in ${served}`, async () =>
      assert.equal((await loadLanguage(lang, ALL, folder)).lang, served));

  test('page language: one script of Chinese that is on does not stand in for the other', async () => {
    assert.equal((await loadLanguage('zh-TW', ['zh-Hans'], folder)).lang, 'en-US');
    assert.equal((await loadLanguage('zh-CN', ['zh-Hant'], folder)).lang, 'en-US');
    assert.equal((await loadLanguage('zh-HK', ['zh-Hant'], folder)).lang, 'zh-Hant');
  });

  test('page language: Filipino and Tagalog are off until they are turned on', async () => {
    for (const lang of ['fil', 'tl']) assert.equal((await loadLanguage(lang, [], folder)).lang, 'en-US');
  });
});
