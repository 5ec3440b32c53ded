// Two people at two browsers, each with words of their own wherever a browser lets them.
import type { Browser as FirefoxBrowser } from 'puppeteer-core';
import { launchChromium, launchFirefox, type Chromium } from './browser.ts';
import type { Forwarder, Passed } from '../peers/forwarder.ts';
import { startHost } from './host.ts';
import { eventually } from '../waiting.ts';

/** What both drivers' pages can do. */
export interface PatronPage {
  /** Distinguishes its requests from others'. */
  agent: string;
  goto(url: string): Promise<unknown>;
  evaluate(text: string): Promise<unknown>;
  mouse: { click(x: number, y: number): Promise<void> };
  close(): Promise<void>;
}

export interface Patron {
  /** A page with nothing in it from an earlier one. */
  open(): Promise<PatronPage>;
  close(): Promise<void>;
}

export interface Person {
  agent: string;
  language: string;
}

const VIEWPORT = { width: 1280, height: 800 };

export async function patronAtChromium({ agent, language }: Person): Promise<Patron> {
  const browser: Chromium = await launchChromium();
  return {
    async open() {
      const extraHTTPHeaders = { 'accept-language': language };
      const context = await browser.newContext({ viewport: VIEWPORT, userAgent: agent, extraHTTPHeaders });
      const page = await context.newPage();
      return {
        agent,
        goto: (url) => page.goto(url),
        evaluate: (text) => page.evaluate(text),
        mouse: page.mouse,
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

export async function patronAtFirefox({ agent, language }: Person): Promise<Patron> {
  const browser: FirefoxBrowser = await launchFirefox({
    'general.useragent.override': agent,
    'intl.accept_languages': language,
  });
  return {
    async open() {
      const context = await browser.createBrowserContext();
      const page = await context.newPage();
      await page.setViewport(VIEWPORT);
      return {
        agent,
        goto: (url) => page.goto(url),
        evaluate: (text) => page.evaluate(text),
        mouse: page.mouse,
        close: () => context.close(),
      };
    },
    close: () => browser.close(),
  };
}

/** Any address is a library's page with the tag, on a host that lets everything about its visitors out. */
export function startMarkedHost(
  serverUrl: string,
  { title, cookie }: { title: string; cookie: string },
): ReturnType<typeof startHost> {
  return startHost(() => ({
    html: `<!doctype html><html lang="en"><title>${title}</title><body>
      <script type="module" src="${serverUrl}/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>
      <ask-us-now library="harford" placement="header"><a href="${serverUrl}/demo/chat/harford">Ask a librarian</a></ask-us-now>`,
    // Cookies know no ports: what this host sets, the server on the same machine is sent.
    headers: { 'referrer-policy': 'unsafe-url', 'set-cookie': `${cookie}; Path=/` },
  }));
}

/** Loads a page, stays until it has been counted as seen, and goes to the chat if asked. */
export async function walk(
  page: PatronPage,
  address: string,
  forwarder: Forwarder,
  { click = false } = {},
): Promise<void> {
  const before = forwarder.passed.length;
  const counted =
    (what: string) =>
    (one: Passed): boolean =>
      one.path === '/v1/events' &&
      one.status === 202 &&
      one.text.includes(`"kind":"${what}"`) &&
      one.text.includes(page.agent);
  const later = (find: (one: Passed) => boolean): Promise<boolean> =>
    eventually(() => forwarder.passed.slice(before).some(find));
  await page.goto(address);
  await later(counted('viewable'));
  if (!click) return;
  const [x, y] = (await page.evaluate(`(() => {
    const { x, y, width, height } = document.querySelector('ask-us-now').getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  })()`)) as [number, number];
  await page.mouse.click(x, y);
  await later(counted('click'));
  // While the page is being left there is nobody to ask.
  const arrived = `location.pathname.startsWith('/demo/chat/') && document.readyState === 'complete'`;
  await eventually(() => page.evaluate(arrived).catch(() => false));
}
