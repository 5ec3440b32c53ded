// How the tag looks, by what is on the screen: the sign of chat, the mark of each state, its sizes, and that it answers to the
// pointer and the keyboard. In forced colours, which Chromium alone lets a driver set, as well.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { contrastOf, type Rgba } from '../../widget/dist/sight/contrast.js';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE, ROOM } from '../support/browser/host-page.ts';
import { aClosedAnswerNow, anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { type AnyVisit, ENGINES, type Engine, visitChromium } from '../support/browser/host-visit.ts';
import { type Box, decodePicture, differenceOutside, type Picture } from '../support/browser/picture.ts';
import { answering, type Answer } from '../support/peers/edge.ts';
import { eventually } from '../support/waiting.ts';

const CHAT = 'https://chat.example/harford';
const STATES: Record<string, () => Answer> = {
  open: () => answering(200, anAnswerNow(CHAT)),
  busy: () => answering(200, anAnswerNow(CHAT, { state: 'busy' })),
  closed: () => answering(200, aClosedAnswerNow()),
  unknown: () => answering(500, ''),
};
/** The height that pages reserve. Units: CSS pixels. */
const HEIGHTS = { card: 84, button: 44 };
const SCHEMES = ['light', 'dark'];
/** WCAG 2.2, 1.4.11. */
const VISIBLE = 3;

const addRule = (visit: AnyVisit, rule: string): Promise<unknown> =>
  visit.see(`(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync('${rule}');
    const root = document.querySelector('ask-us-now').shadowRoot;
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  })()`);

/** The box of a part; of the label, the room of the sign before its words. */
const boxOf = (visit: AnyVisit, part: string): Promise<Box> =>
  visit.see(`(() => {
    const box = document.querySelector('ask-us-now').shadowRoot.querySelector('[part=${part}]:not([hidden])').getBoundingClientRect();
    return { x: box.x, y: box.y, width: ${part === 'label' ? 16 : 'box.width'}, height: box.height };
  })()`);

const shoot = async (visit: AnyVisit): Promise<Picture> => decodePicture(await visit.shoot());

function colorAt({ width, channels, pixels }: Picture, x: number, y: number): Rgba {
  const at = (Math.round(y) * width + Math.round(x)) * channels;
  return [pixels[at]! / 255, pixels[at + 1]! / 255, pixels[at + 2]! / 255, 1];
}

/** Which pixels of a box can be told from a background, by luminance alone: its colour does not count. */
function seenIn(picture: Picture, { x, y, width, height }: Box, background: Rgba): boolean[] {
  const seen: boolean[] = [];
  for (let down = 0; down < height; down++)
    for (let right = 0; right < width; right++)
      seen.push(contrastOf(colorAt(picture, x + right, y + down), background) >= VISIBLE);
  return seen;
}
const shareOf = (seen: boolean[]): number => seen.filter(Boolean).length / seen.length;

/** The pixels of a part against those of the link beside it. */
async function seenOf(visit: AnyVisit, part: string): Promise<boolean[]> {
  const [picture, box, link] = [await shoot(visit), await boxOf(visit, part), await boxOf(visit, 'link')];
  const { x, y } = box;
  // A diamond's box is larger than a disc's.
  const square = part === 'mark' ? { x: x + box.width / 2 - 6, y: y + box.height / 2 - 6, width: 12, height: 12 } : box;
  return seenIn(picture, square, colorAt(picture, link.x + 5, y));
}

/** The share by which the two most alike of some shapes differ. */
function leastDifference(shapes: boolean[][]): number {
  const pairs = shapes.flatMap((one, at) => shapes.slice(at + 1).map((other) => [one, other] as const));
  return Math.min(...pairs.map(([one, other]) => shareOf(one.map((seen, at) => seen !== other[at]))));
}

let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;
before(async () => {
  server = await startTagServer();
  host = await startHost((path) => {
    const [, variant, scheme = ''] = path.split('/');
    if (variant === 'chat') return { html: CHAT_PAGE };
    const colors = scheme === 'dark' ? '#111; color: #eee' : '#fff';
    const head = `<meta name="color-scheme" content="${scheme}"><style>body { background: ${colors}; padding: 30px }</style>`;
    return { html: aPage({ head: head + ROOM + aScript(server.url), body: aTag('/chat', `variant="${variant}"`) }) };
  });
});
after(async () => {
  await server.close();
  await host.close();
});

async function open(visit: AnyVisit, variant: string, state: string, scheme = 'light'): Promise<void> {
  server.answers(STATES[state]!());
  await visit.goto(`${host.url}/${variant}/${scheme}`);
  assert.equal((await visit.settled()).tone, state);
}

/** The marks of all states, as shapes; `rule`: what a mutant adds to the look. */
async function marksOf(visit: AnyVisit, variant: string, rule = ''): Promise<boolean[][]> {
  const shapes: boolean[][] = [];
  for (const state of Object.keys(STATES)) {
    await open(visit, variant, state);
    await addRule(visit, rule);
    shapes.push(await seenOf(visit, 'mark'));
  }
  return shapes;
}

/** The control with the focus, plain, under the pointer, and pressed. */
async function reactionsOf(visit: AnyVisit): Promise<Picture[]> {
  const away = { x: 1, y: 1 };
  await visit.point(away);
  await visit.press('Tab');
  const pictures = [await shoot(visit)];
  await visit.see('document.activeElement.blur()');
  pictures.push(await shoot(visit));
  await visit.point(await visit.link());
  // A touch screen, which a Firefox without a window says it has, shows no pointer.
  if (await visit.see('matchMedia("(hover: hover)").matches')) pictures.push(await shoot(visit));
  await visit.hold();
  pictures.push(await shoot(visit));
  await visit.letGo(away);
  return pictures;
}
const areAllDifferent = (pictures: Picture[]): boolean =>
  pictures.every((one, at) => pictures.slice(at + 1).every((other) => differenceOutside([], one, other) !== null));

const LOOKS: Record<string, () => Promise<Engine>> = {
  ...ENGINES,
  async 'Chromium, forced colours'() {
    const browser: Chromium = await launchChromium();
    return { visit: () => visitChromium(browser, { forcedColors: 'active' }), close: () => browser.close() };
  },
};

for (const [look, launch] of Object.entries(LOOKS))
  describe(look, () => {
    const isForced = look.includes('forced');
    let engine: Engine;
    let visit: AnyVisit;
    before(async () => {
      engine = await launch();
      visit = await engine.visit();
    });
    after(() => engine.close());

    test('look: words of 14 px and more, and the control as high as its reserve, in every state', async () => {
      for (const [variant, height] of Object.entries(HEIGHTS))
        for (const state of Object.keys(STATES)) {
          await open(visit, variant, state);
          const sizes = await visit.see<number[]>(`['status', 'label'].map((part) =>
            parseFloat(getComputedStyle(document.querySelector('ask-us-now').shadowRoot.querySelector('[part=' + part + ']')).fontSize))`);
          assert.ok(sizes[0]! >= 14 && sizes[1]! >= 15, `${variant}: ${sizes.join()} px`);
          const heights = [(await boxOf(visit, 'link')).height, (await boxOf(visit, 'others')).height];
          assert.equal(Math.round(heights[0]! + heights[1]!), height, `${variant} while ${state}`);
        }
    });

    test('look: mutant: as high as its words it leaves room below', async () => {
      await open(visit, 'card', 'open');
      await addRule(visit, '[part=box] { min-height: 0 }');
      assert.ok((await boxOf(visit, 'link')).height < HEIGHTS.card - 10);
    });

    test('look: card, button and tab have the sign of chat, a link in running text has none', async () => {
      for (const variant of ['card', 'button', 'tab'])
        for (const state of ['open', 'closed']) {
          await open(visit, variant, state);
          if (variant === 'tab')
            await eventually(() =>
              visit.see(
                `document.querySelector('ask-us-now').shadowRoot.querySelector('[part=fold]')?.checkVisibility({ visibilityProperty: true })`,
              ),
            );
          const share = shareOf(await seenOf(visit, 'label'));
          assert.ok(share > 0.2, `${variant} while ${state}: ${share}`);
          assert.match((await visit.link()).name, /^Ask a librarian/);
        }
      await open(visit, 'link', 'open');
      const content = `getComputedStyle(document.querySelector('ask-us-now').shadowRoot.querySelector('[part=label]'), '::before').content`;
      assert.equal(await visit.see(content), 'none');
    });

    test('look: each state has a mark of another shape', async () => {
      for (const variant of Object.keys(HEIGHTS)) {
        const difference = leastDifference(await marksOf(visit, variant));
        assert.ok(difference > 0.15, `${variant}: ${difference}`);
      }
    });

    test('look: mutant: dots of four colours have one shape', async () => {
      const dot =
        '[part=mark] { all: unset !important; display: inline-block !important; border: 6px solid !important; border-radius: 50% !important }';
      assert.ok(leastDifference(await marksOf(visit, 'card', dot)) < 0.1);
    });

    test('look: the pointer on it, a press and the focus are each seen', async () => {
      for (const variant of Object.keys(HEIGHTS))
        for (const state of ['open', 'closed']) {
          await open(visit, variant, state);
          assert.ok(areAllDifferent(await reactionsOf(visit)), `${variant} while ${state}`);
        }
    });

    test('look: mutant: without a look of its own a press is not seen', async () => {
      await open(visit, 'card', 'open');
      await addRule(visit, 'a:active { outline: none !important }');
      assert.equal(areAllDifferent(await reactionsOf(visit)), false);
    });

    if (isForced)
      test('look: mutant: a sign that is painted as a background is lost', async () => {
        await open(visit, 'card', 'open');
        await addRule(
          visit,
          ':host [part=label]::before { border: 0 !important; padding: 0.5em; background: currentColor }',
        );
        assert.ok(shareOf(await seenOf(visit, 'label')) < 0.1);
      });
    else {
      /** The share that can be told from the page, in a strip beyond the link's start, or at it. */
      const stripAt = async (offset: number): Promise<number> => {
        const { x, y } = await boxOf(visit, 'link');
        const picture = await shoot(visit);
        return shareOf(seenIn(picture, { x: x + offset, y: y + 12, width: 4, height: 20 }, colorAt(picture, 1, 1)));
      };
      const RING = 'a { outline: 2px solid #000 !important; box-shadow: none !important }';

      test('look: its edge and the ring of the focus can be told from a light and a dark page', async () => {
        for (const scheme of SCHEMES)
          for (const state of Object.keys(STATES)) {
            await open(visit, 'card', state, scheme);
            assert.ok((await stripAt(0)) > 0.1, `the edge on a ${scheme} page while ${state}`);
            await visit.press('Tab');
            assert.ok((await stripAt(-4)) > 0.4, `the ring on a ${scheme} page while ${state}`);
          }
      });

      test('look: mutant: a ring of one colour is lost on a page of that colour', async () => {
        await open(visit, 'card', 'open', 'dark');
        await visit.press('Tab');
        await addRule(visit, RING);
        assert.ok((await stripAt(-4)) < 0.1);
      });
    }
  });
