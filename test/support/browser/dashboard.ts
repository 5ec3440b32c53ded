import type { BrowserContextOptions } from 'playwright-core';
import type { TestApp } from '../app/app.ts';
import { openPage, type Chromium } from './browser.ts';

/** Pages read again each half minute: what a test waits for must come by a change. */
const NEVER_READ_AGAIN = 'window.setInterval = () => 0';

/** Opens one of the dashboard's pages with a session's cookie; '' is signed out. */
export async function openDashboard(
  browser: Chromium,
  server: TestApp,
  path: string,
  cookie: string,
  options: BrowserContextOptions = {},
) {
  const tab = await openPage(browser, options);
  await tab.page.context().addInitScript(NEVER_READ_AGAIN);
  const [name = '', value = ''] = cookie.split('=');
  if (cookie) await tab.page.context().addCookies([{ name, value, url: server.url }]);
  await tab.page.goto(`${server.url}${path}`);
  return tab;
}
