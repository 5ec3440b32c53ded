// Pages that have broken natives of the tag, each in a frame of its own: no error reaches the page, and a link remains.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { BROKEN } from '../support/browser/host-natives.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine } from '../support/browser/host-visit.ts';
import { pause } from '../support/waiting.ts';

/** Errors are heard by functions that were taken before anything was broken. */
const HEAR = `<script>
  heard.log = [];
  console.error = (...words) => heard.log.push(words.join(' '));
  window.onerror = (message) => { heard.log.push(message); };
</script>`;

const NAMES = Object.keys(BROKEN);

/** What a patron sees in each frame, and what the frame's page has heard. */
const SEEN = `[...document.querySelectorAll('iframe')].map(({ contentWindow: page, contentDocument }) => {
  // By length: in one of the frames lists cannot be iterated.
  const heard = [].concat(page.heard.errors, page.heard.log);
  const { querySelectorAll } = Document.prototype;
  const links = [].map.call(querySelectorAll.call(contentDocument, 'ask-us-now'), (tag) => {
    const ours = tag.shadowRoot?.querySelector('a[part=link]:not([hidden])');
    const link = ours || tag.querySelector('a');
    const { width, height } = link.getBoundingClientRect();
    return { path: new URL(link.href).pathname, words: link.innerText, seen: width > 0 && height > 0, ours: !!ours };
  });
  return { heard, links };
})`;
interface Seen {
  heard: string[];
  links: { path: string; words: string; seen: boolean; ours: boolean }[];
}

let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;
before(async () => {
  server = await startTagServer();
  host = await startHost((path) => {
    if (path.startsWith('/chat')) return { html: CHAT_PAGE };
    if (path === '/all')
      return { html: aPage({ body: NAMES.map((_, at) => `<iframe src="/${at}"></iframe>`).join('') }) };
    const broken = BROKEN[NAMES[Number(path.slice(1))]!];
    if (broken === undefined) return undefined;
    return { html: aPage({ head: `${HEAR}<script>${broken}</script>${aScript(server.url)}`, body: aTag('/chat') }) };
  });
  server.answers(answering(200, anAnswerNow(`${host.url}/chat/live`)));
});
after(async () => {
  await server.close();
  await host.close();
});

test('broken host: there are 40 natives to break', () => assert.equal(NAMES.length, 40));

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let seen: Seen[];
    let naive: string[];
    before(async () => {
      engine = await launch();
      const visit = await engine.visit();
      await visit.goto(`${host.url}/all`);
      // Nothing happens: for longer than the tag waits for an answer, gathers events and judges the markup.
      await pause(5000);
      seen = await visit.see<Seen[]>(SEEN);
      naive = await visit.see(`(() => {
        const { contentWindow: page } = document.querySelectorAll('iframe')[${NAMES.indexOf('Set.add')}];
        page.eval('customElements.define("is-naive", class extends HTMLElement { constructor() { super(); new Set([1]); } })');
        page.document.body.append(page.document.createElement('is-naive'));
        return [].concat(page.heard.log);
      })()`);
      await visit.close();
    });
    after(() => engine.close());

    for (const [at, broken] of NAMES.entries()) {
      test(`broken host: ${broken}: the page gets no error, and a link remains`, () => {
        const { heard, links } = seen[at]!;
        assert.deepEqual(heard, []);
        assert.ok(links.length > 0);
        for (const link of links) {
          assert.ok(link.seen);
          assert.match(link.words, /^Ask a librarian/);
          assert.match(link.path, link.ours ? /^\/chat/ : /^\/chat$/);
        }
      });
    }

    test('broken host: mutant: the page gets the error of an element whose constructor uses a broken Set', () =>
      assert.notDeepEqual(naive, []));
  });
}
