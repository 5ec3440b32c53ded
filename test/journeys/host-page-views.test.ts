// One page view is one look at one page: pages that come back, pages made ahead, tabs nobody sees, sites of one page.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { chromium } from 'playwright-core';
import puppeteer from 'puppeteer-core';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine, type Visit, visitChromium } from '../support/browser/host-visit.ts';
import { eventually, pause } from '../support/waiting.ts';

const SPECULATION =
  '<script type="speculationrules">{"prefetch":[{"source":"list","urls":["/next"],"eagerness":"immediate"}]}</script>';

/** Playwright switches the back/forward cache off; patrons have it on. */
const chromiumWithCache = async (): Promise<Engine> => {
  const browser = await chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic'],
    ignoreDefaultArgs: ['--disable-back-forward-cache', '--disable-background-networking'],
  });
  return { visit: () => visitChromium(browser), close: () => browser.close() };
};

for (const [name, launch] of Object.entries({ ...ENGINES, Chromium: chromiumWithCache })) {
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    let visit: Visit;
    before(async () => {
      engine = await launch();
      host = await startHost((path) => {
        if (/favicon|chat/.test(path)) return undefined;
        const tag = path === '/ahead-of-prefetch' || path === '/elsewhere' ? '' : aScript(server.url) + aTag('/chat');
        return {
          html: aPage({
            body: `${tag}<p><a id="next" href="/next">Next</a></p>${path === '/ahead-of-prefetch' ? SPECULATION : ''}`,
          }),
        };
      });
    });
    after(async () => {
      await engine.close();
      await host.close();
    });
    // A server for each test: what an earlier page sends as it closes is not this one's.
    beforeEach(async () => {
      server = await startTagServer();
      server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
    });
    afterEach(async () => {
      assert.deepEqual((await visit.heard()).errors, []);
      await visit.close();
      await server.close();
    });

    const counts = () => ({
      impressions: server.kinds().filter((kind) => kind === 'impression').length,
      viewables: server.kinds().filter((kind) => kind === 'viewable').length,
    });
    const both = (times: number) => eventually(() => counts().impressions === times && counts().viewables === times);
    const open = async (path: string): Promise<void> => {
      visit = await engine.visit();
      await visit.goto(host.url + path);
    };

    // Before anything is counted, and while what was counted waits to be sent.
    for (const afterMs of [0, 1_200])
      test(`page view: of a page that writes itself anew ${afterMs} ms after it is loaded, what was seen is sent when it is left`, async () => {
        await open('/first');
        await visit.settled();
        await pause(afterMs);
        await visit.see(`(() => {
          const html = document.documentElement.outerHTML;
          document.open();
          document.write(html);
          document.close();
        })()`);
        await visit.settled();
        // Sooner than events are sent by themselves.
        await visit.goto(`${host.url}/elsewhere`);
        await eventually(() => counts().impressions === 1);
      });

    test('page view: a page that comes back from the back/forward cache is a new page view', async () => {
      await open('/first');
      await visit.see('void (window.kept = true)');
      await both(1);
      await visit.goto(`${host.url}/elsewhere`);
      await visit.see('history.back()');
      await eventually(() => visit.see('location.pathname === "/first"').catch(() => false));
      assert.equal(await visit.see('window.kept'), true, 'the page was not kept');
      await both(2);
    });

    test('page view: a single-page site that goes to another path is a new page view, once; to another query it is not', async () => {
      await open('/first');
      await both(1);
      await visit.see('history.replaceState(null, "", "?page=2")');
      await visit.see('history.pushState(null, "", "?q=other")');
      await visit.see('history.pushState(null, "", "/record/1")');
      await both(2);
      assert.deepEqual([...new Set(server.posted().map(({ page }) => page))], ['/first', '/record/:id']);
    });

    test('page view: a page that is fetched ahead runs nothing and counts nothing', async () => {
      await open('/ahead-of-prefetch');
      // Firefox knows no speculation rules: there it is not even fetched.
      if (name === 'Chromium') await eventually(() => host.requests.includes('/next'));
      assert.deepEqual([counts(), server.edge.count('/widget/')], [{ impressions: 0, viewables: 0 }, 0]);
    });
  });
}

describe('Chromium by another driver, since Playwright forbids pages that are made ahead', () => {
  test('page view: a page made ahead is not counted until somebody comes to it', async () => {
    const server = await startTagServer();
    const host = await startHost((path) => ({
      html:
        path === '/next'
          ? aPage({ body: aScript(server.url) + aTag('/chat') })
          : aPage({ body: '<a id="next" href="/next">Next</a>' + SPECULATION.replace('prefetch', 'prerender') }),
    }));
    server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
    const browser = await puppeteer.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-quic'],
    });
    try {
      const page = await browser.newPage();
      await page.goto(`${host.url}/`);
      await eventually(() => server.edge.count('/availability') > 0);
      // An impression needs no more than that on a page which somebody sees.
      assert.deepEqual(server.kinds(), []);
      await page.click('#next');
      await eventually(() => server.kinds().length === 2);
      assert.deepEqual(server.kinds().sort(), ['impression', 'viewable']);
      assert.equal(host.requests.filter((path) => path === '/next').length, 1, 'it was loaded again');
    } finally {
      await browser.close();
      await host.close();
      await server.close();
    }
  });
});
