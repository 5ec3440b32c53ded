// What a patron aims at is what they get: while the link has the focus or is being pressed its target stays, whatever
// the server says meanwhile; let go of, it follows.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine, type Visit } from '../support/browser/host-visit.ts';
import { eventually } from '../support/waiting.ts';

/** Does what the naive tag would: sets the target whenever the server speaks. */
const NAIVE = `<script>
  addEventListener('ask-change', ({ target }) => {
    const link = target.shadowRoot.querySelector('a[part=link]');
    new MutationObserver(() => link.href.endsWith('/other') || (link.href = '/other')).observe(target.shadowRoot, { subtree: true, characterData: true, childList: true });
  });
</script>`;

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    let visit: Visit;
    before(async () => {
      [engine, server] = await Promise.all([launch(), startTagServer()]);
      host = await startHost((path) => ({
        html: /chat|other/.test(path)
          ? CHAT_PAGE
          : aPage({
              head: (path === '/naive' ? NAIVE : '') + aScript(server.url),
              body: `${aTag('/chat')}<p><button>Search</button>`,
            }),
      }));
    });
    after(async () => {
      await engine.close();
      await server.close();
      await host.close();
    });
    beforeEach(() => server.answers(answering(200, anAnswerNow(`${host.url}/chat/first`))));

    const openPage = async (path = '/'): Promise<void> => {
      visit = await engine.visit();
      await visit.goto(host.url + path);
      assert.equal((await visit.settled()).href, `${host.url}/chat/first`);
    };
    /** The server changes its mind; resolves when the tag says so. */
    const change = async (): Promise<void> => {
      server.answers(answering(200, anAnswerNow(`${host.url}/chat/second`, { state: 'busy' })));
      await visit.see('dispatchEvent(new Event("online"))');
      await eventually(async () => (await visit.link()).tone === 'busy');
    };
    const href = async (): Promise<string> => new URL((await visit.link()).href).pathname;

    test('target: the target stays while the link has the focus, and follows when it is left', async () => {
      await openPage();
      await visit.press('Tab');
      await change();
      assert.equal(await href(), '/chat/first');
      await visit.press('Tab');
      await eventually(async () => (await href()) === '/chat/second');
      await visit.close();
    });

    test('target: Enter leads where the link led when it got the focus', async () => {
      await openPage();
      await visit.press('Tab');
      await change();
      await visit.press('Enter');
      await eventually(() => visit.url() === `${host.url}/chat/first`);
      await visit.close();
    });

    test('target: a press leads where the link led when it began', async () => {
      await openPage();
      await visit.hold();
      await change();
      assert.equal(await href(), '/chat/first');
      await visit.letGo();
      await eventually(() => visit.url() === `${host.url}/chat/first`);
      await visit.close();
    });

    test('target: a press that ends elsewhere leads nowhere, and the target follows', async () => {
      await openPage();
      await visit.hold();
      await change();
      await visit.letGo({ x: 200, y: 300 });
      await visit.click({ x: 200, y: 300 });
      await eventually(async () => (await href()) === '/chat/second');
      assert.equal(visit.url(), `${host.url}/`);
      await visit.close();
    });

    test('target: mutant: a tag that sets its target whenever the server speaks sends the patron elsewhere', async () => {
      await openPage('/naive');
      await visit.hold();
      await change();
      await visit.letGo();
      await eventually(() => visit.url() === `${host.url}/other`);
      await visit.close();
    });
  });
}
