// Pages of real packages, with the tag and without, in three engines: the page stays what it is, the tag looks as on a plain page,
// the page's own things work, and each view and click is counted once by the real server.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { eventually } from '../support/data/desks.ts';
import { startHost } from '../support/browser/host.ts';
import {
  ALL_ENGINES,
  aPlace,
  aPlainPage,
  type AnyEngine,
  assertHostUnchanged,
  assertTagUnchanged,
  lookAtHost,
  lookAtTag,
  placeOf,
  press,
  takePlace,
  type TagLook,
} from '../support/browser/host-checks.ts';
import { startCountingServer, type CountingServer } from '../support/browser/host-counts.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { fileOfPackage, SITES } from '../support/browser/host-sites.ts';
import { LISTEN } from '../support/browser/host-visit.ts';

/** Narrow enough for menus to be collapsed. Units: CSS pixels. */
const WINDOW = [740, 900] as const;
/** Longer than a second in view takes to count. Units: ms. */
const COUNTED_MS = 1_500;
/** The placement that every page shows from the start. */
const SHOWN = 'header';

let server: CountingServer;
let host: Awaited<ReturnType<typeof startHost>>;
const nameOf = (engine: string, site: string, place: string): string => `${engine.toLowerCase()}-${site}-${place}`;

before(async () => {
  host = await startHost((path) => {
    if (path === '/listen.js') return { html: LISTEN, headers: { 'content-type': 'text/javascript' } };
    if (path === '/favicon.ico') return { html: '' };
    if (path === '/chat') return { html: CHAT_PAGE };
    const [, engine = '', name = '', kind] = path.split('/');
    if (engine === 'plain') return { html: aPlainPage(server.url, `${host.url}/chat`, name) };
    const site = SITES[name];
    if (!site) return fileOfPackage(path);
    const tag = (place: string, variant = 'card'): string =>
      aTag(`${host.url}/chat`, `variant="${variant}" id="ask-${place}"`, nameOf(engine, name, place));
    return {
      html: aPage({
        head: `<script src="/listen.js"></script>${site.head}${kind === 'with' ? aScript(server.url) : ''}`,
        body: site.body(kind === 'with' ? tag : (place) => aPlace(`ask-${place}`)),
      }),
    };
  });
  server = await startCountingServer({ origin: host.url, chat: `${host.url}/chat` });
});
after(async () => {
  await server.close();
  await host.close();
});

// The engines side by side: pages mostly wait for a second in view and for their own transitions.
describe('real sites', { concurrency: true }, () => {
  for (const [engineName, launch] of Object.entries(ALL_ENGINES))
    describe(engineName, { concurrency: 1 }, () => {
      let engine: AnyEngine;
      let visit: Awaited<ReturnType<AnyEngine['visit']>>;
      const plain = new Map<string, TagLook>();
      before(async () => {
        engine = await launch();
        visit = await engine.visit();
        await visit.resize(...WINDOW);
      });
      after(async () => {
        await visit.close();
        await engine.close();
      });

      const plainLook = async (fontSize: string): Promise<TagLook> => {
        if (!plain.has(fontSize)) {
          await visit.goto(`${host.url}/plain/${fontSize}`);
          await visit.settled();
          plain.set(fontSize, await lookAtTag(visit));
        }
        return plain.get(fontSize)!;
      };

      for (const [name, { menus = {}, works = [] }] of Object.entries(SITES)) {
        const address = (kind: string): string => `${host.url}/${engineName.toLowerCase()}/${name}/${kind}`;
        const viewsOf = (place: string): number =>
          server.kinds(nameOf(engineName, name, place)).filter((kind) => kind === 'viewable').length;

        test(`real sites: ${name}: the page is the same but for the tag, the tag is the same but for the page, and the page works`, async () => {
          visit.lines?.splice(0);
          await visit.goto(address('with'));
          await visit.settled(`#ask-${SHOWN}`);
          const settledAt = Date.now();
          const place = await placeOf(visit, `#ask-${SHOWN}`);
          const tag = await lookAtTag(visit, `#ask-${SHOWN}`);
          const withTag = await lookAtHost(visit);

          for (const [hidden, { opens, closes }] of Object.entries(menus)) {
            await eventually(() => Date.now() - settledAt > COUNTED_MS);
            assert.equal(viewsOf(hidden), 0, `${hidden} is counted as seen while it is closed`);
            await press(visit, opens);
            await eventually(() => viewsOf(hidden) === 1);
            await press(visit, closes);
          }
          for (const work of works) {
            await press(visit, work.press);
            await eventually(() => visit.see(work.until));
          }
          await eventually(() => viewsOf(SHOWN) === 1);
          await press(visit, `#ask-${SHOWN}`);
          await eventually(() => visit.see('location.pathname === "/chat"').catch(() => false));

          visit.lines?.splice(0);
          await visit.goto(address('without'));
          await takePlace(visit, `#ask-${SHOWN}`, place);
          assertHostUnchanged(await lookAtHost(visit), withTag, place);
          assertTagUnchanged(await plainLook(tag.fontSize), tag);
        });
      }

      test('real sites: on each page, each view and click is counted once', async () => {
        for (const [name, { menus = {} }] of Object.entries(SITES)) {
          await eventually(async () => (await server.counts(nameOf(engineName, name, SHOWN))).clicks > 0);
          for (const place of [SHOWN, ...Object.keys(menus)])
            assert.deepEqual(
              await server.counts(nameOf(engineName, name, place)),
              { impressions: 1, viewable: 1, clicks: place === SHOWN ? 1 : 0 },
              `${name}: ${place}`,
            );
        }
      });
    });
});
