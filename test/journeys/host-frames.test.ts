// The tag in a frame, as course systems show it: seen without a click where the top page can be asked, else unmeasurable.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type Posted, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine, type Visit } from '../support/browser/host-visit.ts';
import { eventually } from '../support/waiting.ts';

/** Frames whose page has no address of its own, or stands in a sandbox of the same origin, each with a tag of its own placement. */
const FRAMES: Record<string, (page: string) => string> = {
  attribute: (page) => `<iframe srcdoc='${page}' width="600" height="150"></iframe>`,
  written: (page) => `<iframe id="written" width="600" height="150"></iframe><script>
    const page = written.contentDocument;
    page.open();
    page.write(${JSON.stringify(page).replaceAll('</', '<\\/')});
    page.close();
  </script>`,
  sandbox: () =>
    '<iframe src="/block/sandbox" sandbox="allow-scripts allow-same-origin" width="600" height="150"></iframe>',
};
const FRAMESET =
  '<html><head><title>Library</title></head><frameset cols="1%,*"><frame src="/chat"><frame src="/block/frameset"></frameset></html>';

/** A frame at the top left of a page, so that its tag is where a test can click it without looking inside. */
const framing = (address: string): string =>
  aPage({
    head: '<style>body, iframe { margin: 0; border: 0 }</style>',
    body: `<iframe id="block" src="${address}" width="600" height="300" title="Ask a librarian"></iframe>`,
  });

const SANDBOX = framing('/block').replace('<iframe', '<iframe sandbox="allow-scripts"');

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
        const block = (placement: string): string =>
          aPage({
            head: '<style>body { margin: 0 }</style>',
            body: aScript(server.url) + aTag('/chat', '', placement),
          });
        if (path === '/frames')
          return { html: aPage({ body: Object.entries(FRAMES).map(([name, frame]) => frame(block(name))).join('') }) }; // oxfmt-ignore
        if (path === '/frameset') return { html: FRAMESET };
        if (path === '/sandbox') return { html: SANDBOX };
        return { html: block(path.split('/')[2] ?? 'header') };
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

    for (const [path, placements] of [
      ['/frames', Object.keys(FRAMES)],
      ['/frameset', ['frameset']],
    ] as const)
      test(`frame: on ${path}, each tag is counted as viewable without a click: ${placements.join(', ')}`, async () => {
        await visit.goto(library.url + path);
        const kindsOf = (name: string): string[] =>
          server.posted().flatMap(({ placement, kind }) => (placement === name ? [kind] : []));
        await eventually(() => placements.every((name) => kindsOf(name).length >= 2));
        for (const name of placements) assert.deepEqual(kindsOf(name).sort(), ['impression', 'viewable'], name);
      });

    test('frame: in a sandbox without an origin, the status is there, the page gets no error, and the link works', async () => {
      await visit.goto(`${library.url}/sandbox`);
      await eventually(() => impression() !== undefined);
      assert.equal((impression() as { measurable?: boolean }).measurable, false);
      await visit.click({ x: 60, y: 30 });
      await eventually(() => library.requests.includes('/chat'));
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
      assert.deepEqual(server.kinds().sort(), ['click', 'impression']);
    });
  });
}
