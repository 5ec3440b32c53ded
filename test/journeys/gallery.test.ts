// The gallery of the tag: as a file without any server, and from the server under its policy.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { STATES } from '../../widget/dist/gallery/states.js';
import { elementOf, galleryPage, variantsOf, type Manifest, type ManifestElement } from '../../widget/make-gallery.mjs';
import { readLanguages } from '../../widget/make-languages.mjs';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { oneLibrary } from '../support/app/one-library.ts';
import { audit, inEachLook, overflowPx } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { visitChromium, type ChromiumVisit } from '../support/browser/host-visit.ts';
import { eventually } from '../support/waiting.ts';

const FILE = pathToFileURL('widget/demo/index.html').href;
const ELEMENT = elementOf(JSON.parse(readFileSync('widget/custom-elements.json', 'utf8')) as Manifest);
const LANGUAGES = readLanguages();

/** What a page must show, by `variant state language theme`, each language, and each attribute to try. */
const wantedOf = (element: ManifestElement): string[] => [
  ...variantsOf(element).flatMap((variant) =>
    Object.keys(STATES).flatMap((state) =>
      ['en', 'es'].flatMap((lang) => ['light', 'dark'].map((theme) => `${variant} ${state} ${lang} ${theme}`)),
    ),
  ),
  ...Object.keys(LANGUAGES).map((lang) => `language ${lang}`),
  ...element.attributes.map(({ name }) => `attribute ${name}`),
];

/** What is in the markup of a page, frames included. */
const shownIn = (page: Page): Promise<string[]> =>
  page.evaluate(`(() => {
    const frames = [...document.querySelectorAll('iframe')];
    const tags = [document, ...frames.map(({ contentDocument }) => contentDocument)].flatMap((each) => [...each.querySelectorAll('ask-us-now[placement]')]);
    return [
      ...tags.filter((tag) => tag.closest('.light,.dark') && !tag.closest('#stage')).map((tag) =>
        [tag.getAttribute('variant'), new URL(tag.getAttribute('endpoint')).hostname.replace('.invalid', ''), tag.lang, tag.closest('.light') ? 'light' : 'dark'].join(' ')),
      ...[...document.querySelectorAll('.languages ask-us-now')].map(({ lang }) => 'language ' + lang),
      ...[...document.querySelectorAll('[data-attribute]')].map(({ dataset }) => 'attribute ' + dataset.attribute),
    ];
  })()`);

/** Each tag's tone, language and whether it floats; frames included. */
const LOOKS = `[document, ...[...document.querySelectorAll('iframe')].map(({ contentDocument }) => contentDocument)].flatMap((each) => [...each.querySelectorAll('ask-us-now')]).map((tag) => {
  const box = tag.shadowRoot?.querySelector('[part=box]');
  return {
    state: new URL(tag.getAttribute('endpoint')).hostname.replace('.invalid', ''), variant: tag.getAttribute('variant') ?? 'card',
    tone: box?.dataset.tone ?? 'none', lang: tag.lang, spoken: box?.querySelector('[part=text]').lang,
    floats: getComputedStyle(tag).position === 'fixed',
  };
})`;
interface Look {
  state: string;
  variant: string;
  tone: string;
  lang: string;
  spoken: string;
  floats: boolean;
}
const TONES: Record<string, string> = { available: 'open', statewide: 'open', lines: 'closed', nobody: 'closed' };

/** Waits until each tag shows its state, in its language, and each tab floats. */
async function settled(visit: ChromiumVisit): Promise<void> {
  await eventually(async () =>
    (await visit.see<Look[]>(LOOKS)).every(
      ({ state, variant, tone, lang, spoken, floats }) =>
        tone === (TONES[state] ?? state) && spoken === LANGUAGES[lang || 'en']!.lang && floats === (variant === 'tab'),
    ),
  );
}

describe('gallery', () => {
  let browser: Chromium;
  let app: TestApp;
  before(async () => {
    browser = await launchChromium();
    app = await startApp({
      engine: GATE_ENGINE,
      cooperative: oneLibrary({ origin: '${PUBLIC_URL}', chat: '${PUBLIC_URL}/demo/chat/harford' }),
    });
  });
  after(async () => {
    await browser.close();
    await app.close();
  });

  async function open(address: string): Promise<{ visit: ChromiumVisit; requests: string[] }> {
    const visit = await visitChromium(browser);
    const requests: string[] = [];
    visit.page.on('request', (request) => requests.push(request.url()));
    await visit.goto(address);
    await settled(visit);
    return { visit, requests };
  }

  for (const [from, addressOf, base] of [
    ['a file', () => FILE, () => new URL('.', FILE).href],
    ['the server, under its policy', () => `${app.url}/gallery`, () => app.url],
  ] as const)
    test(`gallery: from ${from}, each variant, state, language and attribute is there, and nothing is asked of a server`, async () => {
      const { visit, requests } = await open(addressOf());
      assert.deepEqual((await shownIn(visit.page)).sort(), wantedOf(ELEMENT).sort());
      assert.deepEqual(
        [...new Set(requests)].filter((url) => !url.startsWith(base()) && url !== 'about:srcdoc'),
        [],
      );
      assert.ok(
        requests.every((url) => !url.includes('/v1/')),
        requests.join('\n'),
      );
      assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
      assert.deepEqual(visit.lines, []);
      assert.deepEqual(await audit(visit.page), []);
      await visit.close();
    });

  test('gallery: is sound in each look, and no wider than the window', async () => {
    const { visit } = await open(FILE);
    await inEachLook(visit.page, async (look) => {
      // A link follows its page's theme when it is next painted: it is looked at from the start.
      await visit.page.reload();
      await settled(visit);
      assert.deepEqual(await audit(visit.page), [], look);
      assert.equal(await overflowPx(visit.page), 0, look);
    });
    await visit.close();
  });

  test('gallery: what is turned in the form is seen on the tag and in the code', async () => {
    const { visit } = await open(FILE);
    const { page } = visit;
    const stage = page.locator('#stage ask-us-now');
    await page.selectOption('#state', 'lines');
    await page.selectOption('#attribute-lang', 'es');
    await page.check('#attribute-remind');
    await page.fill('#attribute-label', 'Ask "us"');
    await page.fill('#attribute-branch', 'bel-air');
    await stage.getByText('¿En peligro? Llame al 911').waitFor();
    // Behind "More", with what has no room beside the urgent line.
    await stage.getByText('410-555-0199').waitFor({ state: 'attached' });
    await stage.getByText('Ask "us"').first().waitFor();
    assert.equal(
      await page.inputValue('#code'),
      `<script type="module" src="https://ask.example.org/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>
<ask-us-now library="harford" placement="header" branch="bel-air" label="Ask &#34;us&#34;" lang="es" remind><a href="https://chat.example.org/harford">Ask a librarian</a></ask-us-now>`,
    );
    await page.selectOption('#attribute-variant', 'tab');
    await eventually(() =>
      visit.see(`getComputedStyle(document.querySelector('#stage ask-us-now')).position === 'fixed'`),
    );
    await stage.click();
    assert.equal(page.url(), FILE);
    await visit.close();
  });

  test('gallery: a new variant and a new attribute of the manifest appear by themselves', () => {
    const element = structuredClone(ELEMENT);
    element.attributes.find(({ name }) => name === 'variant')!.type.text += ' | "banner"';
    element.attributes.push({ name: 'speed', description: 'How fast.', type: { text: 'string' } });
    const html = galleryPage({ element, states: STATES, languages: LANGUAGES });
    assert.equal(html.split('variant="banner" lang=').length - 1, Object.keys(STATES).length * 4);
    assert.ok(html.includes('data-attribute="speed"'));
    assert.ok(!readFileSync('widget/demo/index.html', 'utf8').includes('banner'));
  });
});
