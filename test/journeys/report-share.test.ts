// A liaison makes a link to the month reports, a director opens it without an account, the liaison ends it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addReportShare, setMonthComment } from '@askusnow/sdk';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { pagesOf, PAPER_MARGIN } from '../support/browser/pdf.ts';
import { aDay, aPlacement } from '../support/data/counters.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const NOW = '2026-11-16T17:00:00.000Z';

describe('report share', () => {
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;

  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock: createManualClock(NOW) });
    const { db } = server.database;
    const placement = await aPlacement(db, {
      library: 'harford',
      firstSeen: '2026-09-01T12:00:00.000Z',
      lastSeen: NOW,
    });
    for (const [date, clicks] of [
      ['2026-09-01', 2],
      ['2026-10-05', 1_234],
      ['2026-11-05', 99],
    ] as const)
      await aDay(db, { library: 'harford', placement, date, clicks, impressions: 6_543 });
    cookie = await server.signIn('liaison', ['harford']);
    await setMonthComment(connectionTo(server, cookie), 'harford', '2026-10', {
      text: 'A word more. '.repeat(70),
      revision: 0,
    });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const openLink = async (link: string, options = {}): Promise<{ page: Page; close: () => Promise<void> }> => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    await page.goto(server.url + new URL(link).pathname);
    return { page, close: () => context.close() };
  };

  test('report share: a liaison makes it, a director opens it without an account, and it ends at once', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/month', cookie);
    const share = page.getByRole('button', { name: 'Share' });
    await share.click();
    await page.getByText('No link yet.').waitFor();
    await page.getByRole('combobox', { name: 'Works for' }).selectOption('365 days');
    await page.getByRole('button', { name: 'Make a link' }).click();
    const link = await page.getByRole('textbox', { name: /^Link to the month reports/ }).inputValue();
    await page.getByText(/^Made by .* on November 16, 2026\. Ends on November 16, 2027\. Never opened\.$/).waitFor();

    const director = await openLink(link);
    await director.page.getByRole('heading', { level: 1, name: /chat by the numbers, October 2026$/ }).waitFor();
    assert.deepEqual(
      await director.page
        .getByRole('row', { name: /^Clicks/ })
        .getByRole('cell')
        .allInnerTexts(),
      ['1,234', 'fewer than 5', 'not counted in full'],
    );
    await director.page.getByText('September 1, 2026.', { exact: true }).waitFor();
    await director.page.getByRole('link', { name: 'September 2026' }).click();
    await director.page.getByRole('heading', { name: /September 2026$/ }).waitFor();
    assert.deepEqual(await director.page.context().cookies(), []);

    await page.reload();
    await share.click();
    await page.getByRole('paragraph').filter({ hasText: 'Last opened on November 16, 2026.' }).waitFor();
    assert.equal(await page.getByRole('textbox', { name: /^Link to the month reports/ }).count(), 0);
    await page.getByRole('button', { name: /^End link/ }).click();
    await page.getByRole('button', { name: 'Yes, end it' }).click();
    await page.getByText('Ended', { exact: true }).waitFor();
    await director.page.reload();
    await director.page.getByRole('heading', { name: 'This link does not work' }).waitFor();
    await director.close();
    await close();
  });

  test('report share: its page is one sheet of paper, without links to press', async () => {
    const { link } = await addReportShare(connectionTo(server, cookie), 'harford', { days: 30 });
    const { page, close } = await openLink(link);
    for (const format of ['Letter', 'A4']) assert.equal(pagesOf(await page.pdf({ format, margin: PAPER_MARGIN })), 1);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('link', { name: 'September 2026' }).isVisible(), false);
    await close();
  });

  test('report share: its page passes the audit in each look, nothing wider than the window', async () => {
    const { link } = await addReportShare(connectionTo(server, cookie), 'harford', { days: 30 });
    const { page, close } = await openLink(link);
    await assertSoundInEachLook(page);
    await close();
  });
});
