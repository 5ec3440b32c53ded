import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { TestApp } from '../app/app.ts';
import { openPage } from './browser.ts';

/** How each page is looked at. */
export const LOOKS: Record<string, BrowserContextOptions> = {
  'at 1280 px': { viewport: { width: 1280, height: 900 } },
  'at 320 px in the dark': { viewport: { width: 320, height: 640 }, colorScheme: 'dark' },
  'in forced colours': { viewport: { width: 1024, height: 768 }, forcedColors: 'active' },
};

/** Opens one of the dashboard's pages with a session's cookie; '' is signed out. */
export async function openDashboard(
  browser: Browser,
  server: TestApp,
  path: string,
  cookie: string,
  options: BrowserContextOptions = {},
) {
  const tab = await openPage(browser, options);
  tab.page.setDefaultTimeout(10_000);
  const [name = '', value = ''] = cookie.split('=');
  if (cookie) await tab.page.context().addCookies([{ name, value, url: server.url }]);
  await tab.page.goto(`${server.url}${path}`);
  return tab;
}
