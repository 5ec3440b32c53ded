// What a page loads: its own script, and each of its data once. A change between a read and the change stream's opening is not missed.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { publishAnnouncement } from '@askusnow/sdk';
import type { Page } from 'playwright-core';
import { openDashboard, takeSession } from '../support/browser/dashboard.ts';
import { connectionTo } from '../support/app/requests.ts';
import { focusOf, withWatchedDesks } from '../support/app/desks-watched.ts';
import { eventually, pause } from '../support/waiting.ts';

const ANNOUNCEMENTS = '/dashboard/-/announcements';
/** Longer than changes are gathered, by the server and by a page. Units: ms. */
const GATHERED_MS = 2_000;

/** A page waits half a second for its stream, then reads at once and again when it opens: here it waits as long as a busy machine takes. */
const WAIT_FOR_STREAM = `{
  const { setTimeout } = window;
  window.setTimeout = (run, ms, ...rest) => setTimeout(run, ms === 500 ? 60_000 : ms, ...rest);
}`;

/** The stream is requested once the test releases it. A page that is wrongly open before that takes itself to be subscribed meanwhile. */
const holdStream = ({ isWronglyOpen }: { isWronglyOpen: boolean }): string => `{
  const { fetch } = window;
  const released = new Promise((resolve) => (window.releaseStream = resolve));
  const bodyOf = async (...request) => (await released, (await fetch(...request)).body);
  const open = (...request) => new Response(
    new ReadableStream({
      async start(controller) {
        for await (const bytes of await bodyOf(...request)) controller.enqueue(bytes);
      },
    }),
  );
  window.fetch = async (...request) => {
    if (!String(request[0]).includes('/v1/changes/stream')) return fetch(...request);
    return ${isWronglyOpen ? 'open(...request)' : 'new Response(await bodyOf(...request))'};
  };
}`;

withWatchedDesks.describe('what a page loads', (on) => {
  /** The addresses of the API that a page has asked for, the change stream aside. */
  const listReads = (page: Page): string[] => {
    const reads: string[] = [];
    page.on('request', (request) => {
      const { pathname, search } = new URL(request.url());
      if (pathname.startsWith('/v1/') && pathname !== '/v1/changes/stream') reads.push(pathname + search);
    });
    return reads;
  };

  test('first load: each page reads each of its data once, Coverage in at most 7 requests, and an eighth for the hours of shared desks', async () => {
    const { page, errors, consoleLines, close } = await openDashboard(on.browser, on.node, '/dashboard/nowhere', '');
    await page.context().addInitScript(WAIT_FOR_STREAM);
    await takeSession(page, on.node, on.node.liaison);
    // Of a source that is late the page asks whether it fails.
    const now = new Date(on.node.clock.now()).toISOString();
    const later = new Date(on.node.clock.now() + 30_000).toISOString();
    for (const queue of ['harford-desk', 'state']) await on.node.poll(queue, 'available', now, later);
    for (const path of ['harford/coverage', '', 'harford', 'harford/hours', 'harford/visibility', '-/announcements']) {
      const reads = listReads(page);
      await page.goto(`${on.node.url}/dashboard/${path}`);
      await page.locator('main').getByRole('heading', { level: 1 }).waitFor();
      await eventually(() => on.node.changeStreams.streamCount() === 1);
      await pause(GATHERED_MS);
      page.removeAllListeners('request');
      assert.deepEqual(
        reads.filter((address, index) => reads.indexOf(address) !== index),
        [],
        path,
      );
      // The eighth: the library's hours at shared desks, and what others offer; the page does not wait for it.
      const [others, offers] = [reads.filter((read) => !read.endsWith('/covers')), '/v1/libraries/harford/covers'];
      if (path === 'harford/coverage')
        assert.ok(others.length <= 7 && reads.filter((read) => read === offers).length <= 1, reads.join('\n'));
    }
    assert.deepEqual([errors, consoleLines.filter((line) => !line.includes('401'))], [[], []]);
    await close();
  });

  /** Opens a page, publishes an announcement between its read and the stream, then lets the stream open. */
  const changeInTheGap = async (text: string, isWronglyOpen: boolean) => {
    const tab = await openDashboard(on.browser, on.node, '/dashboard/nowhere', on.node.coordinator);
    await tab.page.context().addInitScript(holdStream({ isWronglyOpen }));
    await tab.page.goto(`${on.node.url}${ANNOUNCEMENTS}`);
    await tab.page.getByRole('heading', { name: 'Announcements', exact: true }).waitFor();
    await tab.page.locator('as-of').getByText('Updated').waitFor();
    const streams = on.node.changeStreams.streamCount();
    await publishAnnouncement(connectionTo(on.node, on.node.coordinator), { text });
    await pause(GATHERED_MS);
    await tab.page.evaluate('releaseStream()');
    await eventually(() => on.node.changeStreams.streamCount() > streams);
    return { ...tab, shown: tab.page.locator('article').getByText(text) };
  };

  test('first load: a change between the read and the opening of the change stream is shown', async () => {
    const { shown, close } = await changeInTheGap('The vendor is down tonight.', false);
    await shown.waitFor();
    await close();
  });

  test('first load: mutant: a page that reads once before it is subscribed misses a change between the two', async () => {
    const { shown, close } = await changeInTheGap('The vendor is down tomorrow.', true);
    await pause(GATHERED_MS);
    assert.equal(await shown.count(), 0);
    await close();
  });

  const openGuide = async (page: Page): Promise<void> => page.getByRole('link', { name: 'Guide', exact: true }).click();

  test('first load: a page whose script is missing says so, and loads when it is tried again', async () => {
    const { page, errors, close } = await openDashboard(on.browser, on.node, '/dashboard/', on.node.liaison);
    await page.route('**/assets/guide-page.*', (route) => route.fulfill({ status: 404 }));
    await openGuide(page);
    await page.getByRole('heading', { name: 'This page could not be loaded' }).waitFor();
    assert.match(await focusOf(page), /^h1 This page could not be loaded$/);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'This page could not be loaded' }).waitFor();
    await page.unroute('**/assets/guide-page.*');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('guide-page').getByRole('heading', { level: 1 }).waitFor();
    assert.deepEqual(errors, []);
    await close();
  });

  test('first load: a page that is opened while the server is away says so, and loads once it is back', async () => {
    const { page, errors, close } = await openDashboard(on.browser, on.node, '/dashboard/', on.node.liaison);
    await page.getByRole('heading', { name: 'What needs you' }).waitFor();
    await page.context().setOffline(true);
    await openGuide(page);
    await page.getByRole('heading', { name: 'The server cannot be reached' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('heading', { name: 'The server cannot be reached' }).waitFor();
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.locator('guide-page').getByRole('heading', { level: 1 }).waitFor();
    assert.deepEqual(errors, []);
    await close();
  });

  test('first load: a page whose session was not answered asks again by itself', async () => {
    const { page, errors, close } = await openDashboard(on.browser, on.node, '/dashboard/nowhere', on.node.liaison);
    await page.clock.install();
    let asked = 0;
    await page.route('**/v1/session', (route) => ((asked += 1) === 1 ? route.abort() : route.continue()));
    await page.goto(`${on.node.url}/dashboard/`);
    await page.getByRole('heading', { name: 'The server cannot be reached' }).waitFor();
    await page.getByText('Trying again every 30 seconds.').waitFor();
    await page.clock.runFor(30_000);
    await page.getByRole('heading', { name: 'What needs you' }).waitFor();
    assert.deepEqual([asked, errors], [2, []]);
    await close();
  });
});
