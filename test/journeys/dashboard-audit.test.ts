// The coordinator finds an entry of the audit log by the keyboard, and takes what was found away as a file.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { addEntries } from '../../server/src/platform/audit/audit-store.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const AUDIT = '/dashboard/-/audit';

/** The tag of what has the focus, through every shadow root. */
const focusedTag = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    return element?.tagName.toLowerCase() ?? 'nothing';
  })()`);

describe('audit page', () => {
  let server: TestApp;
  let browser: Chromium;
  let coordinator: string;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES });
    coordinator = await server.signIn('coordinator');
    browser = await launchChromium();
    const changes = Array.from({ length: 60 }, (_, n) => ({
      subject: 'queue:statewide',
      action: 'closed-until',
      before: { closedUntil: null },
      after: { closedUntil: '2026-11-24T20:00:00.000Z', because: 'snow '.repeat(n) },
    }));
    const by = { id: null, label: 'command line' };
    await server.database.db
      .transaction()
      .execute((trx) =>
        addEntries(trx, { by, atMs: Date.parse('2026-02-03T12:00:00Z'), note: 'A water main' }, changes),
      );
    await server.signIn('liaison', ['harford']);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('audit page: filters, pages and details by the keyboard; the file has what was found', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard', coordinator);
    await page.getByRole('link', { name: 'Administration' }).press('Enter');
    await page.getByRole('link', { name: 'Audit log' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
    await page.getByRole('row').filter({ hasText: 'Closed until' }).first().waitFor();
    assert.equal(await page.getByRole('row').filter({ hasText: 'Signed in' }).count(), 0);
    await page.getByLabel('Show sign-ins, invitations, and who came to a desk').press('Space');
    await page.getByRole('row').filter({ hasText: 'Signed in' }).first().waitFor();
    await page.getByRole('searchbox', { name: 'Find an entry' }).focus();
    await page.keyboard.type('water');
    await page.getByText('60 entries', { exact: true }).waitFor();
    await page.getByText('1–25 of 60 entries').waitFor();
    await page.getByRole('button', { name: 'Next page of entries' }).press('Enter');
    await page.getByText('26–50 of 60 entries').waitFor();
    await page.getByRole('combobox', { name: 'About' }).selectOption('Account');
    await page.getByText('No entry found.').waitFor();
    await page.getByRole('combobox', { name: 'About' }).selectOption('Desk');
    await page.getByText('1–25 of 60 entries').waitFor();
    await page.getByLabel('From').fill('2026-02-04');
    await page.getByText('No entry found.').waitFor();
    await page.getByLabel('From').fill('2026-02-02');
    const row = page.getByRole('row').filter({ hasText: 'Closed until' }).first();
    await row.waitFor();
    await row.locator('summary').focus();
    assert.equal(await focusedTag(page), 'summary');
    await page.keyboard.press('Enter');
    await row.getByText('A water main').waitFor();
    assert.match(await row.innerText(), /Feb 3, 2026/);
    const downloading = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download CSV' }).press('Enter');
    const download = await downloading;
    assert.equal(download.suggestedFilename(), 'askusnow-audit.csv');
    assert.equal(
      readFileSync(await download.path(), 'utf8')
        .trim()
        .split('\r\n').length,
      61,
    );
    await close();
  });

  test('audit page: nobody else’s', async () => {
    const { page, close } = await openDashboard(browser, server, AUDIT, await server.signIn('liaison', ['harford']));
    await page.getByRole('heading', { name: /^This page does not exist/ }).waitFor();
    await close();
  });

  test('audit page: passes the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await openDashboard(browser, server, AUDIT, coordinator);
    await page.getByRole('searchbox', { name: 'Find an entry' }).fill('water');
    await page.getByText('60 entries', { exact: true }).waitFor();
    await page.locator('summary').nth(10).click();
    await assertSoundInEachLook(page);
    await close();
  });
});
