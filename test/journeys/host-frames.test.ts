// The tag in a frame, as course systems show it: seen without a click where the top page can be asked, else unmeasurable.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { eventually } from '../support/data/desks.ts';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type Posted, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine, type Visit } from '../support/browser/host-visit.ts';

/** A frame at the top left of a page, so that its tag is where a test can click it without looking inside. */
const framing = (address: string): string =>
  aPage({
    head: '<style>body, iframe { margin: 0; border: 0 }</style>',
    body: `<iframe id="block" src="${address}" width="600" height="300" title="Ask a librarian"></iframe>`,
  });

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let library: Awaited<ReturnType<typeof startHost>>;
    let course: Awaited<ReturnType<typeof startHost>>;
    let visit: Visit;
    before(async () => {
      engine = await launch();
      library = await startHost((path) => {
        if (path === '/chat') return { html: CHAT_PAGE };
        if (path === '/framing') return { html: framing('/block') };
        return {
          html: aPage({ head: '<style>body { margin: 0 }</style>', body: aScript(server.url) + aTag('/chat') }),
        };
      });
      // Another site to the browser: it goes by the name, not by where the name leads.
      course = await startHost(() => ({ html: framing(`${library.url}/block`) }));
      course.url = course.url.replace('127.0.0.1', 'localhost');
    });
    after(async () => {
      await engine.close();
      await library.close();
      await course.close();
    });
    beforeEach(async () => {
      server = await startTagServer();
      server.answers(answering(200, anAnswerNow(`${library.url}/chat`)));
      visit = await engine.visit();
    });
    afterEach(async () => {
      assert.deepEqual((await visit.heard()).errors, []);
      await visit.close();
      await server.close();
    });
    const impression = (): Posted | undefined => server.posted().find(({ kind }) => kind === 'impression');

    test("frame of the library's own page: counted as viewable without a click", async () => {
      await visit.goto(`${library.url}/framing`);
      await eventually(() => server.kinds().includes('viewable'));
      assert.equal((impression() as { measurable?: boolean }).measurable, true);
    });

    test("frame: mutant: asking the frame's own document whether it has the focus, that tag would never have been viewable", async () => {
      await visit.goto(`${library.url}/framing`);
      await eventually(() => server.kinds().includes('viewable'));
      assert.deepEqual(await visit.see('[document.hasFocus(), block.contentDocument.hasFocus()]'), [true, false]);
    });

    test("frame of another site's page: an impression that could not be measured, never one that was not viewed", async () => {
      await visit.goto(`${course.url}/`);
      await eventually(() => impression() !== undefined);
      assert.equal((impression() as { measurable?: boolean }).measurable, false);
      assert.deepEqual(server.kinds(), ['impression']);
      // The tag's words are there, and so is its link: a click is a click, and says nothing of views.
      await visit.click({ x: 60, y: 30 });
      await eventually(() => server.kinds().length > 1);
      await eventually(() => library.requests.includes('/chat'));
      assert.deepEqual(server.kinds(), ['impression', 'click']);
    });
  });
}
