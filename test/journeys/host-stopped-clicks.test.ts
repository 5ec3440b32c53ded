// Pages whose scripts stop clicks on their way to the tag: what opens the chat is counted once, and what the page takes for itself, as
// after a drag, is not.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { inEachEngine, press, sendEvents } from '../support/browser/host-checks.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { LATE_TIMERS } from '../support/browser/host-natives.ts';
import { startHost } from '../support/browser/host.ts';
import { answering } from '../support/peers/edge.ts';
import { eventually } from '../support/waiting.ts';

/** Clicks that arrive where two naive counters listen: at the window, and at the tag. */
const NAIVE = `window.naive = { window: 0, tag: 0 };
  addEventListener('click', () => naive.window++, true);
  addEventListener('DOMContentLoaded', () => document.querySelector('ask-us-now').addEventListener('click', () => naive.tag++, true));`;

/** What the page does with clicks, by the word in its address. */
const HANDLERS: Record<string, string> = {
  plain: '',
  document: `document.addEventListener('click', (event) => event.stopPropagation(), true);`,
  body: `addEventListener('DOMContentLoaded', () => document.body.addEventListener('click', (event) => event.stopImmediatePropagation(), true));`,
  late: `addEventListener('load', () => addEventListener('click', (event) => event.stopImmediatePropagation(), true));`,
  'document-late': `${LATE_TIMERS}document.addEventListener('click', (event) => event.stopPropagation(), true);`,
  dragged: `document.addEventListener('click', (event) => { event.stopPropagation(); event.preventDefault(); }, true);`,
};
const OPENS = ['plain', 'document', 'document-late', 'body', 'late'];

let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;
before(async () => {
  host = await startHost((path) => {
    if (path === '/chat') return { html: CHAT_PAGE };
    const handler = HANDLERS[path.slice(1)];
    if (handler === undefined) return undefined;
    return { html: aPage({ head: `<script>${NAIVE}${handler}</script>${aScript(server.url)}`, body: aTag('/chat') }) };
  });
});
after(() => host.close());
// A server for each test: what an earlier page sends as it closes is not this one's.
beforeEach(async () => {
  server = await startTagServer();
  server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
});
afterEach(() => server.close());

inEachEngine((on) => {
  const open = async (page: string): Promise<void> => {
    await on.visit.goto(`${host.url}/${page}`);
    await on.visit.settled();
  };

  for (const page of OPENS)
    test(`stopped clicks: one that opens the chat is counted once: ${page}`, async () => {
      await open(page);
      await on.visit.see('void (window.isLate = true)');
      await press(on.visit, 'ask-us-now');
      await eventually(() => on.visit.see('location.pathname === "/chat"').catch(() => false));
      // Batches that were sent one after the other may arrive in any order.
      await eventually(() => server.kinds().length >= 3);
      assert.deepEqual(server.kinds().sort(), ['click', 'impression', 'viewable']);
    });

  test('stopped clicks: one that the page takes for itself is not counted, and opens nothing', async () => {
    await open('dragged');
    await press(on.visit, 'ask-us-now');
    await eventually(() => on.visit.see('naive.window === 1'));
    // A second after the click: whatever waits for its end has run.
    await eventually(async () => {
      await sendEvents(on.visit);
      return server.kinds().length >= 2;
    });
    assert.deepEqual(server.kinds().sort(), ['impression', 'viewable']);
    assert.equal(await on.visit.see('location.pathname'), '/dragged');
  });

  test('stopped clicks: mutant: a counter at the tag misses them, and one at the window counts what opens nothing', async () => {
    await open('dragged');
    await press(on.visit, 'ask-us-now');
    await eventually(() => on.visit.see('naive.window === 1'));
    assert.equal(await on.visit.see('naive.tag'), 0);
    assert.equal(await on.visit.see('location.pathname'), '/dragged');
  });
});
