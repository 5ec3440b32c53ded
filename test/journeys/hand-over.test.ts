// The page that a webmaster opens by a link, in a real browser: from the first look to "live since".
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addHandOver } from '@askusnow/sdk';
import type { TestApp } from '../support/app/app.ts';
import { connectionTo } from '../support/app/requests.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { openPage, type Chromium } from '../support/browser/browser.ts';
import { HEX } from '../support/data/doctor-pages.ts';
import { startOneSite, type OneSite } from '../support/browser/one-site.ts';

describe('hand-over page', () => {
  let server: TestApp;
  let browser: Chromium;
  let site: OneSite['site'];
  let all: OneSite;
  /** What the webmaster has pasted. */
  let pasted = '';
  const handOver = async (page: string): Promise<string> => {
    const liaison = connectionTo(server, await server.signIn('liaison', ['harford']));
    return (await addHandOver(liaison, 'harford', { page, note: 'In the header, please.' })).link;
  };

  before(async () => {
    all = await startOneSite(() => `<header>${pasted}</header>`);
    ({ server, browser, site } = all);
  });
  after(() => all.close());

  test('hand-over page: no fault of accessibility, nothing cut off, nothing refused in each look', async () => {
    const { page, errors, consoleLines, close } = await openPage(browser);
    await page.goto(await handOver(`${site.url}/`));
    await page.getByText('In the header, please.').waitFor();
    await page.evaluate("document.querySelectorAll('details').forEach((each) => (each.open = true))");
    await assertSoundInEachLook(page);
    assert.deepEqual([errors, consoleLines], [[], []]);
    await close();
  });

  test('hand-over page: what is pasted from it turns it live by itself, after a check has named what was missing', async () => {
    const { page, close } = await openPage(browser);
    await page.goto(await handOver(`${site.url}/teens`));
    await page.getByText('Not seen on your page yet.').waitFor();
    const top = async (text: string): Promise<number> => (await page.getByText(text).first().boundingBox())!.y;
    const tops = await Promise.all(
      ['Not seen on your page yet.', 'Paste this', 'How to paste it: WordPress', 'Check now'].map(top),
    );
    assert.deepEqual(
      tops,
      tops.toSorted((one, other) => one - other),
      'the state, what to paste, the check',
    );
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('The tag is not on this page.').waitFor();
    await page.getByRole('button', { name: 'Check now' }).click();
    await page.getByText('checked a moment ago').waitFor();

    pasted = await page.locator('#tag').inputValue();
    const webmaster = await openPage(browser);
    await webmaster.page.goto(`${site.url}/teens`);
    await page.getByRole('heading', { level: 1, name: /^Live since / }).waitFor();
    await page.getByText(/nothing more to do/).waitFor();

    await page.getByText('Write to the library').click();
    await page.getByLabel('Note to the library').fill('Done.');
    await page.getByRole('button', { name: 'Send the note' }).click();
    await page.getByText('The webmaster, ').waitFor();
    await webmaster.close();
    await close();
  });

  test('hand-over page: another chat is to be taken out by its lines, also after a check', async () => {
    const { page, close } = await openPage(browser);
    pasted = `\n<div id="libchat_${HEX}">\n</div>`;
    const link = await handOver(`${site.url}/visit`);
    await page.goto(link);
    await page.getByRole('button', { name: 'Check now' }).click();
    const line = page.getByText(/^LibChat: <div> on lines \d+ to \d+$/);
    await line.waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'Take out the chat that it replaces' }).waitFor();
    await line.first().waitFor();
    await assertSoundInEachLook(page);
    pasted = '';
    await close();
  });

  test('hand-over page: a browser that is never counted is not asked to wait', async () => {
    const { page, close } = await openPage(browser);
    await page.addInitScript("Object.defineProperty(navigator, 'globalPrivacyControl', { value: true })");
    await page.goto(await handOver(`${site.url}/`));
    await page.getByText('Global Privacy Control').waitFor();
    await close();
    const blocking = await openPage(browser);
    await blocking.page.route('**/widget/v1/*', (route) => route.abort());
    await blocking.page.goto(await handOver(`${site.url}/`));
    await blocking.page.getByText('a content blocker stops it').waitFor();
    await blocking.close();
  });

  test('hand-over page: without script, what is to be pasted is there', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false });
    await page.goto(await handOver(`${site.url}/`));
    assert.match(await page.locator('#tag').inputValue(), /<ask-us-now library="harford"/);
    await page.getByText('This part needs JavaScript.').waitFor();
    await close();
  });
});
