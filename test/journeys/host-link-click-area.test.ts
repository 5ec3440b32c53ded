// In running text a link's words can be clicked, and not the room that is reserved beside them, which is counted once.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { addScript, contextsBody, movedContexts, PERCENT_MARGIN, printedLink } from '../support/browser/host-link.ts';
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
      host = await startHost((path) => {
        const [, page, direction] = path.split('/');
        if (page === 'chat') return { html: CHAT_PAGE };
        if (page === 'contexts')
          return { html: aPage({ html: `dir="${direction}"`, body: contextsBody(printedLink(server.url, '/chat')) }) };
        return { html: aPage({ head: ROOM + aScript(server.url), body: `<p>${aTag('/chat', 'variant="link"')}</p>` }) };
      });
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

    test('link: in a column that is narrower than its room, the words alone are hit, and nothing beside the column is', async () => {
      for (const direction of ['ltr', 'rtl']) {
        await visit.see(`(() => {
          document.dir = '${direction}';
          document.querySelector('p').style.cssText = 'width: 200px; margin: 0 100px';
        })()`);
        const { places, isBeside } = await visit.see<{ places: boolean[]; isBeside: boolean[] }>(`(() => {
          const tag = document.querySelector('ask-us-now');
          const words = tag.shadowRoot.querySelector('[part=text]').getBoundingClientRect();
          const room = tag.shadowRoot.querySelector('[part=status]').getBoundingClientRect();
          const y = words.top + words.height / 2;
          const end = document.dir === 'rtl' ? room.left + 3 : room.right - 3;
          const isLink = (x) => !!tag.shadowRoot.elementFromPoint(x, y)?.closest('a');
          const isOurs = (x) => document.elementFromPoint(x, y) === tag;
          return { places: [isLink(words.left + 3), isLink(words.right - 3), isLink(end), isOurs(end)], isBeside: [isOurs(room.left - 3), isOurs(room.right + 3)] };
        })()`);
        assert.deepEqual(places, [true, true, false, true], direction);
        assert.deepEqual(isBeside, [false, false], direction);
      }
      await visit.see('void (document.dir = "", document.querySelector("p").style.cssText = "")');
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

    for (const direction of ['ltr', 'rtl'])
      for (const width of [1000, 420, 220])
        test(`link: in each formatting context what follows it keeps its place, ${direction}, ${width} px wide`, async () => {
          const contexts = await engine.visit();
          await contexts.resize(width, 900);
          await contexts.goto(`${host.url}/contexts/${direction}`);
          assert.deepEqual(await movedContexts(contexts, () => addScript(contexts, server.url)), []);
          await contexts.close();
        });

    test('link: mutant: a room that is taken back by a percentage is counted twice', async () => {
      const contexts = await engine.visit();
      await contexts.resize(1000, 900);
      await contexts.goto(`${host.url}/contexts/ltr`);
      const moved = await movedContexts(contexts, async () => {
        await addScript(contexts, server.url);
        await contexts.see(PERCENT_MARGIN);
      });
      assert.ok(moved.length > 6 && moved.includes('flex'), moved.join());
      await contexts.close();
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
