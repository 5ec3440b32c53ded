// A tag in a menu that the page hides is hidden: not seen, not clicked, no stop for the keyboard, and not counted; when the
// menu opens, it is all of it. By the style sheets of real frameworks: Bootstrap from Debian, and USWDS's modal.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE, ROOM } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { answering } from '../support/peers/edge.ts';
import { ENGINES, type Engine, type Visit, visitChromium } from '../support/browser/host-visit.ts';
import { launchChromium } from '../support/browser/browser.ts';
import { eventually, pause } from '../support/waiting.ts';

const BOOTSTRAP_5 = '/usr/share/javascript/bootstrap5/css/bootstrap.css';
const BOOTSTRAP_3 = '/usr/share/javascript/bootstrap/css/bootstrap.css';
const USWDS = 'test/support/browser/host-css/uswds-modal.css';

/** A menu around the tag: closed at first, and how its page opens it. */
interface Menu {
  sheet: string;
  /** Around the tag, with `#menu` the part that opens. */
  around: (tag: string) => string;
  open: string;
  /** Whether the closed menu cannot be reached either; what is transparent alone can be. */
  isOutOfReach: boolean;
}

const MENUS: Record<string, Menu> = {
  'Bootstrap 5, invisible': {
    sheet: BOOTSTRAP_5,
    around: (tag) => `<div id="menu" class="invisible">${tag}</div>`,
    open: 'menu.classList.remove("invisible")',
    isOutOfReach: true,
  },
  'Bootstrap 5, offcanvas': {
    sheet: BOOTSTRAP_5,
    around: (tag) => `<div id="menu" class="offcanvas offcanvas-start">${tag}</div>`,
    open: 'menu.classList.add("show")',
    isOutOfReach: true,
  },
  'Bootstrap 3, invisible': {
    sheet: BOOTSTRAP_3,
    around: (tag) => `<div id="menu" class="invisible">${tag}</div>`,
    open: 'menu.classList.remove("invisible")',
    isOutOfReach: true,
  },
  'Bootstrap 3, faded out': {
    sheet: BOOTSTRAP_3,
    around: (tag) => `<div id="menu" class="fade">${tag}</div>`,
    open: 'menu.classList.add("in")',
    isOutOfReach: false,
  },
  'USWDS, modal': {
    sheet: USWDS,
    around: (tag) =>
      `<div id="menu" class="usa-modal-wrapper is-hidden"><div class="usa-modal-overlay"><div class="usa-modal">${tag}</div></div></div>`,
    open: 'menu.className = "usa-modal-wrapper is-visible"',
    isOutOfReach: true,
  },
};

const pathOf = (name: string, variant = 'card'): string => `/${encodeURIComponent(name)}/${variant}`;
const FOCUSED = '(document.activeElement.shadowRoot?.activeElement ?? document.activeElement).className';
/** Longer than a second in view takes to count. Units: ms. */
const COUNTED_MS = 2500;

for (const [engineName, launch] of Object.entries(ENGINES))
  describe(engineName, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    before(async () => {
      [engine, server] = await Promise.all([launch(), startTagServer()]);
      host = await startHost((path) => {
        const [, name = '', variant = ''] = path.split('/');
        const menu = MENUS[decodeURIComponent(name)];
        return menu
          ? {
              html: aPage({
                head: `<style>${readFileSync(menu.sheet, 'utf8')}</style>${ROOM}${aScript(server.url)}`,
                body: `${menu.around(aTag('/chat', `variant="${variant}"`))}<button class="after">Search</button>`,
              }),
            }
          : { html: CHAT_PAGE };
      });
      server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
    });
    after(async () => {
      await engine.close();
      await server.close();
      await host.close();
    });

    const visitMenu = async (name: string, variant?: string): Promise<Visit> => {
      const visit = await engine.visit();
      await visit.goto(host.url + pathOf(name, variant));
      await visit.settled();
      return visit;
    };

    for (const [name, { open, isOutOfReach }, variant] of [
      ...Object.entries(MENUS).map((menu) => [...menu, 'card'] as const),
      ...Object.entries(MENUS).map((menu) => [...menu, 'link'] as const),
    ])
      test(`hidden tag: ${name}: closed, a ${variant} cannot be seen, reached or counted; open, it can`, async () => {
        const seen = server.posted().length;
        const visit = await visitMenu(name, variant);
        if (isOutOfReach) {
          assert.equal((await visit.link()).visible, false, 'it can be hit');
          await visit.press('Tab');
          assert.equal(await visit.see(FOCUSED), 'after', 'it has the focus');
        }
        await pause(COUNTED_MS);
        assert.deepEqual(server.kinds().slice(seen), []);

        await visit.see(`void (${open})`);
        await eventually(async () => (await visit.link()).visible);
        await eventually(() => server.kinds().length >= seen + 2);
        assert.deepEqual(server.kinds().slice(seen).sort(), ['impression', 'viewable']);
        await visit.click();
        await eventually(() => server.kinds().slice(seen).includes('click'));
        await eventually(() => visit.url().endsWith('/chat'));
        await visit.close();
      });

    test('hidden tag: mutant: a box that inherits nothing is seen in a closed menu', async () => {
      const visit = await visitMenu('Bootstrap 5, invisible');
      await visit.see(`(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('[part=box] { visibility: visible; pointer-events: auto }');
        document.querySelector('ask-us-now').shadowRoot.adoptedStyleSheets.push(sheet);
      })()`);
      assert.equal((await visit.link()).visible, true);
      await visit.close();
    });

    test('Bootstrap 5, no pointer events: a click goes through the tag', async () => {
      const visit = await visitMenu('Bootstrap 5, invisible');
      await visit.see('void (menu.className = "pe-none")');
      assert.equal((await visit.link()).visible, false);
      await visit.close();
    });
  });

test('Chromium: a print sheet that prints one part of the page alone leaves the tag out', async () => {
  const [browser, server] = await Promise.all([launchChromium(), startTagServer()]);
  const host = await startHost(() => ({
    html: aPage({
      head: `<style>@media print { body * { visibility: hidden } #paper, #paper * { visibility: visible } }</style>${aScript(server.url)}`,
      body: `${aTag('/chat')}<p id="paper">A recipe</p>`,
    }),
  }));
  const visit = await visitChromium(browser);
  await visit.goto(`${host.url}/`);
  await visit.settled();
  const visibility =
    'getComputedStyle(document.querySelector("ask-us-now").shadowRoot.querySelector("a[part=link]")).visibility';
  assert.equal(await visit.see(visibility), 'visible');
  await visit.page.emulateMedia({ media: 'print' });
  assert.equal(await visit.see(visibility), 'hidden');
  await browser.close();
  await server.close();
  await host.close();
});
