// A link in running text looks as a plain link at that place does, with its script and without, and can be read.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { addScript, printedLink } from '../support/browser/host-link.ts';
import { assertPlainWithoutScript, barsPage, INHERITED, otherLooks } from '../support/browser/host-link-bars.ts';
import { aPage, aScript, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine, type Visit } from '../support/browser/host-visit.ts';
import { eventually, pause } from '../support/waiting.ts';

/** Holds the report of the page's first frame back, and counts reads of style and layout before it. */
const HOLD_FRAME = `<script>
  window.early = 0;
  const held = [];
  const Observer = IntersectionObserver;
  window.IntersectionObserver = class extends Observer {
    constructor(report, options) {
      super((...given) => (window.isFramed ? report(...given) : held.push(() => report(...given))), options);
    }
  };
  window.releaseFrame = () => {
    window.isFramed = true;
    held.forEach((report) => report());
  };
  const { getComputedStyle } = window;
  const { elementsFromPoint } = document;
  window.getComputedStyle = (...given) => (window.isFramed || window.early++, getComputedStyle(...given));
  document.elementsFromPoint = (...given) => (window.isFramed || window.early++, elementsFromPoint.apply(document, given));
</script>`;
const LOADED = 'performance.getEntriesByType("resource").some(({ name }) => name.includes("ask-us-now.link."))';
const THEMES =
  '<style>body{background:#fff;color:#222} a{color:#036} .dark body{background:#111;color:#eee} .dark a{color:#9cf}</style>';
const [LIGHT, DARK] = ['rgb(0, 51, 102)', 'rgb(153, 204, 255)'];
const LABEL = 'document.querySelector("ask-us-now").shadowRoot.querySelector("[part=label]")';

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    before(async () => {
      [engine, server] = await Promise.all([launch(), startTagServer()]);
      host = await startHost((path) => {
        const tag = printedLink(server.url, '/chat');
        if (path === '/bars') return { html: aPage(barsPage(tag)) };
        if (path === '/strict-bars') return { html: aPage(barsPage(printedLink(server.url, '/chat', true))) };
        if (path === '/reverted') return { html: aPage(barsPage(tag.replace('<a ', '<a style="all:revert" '))) };
        if (path === '/page')
          return { html: aPage({ head: HOLD_FRAME + THEMES + aScript(server.url), body: `<p>${tag}</p>` }) };
        return { html: CHAT_PAGE };
      });
      server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
    });
    after(async () => {
      await engine.close();
      await server.close();
      await host.close();
    });

    const open = async (path: string): Promise<Visit> => {
      const visit = await engine.visit();
      await visit.resize(1000, 900);
      await visit.goto(host.url + path);
      return visit;
    };

    test('link: in each bar it looks as a plain link does, without its script and with it, and can be read', async () => {
      for (const path of ['/bars', '/strict-bars']) {
        const visit = await open(path);
        await assertPlainWithoutScript(visit);
        await addScript(visit, server.url);
        assert.deepEqual(await otherLooks(visit), [], path);
        await visit.close();
      }
    });

    test('link: mutant: in the colour of the text around it, it is lost in the bars whose text is', async () => {
      const visit = await open('/bars');
      await addScript(visit, server.url);
      await visit.see(INHERITED);
      const others = await otherLooks(visit);
      assert.ok(
        others.some((line) => line.startsWith('a text that is lost in the bar')),
        others.join('\n'),
      );
      await visit.close();
    });

    test('link: mutant: reset to the browser’s own look it is no plain link without its script', async () => {
      const visit = await open('/reverted');
      await assert.rejects(assertPlainWithoutScript(visit), assert.AssertionError);
      await visit.close();
    });

    test('link: reads no style before the page’s first frame, and follows its theme', async () => {
      const visit = await open('/page');
      await eventually(() => visit.see(LOADED));
      // Nothing happens then.
      await pause(300);
      assert.equal(await visit.see('window.early'), 0);
      assert.equal((await visit.link()).ours, false);
      await visit.see('window.releaseFrame()');
      await visit.settled();
      const color = (): Promise<string> => visit.see(`getComputedStyle(${LABEL}).color`);
      assert.equal(await color(), LIGHT);
      await visit.see('void document.documentElement.classList.add("dark")');
      await eventually(async () => (await color()) === DARK);
      await visit.close();
    });
  });
}
