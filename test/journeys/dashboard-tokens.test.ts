// A person makes an API token, copies it once and ends it, by the keyboard and on a phone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { audit, overflowPx } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const OWN = '/dashboard/-/account';

describe('API tokens on screen', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const statusWith = async (secret: string): Promise<number> => {
    const headers = { authorization: `Bearer ${secret}` };
    return (await fetch(`${server.url}/v1/libraries/harford/metrics?days=7`, { headers })).status;
  };
  const assertFaultless = async (page: Page): Promise<void> => {
    assert.deepEqual(await audit(page), []);
    assert.equal(await overflowPx(page), 0);
  };

  test('API tokens page: makes one that works, shows it once, and ends it after a question, 320 px wide', async () => {
    const cookie = await server.signIn('liaison', ['harford']);
    const { page, errors, close } = await openDashboard(browser, server, OWN, cookie, {
      viewport: { width: 320, height: 640 },
    });
    const section = page.getByRole('region', { name: 'API tokens' });
    await section.getByRole('heading', { name: 'API tokens' }).click();
    await section.getByText('You have no API token.').waitFor();
    await section.locator('summary', { hasText: 'Make a token' }).click();
    await section.getByLabel('Name (what it is for)').focus();
    await page.keyboard.type('Monthly report');
    await page.keyboard.press('Enter');
    await section
      .getByText(/Monthly report/)
      .first()
      .waitFor();
    const secret = await section.getByRole('textbox', { name: /^Token for Monthly report/ }).inputValue();
    assert.match(secret, /^[\w-]{43}$/);
    assert.equal(await statusWith(secret), 200);
    await assertFaultless(page);
    await page.reload();
    await section.getByText(/last used/).waitFor();
    assert.equal(await section.getByRole('textbox', { name: /^Token for/ }).count(), 0);
    await section.getByRole('button', { name: 'End token Monthly report' }).focus();
    await page.keyboard.press('Enter');
    await section.getByText('Scripts that use it stop working at once.').waitFor();
    await assertFaultless(page);
    await page.keyboard.press('Enter');
    await section.getByText('You have no API token.').waitFor();
    assert.equal(await statusWith(secret), 401);
    assert.deepEqual(errors, []);
    await close();
  });

  test('API tokens page: an account without a library is not offered one', async () => {
    const { page, close } = await openDashboard(browser, server, OWN, await server.signIn('provider'));
    await page.getByText('This browser', { exact: true }).waitFor();
    assert.equal(await page.locator('own-tokens').count(), 0);
    await close();
  });
});
