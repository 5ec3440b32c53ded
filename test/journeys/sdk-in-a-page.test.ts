import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import type { EventBatch } from '@askusnow/sdk';
import type { Browser as FirefoxBrowser } from 'puppeteer-core';
import { launchChromium, launchFirefox, type Chromium } from '../support/browser/browser.ts';
import { isWhole } from '../support/tier.ts';
import { anAvailability, answering, aTick, type Edge, NOON, resetting, startEdge } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { eventually } from '../support/waiting.ts';

/** A host page with a hand-moved clock; `?clobbered` names a form after what the SDK reads. */
const HTML = `<!doctype html><meta charset="utf-8"><title>Secret title</title>
<script>
  window.faults = [];
  addEventListener('error', (event) => faults.push(event.message));
  addEventListener('unhandledrejection', (event) => faults.push(String(event.reason)));
  document.cookie = 'card=21982001234567';
  if (location.search.includes('clobbered')) document.write('<form name="visibilityState"></form><form name="addEventListener"></form>');
</script>
<script type="module">
  import * as sdk from '/sdk/index.js';
  const timers = new Set();
  let nowMs = Date.parse('${NOON}');
  const clock = {
    now: () => nowMs,
    after(delayMs, run) {
      const timer = { dueMs: nowMs + delayMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
  };
  window.advance = (ms) => {
    nowMs += ms;
    for (const timer of [...timers]) if (timer.dueMs <= nowMs && timers.delete(timer)) timer.run();
  };
  window.sdk = sdk;
  window.told = [];
  window.start = (endpoint) => {
    window.watcher = sdk.createAvailabilityWatcher({ endpoint, clock });
    window.watch = watcher.watch('harford', ({ state }) => told.push(state));
    window.sender = sdk.createEventSender({ endpoint });
  };
  window.show = (visibilityState) => {
    Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => visibilityState });
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
  };
  window.context = { library: 'harford', page: location.pathname, placement: 'header', form: 'tag', widget: '0.1.0', practice: false, viewport: 'desktop' };
  window.ready = true;
</script>`;

/** What both drivers' pages can do. */
interface AnyPage {
  goto(url: string): Promise<unknown>;
  evaluate(text: string): Promise<unknown>;
  close(): Promise<void>;
}

const ENGINES: Record<string, () => Promise<Chromium | FirefoxBrowser>> = {
  Chromium: launchChromium,
  ...(isWhole && { Firefox: launchFirefox }),
};

for (const [engine, launch] of Object.entries(ENGINES)) {
  describe(engine, () => {
    let browser: Chromium | FirefoxBrowser;
    let host: Awaited<ReturnType<typeof startHost>>;
    let edge: Edge;
    let page: AnyPage;

    before(async () => {
      browser = await launch();
      host = await startHost(
        (path) => (path.startsWith('/sdk/') ? undefined : { html: HTML, headers: { 'referrer-policy': 'unsafe-url' } }),
        (request, response) => {
          response.setHeader('content-type', 'text/javascript');
          response.end(readFileSync(`sdk/dist/${(request.url ?? '').slice('/sdk/'.length)}`));
        },
      );
    });
    after(async () => {
      await browser.close();
      await host.close();
    });
    beforeEach(async () => {
      edge = await startEdge();
    });
    afterEach(async () => {
      const faults = await page.evaluate('window.faults');
      await page.close();
      await edge.close();
      assert.deepEqual(faults, [], 'the host page heard of a fault');
    });

    const openPage = async (path = '/catalog/b1234567?q=secret'): Promise<void> => {
      page = await browser.newPage();
      await page.goto(host.url + path);
      await eventually(() => page.evaluate('window.ready'));
    };
    const start = async (path?: string): Promise<void> => {
      await openPage(path);
      await page.evaluate(`start(${JSON.stringify(edge.url)})`);
      await eventually(() => page.evaluate('told.length'));
    };
    const told = () => page.evaluate('told') as Promise<string[]>;
    const asked = (): number => edge.count('/harford/availability');

    test('SDK in a page: a stream is opened once the page has been read for 15 s, and not before', async () => {
      await start();
      await page.evaluate('advance(14_900)');
      assert.equal(edge.count('/stream'), 0);
      await page.evaluate('advance(200)');
      await eventually(() => edge.streams.size === 1);
      assert.deepEqual(await told(), ['available']);
    });

    test('SDK in a page: a hidden tab closes its stream and is silent; visible again, it requests again', async () => {
      await start();
      await page.evaluate('advance(15_100)');
      await eventually(() => edge.streams.size === 1);
      edge.say(aTick(NOON));
      await page.evaluate('show("hidden")');
      await eventually(() => edge.streams.size === 0);
      await page.evaluate('advance(1_200_000)');
      assert.deepEqual([await told(), asked()], [['available'], 1]);
      edge.availability = answering(200, anAvailability({ state: 'closed', tier: null }));
      await page.evaluate('show("visible")');
      await eventually(async () => (await told()).length === 2);
      assert.deepEqual([await told(), asked()], [['available', 'closed'], 2]);
    });

    test('SDK in a page: an answer that ends while the tab is hidden is unknown before the tab is seen again', async () => {
      await start();
      await page.evaluate('show("hidden")');
      await page.evaluate('advance(3_700_000)');
      assert.deepEqual(await told(), ['available', 'unknown']);
    });

    test('SDK in a page: a page restored from the cache or back online requests again', async () => {
      await start();
      await page.evaluate('dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }))');
      await page.evaluate('dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }))');
      await eventually(() => asked() === 2);
      await page.evaluate('dispatchEvent(new Event("online"))');
      await eventually(() => asked() === 3);
    });

    test('SDK in a page: a page that names its forms after the document’s properties is served all the same', async () => {
      await start('/?clobbered');
      await page.evaluate('advance(15_100)');
      await eventually(() => edge.streams.size === 1);
    });

    test('SDK in a page: a server that is down is unknown, and the page’s own error handlers get nothing', async () => {
      edge.availability = resetting;
      edge.events = resetting;
      await start();
      await page.evaluate('sender.send(context, { kind: "click", state: "unknown", tier: null })');
      await eventually(() => edge.count('/events') > 0);
      assert.deepEqual(await told(), ['unknown']);
    });

    test('SDK in a page: what replaces fetch, timers and JSON after the script has started changes nothing', async () => {
      await openPage();
      await page.evaluate(`
        window.fetch = JSON.stringify = JSON.parse = Array.from = () => { throw new Error('replaced'); };
        Array.prototype.toJSON = () => 'replaced';
        const later = setTimeout; window.setTimeout = () => { throw new Error('replaced'); };
        start(${JSON.stringify(edge.url)});
        sender.send(context, { kind: 'impression', state: 'available', tier: 'local', measurable: true });
        dispatchEvent(new Event('pagehide'));`);
      await eventually(() => edge.count('/events') === 1);
      await eventually(async () => (await told()).length === 1);
      const { body } = edge.arrived.find(({ path }) => path === '/v1/events')!;
      assert.deepEqual((JSON.parse(body) as EventBatch).events, [
        { kind: 'impression', state: 'available', tier: 'local', measurable: true },
      ]);
    });

    test('SDK in a page: a click is counted even when the page is already leaving', async () => {
      await start();
      await page.evaluate(
        `sender.send(context, { kind: 'click', state: 'available', tier: 'local' }); location.href = '/elsewhere'; undefined`,
      );
      await eventually(() => edge.count('/events') === 1);
      await eventually(() => page.evaluate('window.ready').catch(() => false));
    });

    test('SDK in a page: impressions that still wait leave when the page is hidden', async () => {
      await start();
      await page.evaluate(
        `sender.send(context, { kind: 'impression', state: 'available', tier: 'local', measurable: true }); show('hidden')`,
      );
      await eventually(() => edge.count('/events') === 1);
    });

    test('SDK in a page: neither cookie, address, title nor query leaves the page; the mutant with sendBeacon gives the address away', async () => {
      await start();
      await page.evaluate('advance(15_100)');
      await page.evaluate(`sender.send(context, { kind: 'click', state: 'available', tier: 'local' })`);
      await eventually(() => edge.streams.size === 1 && edge.count('/events') === 1);
      const marks = /21982001234567|secret|b1234567/i;
      assert.doesNotMatch(JSON.stringify(edge.arrived), marks);
      assert.deepEqual(
        edge.arrived.map(({ headers }) => headers.cookie ?? headers.referer),
        [undefined, undefined, undefined],
      );
      await page.evaluate(`navigator.sendBeacon(${JSON.stringify(edge.url)} + '/v1/events', 'x')`);
      await eventually(() => edge.count('/events') === 2);
      assert.match(JSON.stringify(edge.arrived.at(-1)), marks);
    });

    test('SDK in a page: the same client watches in a worker', async () => {
      edge.availability = answering(200, anAvailability({ validUntil: '2099-01-01T00:00:00.000Z' }));
      await openPage();
      await page.evaluate(`
        const source = 'import { createClient } from "${host.url}/sdk/index.js";' +
          'createClient({ endpoint: ${JSON.stringify(edge.url)}, library: "harford" }).availability.watch(({ state }) => postMessage(state));';
        window.worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), { type: 'module' });
        worker.onmessage = ({ data }) => told.push(data);
        undefined`);
      await eventually(async () => (await told()).length > 0);
      assert.deepEqual(await told(), ['available']);
      await eventually(() => edge.streams.size === 1);
    });
  });
}
