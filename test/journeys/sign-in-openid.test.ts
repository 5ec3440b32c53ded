// A person of the organization signs in at a real provider, in a real browser, and is out once the role is taken away.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { HOUR_MS } from '../../server/src/platform/time/instants.ts';
import { createManualClock } from '../support/app/clock.ts';
import { startOpenIdServer, type OpenIdServer } from '../support/app/openid-server.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, openPage, type Chromium } from '../support/browser/browser.ts';
import { openDashboard, unfold } from '../support/browser/dashboard.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

describe('sign-in with the organization', () => {
  const clock = createManualClock(new Date().toISOString());
  let all: OpenIdServer;
  let browser: Chromium;
  before(async () => {
    all = await startOpenIdServer({ engine: GATE_ENGINE, clock });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await all.close();
  });

  const signIn = (page: Page): Promise<void> =>
    page.getByRole('link', { name: 'Sign in with your organization' }).click();
  const atProvider = async (page: Page, login: string): Promise<void> => {
    await page.locator('input[name=login]').fill(login);
    await page.locator('input[name=password]').fill('right');
    await page.locator('button[type=submit]').click();
  };

  test('sign-in with the organization: from the page to the provider and back; a role that is taken away lets nobody in; back to the page that was opened', async () => {
    all.provider.roles.set('pat', ['askusnow:liaison:harford']);
    const { page, errors, consoleLines, close } = await openPage(browser);
    await page.goto(`${all.server.url}/sign-in`);
    await signIn(page);
    await atProvider(page, 'pat');
    await page.waitForURL(`${all.server.url}/dashboard**`);
    await page.getByRole('link', { name: /^=Harford/ }).waitFor();
    await page.goto(`${all.server.url}/dashboard/-/account`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await unfold(page);
    await page.getByText(/You sign in with your organization\. Each browser is signed out 8 hours/).waitFor();
    assert.equal(await page.getByRole('heading', { name: 'How you sign in' }).count(), 0);
    await page.getByText(/your tokens work until 30 days after your last sign-in/).waitFor();
    assert.equal(await page.getByText(/You will be signed out on/).count(), 0);

    // After eight hours the provider is asked again: it still knows the person, and says nothing of a role any more.
    all.provider.roles.set('pat', ['staff']);
    clock.advance(8 * HOUR_MS);
    await page.reload();
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await page.getByRole('link', { name: 'Sign in, or get a new link' }).click();
    await signIn(page);
    await page.getByText(/Your organization has given you no role here/).waitFor();
    assert.equal(new URL(page.url()).origin, all.server.url);
    // Its old cookie is still there. With a role again, the page that was opened is shown, with its filter.
    all.provider.roles.set('pat', ['askusnow:liaison:harford']);
    await page.goto(`${all.server.url}/dashboard/harford?days=7`);
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await page.getByRole('link', { name: 'Sign in, or get a new link' }).click();
    await signIn(page);
    await page.waitForURL(`${all.server.url}/dashboard/harford?days=7`);
    await page.getByRole('heading', { name: 'Numbers', level: 1 }).waitFor();

    // A page that the tag's report hands over is there after the sign-in.
    const address = 'https://www.library.example/blog';
    await all.server.database.db.deleteFrom('session').execute();
    await page.goto(`${all.server.url}/dashboard/harford/visibility#address=${encodeURIComponent(address)}`);
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await page.getByRole('link', { name: 'Sign in, or get a new link' }).click();
    await signIn(page);
    const field = page.getByLabel('Address, as your browser shows it');
    await field.waitFor();
    assert.equal(await field.inputValue(), address);
    assert.deepEqual(errors, []);
    assert.deepEqual(
      consoleLines.filter((line) => line.includes('Content Security Policy')),
      [],
    );
    await close();
  });

  test('sign-in with the organization: the coordinator sees whose role is changed there, and makes no link for them', async () => {
    all.provider.roles.set('sam', ['askusnow:viewer:cecil']);
    assert.equal((await all.browser().signIn('sam')).status, 303);
    const { page, close } = await openDashboard(
      browser,
      all.server,
      '/dashboard/-/accounts',
      await all.server.signIn('coordinator'),
    );
    const row = page.getByRole('row', { name: /Viewer: Cecil/ });
    await row.getByText('Signs in with the organization: its role is changed there.').waitFor();
    await row.getByText('Manage').click();
    await row.getByRole('button', { name: /End account/ }).waitFor();
    assert.equal(await row.getByRole('button', { name: /Make a new link/ }).count(), 0);
    await row.getByRole('button', { name: /End account/ }).click();
    await row.getByText(/The person stays out, whatever role the organization gives\./).waitFor();
    const own = page.getByRole('row', { name: /\(you\)/ });
    await own.getByText('Manage').click();
    await own.getByRole('button', { name: /Make a new link/ }).waitFor();
    await close();
  });

  test('sign-in with the organization: its pages pass the audit in each look', async () => {
    for (const path of ['/sign-in', '/sign-in/openid/callback']) {
      const { page, close } = await openPage(browser);
      await page.goto(all.server.url + path);
      await assertSoundInEachLook(page, path);
      await close();
    }
  });
});
