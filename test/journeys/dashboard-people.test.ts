// A liaison's visit: the invitation, the keyboard, the tag, the way out.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { announced } from '../support/browser/announced.ts';
import { audit } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openAccount, openDashboard, signOut, takeSession } from '../support/browser/dashboard.ts';
import { LIVES, LIVES_FILE, liveThrough, livesClock } from '../support/data/library-lives.ts';
import { eventually } from '../support/waiting.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

/** What has the focus, through every shadow root: its role or tag, and its text. */
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element ? element.tagName.toLowerCase() + ' ' + (element.textContent ?? '').trim().replace(/\\s+/g, ' ') : 'nothing';
  })()`);

/** Presses Tab until something has the focus; fails where it never does. */
async function tabTo(page: Page, wanted: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    if ((await focused(page)) === wanted) return;
  }
  assert.fail(`the keyboard never reaches "${wanted}"`);
}

describe('a person on the dashboard', () => {
  let server: TestApp;
  let browser: Chromium;
  const clock = livesClock();

  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, clock, cooperative: LIVES_FILE });
    await liveThrough(server, clock);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('dashboard: an invitation leads to the liaison’s own library, and signing out leads away from it', async () => {
    const link = new URL(await server.invite('liaison', ['steady']));
    const { page, close } = await openDashboard(browser, server, link.pathname, '');
    assert.deepEqual(await audit(page), []);
    await page.getByRole('button', { name: 'Sign in as liaison steady' }).click();
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/dashboard');
    await openAccount(page);
    await page.getByText('Signed in: liaison steady').waitFor();
    await page.getByRole('link', { name: 'Website', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Numbers' }).waitFor();

    await signOut(page);
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    assert.equal(await focused(page), 'h1 You are signed out');
    assert.equal(await page.title(), 'Signed out · AskUsNow');
    assert.equal(await page.locator('library-page').count(), 0, 'no number stays behind');
    assert.equal(new URL(page.url()).pathname, '/dashboard', 'the next person starts at their own home page');
    await page.reload();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await close();
  });

  test('dashboard: a session that ends elsewhere is noticed at the next request', async () => {
    const cookie = await server.signIn('liaison', ['steady']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/steady', cookie);
    await page.locator('headline-numbers').waitFor();
    await fetch(`${server.url}/v1/session/end`, {
      method: 'POST',
      headers: { cookie, origin: server.config.publicUrl },
    });
    await page.evaluate(`window.dispatchEvent(new Event('online'))`);
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await announced(page, /Your session has ended/);
    assert.equal(await focused(page), 'h1 You are signed out');
    await close();
  });

  test('dashboard: what was typed when a session ended is there after signing in again, and not for another account', async () => {
    const cookie = await server.signIn('liaison', ['steady']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/problems', cookie);
    const typed = page.getByRole('textbox').first();
    await typed.fill('The print of the month page is empty');
    await page.locator('bundle-facts').waitFor({ state: 'attached' });
    await fetch(`${server.url}/v1/session/end`, {
      method: 'POST',
      headers: { cookie, origin: server.config.publicUrl },
    });
    // The page is notified at once; it may be gone before a button could be pressed.
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    assert.equal(await focused(page), 'h1 You are signed out');
    assert.equal(await page.getByRole('textbox').count(), 0, 'the page is not shown');
    assert.deepEqual(await audit(page), []);
    const goOn = page.getByRole('button', { name: 'I have signed in again' });
    await goOn.click();
    await announced(page, 'This browser is not signed in yet.');
    const signIn = (again: string): Promise<void> => takeSession(page, server, again);
    await signIn(await server.signIn('liaison', ['steady']));
    await goOn.click();
    await typed.waitFor();
    assert.equal(await typed.inputValue(), 'The print of the month page is empty');
    assert.equal(await focused(page), 'h1 Report a problem');
    await fetch(`${server.url}/v1/session/end`, {
      method: 'POST',
      headers: {
        cookie: (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; '),
        origin: server.config.publicUrl,
      },
    });
    await page.evaluate(`window.dispatchEvent(new Event('online'))`);
    await goOn.waitFor();
    await signIn(await server.signIn('viewer', ['steady']));
    await page.evaluate(`window.dispatchEvent(new Event('focus'))`);
    await typed.waitFor();
    assert.equal(await typed.inputValue(), '');
    await close();
  });

  test('dashboard: another’s library does not exist for a liaison', async () => {
    const { page, close } = await openDashboard(
      browser,
      server,
      '/dashboard/quiet',
      await server.signIn('liaison', ['steady']),
    );
    await page.getByRole('heading', { name: 'This page does not exist, or you have no access' }).waitFor();
    assert.doesNotMatch(await page.locator('body').innerText(), /Quiet County/);
    await close();
  });

  test('dashboard: the keyboard alone reaches the content, a window and the table by day', async () => {
    const { page, close } = await openDashboard(
      browser,
      server,
      '/dashboard/steady',
      await server.signIn('liaison', ['steady']),
    );
    await page.locator('headline-numbers').waitFor();
    await page.keyboard.press('Tab');
    assert.equal(await focused(page), 'a Skip to the content');
    await page.keyboard.press('Enter');
    assert.match(await focused(page), /^main /);

    await tabTo(page, 'a 7 days');
    await page.keyboard.press('Enter');
    await announced(page, /Nov 5 – 11, 2026: 3 clicks, button seen 35 times\./);
    assert.equal(await focused(page), 'a 7 days', 'the focus stays where the person is');
    assert.equal(new URL(page.url()).search, '?days=7');
    assert.match(await page.title(), /^Numbers, Steady County/);

    await tabTo(page, 'summary Numbers by day');
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: /Counts by day/ }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: '30 days' }).and(page.locator('[aria-current=true]')).waitFor();
    await close();
  });

  test('dashboard: a page that follows another begins at its heading', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard', await server.signIn('coordinator'));
    await page.getByRole('link', { name: LIVES['quiet']?.name ?? '', exact: true }).click();
    await page.locator('headline-numbers').waitFor();
    assert.equal(await focused(page), 'h1 Numbers');
    await page.getByRole('link', { name: 'All libraries' }).click();
    await page.locator('overview-table tbody tr').first().waitFor();
    assert.equal(await focused(page), 'h1 All libraries');
    await close();
  });

  test('dashboard: the tag is copied whole, with permission and without', async () => {
    const cookie = await server.signIn('liaison', ['unseen']);
    for (const permissions of [['clipboard-read', 'clipboard-write'], []]) {
      const { page, close } = await openDashboard(
        browser,
        server,
        '/dashboard/unseen/visibility?part=webmaster',
        cookie,
        { permissions },
      );
      const field = page.getByLabel('The tag for this library');
      const tag = await field.inputValue();
      assert.match(
        tag,
        /^<script type="module" src="http.+\/widget\/v1\/ask-us-now\.js" referrerpolicy="no-referrer"><\/script>\n<ask-us-now library="unseen" /,
      );
      if (permissions.length === 0)
        await page.evaluate(
          'navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError"))',
        );
      await page.getByRole('button', { name: 'Copy the tag' }).click();
      await announced(page, 'Copied.');
      if (permissions.length > 0) assert.equal(await page.evaluate('navigator.clipboard.readText()'), tag);
      else assert.equal(await page.evaluate('getSelection().toString()'), tag);
      await close();
    }
  });

  test('dashboard: the tag comes in three sizes, each with its rule, in the letter too', async () => {
    const cookie = await server.signIn('liaison', ['unseen']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/unseen/visibility?part=webmaster', cookie);
    const field = page.getByLabel('The tag for this library');
    const letter = page.getByRole('link', { name: 'Email the tag' });
    await page.getByText('Other sizes, and steps').click();
    for (const [size, mark] of [
      ['link', 'variant="link"><a href="'],
      ['button', 'variant="button" style="'],
      ['card', '" style="'],
    ] as const) {
      await page.getByLabel('Size').selectOption(size);
      await eventually(async () => (await field.inputValue()).includes(mark));
      const body = new URL((await letter.getAttribute('href'))!).searchParams.get('body') ?? '';
      assert.ok(body.replaceAll('\r\n', '\n').includes(await field.inputValue()));
    }
    assert.doesNotMatch(await page.getByLabel('Paste this tag instead').inputValue(), /style/);
    assert.match(await page.getByLabel('And add this line').inputValue(), /^ask-us-now.*{display:inline-block;/);
    await close();
  });

  test('dashboard: where nothing can copy, the tag is selected and the keys are named', async () => {
    const { page, close } = await openDashboard(
      browser,
      server,
      '/dashboard/unseen/visibility?part=webmaster',
      await server.signIn('liaison', ['unseen']),
    );
    await page.getByRole('button', { name: 'Copy the tag' }).waitFor();
    await page.evaluate(
      'navigator.clipboard.writeText = () => Promise.reject(new DOMException("no", "NotAllowedError")); document.execCommand = () => false',
    );
    await page.getByRole('button', { name: 'Copy the tag' }).click();
    await announced(page, 'press Ctrl+C');
    const selection = await page.getByLabel('The tag for this library').evaluate((field) => {
      const { selectionStart, selectionEnd, value } = field as unknown as {
        selectionStart: number;
        selectionEnd: number;
        value: string;
      };
      return value.slice(selectionStart, selectionEnd) === value;
    });
    assert.ok(selection);
    await close();
  });

  test('dashboard: the drafts hold the tag for the webmaster and the library for the coordinator', async () => {
    const unseen = await openDashboard(
      browser,
      server,
      '/dashboard/unseen/visibility?part=webmaster',
      await server.signIn('liaison', ['unseen']),
    );
    const toWebmaster = new URL(
      (await unseen.page.getByRole('link', { name: 'Email the tag' }).getAttribute('href')) ?? '',
    );
    const tag = await unseen.page.getByLabel('The tag for this library').inputValue();
    assert.ok((toWebmaster.searchParams.get('body') ?? '').includes(tag.replaceAll('\n', '\r\n')));
    await unseen.close();
    const refused = await openDashboard(
      browser,
      server,
      '/dashboard/refused',
      await server.signIn('liaison', ['refused']),
    );
    const toCoordinator =
      (await refused.page.getByRole('link', { name: 'Write to your coordinator' }).getAttribute('href')) ?? '';
    assert.match(
      decodeURIComponent(toCoordinator),
      /^mailto:\?subject=Please register a site for Refused County Library/,
    );
    await refused.close();
  });
});
