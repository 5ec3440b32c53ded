// What stands below the tag does not jump: not when the script arrives, not at the first answer, not at closing time.
// Chromium alone measures layout shifts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from '../support/browser.ts';
import { eventually } from '../support/desks.ts';
import { answering } from '../support/edge.ts';
import { startHost } from '../support/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE, ROOM } from '../support/host-page.ts';
import { aClosedAnswerNow, anAnswerNow, startTagServer, type TagServer } from '../support/host-server.ts';
import { visitChromium } from '../support/host-visit.ts';

let browser: Browser;
let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;

const below = '<p>Opening hours of the building</p><p>Catalogue</p>'.repeat(5);
before(async () => {
  [browser, server] = await Promise.all([launchChromium(), startTagServer()]);
  host = await startHost((path) => {
    const [, room, lang = 'en'] = path.split('/');
    return path === '/chat'
      ? { html: CHAT_PAGE }
      : {
          html: aPage({
            html: `lang="${lang}"`,
            head: `<meta name="viewport" content="width=device-width">${room === 'with-room' ? ROOM : ''}`,
            body: `${aTag('/chat')}${below}${aScript(server.url)}`,
          }),
        };
  });
});
after(async () => {
  await browser.close();
  await server.close();
  await host.close();
});

interface Seen {
  /** Chromium's own score, from the first paint to the first answer. */
  shifted: number;
  /** Where the text below the tag begins: as painted first, with the answer, at closing time. Units: CSS pixels. */
  tops: number[];
}

/** The script comes after the first paint, then an answer, then closing time. */
async function watch(path: string, width: number): Promise<Seen> {
  server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
  const painted = Promise.withResolvers<void>();
  const visit = await visitChromium(browser, { viewport: { width, height: 700 } });
  await visit.page.route('**/widget/v1/ask-us-now.js', (route) => painted.promise.then(() => route.continue()));
  await visit.context.addInitScript(`window.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (shifted += value))).observe({ type: 'layout-shift', buffered: true });`);
  await visit.page.goto(host.url + path, { waitUntil: 'commit' });
  const top = async (): Promise<number> => {
    await visit.see(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))',
    );
    return visit.see('document.querySelector("p").getBoundingClientRect().top + scrollY');
  };
  await eventually(() => visit.see('performance.getEntriesByName("first-contentful-paint").length'));
  const tops = [await top()];
  painted.resolve();
  await visit.settled();
  tops.push(await top());
  const shifted = await visit.see<number>('shifted');
  server.answers(answering(200, aClosedAnswerNow()));
  await visit.see('dispatchEvent(new Event("online"))');
  await eventually(async () => (await visit.link()).tone === 'closed');
  tops.push(await top());
  await visit.close();
  return { shifted, tops };
}

for (const width of [1280, 320])
  for (const lang of ['en', 'es'])
    test(`nothing moves at ${width} px in ${lang} when the room is reserved as the README says`, async () => {
      const { shifted, tops } = await watch(`/with-room/${lang}`, width);
      assert.equal(shifted, 0);
      assert.equal(new Set(tops).size, 1, `the text below began at ${tops.join(', ')} px`);
    });

test('mutant: without the room that the README has reserved the page jumps', async () => {
  const { shifted, tops } = await watch('/without-room', 1280);
  assert.ok(shifted > 0.001 && tops[1]! > tops[0]!, `${shifted}, ${tops.join()}`);
});
