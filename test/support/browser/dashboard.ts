import type { BrowserContextOptions, Page } from 'playwright-core';
import type { TestApp } from '../app/app.ts';
import { pause } from '../waiting.ts';
import { openPage, type Chromium } from './browser.ts';

/** Pages read again each half minute: what a test waits for must come by a change. */
const NEVER_READ_AGAIN = 'window.setInterval = () => 0';

/** `ASKUSNOW_TEST_LATE=500`: each request to the API is delayed by up to 500 ms, so that answers come in any order. */
const MAX_DELAY_MS = Number(process.env['ASKUSNOW_TEST_LATE'] ?? 0);

/** A refusal is announced 60 ms after it is shown: a text by itself is what is shown, whichever comes first. */
function findShown(page: Page): void {
  const getByText = page.getByText.bind(page);
  const shown = page.locator(':not(body > dashboard-app > [role=status])');
  page.getByText = (text, options) => getByText(text, options).and(shown);
}

/** From then on the browser of this page has the session of a cookie. */
export async function takeSession(page: Page, { url }: { url: string }, cookie: string): Promise<void> {
  const [name = '', value = ''] = cookie.split('=');
  await page.context().addCookies([{ name, value, url }]);
}

/** Opens one of the dashboard's pages with a session's cookie; '' is signed out. What is announced is found by `announced`. */
export async function openDashboard(
  browser: Chromium,
  server: TestApp,
  path: string,
  cookie: string,
  options: BrowserContextOptions = {},
) {
  const tab = await openPage(browser, options);
  findShown(tab.page);
  await tab.page.context().addInitScript(NEVER_READ_AGAIN);
  if (MAX_DELAY_MS > 0)
    await tab.page.context().route('**/v1/**', async (route) => {
      await pause(Math.random() * MAX_DELAY_MS);
      await route.fallback().catch(() => undefined);
    });
  if (cookie) await takeSession(tab.page, server, cookie);
  await tab.page.goto(`${server.url}${path}`);
  return tab;
}

/** Opens the menu of who is signed in, in a wide window. */
export const openAccount = (page: Page): Promise<void> =>
  page.getByRole('button', { name: 'Account', exact: true }).click();

export async function signOut(page: Page): Promise<void> {
  await openAccount(page);
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
}

/** Opens all that is folded, and what that brings. */
export async function unfold(page: Page): Promise<void> {
  const folded = page.locator('details:not([open]) > summary');
  while ((await folded.count()) > 0) await folded.first().click();
}
