// Real browsers for top-level pages: Chromium through Playwright, Firefox through WebDriver BiDi.
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type LaunchOptions,
  type Page,
} from 'playwright-core';
import puppeteer, { type Browser as FirefoxBrowser } from 'puppeteer-core';
import { HANGS_AFTER_MS } from '../waiting.ts';

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

/** Contexts in a Chromium that all files of a process share; `close` closes those that were opened through it. */
export type Chromium = Pick<Browser, 'newContext' | 'newPage' | 'close'> & AsyncDisposable;

/** A page opens in the headless shell, which has no windows and no extensions, in less than half the time. */
const launchShell = (): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium-headless-shell', args: CHROMIUM_FLAGS });

/** How long the shared Chromium waits for the next file of its process. Units: ms. */
const KEPT_FOR_MS = 2_000;
let running: Promise<Browser> | undefined;
let users = 0;
let closing: NodeJS.Timeout | undefined;

/** A launch that failed, or a Chromium that has crashed, is not the next file's. */
function startShared(): Promise<Browser> {
  const launched = launchShell();
  const forget = (): void => {
    if (running === launched) running = undefined;
  };
  launched.then((browser) => browser.once('disconnected', forget), forget);
  return launched;
}

function leaveShared(): void {
  users -= 1;
  if (users > 0) return;
  closing = setTimeout(() => {
    void running?.then((browser) => browser.close());
    running = undefined;
  }, KEPT_FOR_MS);
}

/** The process's Chromium, which is started where it is not running. */
export async function launchChromium(): Promise<Chromium> {
  clearTimeout(closing);
  const browser = await (running ??= startShared());
  users += 1;
  const contexts = new Set<BrowserContext>();
  const newContext: Browser['newContext'] = async (options) => {
    const context = await browser.newContext(options);
    context.setDefaultTimeout(HANGS_AFTER_MS);
    contexts.add(context);
    context.once('close', () => contexts.delete(context));
    return context;
  };
  const close = async (): Promise<void> => {
    try {
      await Promise.all([...contexts].map((context) => context.close()));
    } finally {
      leaveShared();
    }
  };
  const newPage: Browser['newPage'] = async (options) => (await newContext(options)).newPage();
  return { newContext, newPage, close, [Symbol.asyncDispose]: close };
}

/** A Chromium of the caller's own, as people have it: for what the headless shell does not have, and for other flags. */
export const launchFullChromium = (options: Pick<LaunchOptions, 'ignoreDefaultArgs'> = {}): Promise<Browser> =>
  chromium.launch({ executablePath: '/usr/bin/chromium', args: CHROMIUM_FLAGS, ...options });

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
  browser: Pick<Browser, 'newContext'>,
  options: BrowserContextOptions = {},
): Promise<{ page: Page; errors: string[]; consoleLines: string[]; close(): Promise<void> }> {
  const context = await browser.newContext({
    timezoneId: BROWSER_ZONE,
    locale: 'en-US',
    userAgent: PATRON_USER_AGENT,
    ...options,
  });
  context.setDefaultTimeout(HANGS_AFTER_MS);
  const page = await context.newPage();
  const errors: string[] = [];
  const consoleLines: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => consoleLines.push(message.text()));
  return { page, errors, consoleLines, close: () => context.close() };
}
