// A click is a navigation first and an event second: a counter that hangs holds nobody back.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answering, resetting, silent, type Answer } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine, type Visit } from '../support/browser/host-visit.ts';
import { eventually } from '../support/waiting.ts';

/** What somebody might write who wants to be sure that the click is counted. */
const AWAITING = `<script>
  addEventListener('click', async (event) => {
    event.preventDefault();
    const { href } = event.composedPath().find(({ localName }) => localName === 'a');
    await fetch(document.querySelector('script[src]').src.replace(/widget.*/, 'v1/events'), { method: 'POST', body: '{}', keepalive: true }).catch(() => {});
    location.href = href;
  }, true);
</script>`;
/** Far above what a navigation takes, far below what a hanging request does. Units: ms. */
const AT_ONCE_MS = 6_000;

const EVENTS: Record<string, Answer> = {
  hangs: silent,
  'is down': resetting,
  'is overwhelmed': answering(503, '{"code":"busy"}', { 'retry-after': '30' }),
};

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    before(async () => {
      [engine, server] = await Promise.all([launch(), startTagServer()]);
      host = await startHost((path) => ({
        html: path.startsWith('/chat')
          ? CHAT_PAGE
          : aPage({ head: aScript(server.url) + (path === '/awaiting' ? AWAITING : ''), body: aTag('/chat') }),
      }));
      server.answers(answering(200, anAnswerNow(`${host.url}/chat/live`)));
    });
    after(async () => {
      await engine.close();
      await server.close();
      await host.close();
    });

    /** From the click to the chat's own server hearing of it; Infinity: not at once. Units: ms. */
    const timeTo = async (visit: Visit, act: () => Promise<void>): Promise<number> => {
      host.requests.length = 0;
      const startedAt = performance.now();
      await act();
      const arrived = eventually(() => host.requests.includes('/chat/live'), AT_ONCE_MS);
      return arrived.then(
        () => performance.now() - startedAt,
        () => Infinity,
      );
    };
    const openPage = async (path: string): Promise<Visit> => {
      const visit = await engine.visit();
      await visit.goto(host.url + path);
      await visit.settled();
      return visit;
    };

    const arrival = (visit: Visit) => eventually(() => visit.url() === `${host.url}/chat/live`);

    for (const [way, answer] of Object.entries(EVENTS)) {
      test(`click: goes through at once when the events route ${way}`, async (context) => {
        server.edge.events = answer;
        const visit = await openPage('/');
        const ms = await timeTo(visit, () => visit.click());
        context.diagnostic(`${ms.toFixed(0)} ms from click to request`);
        assert.ok(ms < AT_ONCE_MS);
        await eventually(() => server.edge.count('/events') > 0);
        await arrival(visit);
        await visit.close();
      });
    }

    test('click: Enter goes through at once when the events route hangs', async () => {
      server.edge.events = silent;
      const visit = await openPage('/');
      await visit.press('Tab');
      assert.ok((await timeTo(visit, () => visit.press('Enter'))) < AT_ONCE_MS);
      await arrival(visit);
      await visit.close();
    });

    test('click: mutant: a page that awaits the event before it goes on is held back', async () => {
      server.edge.events = silent;
      const visit = await openPage('/awaiting');
      assert.equal(await timeTo(visit, () => visit.click()), Infinity);
      await visit.close();
    });
  });
}
