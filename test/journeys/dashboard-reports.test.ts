// Reports that people send on: the Monday mail of an account, the text for a mailing list, the month of all libraries.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getMondayMail } from '@askusnow/sdk';
import type { Page } from 'playwright-core';
import { storeEmail } from '../support/app/account-mail.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { announced } from '../support/browser/announced.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard, unfold } from '../support/browser/dashboard.ts';
import { aDay, aPlacement } from '../support/data/counters.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const NOW = '2026-11-16T17:00:00.000Z';

describe('reports to send on', () => {
  let server: TestApp;
  let browser: Chromium;
  let coordinator: string;

  before(async () => {
    server = await startApp({
      engine: GATE_ENGINE,
      cooperative: TWO_LIBRARIES,
      clock: createManualClock(NOW),
      // Nothing is sent: no mail is due.
      environment: { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'askusnow@state.example' },
    });
    const { db } = server.database;
    for (const [library, clicks] of [
      ['harford', 3],
      ['cecil', 1_500],
    ] as const) {
      const placement = await aPlacement(db, { library, firstSeen: '2026-09-01T12:00:00.000Z', lastSeen: NOW });
      await aDay(db, { library, placement, date: '2026-09-01', clicks: 40, impressions: 90 });
      await aDay(db, { library, placement, date: '2026-10-05', clicks, impressions: 6_543 });
    }
    coordinator = await server.signIn('coordinator');
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const cellsOf = (page: Page, name: string): Promise<string[]> =>
    page
      .getByRole('row', { name: new RegExp(`^${name}`) })
      .getByRole('cell')
      .allInnerTexts();

  test('Monday mail: a liaison sees the mail, starts it and stops it', async () => {
    const cookie = await server.signIn('liaison', ['cecil']);
    const liaison = connectionTo(server, cookie);
    await storeEmail(server.database.db, 'liaison cecil', 'liaison@cecil.example');
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/account', cookie);
    await page.getByRole('button', { name: 'Show the mail about Cecil' }).click();
    await page.locator('main').getByText('Cecil: your week, November 9 to November 15').waitFor();
    await page.getByText('Chat button:').waitFor();
    const choice = page.getByRole('checkbox', { name: /Cecil/ });
    const isSubscribed = async (): Promise<boolean> => (await getMondayMail(liaison)).libraries[0]!.subscribed;
    await choice.check();
    await announced(page, 'You will get a mail about Cecil each Monday.');
    assert.equal(await isSubscribed(), true);
    await choice.uncheck();
    await announced(page, 'The Monday mail about Cecil has stopped.');
    assert.equal(await isSubscribed(), false);
    await close();
  });

  test('text for a mailing list: is shown for a month that is over, with a button to copy it', async () => {
    const cookie = await server.signIn('liaison', ['harford']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/month', cookie);
    await page.getByText(/, November 2026, so far$/).waitFor();
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('link', { name: 'Download JSON' }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'Show the text' }).count(), 0);
    await page.getByRole('combobox', { name: 'Month' }).selectOption('2026-10');
    await page.getByRole('button', { name: 'Show the text' }).click();
    const text = await page.getByRole('textbox', { name: 'Text for a mailing list' }).inputValue();
    assert.match(text, /^=Harford, "County": chat by the numbers, October 2026\n/);
    assert.match(text, /\nClicks on the button: fewer than 5\. Month before: 40\./);
    assert.ok(await page.getByRole('button', { name: 'Copy the text' }).isVisible());
    await close();
  });

  test('month of all libraries: the coordinator reads the sums, each library’s part, and the text to send on', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/month', coordinator);
    await page.getByText('October 2026, 2 libraries').waitFor();
    const tile = page
      .locator('headline-numbers .panel')
      .filter({ has: page.getByText('Clicks on the button', { exact: true }) });
    await tile.getByText('1,503', { exact: true }).waitFor();
    await tile.getByText('+1,779 % vs September').waitFor();
    await tile.getByText('2 of 2 libraries').waitFor();
    assert.deepEqual(await page.locator('clicks-by-library tbody .number').allInnerTexts(), ['1,500', '3']);
    await unfold(page);
    assert.deepEqual(await cellsOf(page, 'Clicks'), ['1,503', '80', 'not counted']);
    assert.deepEqual(await cellsOf(page, 'Counted the whole month'), ['2 libraries', '2 libraries', '0 libraries']);
    assert.equal((await cellsOf(page, 'Cecil'))[0], '1,500');
    await page.getByRole('button', { name: 'Share' }).click();
    await page.getByRole('button', { name: 'Show the text' }).click();
    const text = await page.getByRole('textbox', { name: 'Text for a mailing list' }).inputValue();
    // The sum would give away that the other library had 3.
    assert.match(text, /\nClicks on the button: not shown, at 2 libraries\./);
    await page.getByRole('combobox', { name: 'Month' }).selectOption('2026-09');
    await page.getByText('September 2026, 2 libraries').waitFor();
    assert.deepEqual((await cellsOf(page, 'Clicks'))[0], '80');
    await close();
  });

  test('month of all libraries: passes the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/month', coordinator);
    await page.getByText('October 2026, 2 libraries').waitFor();
    await page.getByRole('button', { name: 'Share' }).click();
    await unfold(page);
    await assertSoundInEachLook(page);
    await close();
  });
});
