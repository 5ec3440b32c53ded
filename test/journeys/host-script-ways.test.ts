// One file for every way in which a page may load it: the tag finds its server by the script's own address, or says that it
// needs its endpoint. No way brings an error to the page.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine } from '../support/browser/host-visit.ts';
import { eventually } from '../support/waiting.ts';

let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;

const address = (): string => `${server.url}/widget/v1/ask-us-now.js`;
const imported = (): string => `<script type="module">import('${address()}');</script>`;
const joined = (): string => `<script type="module" src="/joined.js"></script>`;

/** Head and body of a page for each way. */
const WAYS: Record<string, () => { head: string; body?: string }> = {
  'a module': () => ({ head: aScript(server.url) }),
  'a module, by a page whose own script had set all properties before': () => ({
    head: aScript(server.url),
    body: `<ask-us-now pinned="false"><a href="/chat">Ask</a></ask-us-now>
      <script>Object.assign(document.querySelector('ask-us-now'), { library: 'harford', placement: 'header', label: 'Ask a librarian' })</script>`,
  }),
  'a module that came late, among other scripts': () => ({
    head: `<script src="/other.js"></script><script type="module">
      const script = Object.assign(document.createElement('script'), { type: 'module', src: '${address()}' });
      document.head.append(script);
    </script>`,
  }),
  'a deferred classic script, as WordPress writes it': () => ({
    head: `<script src="${address()}?ver=6.8" id="ask-us-now-js" defer></script>`,
  }),
  'a classic script in the head': () => ({ head: `<script src="${address()}"></script>` }),
  'a script that a tag manager inserts, and takes away again': () => ({
    head: `<script>
      const script = document.createElement('script');
      script.src = '${address()}';
      document.head.appendChild(script);
      document.head.removeChild(script);
    </script>`,
  }),
  'its old address for pages without modules': () => ({
    head: `<script src="${server.url}/widget/v1/ask-us-now.classic.js"></script>`,
  }),
  'both, once as a module and once without': () => ({
    head: `${aScript(server.url)}<script src="${address()}" defer></script>`,
  }),
  'import() with an endpoint': () => ({ head: imported(), body: aTag('/chat', `endpoint="${server.url}"`) }),
  'a script that others joined with their own, with an endpoint': () => ({
    head: joined(),
    body: aTag('/chat', `endpoint="${server.url}"`),
  }),
};

/** By the end of a page's address: the types under which a browser parses a page as XML. Only the first makes elements of HTML by default. */
const XML_TYPES: Record<string, string> = {
  xhtml: 'application/xhtml+xml',
  xht: 'application/xml',
  xml: 'text/xml',
};

/** Ways by which nobody can know the server. */
const UNKNOWN: Record<string, () => { head: string }> = {
  'import() without an endpoint': () => ({ head: imported() }),
  'a script that others joined with their own': () => ({ head: joined() }),
};

before(async () => {
  server = await startTagServer();
  const every = Object.values({ ...WAYS, ...UNKNOWN });
  host = await startHost(
    (path) => {
      if (path.startsWith('/chat')) return { html: CHAT_PAGE };
      const [at, end = ''] = path.slice(1).split('.');
      const way = every[Number(at)]?.();
      if (!way) return undefined;
      const type = XML_TYPES[end];
      if (!type) return { html: aPage({ body: aTag('/chat'), ...way }) };
      return {
        html: aPage({ body: aTag('/chat'), doctype: '', html: 'xmlns="http://www.w3.org/1999/xhtml"', ...way })
          .replace('<meta charset="utf-8">', '')
          .replaceAll(' defer>', ' defer="">'),
        headers: { 'content-type': `${type}; charset=utf-8` },
      };
    },
    (request, response) => {
      const isJoined = request.url === '/joined.js';
      response.writeHead(isJoined || request.url === '/other.js' ? 200 : 404, { 'content-type': 'text/javascript' });
      if (isJoined) void fetch(address()).then(async (script) => response.end(`"host";${await script.text()}`));
      else response.end();
    },
  );
  server.answers(answering(200, anAnswerNow(`${host.url}/chat/live`)));
});
after(async () => {
  await server.close();
  await host.close();
});

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    before(async () => (engine = await launch()));
    after(() => engine.close());

    const open = async (path: string) => {
      const visit = await engine.visit();
      await visit.goto(host.url + path);
      return visit;
    };
    const works = async (path: string): Promise<void> => {
      const visit = await open(path);
      const link = await visit.settled();
      assert.match(link.name, /^Ask a librarian. Open until \d/);
      assert.deepEqual([link.href, link.ours, link.visible], [`${host.url}/chat/live`, true, true]);
      assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
      assert.deepEqual(
        visit.lines.filter((line) => line.includes('<ask-us-now>')),
        [],
      );
      await visit.close();
    };

    for (const [at, way] of Object.keys(WAYS).entries())
      test(`script: loaded as ${way}, the tag finds its server`, () => works(`/${at}`));

    for (const [end, type] of Object.entries(XML_TYPES))
      test(`script: a page that is served as ${type} runs the same file, deferred`, () => works(`/3.${end}`));

    test('script: mutant: on a page that is served as XML, a link by createElement leads nowhere', async () => {
      const visit = await open('/3.xml');
      const href = 'Object.assign(document.createElement("a"), { href: "/chat" }).getAttribute("href")';
      assert.equal(await visit.see(href), null);
      await visit.close();
    });

    test('script: the served file follows properties and attributes, whichever was set last', async () => {
      const visit = await open('/0');
      await visit.settled();
      const shows = async (change: string, name: string, href: string): Promise<void> => {
        await visit.see(`void (document.querySelector('ask-us-now').${change})`);
        await eventually(async () => {
          const link = await visit.link();
          return link.name.startsWith(name) && link.href === host.url + href;
        });
      };
      await shows('label = "Chat"', 'Chat. ', '/chat/live');
      await shows('setAttribute("label", "Write")', 'Write. ', '/chat/live');
      await shows('pinned = true', 'Write. ', '/chat');
      await shows('setAttribute("pinned", "false")', 'Write. ', '/chat/live');
      await shows('removeAttribute("label")', 'Ask a librarian. ', '/chat/live');
      assert.deepEqual((await visit.heard()).errors, []);
      await visit.close();
    });

    for (const [at, way] of Object.keys(UNKNOWN).entries()) {
      test(`script: loaded as ${way}, the tag asks for its endpoint in one line, and the link works`, async () => {
        const visit = await open(`/${at + Object.keys(WAYS).length}`);
        await eventually(() => visit.lines.some((line) => line.includes('endpoint should be like')));
        assert.equal(visit.lines.filter((line) => line.includes('<ask-us-now>')).length, 1, visit.lines.join('\n'));
        assert.deepEqual((await visit.heard()).errors, []);
        await visit.click();
        await eventually(() => visit.url() === `${host.url}/chat`);
        await visit.close();
      });
    }
  });
}
