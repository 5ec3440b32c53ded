// Pages whose own scripts have replaced natives of the tag, before and after it ran: the control works, events
// arrive unchanged, and the page gets no error.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { HOSTILE, MOOTOOLS, PROTOTYPE } from '../support/browser/host-natives.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine } from '../support/browser/host-visit.ts';
import { eventually, pause } from '../support/waiting.ts';

const script = (text: string): string => `<script>${text}</script>`;
const CLOBBERS = [
  'createElement',
  'addEventListener',
  'querySelector',
  'visibilityState',
  'hasFocus',
  'documentElement',
  'body',
];

/** Head and body of each host; `tag` is the script. */
const HOSTS: Record<string, (tag: string) => { head: string; body: string; doctype?: string }> = {
  'Prototype 1.7 before it': (tag) => ({ head: script(PROTOTYPE) + tag, body: aTag('/chat') }),
  'MooTools 1.4.5 before it': (tag) => ({ head: script(MOOTOOLS) + tag, body: aTag('/chat') }),
  'forms named after what browsers bring': (tag) => ({
    head: tag,
    body: `${CLOBBERS.map((name) => `<form name="${name}"></form><img name="${name}" alt="">`).join('')}${aTag('/chat')}`,
  }),
  'quirks mode': (tag) => ({ head: tag, body: aTag('/chat'), doctype: '' }),
  'the script twice': (tag) => ({ head: tag, body: aTag('/chat') + tag.replace('.js', '.js?again') }),
  'the script at the head of a page that is still being read': (tag) => ({
    head: tag.replace('type="module"', 'type="module" async'),
    body: `${'<p>text</p>'.repeat(5)}${aTag('/chat')}`,
  }),
  'the script at its old classic address, once as a module too': (tag) => ({
    head: tag + tag.replace('type="module"', '').replace('.js', '.classic.js'),
    body: aTag('/chat'),
  }),
  'two tags for one placement': (tag) => ({ head: tag, body: aTag('/chat') + aTag('/chat') }),
};

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    before(async () => {
      engine = await launch();
      const paths = Object.keys(HOSTS);
      host = await startHost((path) => {
        if (path.startsWith('/chat')) return { html: CHAT_PAGE };
        if (path === '/after') return { html: aPage({ head: aScript(server.url), body: aTag('/chat') }) };
        const page = HOSTS[paths[Number(path.slice(1))]!];
        return page && { html: aPage(page(aScript(server.url))) };
      });
    });
    after(async () => {
      await engine.close();
      await host.close();
    });
    // A server for each test: what an earlier page sends as it closes is not this one's.
    beforeEach(async () => {
      server = await startTagServer();
      server.answers(answering(200, anAnswerNow(`${host.url}/chat/live`)));
    });
    afterEach(() => server.close());

    const check = async (path: string, meddle = ''): Promise<void> => {
      const visit = await engine.visit();
      await visit.goto(host.url + path);
      const link = await visit.settled();
      assert.match(link.name, /^Ask a librarian. Open until \d/);
      assert.deepEqual([link.href, link.ours, link.visible], [`${host.url}/chat/live`, true, true]);
      if (meddle) await visit.see(meddle);
      await visit.click();
      await eventually(() => visit.url() === link.href);
      await eventually(() => server.kinds().length >= 3);
      assert.deepEqual(server.kinds().sort(), ['click', 'impression', 'viewable']);
      const [first] = server.posted();
      assert.deepEqual(
        [first!.library, first!.placement, first!.state, first!.tier],
        ['harford', 'header', 'available', 'local'],
      );
      await visit.close();
    };

    for (const [at, title] of Object.keys(HOSTS).entries())
      test(`replaced natives: the link works and is counted once on a page with ${title}`, () => check(`/${at}`));

    test('replaced natives: what a page replaces after the tag has come changes nothing', () =>
      check('/after', HOSTILE));

    for (const [library, text] of Object.entries({ Prototype: PROTOTYPE, MooTools: MOOTOOLS })) {
      test(`replaced natives: the page gets no error while ${library} replaces its functions, and the tag goes on`, async () => {
        const visit = await engine.visit();
        await visit.goto(`${host.url}/after`);
        await visit.settled();
        await visit.see(`${text};undefined`);
        server.answers(answering(200, anAnswerNow(`${host.url}/chat/live`, { state: 'busy' })));
        await visit.see('dispatchEvent(new (Object.getPrototypeOf(UIEvent))("online"))');
        await eventually(async () => (await visit.link()).tone === 'busy');
        assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
        await visit.close();
      });
    }

    test('replaced natives: a tag that a single-page site swaps with its body goes on, and is counted once for one page view', async () => {
      const visit = await engine.visit();
      await visit.goto(`${host.url}/after`);
      await visit.settled();
      await eventually(() => server.kinds().length >= 2);
      // As Turbo does: a new body with a new tag, then the old element moved into it.
      await visit.see(`(() => {
        const next = document.createElement('body');
        next.append(document.querySelector('ask-us-now'));
        document.documentElement.replaceChild(next, document.body);
      })()`);
      assert.match((await visit.settled()).name, /^Ask a librarian\. /);
      await pause(1200);
      assert.deepEqual(server.kinds().sort(), ['impression', 'viewable']);
      assert.deepEqual((await visit.heard()).errors, []);
      await visit.close();
    });

    test('replaced natives: mutant: on the same pages Array.from loses a set, and Document has no createElement', async () => {
      const visit = await engine.visit();
      await visit.goto(`${host.url}/0`);
      assert.equal(await visit.see('Array.from(new Set([1, 2])).length'), 0);
      await visit.goto(`${host.url}/1`);
      assert.equal(await visit.see('typeof Document.prototype.createElement'), 'undefined');
      await visit.close();
    });
  });
}
