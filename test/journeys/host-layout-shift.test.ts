// The page around the tag does not move: not when the script arrives, not at the first answer, not at closing time; in every
// size, with the rule that is printed with the tag, in it or in the page's style sheet. Chromium alone measures layout shifts.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tagsOf } from '../../server/src/visibility/snippets/tag.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { answering, type Answer } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, CHAT_PAGE } from '../support/browser/host-page.ts';
import { aClosedAnswerNow, anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { visitChromium } from '../support/browser/host-visit.ts';
import { eventually } from '../support/waiting.ts';

const VARIANTS = ['card', 'button', 'link'];
/** What pages say of every link, by the word in the page's address. */
const LINK_STYLES: Record<string, string> = {
  boxed: 'a { display: inline-block; padding: 8px; border: 1px solid }',
  block: 'a { display: block; padding: 8px 16px; margin: 4px 0 }',
  floated: 'a { float: left; padding: 4px 12px; font-weight: bold }',
  large: 'a { font: bold 1.25em/2 serif; letter-spacing: 1px; text-transform: uppercase }',
};
/** What the first answer says. */
const ANSWERS: Record<string, (chat: string) => Answer> = {
  open: (chat) => answering(200, anAnswerNow(chat)),
  busy: (chat) => answering(200, anAnswerNow(chat, { state: 'busy' })),
  closed: () => answering(200, aClosedAnswerNow()),
  unknown: () => answering(500, ''),
};

let browser: Chromium;
let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;

const below = '<p>Opening hours of the building</p><p>Catalogue</p>'.repeat(5);
before(async () => {
  [browser, server] = await Promise.all([launchChromium(), startTagServer()]);
  host = await startHost((path) => {
    const [, variant = '', room = '', size = '16', lang = 'en', lines = 'normal', links = ''] = path.split('/');
    const library = { id: 'harford', queues: [{ chatUrl: `${host.url}/chat` }], fallback: {} };
    const snippet = tagsOf(library, server.url).find((one) => one.variant === variant);
    if (!snippet) return { html: CHAT_PAGE };
    // As pages do: the tag where it stands, and the script at the end, so that the page is painted first.
    const [, tag = ''] = (room === 'inline' ? snippet.tag : snippet.strictTag).split('\n');
    return {
      html: aPage({
        html: `lang="${lang}"`,
        head: `<meta name="viewport" content="width=device-width"><style>* { box-sizing: border-box; margin: 0; padding: 0 } body { margin: 8px; font-size: ${size}px; line-height: ${lines} } ${LINK_STYLES[links] ?? ''} ${room === 'strict' ? snippet.styleRule : ''}</style>`,
        body: `<div>Help: ${tag}, or <span id="beside">call us</span></div>${below}${aScript(server.url)}`,
      }),
    };
  });
});
after(async () => {
  await browser.close();
  await server.close();
  await host.close();
});

interface Seen {
  /** Chromium's own score, from the first paint to the first answer. */
  shifted: number;
  /** Where the text below the tag and the words beside it begin: as painted first, with the answer, at closing time. */
  places: { below: number; beside: number }[];
}

/** The script comes after the first paint, then an answer, then closing time; `refused` files never come. */
async function watch(path: string, width: number, answer: string, refused = /^$/): Promise<Seen> {
  server.answers(ANSWERS[answer]!(`${host.url}/chat`));
  const painted = Promise.withResolvers<void>();
  const visit = await visitChromium(browser, { viewport: { width, height: 700 } });
  await visit.page.route('**/widget/v1/ask-us-now.js', (route) => painted.promise.then(() => route.continue()));
  await visit.page.route(refused, (route) => route.abort());
  await visit.context.addInitScript(`window.shifted = 0;
    new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (shifted += value))).observe({ type: 'layout-shift', buffered: true });`);
  await visit.page.goto(host.url + path, { waitUntil: 'commit' });
  const look = async (): Promise<Seen['places'][number]> => {
    await visit.see(
      'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))))',
    );
    return visit.see(
      '({ below: document.querySelector("p").getBoundingClientRect().top + scrollY, beside: beside.getBoundingClientRect().left })',
    );
  };
  await eventually(() => visit.see('performance.getEntriesByName("first-contentful-paint").length'));
  const places = [await look()];
  painted.resolve();
  await visit.settled();
  places.push(await look());
  const shifted = await visit.see<number>('shifted');
  if (answer !== 'closed') {
    server.answers(answering(200, aClosedAnswerNow()));
    await visit.see('dispatchEvent(new Event("online"))');
    await eventually(async () => (await visit.link()).tone === 'closed');
    places.push(await look());
  }
  await visit.close();
  return { shifted, places };
}

/** Nothing moves by what an eye could see. Units: CSS pixels. */
const STILL_PX = 2;
/**
 * The status is English until the page's language has come. Its words may then take another line inside the button: nothing
 * of the page moves, and the browser scores 0.00003 for the line.
 */
const OTHER_LANGUAGE_SCORE = 0.0001;
function assertStill({ shifted, places }: Seen, maxScore = 0): void {
  assert.ok(shifted <= maxScore, `a score of ${shifted}`);
  for (const where of ['below', 'beside'] as const) {
    const all = places.map((place) => place[where]);
    assert.ok(Math.max(...all) - Math.min(...all) < STILL_PX, `${where}: ${all.join(', ')} px`);
  }
}

for (const variant of VARIANTS)
  describe(variant, () => {
    for (const room of ['inline', 'strict'])
      for (const width of variant === 'card' ? [1280, 320] : [1280, 320, 220])
        test(`layout shift: nothing moves at ${width} px with the rule ${room === 'inline' ? 'in the tag' : 'in the style sheet'}, whatever the first answer`, async () => {
          for (const answer of Object.keys(ANSWERS)) assertStill(await watch(`/${variant}/${room}`, width, answer));
        });

    test('layout shift: nothing moves in Spanish, nor where the page’s text is small or large, nor in lines of its own height', async () => {
      assertStill(await watch(`/${variant}/inline/16/es`, 1280, 'open'), OTHER_LANGUAGE_SCORE);
      for (const path of ['strict/14', 'strict/24', 'strict/16/en/1.5', 'inline/16/en/20px'])
        assertStill(await watch(`/${variant}/${path}`, 1280, 'open'));
    });

    test('layout shift: nothing moves where the page has boxed, floated or enlarged its links', async () => {
      for (const room of ['inline', 'strict'])
        for (const links of Object.keys(LINK_STYLES))
          assertStill(await watch(`/${variant}/${room}/16/en/normal/${links}`, 1280, 'open'));
    });

    if (variant === 'link')
      test('layout shift: mutant: without the look of the page’s links the page jumps where it has boxed them', async () => {
        const path = '/link/inline/16/en/normal/boxed';
        assert.throws(assertStill.bind(null, await watch(path, 1280, 'open', /ask-us-now\.link\./)));
      });

    test('layout shift: mutant: without the rule the page jumps', async () => {
      const { shifted, places } = await watch(`/${variant}/none`, 1280, 'open');
      const jumps = places[1]!.below > places[0]!.below || places[1]!.beside > places[0]!.beside;
      assert.ok(shifted > 0 && jumps, `${shifted}, ${JSON.stringify(places)}`);
    });
  });
