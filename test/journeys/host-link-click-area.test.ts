// In running text a link's words can be clicked, and not the room that is reserved beside them.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE, ROOM } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine, type Visit } from '../support/browser/host-visit.ts';
import { eventually, pause } from '../support/waiting.ts';

/** Whether the link is hit in the middle of the label, at both ends of the status's words, and at three places beside them. */
const HITS = `(() => {
  const root = document.querySelector('ask-us-now').shadowRoot;
  const [label, text, status] = ['label', 'text', 'status'].map((name) =>
    root.querySelector('[part=' + name + ']').getBoundingClientRect());
  const places = [(label.left + label.right) / 2, text.left + 3, text.right - 3, text.right + 3, (text.right + status.right) / 2, status.right - 3];
  return places.map((x) => !!root.elementFromPoint(x, text.top + text.height / 2)?.closest('a'));
})()`;
const WORDS_ALONE = [true, true, true, false, false, false];

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    let visit: Visit;
    before(async () => {
      [engine, server] = await Promise.all([launch(), startTagServer()]);
      host = await startHost((path) =>
        path === '/chat'
          ? { html: CHAT_PAGE }
          : { html: aPage({ head: ROOM + aScript(server.url), body: `<p>${aTag('/chat', 'variant="link"')}</p>` }) },
      );
      server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
      visit = await engine.visit();
      await visit.goto(`${host.url}/`);
      await visit.settled();
    });
    after(async () => {
      await visit.close();
      await engine.close();
      await server.close();
      await host.close();
    });

    test('link: the words alone are hit, wherever they stand in a line and however high it is', async () => {
      assert.deepEqual(await visit.see(HITS), WORDS_ALONE);
      await visit.see(`void (document.querySelector('ask-us-now').before('Questions? '))`);
      for (const lineHeight of ['1', '2', '30px']) {
        await visit.see(`void (document.body.style.lineHeight = '${lineHeight}')`);
        assert.deepEqual(await visit.see(HITS), WORDS_ALONE, lineHeight);
      }
    });

    test('mutant: without the box over it the room is the link’s', async () => {
      await visit.see(`(() => {
        window.bare = new CSSStyleSheet();
        bare.replaceSync('[part=box]::after { display: none !important }');
        document.querySelector('ask-us-now').shadowRoot.adoptedStyleSheets.push(bare);
      })()`);
      assert.notDeepEqual(await visit.see(HITS), WORDS_ALONE);
      await visit.see('void bare.replaceSync("")');
      assert.deepEqual(await visit.see(HITS), WORDS_ALONE);
    });

    test('link: a click beside the words stays on the page, one on them opens the chat', async () => {
      const { beside, on } = await visit.see<Record<'beside' | 'on', { x: number; y: number }>>(`(() => {
        const text = document.querySelector('ask-us-now').shadowRoot.querySelector('[part=text]');
        const { right, top, height } = text.getBoundingClientRect();
        const y = top + height / 2;
        return { beside: { x: right + 20, y }, on: { x: right - 5, y } };
      })()`);
      await visit.click(beside);
      await pause(300);
      assert.equal(visit.url(), `${host.url}/`);
      await visit.click(on);
      await eventually(() => visit.url() === `${host.url}/chat`);
    });
  });
}
