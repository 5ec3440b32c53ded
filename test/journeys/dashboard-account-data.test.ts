// What is kept about an account: the person downloads it, and confirms an address by mail; the coordinator ends its API tokens,
// and deletes it after a question.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { makeCalendarLink, makeToken, type AccountData } from '@askusnow/sdk';
import type { Locator, Page } from 'playwright-core';
import { linkOf, startWithMail, storeEmail } from '../support/app/account-mail.ts';
import type { TestApp } from '../support/app/app.ts';
import { systemClock } from '../../server/src/platform/clock.ts';
import { connectionTo } from '../support/app/requests.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { eventually } from '../support/waiting.ts';

const ACCOUNTS = '/dashboard/-/accounts';
const OWN = '/dashboard/-/account';
const TOKEN = { name: 'Monthly report', scopes: ['metrics:read' as const], libraries: [], days: 90 };

async function downloaded(page: Page, link: Locator): Promise<AccountData> {
  const waiting = page.waitForEvent('download');
  await link.press('Enter');
  const download = await waiting;
  assert.match(download.suggestedFilename(), /^askusnow-account-\d+\.json$/);
  return JSON.parse(await readFile(await download.path(), 'utf8')) as AccountData;
}

describe('the data of an account on screen', () => {
  let around: Awaited<ReturnType<typeof startWithMail>>;
  let server: TestApp;
  let browser: Chromium;
  /** Later than the browser's own. */
  let aheadMs = 0;
  before(async () => {
    around = await startWithMail({
      engine: GATE_ENGINE,
      clock: { ...systemClock, now: () => systemClock.now() + aheadMs },
    });
    server = around.server;
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await around.close();
  });

  test('account data: a person downloads what is kept about the account', async () => {
    const { page, errors, close } = await openDashboard(browser, server, OWN, await server.signIn('viewer', ['cecil']));
    const { account, entries } = await downloaded(page, page.getByRole('link', { name: 'Download the data' }));
    assert.deepEqual([account.role, account.libraries], ['viewer', ['cecil']]);
    assert.ok(entries.some(({ action }) => action === 'signed-in'));
    assert.deepEqual(errors, []);
    await close();
  });

  test('account data: the coordinator ends a token, downloads the data and deletes the account', async () => {
    const cookie = await server.signIn('liaison', ['harford']);
    const { secret } = await makeToken(connectionTo(server, cookie), TOKEN);
    await makeCalendarLink(connectionTo(server, cookie), 'harford-desk');
    const headers = { authorization: `Bearer ${secret}` };
    const statusOf = async (): Promise<number> =>
      (await fetch(`${server.url}/v1/libraries/harford/metrics?days=7`, { headers })).status;
    assert.equal(await statusOf(), 200);
    const opened = await openDashboard(browser, server, ACCOUNTS, await server.signIn('coordinator'));
    const { page, errors, close } = opened;
    const row = page.locator('tr[data-account="liaison harford"]');
    await row.getByText('Manage').press('Enter');
    await row.getByText('Tokens and data').press('Enter');
    await row.getByText('Monthly report').first().waitFor();
    await assertSoundInEachLook(page);
    await row.getByRole('button', { name: 'End token Monthly report' }).press('Enter');
    await row.getByRole('button', { name: 'Yes, end it' }).press('Enter');
    await row.getByText('This account has no API token.').waitFor();
    assert.equal(await statusOf(), 401);

    const data = await downloaded(page, row.getByRole('link', { name: 'Download the data of liaison harford' }));
    assert.deepEqual(
      data.tokens.map(({ name }) => name),
      ['Monthly report'],
    );
    await row.getByRole('button', { name: 'Delete the account and its data of liaison harford' }).press('Enter');
    await row.getByText('Its changes stay in the audit log').waitFor();
    await row.getByText('Calendar address: Harford desk').waitFor();
    await assertSoundInEachLook(page);
    await row.getByRole('button', { name: 'Yes, delete it' }).press('Enter');
    await row.waitFor({ state: 'detached' });
    await announced(page, 'Deleted: liaison harford.');
    assert.equal((await fetch(`${server.url}/v1/session`, { headers: { cookie } })).status, 401);
    assert.deepEqual(errors, []);
    await close();
  });

  test('own account page: shows a token and an address that another tab has set, once it is looked at again', async () => {
    const cookie = await server.signIn('liaison', ['cecil']);
    const { page, close } = await openDashboard(browser, server, OWN, cookie);
    await page.getByText('You have no API token.').waitFor({ state: 'attached' });
    const address = page.getByLabel('Email address (empty: none)');
    assert.equal(await address.inputValue(), '');
    const other = connectionTo(server, cookie);
    await makeToken(other, TOKEN);
    await storeEmail(server.database.db, 'liaison cecil', 'cecil@library.example');
    await page.evaluate(`document.dispatchEvent(new Event('visibilitychange'))`);
    await page.locator('token-list').getByText('Monthly report').first().waitFor();
    await eventually(async () => (await address.inputValue()) === 'cecil@library.example');
    await close();
  });

  test('own account page: an address that somebody else has set meanwhile is shown, what was typed stays, and replaces it', async () => {
    const cookie = await server.signIn('liaison', ['cecil']);
    const { page, close } = await openDashboard(browser, server, OWN, cookie);
    const address = page.getByLabel('Email address (empty: none)');
    const save = page.getByRole('button', { name: 'Save the address' });
    await page.getByText(/^(?:Add an|Change the) address$/).click();
    await address.fill('mine@library.example');
    await page.route('**/v1/session/email', (route) =>
      route.request().method() === 'GET' ? route.abort() : route.continue(),
    );
    await storeEmail(server.database.db, 'liaison cecil', 'theirs@library.example');
    await save.press('Enter');
    await page.getByText('Somebody else has changed this address. Look at it').waitFor();
    await page.locator('own-email notice-card').waitFor();
    assert.equal(
      await page.getByText(/address meanwhile|meanwhile\. Save again/).count(),
      0,
      'theirs was not read yet',
    );
    await page.unroute('**/v1/session/email');
    await save.press('Enter');
    await page.getByText('Somebody else has changed this address to theirs@library.example meanwhile.').waitFor();
    assert.equal(await address.inputValue(), 'mine@library.example');
    await save.press('Enter');
    await announced(page, 'We mail a link to mine@library.example. The address counts once you have opened it.');
    await around.mailed('mine@library.example');
    await close();
  });

  test('own account page: an address is confirmed by its mail, and shown before all browsers are signed out', async () => {
    const typed = 'viewer@library.example';
    const opened = await openDashboard(browser, server, OWN, await server.signIn('viewer', ['cecil']));
    const { page, errors, close } = opened;
    await page.getByText('No address is stored.').waitFor();
    await page.getByText('Add an address').click();
    await page.getByLabel('Email address (empty: none)').fill(typed);
    await page.getByRole('button', { name: 'Save the address' }).press('Enter');
    await page.getByText(`Waiting for confirmation: ${typed}.`).waitFor();
    await assertSoundInEachLook(page);
    const mailbox = await page.context().newPage();
    await mailbox.goto(server.url + linkOf(await around.mailed(typed)));
    await assertSoundInEachLook(mailbox);
    await mailbox.getByRole('button', { name: 'Confirm the address' }).press('Enter');
    await mailbox.getByRole('heading', { name: 'Address confirmed' }).waitFor();
    await mailbox.close();
    aheadMs += 10 * 60_000;
    await page.reload();
    await page.getByText('You can change the address within 10 minutes of a sign-in.').waitFor();
    await assertSoundInEachLook(page);
    await page.getByRole('button', { name: 'Sign out everywhere' }).press('Enter');
    await page.getByText(`Sign-in links go to ${typed}. If that is not your address`).waitFor();
    await page.getByRole('button', { name: 'Stay signed in' }).press('Enter');
    await page.getByRole('link', { name: 'Sign in again' }).press('Enter');
    await page.getByRole('button', { name: 'Email me a sign-in link' }).waitFor();
    assert.deepEqual(errors, []);
    await close();
  });
});
