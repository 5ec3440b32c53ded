// Real browsers for top-level pages: Chromium through Playwright, Firefox through WebDriver BiDi.
import { chromium, type Browser, type BrowserContextOptions, type LaunchOptions, type Page } from 'playwright-core';
import puppeteer, { type Browser as FirefoxBrowser } from 'puppeteer-core';

/** A zone that is neither UTC nor the cooperative's, so that a time shown in the browser's own zone is seen. */
export const BROWSER_ZONE = 'Asia/Dubai';

/** Headless Chromium names itself in its user agent and counts as a bot, which tests do not want. */
export const PATRON_USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36';

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launchChromium(options: Pick<LaunchOptions, 'ignoreDefaultArgs'> = {}): Promise<Browser> {
  return chromium.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM_FLAGS, ...options });
}

/** `preferences` as about:config names them. */
export function launchFirefox(preferences: Record<string, unknown> = {}): Promise<FirefoxBrowser> {
  return puppeteer.launch({
    browser: 'firefox',
    executablePath: '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: preferences,
    env: { ...process.env, TZ: BROWSER_ZONE },
  });
}

/** A page of its own context, with the errors of `window.onerror` and the console's lines. */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[]; consoleLines: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({
    timezoneId: BROWSER_ZONE,
    locale: 'en-US',
    userAgent: PATRON_USER_AGENT,
    ...options,
  });
  const page = await context.newPage();
  const errors: string[] = [];
  const consoleLines: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => consoleLines.push(message.text()));
  return { page, errors, consoleLines, close: () => context.close() };
}
