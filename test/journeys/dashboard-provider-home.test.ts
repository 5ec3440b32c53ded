// A provider's home page: alerts in force, what waits for them, and the way to each library's policies.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addAlert, getFollowUps, publishAnnouncement } from '@askusnow/sdk';
import { startApp, type TestApp } from '../support/app/app.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';

const ALERT = 'The public printers are down.';
const ALL_OPEN_TASK = /follow-ups? (is|are) open that you have added/;

describe('the home page of a provider', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({ engine: 'pglite', cooperative: TWO_LIBRARIES });
    browser = await launchChromium();
    const liaison = connectionTo(server, await server.signIn('liaison', ['harford']));
    const until = new Date(Date.now() + 86_400_000).toISOString();
    await addAlert(liaison, 'harford', { text: ALERT, until, revision: 0 });
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('provider home: alerts, follow-ups and announcements wait there, and are done from there', async () => {
    const cookie = await server.signIn('provider', []);
    await publishAnnouncement(connectionTo(server, await server.signIn('coordinator')), { text: 'News' });
    const { page, errors, close } = await openDashboard(browser, server, '/dashboard', cookie);
    await page.getByText(ALERT, { exact: true }).waitFor();
    const news = 'The coordinator has announced something that you have not acknowledged';
    await page.getByText(news, { exact: true }).waitFor();
    await assertSoundInEachLook(page);

    await page.goto(`${server.url}/dashboard/-/follow-ups`);
    await page.getByText('Add a follow-up').click();
    await page.getByLabel('Reference number', { exact: true }).fill('P-0');
    await page.locator('select[name=library]').first().selectOption('cecil');
    await page.getByRole('button', { name: 'Add follow-up' }).press('Enter');
    await page.getByRole('rowheader', { name: 'P-0' }).waitFor();
    assert.equal(await page.getByText('Add follow-ups from a list').count(), 0);
    await assertSoundInEachLook(page);
    const cecil = connectionTo(server, await server.signIn('liaison', ['cecil']));
    const { followUps } = await getFollowUps(cecil);
    assert.ok(followUps.some(({ reference }) => reference === 'P-0'));

    await page.goto(`${server.url}/dashboard`);
    await page.locator('.top').getByRole('link', { name: ALL_OPEN_TASK }).waitFor();
    await page.getByRole('link', { name: /^Read and acknowledge/ }).press('Enter');
    await page.getByRole('button', { name: 'I have read this' }).first().press('Enter');
    await page
      .getByText(/^You have read it/)
      .first()
      .waitFor();
    await assertSoundInEachLook(page);
    assert.deepEqual(errors, []);
    await close();
  });

  test('provider home: begins with what patrons of their library see, and with who is at the shared desk', async () => {
    const cookie = await server.signIn('provider', ['harford']);
    const { page, close } = await openDashboard(browser, server, '/dashboard', cookie);
    const desks = page.locator('desks-now p');
    await desks.waitFor();
    assert.match(await desks.innerText(), /^Statewide desk: (Open|Closed) until /);
    const seen = page.locator('patrons-see p');
    await seen.waitFor();
    assert.match(await seen.innerText(), /^Patrons see: \w/);
    assert.equal(await page.getByRole('link', { name: 'See coverage' }).count(), 0, 'a provider opens no coverage');
    await page.getByRole('link', { name: 'Statewide desk', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Statewide schedule' }).waitFor();
    await close();
  });

  test('provider home: each library’s policies are one link away', async () => {
    const cookie = await server.signIn('provider', []);
    const { page, close } = await openDashboard(browser, server, '/dashboard', cookie);
    for (const name of ['Home', 'Follow-ups', 'Policies', 'Announcements', 'Meetings'])
      await page.getByRole('navigation').getByRole('link', { name, exact: true }).waitFor();
    await page.getByRole('link', { name: 'Statewide desk', exact: true }).waitFor();
    await page.getByRole('link', { name: 'Cecil', exact: true }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Policies' }).waitFor();
    await page.getByText('Cecil', { exact: true }).first().waitFor();
    await page.goBack();
    await page.getByLabel('Search all libraries').fill('cecil fees');
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/policies\?q=cecil(\+|%20)fees$/);
    await page.getByRole('heading', { level: 1, name: 'Policies' }).waitFor();
    await page.getByRole('button', { name: 'Search policies' }).press('Enter');
    await page.getByText('No library has these words.').waitFor();
    await page.getByLabel('Search all libraries').fill('');
    await page.locator('policy-libraries').getByRole('link', { name: 'Cecil', exact: true }).waitFor();
    await assertSoundInEachLook(page);
    await close();
  });
});
