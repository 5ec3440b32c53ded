// A browser has six connections to a server over HTTP/1.1: pages that were left, hidden or opened beside each other share one stream.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { launchFullChromium } from '../support/browser/browser.ts';
import type { CoverageNode } from '../support/app/coverage-node.ts';
import { openDashboard, signOut } from '../support/browser/dashboard.ts';
import { letTick, startWatchedDesks } from '../support/app/desks-watched.ts';
import { eventually } from '../support/waiting.ts';

const PAGES = ['/dashboard/-/now', '/dashboard/harford/coverage', '/dashboard/carroll/coverage'];

describe('the dashboard’s connections', () => {
  let node: CoverageNode;
  let ticking: { stop(): void };
  let browser: Awaited<ReturnType<typeof launchFullChromium>>;
  before(async () => {
    node = await startWatchedDesks();
    ticking = letTick(node);
    // Playwright switches off what keeps a left page in memory.
    browser = await launchFullChromium({ ignoreDefaultArgs: ['--disable-back-forward-cache'] });
  });
  after(async () => {
    await browser.close();
    ticking.stop();
    await node.close();
  });

  afterEach(async () => {
    for (const context of browser.contexts()) await context.close();
    await streamCount(0);
  });

  const isLive = (page: Page): Promise<void> => page.locator('as-of').first().waitFor();
  const open = async (count: number) => {
    const tab = await openDashboard(browser, node, PAGES[0]!, node.coordinator);
    const pages = [tab.page];
    await isLive(tab.page);
    while (pages.length < count) {
      const page = await tab.page.context().newPage();
      await page.goto(`${node.url}${PAGES[pages.length % PAGES.length]}`);
      await isLive(page);
      pages.push(page);
    }
    return pages;
  };
  const streamCount = (count: number): Promise<unknown> => eventually(() => node.changeStreams.streamCount() === count);
  /** How often a page reads from the server what it shows. */
  const countReads = (page: Page): { count: number } => {
    const reads = { count: 0 };
    page.on('request', (request) => (reads.count += Number(/\/v1\/(?!changes)/.test(request.url()))));
    return reads;
  };
  const publish = (): Promise<void> => node.database.changes.publish('queue:harford-desk');

  test('dashboard connections: ten pages that were left one after another are followed by an eleventh that loads, and back again', async () => {
    const pages = await open(1);
    const page = pages[0]!;
    for (let visit = 1; visit <= 10; visit += 1) {
      await page.goto(`${node.url}${PAGES[visit % PAGES.length]}`);
      await isLive(page);
    }
    await streamCount(1);
    await page.evaluate('window.wasHere = true');
    await page.goto(`${node.url}${PAGES[2]}`);
    await isLive(page);
    // Out of memory, so there is no load to wait for.
    await page.evaluate('history.back()');
    await eventually(() => page.evaluate<boolean>("'wasHere' in window").catch(() => false));
    await streamCount(1);
    const reads = countReads(page);
    await publish();
    await eventually(() => reads.count > 0);
  });

  test('dashboard connections: ten pages side by side load, share one stream, and each learns of a change', async () => {
    const pages = await open(10);
    await streamCount(1);
    const reads = pages.map(countReads);
    await publish();
    await eventually(() => reads.every(({ count }) => count > 0));
  });

  test('dashboard connections: mutant: where each page has a stream of its own, the seventh does not load', async () => {
    const [first] = await open(1);
    const context = first!.context();
    await context.addInitScript('delete Navigator.prototype.locks');
    const load = async (): Promise<boolean> => {
      const page = await context.newPage();
      page.setDefaultTimeout(5_000);
      return page.goto(`${node.url}${PAGES[0]}`).then(
        () =>
          isLive(page).then(
            () => true,
            () => false,
          ),
        () => false,
      );
    };
    let loaded = 1;
    while (loaded < 10 && (await load())) loaded += 1;
    assert.ok(loaded < 7, `${loaded} pages`);
  });

  test('dashboard connections: when the page that has the connection is closed, another takes over', async () => {
    const pages = await open(3);
    await streamCount(1);
    await pages[0]!.close();
    await streamCount(1);
    const reads = countReads(pages[2]!);
    await eventually(async () => (await publish(), reads.count > 0));
  });

  test('dashboard connections: signing out ends the stream', async () => {
    const pages = await open(2);
    await streamCount(1);
    await signOut(pages[0]!);
    await pages[0]!.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await streamCount(0);
  });
});
