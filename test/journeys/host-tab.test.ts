// `variant="tab"` on a host page: it floats without moving the page, leads to the chat, and is a button in its place where its code
// is refused. What a driver alone can ask for, print and forced colours, in Chromium.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../support/browser/browser.ts';
import { startHost } from '../support/browser/host.ts';
import { auditVisit } from '../support/browser/host-audit.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, visitChromium, type AnyVisit, type Engine } from '../support/browser/host-visit.ts';
import { answering } from '../support/peers/edge.ts';
import { eventually } from '../support/waiting.ts';

let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;

before(async () => {
  server = await startTagServer();
  host = await startHost((path) => {
    if (path === '/chat') return { html: CHAT_PAGE };
    const integrity = path === '/pinned' ? `integrity="${server.integrity}" crossorigin="anonymous"` : '';
    const body = `<main><h1>Library</h1>${'<p>Opening hours of the building</p>'.repeat(60)}</main>`;
    const style = '<meta name="color-scheme" content="light dark"><style>body { margin: 0 }</style>';
    return {
      html: aPage({
        html: path === '/rtl' ? 'lang="ar" dir="rtl"' : 'lang="en"',
        head: `<meta name="viewport" content="width=device-width">${style}${aScript(server.url, integrity)}`,
        body: `${body}<footer>${aTag(`${host.url}/chat`, 'variant="tab"')}</footer>`,
      }),
      headers: {
        'content-security-policy': `default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; script-src ${server.url}; connect-src ${server.url}; require-trusted-types-for 'script'; trusted-types 'none'`,
      },
    };
  });
  server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
});
after(async () => {
  await server.close();
  await host.close();
});

const STYLE = `getComputedStyle(document.querySelector('ask-us-now'))`;
const floats = (visit: AnyVisit): Promise<boolean> =>
  visit.see(`${STYLE}.position === 'fixed' && ${STYLE}.visibility === 'visible'`);

for (const [name, launch] of Object.entries(ENGINES))
  describe(name, () => {
    let engine: Engine;
    before(async () => void (engine = await launch()));
    after(() => engine.close());

    for (const [path, width] of [
      ['/plain', 1280],
      ['/plain', 320],
      ['/rtl', 320],
    ] as const)
      test(`tab: at ${path}, ${width} px wide, it floats within the window, by no fault of the page's policy, and leads to the chat`, async () => {
        const visit = await engine.visit();
        await visit.resize(width, 640);
        await visit.goto(`${host.url}${path}`);
        await visit.settled();
        await eventually(() => floats(visit));
        assert.equal(await visit.see('document.documentElement.scrollWidth > innerWidth'), false);
        assert.deepEqual(
          (await auditVisit(visit)).filter((line) => line.includes('ask-us-now')),
          [],
        );
        assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
        assert.equal((await visit.link()).visible, true);
        await visit.click();
        await eventually(() => visit.url() === `${host.url}/chat`);
        await visit.close();
      });

    test('tab: on a page that pins the script it is a button in its place, whose link works', async () => {
      const visit = await engine.visit();
      await visit.goto(`${host.url}/pinned`);
      await visit.settled();
      assert.equal(await floats(visit), false);
      await visit.see(`document.querySelector('ask-us-now').scrollIntoView()`);
      const link = await visit.link();
      assert.deepEqual([link.visible, link.ours, Math.round(link.height)], [true, true, 44]);
      await visit.close();
    });
  });

test('tab: the page does not move when it floats; it is not printed, and forced colours keep its edges', async () => {
  await using browser = await launchChromium();
  const { page, ...visit } = await visitChromium(browser, { viewport: { width: 800, height: 600 } });
  await page.addInitScript(`window.shifts = []; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) shifts.push(entry.value);
  }).observe({ type: 'layout-shift', buffered: true });`);
  // The status comes when it floats already.
  const late = Promise.withResolvers<void>();
  const answer = answering(200, anAnswerNow(`${host.url}/chat`));
  server.answers((arrived, response) => void late.promise.then(() => answer(arrived, response)));
  await visit.goto(`${host.url}/plain`);
  await eventually(() => floats(visit));
  late.resolve();
  await visit.settled();
  assert.deepEqual(await visit.see('shifts'), []);
  server.answers(answer);
  await page.emulateMedia({ forcedColors: 'active' });
  const edges = `['link', 'fold'].map((part) => getComputedStyle(document.querySelector('ask-us-now').shadowRoot.querySelector('[part=' + part + ']')).borderBlockStartStyle)`;
  assert.deepEqual(await visit.see(edges), ['solid', 'solid']);
  await page.emulateMedia({ forcedColors: null, media: 'print' });
  assert.equal(await visit.see(`document.querySelector('ask-us-now').getClientRects().length`), 0);
});
