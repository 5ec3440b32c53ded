// The pictures of the README: which pages of a simulated server, how wide, and what they say.
import { join } from 'node:path';
import type { Role } from '@askusnow/sdk/contract';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../app/app.ts';
import { createManualClock } from '../app/clock.ts';
import { copySimulatedStore, createSimulatedStore, SIMULATED_URL } from '../app/simulated.ts';
import { openDashboard } from './dashboard.ts';
import type { Chromium } from './browser.ts';
import { pause } from '../waiting.ts';

/** A Tuesday afternoon in Maryland. */
const END = '2026-11-24T19:00:00.000Z';
/** Enough for a page's window of 30 days; the 90 days of `--simulate` would take a test too long. */
const DAYS = 32;

export const SCREENS_FOLDER = join(import.meta.dirname, '../../../docs/screens');

interface Screen {
  name: string;
  role: Role;
  libraries: string[];
  path: string;
}

export const SCREENS: readonly Screen[] = [
  { name: 'liaison', role: 'liaison', libraries: ['harford'], path: '/dashboard/harford' },
  { name: 'visibility', role: 'liaison', libraries: ['harford'], path: '/dashboard/harford/visibility' },
  { name: 'overview', role: 'coordinator', libraries: [], path: '/dashboard' },
  { name: 'now', role: 'coordinator', libraries: [], path: '/dashboard/-/now' },
  { name: 'coverage', role: 'liaison', libraries: ['kent'], path: '/dashboard/kent/coverage' },
];

export const WIDTHS = {
  wide: { width: 1280, height: 900 },
  phone: { width: 390, height: 844 },
} as const;
export type Width = keyof typeof WIDTHS;

/**
 * A simulated server whose clock stands still, so that its pages always say the same. `kept`: a folder that the same days
 * were kept in, which is copied; absent: they are simulated.
 */
export async function startSimulatedServer(kept?: string): Promise<TestApp> {
  const store =
    kept === undefined ? await createSimulatedStore({ days: DAYS, endIso: END }) : await copySimulatedStore(kept);
  const environment = { PUBLIC_URL: SIMULATED_URL };
  const server = await startApp({ engine: 'pglite', store, clock: createManualClock(END), environment });
  return {
    ...server,
    async close() {
      await server.close();
      await store.remove();
    },
  };
}

/** What the page says to assistive technology. Figures and times may move by a rounding, and are marks. */
const textOf = async (page: Page): Promise<string> =>
  (await page.locator('body').ariaSnapshot()).replaceAll(/\d+(?:[.,:]\d+)*/g, '#');

/** A page has settled when so many looks in a row show the same: each part of it asks by itself. */
const SAME_LOOKS = 4;

export async function settledTextOf(page: Page): Promise<string> {
  await page.locator('main h1').first().waitFor();
  await page.waitForLoadState('load');
  for (let before = '', same = 0; ;) {
    const text = await textOf(page);
    same = text === before && !/loading|One moment|Checking/i.test(text) ? same + 1 : 1;
    if (same === SAME_LOOKS) return `${text}\n`;
    before = text;
    await pause(400);
  }
}

/** Opens a screen, and hands over what it says and the page itself. */
export async function lookAt<T>(
  browser: Chromium,
  server: TestApp,
  { role, libraries, path }: Screen,
  width: Width,
  use: (text: string, page: Page) => Promise<T> | T,
): Promise<T> {
  const cookie = await server.signIn(role, libraries);
  const { page, close } = await openDashboard(browser, server, path, cookie, { viewport: WIDTHS[width] });
  try {
    return await use(await settledTextOf(page), page);
  } finally {
    await close();
  }
}
