// A floating tab leaves the end of the page without moving anything of it, with the snippet as it is printed, on pages that are
// shorter than the window. Chromium alone measures layout shifts; where the page's boxes are, each engine says.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { tagsOf } from '../../server/src/visibility/snippets/tag.ts';
import { inEachEngine } from '../support/browser/host-checks.ts';
import { aPage, aScript, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { startHost } from '../support/browser/host.ts';
import { answering } from '../support/peers/edge.ts';
import { eventually } from '../support/waiting.ts';

/** How pages align their footers, by the word in the page's address. */
const LAYOUTS: Record<string, string> = {
  plain: '',
  flex: 'body { display: flex; flex-direction: column; min-height: 100vh; margin: 0 } main { flex: 1 }',
  grid: 'body { display: grid; grid-template-rows: auto 1fr auto; min-height: 100vh; margin: 0 }',
  absolute: 'body { position: relative; min-height: 100vh; margin: 0 } footer { position: absolute; bottom: 0 }',
};
const RESERVED = 'style="display:inline-block;min-height:2.75em"';
/** Moves and is hidden in one frame, after a hit test at its next place. */
const NAIVE = `<div id="naive" style="width:280px;height:44px">Ask</div><script>
  const after = (frames, run) => requestAnimationFrame(() => (frames ? after(frames - 1, run) : run()));
  after(10, () => {
    naive.style.cssText += ';position:fixed;right:16px;bottom:16px';
    document.elementsFromPoint(innerWidth - 40, innerHeight - 40);
    naive.style.visibility = 'hidden';
  });
</script>`;

let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;
before(async () => {
  server = await startTagServer();
  host = await startHost((path) => {
    if (path === '/chat') return { html: CHAT_PAGE };
    const [, layout = '', kind] = path.split('/');
    if (!(layout in LAYOUTS)) return undefined;
    const library = { id: 'harford', queues: [{ chatUrl: `${host.url}/chat` }], fallback: {} };
    const snippet = tagsOf(library, server.url).find(({ variant }) => variant === 'tab')!;
    const [, tag = ''] = (kind === 'strict' || kind === 'reserved' ? snippet.strictTag : snippet.tag).split('\n');
    const last = kind === 'naive' ? NAIVE : kind === 'reserved' ? tag.replace('<ask-us-now', `<ask-us-now ${RESERVED}`) : tag; // oxfmt-ignore
    // The page is painted before the script comes, and waits for the test to add it.
    const script = `<script>window.shifts = []; window.addTag = () => document.body.append(document.createRange().createContextualFragment(${JSON.stringify(aScript(server.url)).replaceAll('</', '<\\/')}));
      try { new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => shifts.push(value))).observe({ type: 'layout-shift', buffered: true }); } catch {}</script>`;
    return {
      html: aPage({
        head: `<style>${LAYOUTS[layout]} ${kind === 'strict' ? snippet.styleRule : ''}</style>${script}`,
        body: `<header><p>Library</p></header><main><h1>Library</h1></main><footer><p>Opening hours</p></footer>${last}`,
      }),
    };
  });
  server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
});
after(async () => {
  await server.close();
  await host.close();
});

/** A few frames: what is there is painted, and its layout shifts are reported. */
const FRAMES = `new Promise((done) => {
  const after = (frames) => requestAnimationFrame(() => (frames ? after(frames - 1) : done(true)));
  after(5);
})`;
const PLACES = `['header', 'main', 'footer'].map((name) => document.querySelector(name).getBoundingClientRect().top).join()`;
const FLOATS = `(() => {
  const { position, visibility } = getComputedStyle(document.querySelector('ask-us-now'));
  return position === 'fixed' && visibility === 'visible';
})()`;

inEachEngine((on, name) => {
  /** Where the page's boxes are before the script comes and after the tab floats, and what the browser says of it. */
  const watch = async (path: string): Promise<{ places: string[]; shifts: number }> => {
    await on.visit.goto(host.url + path);
    await on.visit.see(FRAMES);
    const places = [await on.visit.see<string>(PLACES)];
    await on.visit.see('void addTag()');
    await eventually(() => on.visit.see(FLOATS));
    await on.visit.see(FRAMES);
    places.push(await on.visit.see<string>(PLACES));
    return { places, shifts: await on.visit.see('shifts.length') };
  };

  for (const layout of Object.keys(LAYOUTS))
    for (const kind of ['inline', 'strict'])
      test(`tab: nothing of a short page moves when it leaves its end: ${layout}, with its rule ${kind}`, async () => {
        const { places, shifts } = await watch(`/${layout}/${kind}`);
        assert.equal(places[0], places[1]);
        assert.equal(shifts, 0);
      });

  test('tab: mutant: with room that is reserved for it, it moves the footer when it leaves', async () => {
    const { places } = await watch('/flex/reserved');
    assert.notEqual(places[0], places[1]);
  });

  if (name === 'Chromium')
    test('tab: mutant: hidden in the frame in which it moves, after a hit test, it is a layout shift', async () => {
      await on.visit.goto(`${host.url}/plain/naive`);
      await eventually(() => on.visit.see('shifts.length > 0'));
    });
});
