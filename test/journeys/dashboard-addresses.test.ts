// Pages with filters: the address carries what is chosen, so that a reload and a link sent to a colleague show the same.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { eventually } from '../support/waiting.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const NOW = '2026-10-05T15:00:00.000Z';

/** A page with filters: what is chosen there, and what shows that it is. */
interface Filtered {
  path: string;
  choose(page: Page): Promise<unknown>;
  shown(page: Page): Promise<unknown>;
}

const fieldOf = (name: string) => (page: Page) => page.getByLabel(name).first().inputValue();

/** The first desk's: each desk has a field of its own, and they come in any order. */
const weekOf = (page: Page) => page.locator('queue-shifts').first().getByLabel('Week of');

const PAGES: Record<string, Filtered> = {
  'the overview by its text': {
    path: '/dashboard',
    choose: (page) => page.getByLabel('Find a library').fill('har'),
    shown: fieldOf('Find a library'),
  },
  'the overview by its order': {
    path: '/dashboard?days=7',
    choose: (page) => page.getByLabel('Sort by').selectOption('clicks'),
    shown: fieldOf('Sort by'),
  },
  'the audit log by its subject': {
    path: '/dashboard/-/audit',
    choose: (page) => page.getByLabel('About').selectOption({ index: 2 }),
    shown: fieldOf('About'),
  },
  'the audit log by its first day': {
    path: '/dashboard/-/audit',
    choose: (page) => page.getByLabel('From').fill('2026-10-01'),
    shown: fieldOf('From'),
  },
  'the accounts by their text': {
    path: '/dashboard/-/accounts',
    choose: (page) => page.getByRole('searchbox', { name: 'Find an account' }).fill('coord'),
    shown: (page) => page.getByRole('searchbox', { name: 'Find an account' }).inputValue(),
  },
  'the week of coverage': {
    path: '/dashboard/harford/coverage',
    choose: async (page) => {
      for (let weeks = 0; weeks < 3; weeks += 1) await page.getByRole('button', { name: 'Week before' }).click();
      await page.getByRole('heading', { name: /: Sep 8 – 14, 2026$/ }).waitFor();
    },
    shown: (page) =>
      page
        .locator('queue-week h2')
        .filter({ hasText: /, 2026/ })
        .innerText(),
  },
  'the week of shifts': {
    path: '/dashboard/harford/shifts',
    choose: (page) => weekOf(page).fill('2026-11-16'),
    shown: (page) => weekOf(page).inputValue(),
  },
};

/** What a page shows once its data is there. */
const PARTS = {
  '/dashboard': 'overview-table',
  '/dashboard/-/now': 'queues-now',
  '/dashboard/-/audit': 'audit-table',
  '/dashboard/harford/coverage': 'week-picture',
  '/dashboard/harford/shifts': 'shift-columns',
  '/dashboard/harford/month': 'headline-numbers',
};

describe('addresses of filtered pages', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock: createManualClock(NOW) });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  for (const [what, { path, choose, shown }] of Object.entries(PAGES))
    test(`addresses: ${what}: kept by the address, for another browser, too`, async () => {
      const cookie = await server.signIn('coordinator');
      const { page, close } = await openDashboard(browser, server, path, cookie);
      await page.locator('h1').waitFor();
      const before = await shown(page);
      await choose(page);
      await page.waitForURL((url) => url.href !== server.url + path);
      await eventually(async () => (await shown(page)) !== before);
      const chosen = await shown(page);
      const address = page.url();
      await page.reload();
      await eventually(async () => (await shown(page)) === chosen);
      assert.equal(page.url(), address);
      await close();
      const other = await openDashboard(
        browser,
        server,
        address.slice(server.url.length),
        await server.signIn('coordinator'),
      );
      await eventually(async () => (await shown(other.page)) === chosen);
      assert.deepEqual(other.errors, []);
      await other.close();
    });

  test('addresses: another window of the overview keeps its filter', async () => {
    const { page, close } = await openDashboard(
      browser,
      server,
      '/dashboard?q=har',
      await server.signIn('coordinator'),
    );
    await page.getByRole('link', { name: '90 days' }).click();
    await page.waitForURL((url) => url.searchParams.get('days') === '90' && url.searchParams.get('q') === 'har');
    await close();
  });

  test('addresses: what nobody can choose is as if nothing was chosen, and breaks no page', async () => {
    const cookie = await server.signIn('coordinator');
    const odd =
      'q=%00%E2%80%AE&status=%3Cb%3E&sort=x&kind=x&account=-1e9&library=..&from=x&week=x&desk=%27&desks-page=-5&month=13';
    for (const [path, part] of Object.entries(PARTS)) {
      const { page, errors, close } = await openDashboard(browser, server, `${path}?${odd}`, cookie);
      await page.locator(part).first().waitFor();
      assert.deepEqual(
        { path, errors, notices: await page.locator('notice-card').count() },
        { path, errors: [], notices: 0 },
      );
      await close();
    }
  });
});
