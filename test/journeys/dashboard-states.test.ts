// Every state that a library can be in, reached by events through the real route, and seen in a real browser.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { assertSoundInEachLook, audit, overflowPx } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard, unfold } from '../support/browser/dashboard.ts';
import { LIVES, LIVES_FILE, liveThrough, livesClock } from '../support/data/library-lives.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

/** What the next step has to say in each state. */
const NEXT_STEPS: Record<string, RegExp> = {
  unseen: /Send this tag to your webmaster/,
  refused: /Ask your coordinator to register the address/,
  fresh: /key pages without it: No results/,
  steady: /Everything is in place/,
  ignored: /key pages without it: No results/,
  quiet: /Open a page that used to carry it/,
};

describe('a library of each status', () => {
  let server: TestApp;
  let browser: Chromium;

  before(async () => {
    const clock = livesClock();
    server = await startApp({ engine: GATE_ENGINE, clock, cooperative: LIVES_FILE });
    await liveThrough(server, clock);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = (path: string, cookie: string, options: BrowserContextOptions = {}) =>
    openDashboard(browser, server, path, cookie, options);

  /** In each look no fault of axe's, nothing cut off, nothing refused by the page's own policy. */
  async function isSound(page: Page, errors: string[], consoleLines: string[]): Promise<void> {
    await assertSoundInEachLook(page);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      consoleLines.filter((line) => !/status of (401|404)/.test(line)),
      [],
    );
  }

  for (const [library, { name, becomes }] of Object.entries(LIVES)) {
    test(`library states: says "${becomes}" in its own words, with its own next step`, async () => {
      const { page, close } = await open(`/dashboard/${library}`, await server.signIn('liaison', [library]));
      const banner = page.locator('status-banner section');
      await banner.waitFor();
      assert.equal(await banner.getAttribute('data-status'), becomes);
      await banner.getByText('Why, and what to do').click();
      assert.match(await banner.innerText(), NEXT_STEPS[library] ?? /^$/);
      assert.equal(await page.locator('h1').innerText(), 'Numbers');
      assert.equal(await page.title(), `Numbers, ${name} · Test cooperative`);
      await close();
    });

    test(`library states: "${becomes}" has no fault in each look`, async () => {
      const cookie = await server.signIn('liaison', [library]);
      const { page, errors, consoleLines, close } = await open(`/dashboard/${library}`, cookie);
      await page.locator('headline-numbers dd').first().waitFor();
      await unfold(page);
      await isSound(page, errors, consoleLines);
      await close();
    });
  }

  test(`library states: the coordinator's table has no fault in each look`, async () => {
    const { page, errors, consoleLines, close } = await open('/dashboard', await server.signIn('coordinator'));
    await page.locator('overview-table tbody tr').first().waitFor();
    await isSound(page, errors, consoleLines);
    await close();
  });

  test('library states: signed out, several libraries, none, no such library and no such page have no fault in each look', async () => {
    const liaison = await server.signIn('liaison', ['steady', 'quiet']);
    for (const [path, cookie, words] of [
      ['/dashboard', '', 'You are signed out'],
      ['/dashboard', liaison, 'Your libraries'],
      ['/dashboard/fresh', liaison, 'This page does not exist, or you have no access'],
      ['/dashboard/fresh/more', liaison, 'This page does not exist, or you have no access'],
    ] as const) {
      const { page, errors, consoleLines, close } = await open(path, cookie);
      await page.getByText(words).first().waitFor();
      await isSound(page, errors, consoleLines);
      await close();
    }
  });

  test('library states: a failing and an unreachable server have different texts, and pass the audit in each look', async () => {
    const cookie = await server.signIn('liaison', ['steady']);
    for (const [answer, words] of [
      ['fail', 'The server could not answer'],
      ['abort', 'The server cannot be reached'],
    ] as const) {
      const { page, close } = await open('/dashboard/steady', cookie);
      await page.locator('headline-numbers').waitFor();
      await page.route('**/v1/libraries/**', (route) =>
        answer === 'abort' ? route.abort() : route.fulfill({ status: 500, body: 'no' }),
      );
      const readAgain = (): Promise<unknown> => page.evaluate(`window.dispatchEvent(new Event('online'))`);
      await readAgain();
      await page.locator('as-of').getByText(words).waitFor();
      assert.equal(await page.locator('headline-numbers').count(), 1, 'what was read before stays');
      await assertSoundInEachLook(page);
      await page.unroute('**/v1/libraries/**');
      await readAgain();
      await page.locator('as-of').getByText('Updated').waitFor();
      await close();
    }
  });

  test('busy server: the page says so, tries again by itself, and shows what it then reads', async () => {
    const { page, close } = await open('/dashboard', await server.signIn('coordinator'));
    await page.clock.install();
    let asked = 0;
    const busy = { type: 'about:blank', title: 'Service Unavailable', status: 503, code: 'busy', detail: 'Busy.' };
    await page.route('**/v1/state-sheet**', (route) => {
      asked += 1;
      if (asked > 2) return route.continue();
      const headers = { 'retry-after': '5', 'content-type': 'application/problem+json' };
      return route.fulfill({ status: 503, headers, body: JSON.stringify(busy) });
    });
    await page.goto(`${server.url}/dashboard/-/state-report`);
    for (const times of [1, 2]) {
      const notice = page.getByRole('alert').filter({ hasText: 'The server is busy' });
      await notice.getByText('Trying again in 5 seconds.').waitFor();
      assert.equal(asked, times);
      if (times === 1) await assertSoundInEachLook(page);
      await page.clock.runFor(5_000);
    }
    await page.getByRole('table').first().waitFor();
    assert.deepEqual([asked, await page.getByText('The server is busy').count()], [3, 0]);
    await close();
  });

  test('library states: mutant: a nameless button, a small target, faint text and a wide row are found', async () => {
    const { page, close } = await open('/dashboard/steady', await server.signIn('liaison', ['steady']), {
      viewport: { width: 320, height: 640 },
    });
    await page.locator('headline-numbers').waitFor();
    await page.evaluate(`(() => {
      const host = document.querySelector('library-page').shadowRoot.firstElementChild.appendChild(document.createElement('div'));
      const add = (tag, text, style) => {
        const element = host.appendChild(document.createElement(tag));
        element.textContent = text;
        element.style.cssText = style;
      };
      add('button', '', 'width: 40px; height: 40px');
      add('button', 'x', 'width: 10px; height: 10px; padding: 0');
      add('button', 'y', 'width: 10px; height: 10px; padding: 0');
      add('p', 'faint', 'color: #bbb; background: #fff');
      add('div', 'wide', 'width: 500px');
    })()`);
    const found = (await audit(page)).map((line) => line.split(':')[0]);
    for (const rule of ['button-name', 'target-size', 'color-contrast'])
      assert.ok(found.includes(rule), `${rule} in ${found.join()}`);
    assert.ok((await overflowPx(page)) > 0);
    await close();
  });
});
