// Reported problems on screen: a liaison reads what is sent and sends it; the coordinator answers.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../support/app/app.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openAccount, openDashboard } from '../support/browser/dashboard.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const PROBLEMS = '/dashboard/-/problems';

describe('problem reports', () => {
  let server: TestApp;
  let browser: Chromium;
  let liaison: string;
  let coordinator: string;
  before(async () => {
    [server, browser] = await Promise.all([
      startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES }),
      launchChromium(),
    ]);
    liaison = await server.signIn('liaison', ['harford']);
    coordinator = await server.signIn('coordinator');
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('problem reports: a liaison reads and saves all that is sent, and reads the answer without a reload', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/coverage', liaison);
    await openAccount(page);
    await page.getByRole('link', { name: 'Report a problem' }).click();
    await page.getByRole('heading', { level: 1, name: 'Report a problem' }).waitFor();
    await page.getByLabel('The problem is with').selectOption('chat-software');
    await page.getByRole('combobox', { name: 'Page', exact: true }).selectOption('coverage');
    await page.getByLabel('What happened').fill('<b>White</b> window since 9 AM');
    await page.getByText('This is sent with it').click();
    await page.locator('problem-form dl').getByText('Coverage', { exact: true }).waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('problem-form').getByRole('link', { name: 'Download as a file' }).click(),
    ]);
    const file = readFileSync(await download.path(), 'utf8');
    assert.match(file, /<b>White<\/b> window since 9 AM/);
    for (const value of await page.locator('problem-form dd').allInnerTexts()) assert.ok(file.includes(value), value);
    const sent = page.waitForRequest((request) => request.method() === 'POST');
    await page.getByRole('button', { name: 'Send the report' }).click();
    assert.doesNotMatch((await sent).postData() ?? '', /Mozilla|Harford|Cookie/);
    await page.getByText('Waits for an answer.').waitFor();

    const other = await openDashboard(browser, server, '/dashboard', coordinator);
    await other.page.locator('task-list li[data-task=problems-reported] a').click();
    await other.page.getByRole('heading', { level: 1, name: 'Reported problems' }).waitFor();
    await other.page.getByText('<b>White</b> window since 9 AM', { exact: true }).waitFor();
    await other.page.getByLabel('Your answer').fill('The vendor is at it.');
    await other.page.getByRole('button', { name: /^Answer the report of/ }).click();
    await other.page.getByText(/^Answer of coordinator/).waitFor();
    await other.close();
    await page.getByText('The vendor is at it.').waitFor();
    await close();
  });

  test('problem reports: a provider has the page, and no library in it', async () => {
    const { page, close } = await openDashboard(browser, server, PROBLEMS, await server.signIn('provider'));
    await page.getByLabel('What happened').waitFor();
    await page.getByText('This is sent with it').click();
    await page.getByText('Kind of account', { exact: true }).waitFor();
    assert.equal(await page.getByText('Patrons see').count(), 0);
    await close();
  });

  test('problem reports in each look: neither page has a fault', async () => {
    for (const cookie of [liaison, coordinator]) {
      const { page, close } = await openDashboard(browser, server, PROBLEMS, cookie);
      await page.getByText('What the server knew then').first().waitFor();
      await assertSoundInEachLook(page);
      await close();
    }
  });
});
