// A visit to a host page, alike in every engine: real navigation, real pointer, real keys, and the errors that the page got.
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { Browser as FirefoxBrowser, Page as FirefoxPage } from 'puppeteer-core';
import {
  BROWSER_ZONE,
  launchChromium,
  launchFullChromium,
  launchFirefox,
  PATRON_USER_AGENT,
  type Chromium,
} from './browser.ts';
import { isWhole } from '../tier.ts';
import { HANGS_AFTER_MS, eventually } from '../waiting.ts';

/** Records the errors that a page gets. Runs before any script of the page. */
export const LISTEN = `if (!window.heard) {
  window.heard = { errors: [], violations: [] };
  addEventListener('error', (event) => heard.errors.push(event.message));
  addEventListener('unhandledrejection', (event) => heard.errors.push('rejected: ' + event.reason));
  document.addEventListener('securitypolicyviolation', (event) => heard.violations.push(event.effectiveDirective + ' ' + event.blockedURI + ' ' + event.sample));
}`;

/** The link that a patron sees of a tag: the webmaster's own, or ours in its place. */
const linkOf = (selector: string): string => `(() => {
  const tag = Object.getPrototypeOf(document).querySelector.call(document, '${selector}');
  const own = tag.querySelector('a');
  const link = tag.shadowRoot?.querySelector('a[part=link]:not([hidden])') ?? own;
  const { x, y, width, height } = link.getBoundingClientRect();
  const at = { x: x + width / 2, y: y + height / 2 };
  const hit = (root) => root.elementFromPoint(at.x, at.y);
  const deep = hit(document)?.shadowRoot ? hit(hit(document).shadowRoot) : hit(document);
  return {
    href: link.href, name: link.innerText.replace(/\\s+/g, ' ').trim(), ours: link !== own, ...at, width, height,
    visible: width > 0 && height > 0 && (link.contains(deep) || tag.contains(deep)),
    tone: tag.shadowRoot?.querySelector('[part=box]')?.dataset.tone ?? 'none',
  };
})()`;

export interface SeenLink {
  href: string;
  name: string;
  /** Whether the tag has put a link of its own in the place of the webmaster's. */
  ours: boolean;
  visible: boolean;
  tone: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

/** One page in any engine. */
export interface AnyVisit {
  goto(url: string): Promise<void>;
  /** Evaluates by the debugger, so that the page's policies neither stop it nor are weakened by it. */
  see<T>(expression: string): Promise<T>;
  /** Of the first tag, where no selector says which. */
  link(selector?: string): Promise<SeenLink>;
  /** Waits until the tag has something to say. */
  settled(selector?: string): Promise<SeenLink>;
  click(at?: { x: number; y: number }): Promise<void>;
  /** Moves the pointer. */
  point(at: { x: number; y: number }): Promise<void>;
  /** Presses the pointer's button and holds it; where it is let go is the test's to say. */
  hold(at?: { x: number; y: number }): Promise<void>;
  letGo(at?: { x: number; y: number }): Promise<void>;
  press(key: string): Promise<void>;
  /** Makes the window another size. Units: CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  /** The errors of `window.onerror`, `unhandledrejection` and the policies' reports. */
  heard(): Promise<{ errors: string[]; violations: string[] }>;
  /** A screenshot of the window, as a PNG file. */
  shoot(): Promise<Buffer>;
  close(): Promise<void>;
}

/** One page in an engine whose driver follows it: it says where the page is without asking it. */
export interface Visit extends AnyVisit {
  url(): string;
  /** What the console says, line by line: `warning: words`. */
  lines: string[];
}

/** What the engines have in common but for names. */
interface Driver {
  goto(url: string): Promise<unknown>;
  see(expression: string): Promise<unknown>;
  mouse: {
    click(x: number, y: number): Promise<unknown>;
    move(x: number, y: number): Promise<unknown>;
    down(): Promise<unknown>;
    up(): Promise<unknown>;
  };
  press(key: string): Promise<unknown>;
  resize(width: number, height: number): Promise<unknown>;
  shoot(): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Makes a visit of what a driver can do. */
export function toVisit(driver: Driver): AnyVisit {
  const see = <T>(expression: string): Promise<T> => driver.see(expression) as Promise<T>;
  const link = (selector = 'ask-us-now'): Promise<SeenLink> => see(linkOf(selector));
  return {
    see,
    link,
    goto: async (url) => void (await driver.goto(url)),
    async settled(selector) {
      await eventually(async () => !/none|quiet/.test((await link(selector)).tone));
      return link(selector);
    },
    async click(at) {
      const { x, y } = at ?? (await link());
      await driver.mouse.click(x, y);
    },
    point: async ({ x, y }) => void (await driver.mouse.move(x, y)),
    async hold(at) {
      const { x, y } = at ?? (await link());
      await driver.mouse.move(x, y);
      await driver.mouse.down();
    },
    async letGo(at) {
      if (at) await driver.mouse.move(at.x, at.y);
      await driver.mouse.up();
    },
    press: async (key) => void (await driver.press(key)),
    resize: async (width, height) => void (await driver.resize(width, height)),
    heard: () => see('window.heard'),
    shoot: async () => Buffer.from(await driver.shoot()),
    close: driver.close,
  };
}

export type ChromiumVisit = Visit & { page: Page; context: BrowserContext };

/** Opens a page of a Chromium that is running. */
export async function visitChromium(
  browser: Pick<Chromium, 'newContext'>,
  options: BrowserContextOptions = {},
): Promise<ChromiumVisit> {
  const context = await browser.newContext({
    timezoneId: BROWSER_ZONE,
    locale: 'en-US',
    userAgent: PATRON_USER_AGENT,
    ...options,
  });
  context.setDefaultTimeout(HANGS_AFTER_MS);
  await context.addInitScript(LISTEN);
  const page = await context.newPage();
  const debug = await context.newCDPSession(page);
  const lines: string[] = [];
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
  const visit = toVisit({
    goto: (url) => page.goto(url),
    async see(expression) {
      const { result, exceptionDetails } = await debug.send('Runtime.evaluate', {
        expression,
        returnByValue: true,
        awaitPromise: true,
      });
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
      return result.value as unknown;
    },
    mouse: page.mouse,
    press: (key) => page.keyboard.press(key),
    resize: (width, height) => page.setViewportSize({ width, height }),
    shoot: () => page.screenshot(),
    // Chromium forgets to close a page that is just going somewhere: a test that has clicked waits for the arrival first.
    close: () => context.close(),
  });
  return { ...visit, url: () => page.url(), lines, page, context };
}

export type FirefoxVisit = Visit & { page: FirefoxPage };

/** Opens a page of a Firefox that is running. */
export async function visitFirefox(browser: FirefoxBrowser): Promise<FirefoxVisit> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  page.setDefaultTimeout(HANGS_AFTER_MS);
  await page.evaluateOnNewDocument(LISTEN);
  const lines: string[] = [];
  page.on('console', (message) => lines.push(`${message.type()}: ${message.text()}`));
  const visit = toVisit({
    goto: (url) => page.goto(url),
    see: (expression) => page.evaluate(expression),
    mouse: page.mouse,
    press: (key) => page.keyboard.press(key as never),
    resize: (width, height) => page.setViewport({ width, height }),
    shoot: () => page.screenshot(),
    close: () => context.close(),
  });
  return { ...visit, url: () => page.url(), lines, page };
}

/** An engine that is running. */
export interface Engine {
  visit(): Promise<Visit>;
  close(): Promise<void>;
}

/** The engines that a driver gives us whole: pages of their own, scripts before the page's, every key. */
export const DRIVEN_ENGINES = {
  async Chromium(): Promise<Engine> {
    const browser = await (isWhole ? launchFullChromium() : launchChromium());
    return { visit: () => visitChromium(browser), close: () => browser.close() };
  },
  async Firefox(): Promise<Engine> {
    const browser = await launchFirefox();
    return { visit: () => visitFirefox(browser), close: () => browser.close() };
  },
};

/** Those in which host pages are tried: in the gate one, which every page is tried in. */
export const ENGINES: Readonly<Record<string, () => Promise<Engine>>> = isWhole
  ? DRIVEN_ENGINES
  : { Chromium: DRIVEN_ENGINES.Chromium };
