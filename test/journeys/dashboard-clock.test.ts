// A reader's computer that is ten minutes wrong, either way: what the pages say of now is the server's.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { MINUTE_MS } from '../../server/src/platform/time/instants.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { addHelpRecipient } from '../support/data/assistance.ts';
import { launchChromium, openPage, type Chromium } from '../support/browser/browser.ts';
import { takeSession } from '../support/browser/dashboard.ts';
import { oneLibrary } from '../support/app/one-library.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

describe('a computer whose clock is wrong', () => {
  let server: TestApp;
  let browser: Chromium;

  before(async () => {
    const cooperative = oneLibrary({ origin: 'https://www.library.example', chat: 'https://chat.example/harford' });
    server = await startApp({ engine: GATE_ENGINE, cooperative });
    await addHelpRecipient(server.database, 'local', 'harford');
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const openWrong = async (minutes: number, path: string, cookie: string) => {
    const tab = await openPage(browser);
    await takeSession(tab.page, server, cookie);
    await tab.page.clock.setFixedTime(Date.now() + minutes * MINUTE_MS);
    await tab.page.goto(`${server.url}${path}`);
    return tab;
  };
  /** By the desk's clock: the reader's shows another time, and the page says so. */
  const clockText = (ms: number): string =>
    new Intl.DateTimeFormat('en-US', { timeZone: 'America/New_York', hour: 'numeric', minute: '2-digit' })
      .format(ms)
      .replace(':00', '');

  for (const minutes of [-10, 10]) {
    test(`wrong computer clock: ${minutes} minutes: how old the figures are is by the server’s clock`, async () => {
      const startMs = Date.now();
      const { page, close } = await openWrong(minutes, '/dashboard/-/now', await server.signIn('coordinator'));
      const said = await page.getByText(/^Updated \d/).innerText();
      await page.getByText(/^Eastern Time, now \d/).waitFor();
      const [from, to] = [clockText(startMs - 1_000), clockText(Date.now() + 1_000)];
      assert.ok(said === `Updated ${from}` || said === `Updated ${to}`, `${said}, not ${from} nor ${to}`);
      await close();
    });

    test(`wrong computer clock: ${minutes} minutes: a call for help that was just opened has just been opened`, async () => {
      const cookie = await server.signIn('liaison', ['harford']);
      const { page, close } = await openWrong(minutes, '/dashboard/-/desk?queue=desk', cookie);
      await page.getByRole('button', { name: 'We are swamped' }).click();
      await page.locator('help-request').getByText('opened just now').waitFor();
      await close();
    });
  }
});
