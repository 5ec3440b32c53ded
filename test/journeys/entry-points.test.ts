// Getting the tag without an account, and its forms for sites that strip scripts, in real browsers against the real server.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getSnippets } from '@askusnow/sdk';
import type { TestApp } from '../support/app/app.ts';
import { countersOf, refusalsOf, sumOf } from '../support/app/ingest.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { openPage, type Chromium } from '../support/browser/browser.ts';
import { startOneSite, type OneSite } from '../support/browser/one-site.ts';
import { eventually } from '../support/waiting.ts';

const CHOSEN = 'get?library=harford&variant=button&placement=header&label=Ask+us&lang=es&background=%23ffee00';
const CHOSEN_TAB = 'get?library=harford&variant=tab&background=%23ffee00';

describe('entry points', () => {
  let server: TestApp;
  let browser: Chromium;
  let site: OneSite['site'];
  let all: OneSite;
  let body = '';
  before(async () => {
    all = await startOneSite(() => `<header><p>Library</p></header>${body}`);
    ({ server, browser, site } = all);
  });
  after(() => all.close());

  test('get the tag: no fault of accessibility, nothing cut off, nothing refused in each look', async () => {
    const { page, errors, consoleLines, close } = await openPage(browser);
    for (const path of ['get', CHOSEN, CHOSEN_TAB, 'poster/harford']) {
      await page.goto(`${server.url}/${path}`);
      await page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))");
      await assertSoundInEachLook(page, path);
    }
    assert.deepEqual([errors, consoleLines], [[], []]);
    await close();
  });

  test('get the tag: the preview is the real tag as it was chosen, and is not counted', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${server.url}/${CHOSEN}`);
    const link = page.locator('figure.dark.phone ask-us-now').locator('a[part=link]');
    await eventually(async () => /Ask us.*Abierto|Ask us.*abierto/s.test(await link.innerText()));
    const colour = `getComputedStyle(document.querySelector('figure.dark.phone ask-us-now').shadowRoot.querySelector('a')).backgroundColor`;
    assert.equal(await page.evaluate(colour), 'rgb(255, 238, 0)');
    assert.match(await page.locator('main').innerText(), /Black text on this colour has a contrast of 17/);
    // Longer than the tag takes to count: an impression waits for its answer, a view for a second.
    await page.waitForTimeout(2500);
    await page.goto(`${server.url}/get`);
    await server.ingest.settle();
    assert.deepEqual((await countersOf(server.database)).placement, []);
    assert.deepEqual(await refusalsOf(server.database), {});
    await close();
  });

  test('get the tag: before a library is chosen, the preview is another’s, there is nothing to copy, and nothing is counted', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(`${server.url}/get`);
    await page.getByRole('heading', { name: /^Example: Harford/ }).waitFor();
    await page.locator('figure.light.phone ask-us-now a[part=link]').waitFor();
    assert.equal(await page.locator('#tag').count(), 0);
    await page.getByLabel('Size').selectOption('button');
    await page.locator('figure.light.phone ask-us-now[variant=button]').waitFor();
    assert.equal(await page.locator('#tag').count(), 0);
    await page.getByRole('combobox', { name: 'Library', exact: true }).selectOption('harford');
    await page.getByLabel(/^Tag for Harford/).waitFor();
    // Longer than the tag takes to count.
    await page.waitForTimeout(2500);
    await page.goto(`${server.url}/get`);
    await server.ingest.settle();
    assert.deepEqual((await countersOf(server.database)).placement, []);
    await close();
  });

  test('get the tag: a tab floats in each preview, is not counted, and is said to be no placed tag', async () => {
    const { page, errors, consoleLines, close } = await openPage(browser);
    await page.goto(`${server.url}/${CHOSEN_TAB}`);
    for (const figure of ['light.desktop', 'light.phone', 'dark.desktop', 'dark.phone']) {
      const frame = page.locator(`figure.${figure} iframe`);
      await frame.scrollIntoViewIfNeeded();
      const preview = (await (await frame.elementHandle()).contentFrame())!;
      const isShown = `(() => {
        const tag = document.querySelector('ask-us-now');
        const link = tag?.shadowRoot?.querySelector('a');
        if (!link) return false;
        const { bottom, right } = tag.getBoundingClientRect();
        return getComputedStyle(tag).position === 'fixed' && bottom <= innerHeight && right <= innerWidth &&
          getComputedStyle(link).backgroundColor === 'rgb(255, 238, 0)' && link.innerText.includes('24 hours');
      })()`;
      // Its policy refuses a function that asks again by itself.
      await eventually(() => preview.evaluate<boolean>(isShown).catch(() => false));
    }
    const text = await page.locator('main').innerText();
    assert.match(text, /alone does not count as a placed tag/);
    assert.match(text, /after the footer, last on the page/);
    // Longer than the tag takes to count.
    await page.waitForTimeout(2500);
    await page.goto(`${server.url}/get`);
    await server.ingest.settle();
    assert.deepEqual((await countersOf(server.database)).placement, []);
    assert.deepEqual(await refusalsOf(server.database), {});
    assert.deepEqual([errors, consoleLines], [[], []]);
    await close();
  });

  test('get the tag: mutant: without its script the preview reports visits, which are refused', async () => {
    const { page, close } = await openPage(browser);
    await page.route('**/get.js', (route) => route.abort());
    await page.goto(`${server.url}/${CHOSEN}`);
    await eventually(async () => Object.keys(await refusalsOf(server.database)).length > 0);
    await close();
  });

  test('get the tag: what was typed stays where a field is not right, and a text is copied by one button', async () => {
    const context = { permissions: ['clipboard-read', 'clipboard-write'] };
    const { page, close } = await openPage(browser, context);
    await page.goto(`${server.url}/get`);
    assert.doesNotMatch(await page.content(), /\.test\.ts/);
    await page.getByRole('combobox', { name: 'Library', exact: true }).selectOption('harford');
    await page.getByText('Name, words, language and color').click();
    await page.getByLabel('Where it stands').fill('Main header');
    await page.getByLabel('Words of the link').fill('Ask <us>');
    await page
      .locator('.fault')
      .getByText(/lower-case letters/)
      .waitFor();
    assert.equal(await page.getByLabel('Words of the link').inputValue(), 'Ask <us>');
    await page.getByLabel('Where it stands').fill('main-header');
    await page.locator('.fault').waitFor({ state: 'detached' });
    await page.locator('ask-us-now[placement=main-header]').first().waitFor();
    await page.getByRole('button', { name: 'Copy' }).first().click();
    const { tag } = await getSnippets({ endpoint: server.url }, 'harford', {
      placement: 'main-header',
      label: 'Ask <us>',
    });
    assert.equal(await page.evaluate('navigator.clipboard.readText()'), tag.tag);
    await close();
  });

  test('get the tag: the preview follows while the form is filled in, and copying is its primary button', async () => {
    const { page, errors, consoleLines, close } = await openPage(browser);
    await page.goto(`${server.url}/get`);
    await page.getByRole('combobox', { name: 'Library', exact: true }).selectOption('harford');
    const words = page.getByLabel('Words of the link');
    await page.getByText('Name, words, language and color').click();
    await words.press('End');
    await words.pressSequentially(' now');
    await eventually(async () => /Ask a librarian now/.test(await page.locator('#tag').inputValue()));
    await words.and(page.locator(':focus')).waitFor();
    const primary = page.locator('main .button.primary');
    assert.deepEqual(await primary.allInnerTexts(), ['Copy']);
    await page.reload();
    assert.match(await words.inputValue(), /now$/, 'the address keeps what is filled in');
    await assertSoundInEachLook(page);
    assert.deepEqual([errors, consoleLines], [[], []]);
    await close();
  });

  test('get the tag: works without script', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(`${server.url}/get`);
    await page.getByRole('combobox', { name: 'Library', exact: true }).selectOption('harford');
    await page.getByRole('button', { name: 'Show the tag' }).click();
    assert.match(await page.getByLabel(/^Tag for Harford/).inputValue(), /<ask-us-now library="harford"/);
    assert.equal(await page.getByRole('button', { name: 'Copy' }).count(), 0);
    await close();
  });

  test('tag manager: its script puts the tag into the page once, with its link, and it is counted', async () => {
    const wanted = { placement: 'manager', label: 'Ask us', variant: 'button', background: '#114b2d' } as const;
    const { tagManager } = await getSnippets({ endpoint: server.url }, 'harford', wanted);
    body = tagManager + tagManager;
    const { page, errors, close } = await openPage(browser);
    await page.goto(`${site.url}/`);
    const tag = page.locator('header > ask-us-now');
    await tag.locator('[part=status]').first().waitFor();
    assert.equal(await page.locator('ask-us-now').count(), 1);
    assert.equal(await tag.locator('a[href]').first().getAttribute('href'), `${site.url}/chat`);
    await eventually(async () =>
      (await countersOf(server.database)).placement.some(({ name, form }) => name === 'manager' && form === 'tag'),
    );
    assert.deepEqual(errors, []);
    await close();
  });

  test('embedded page: in a site’s frame the tag is live and counted as a frame; a click leads the whole window to the chat', async () => {
    const { frame } = await getSnippets({ endpoint: server.url }, 'harford', { placement: 'course' });
    body = frame;
    const { page, errors, consoleLines, close } = await openPage(browser);
    await page.goto(`${site.url}/`);
    const link = page.frameLocator('iframe').locator('ask-us-now a[part=link]');
    await eventually(async () => /24 hours/.test(await link.innerText()));
    // Nothing of the card is cut off by the size that the snippet gives the frame.
    const inside = page.frames()[1]!;
    assert.deepEqual(
      await inside.evaluate(
        '[document.documentElement.scrollWidth - innerWidth, document.documentElement.scrollHeight - innerHeight]',
      ),
      [0, 0],
    );
    await link.click();
    await page.waitForURL(`${site.url}/chat`);
    await eventually(async () => (await sumOf(server.database, 'click'))['counted'] === 1);
    const { placement } = await countersOf(server.database);
    assert.deepEqual(
      placement.filter(({ name }) => name === 'course').map(({ form, pattern }) => [form, pattern]),
      [['frame', '/embed/:slug']],
    );
    assert.deepEqual([errors, consoleLines], [[], []]);
    await close();
  });

  test('picture and link: lead to the chat, and each visit is one follow', async () => {
    const { badge, link } = await getSnippets({ endpoint: server.url }, 'harford', { placement: 'strict-site' });
    body = `${badge}<p>${link}</p>`;
    const { page, close } = await openPage(browser);
    for (const name of ['img', 'p a']) {
      await page.goto(`${site.url}/`);
      await page.locator(name).click();
      await page.waitForURL(`${site.url}/chat`);
    }
    await eventually(async () => (await sumOf(server.database, 'follow'))['counted'] === 2);
    assert.ok(await page.goto(`${site.url}/`));
    const loaded = await page.evaluate("document.querySelector('img').naturalHeight");
    assert.equal(loaded, 44);
    await close();
  });
});
