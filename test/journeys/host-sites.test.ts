// Pages of real packages, with the tag and without, in three engines: the page stays what it is, the tag looks as on a plain page,
// the page's own things work, and each view and click is counted once by the real server.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
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
  sendEvents,
  takePlace,
  type TagLook,
} from '../support/browser/host-checks.ts';
import { startCountingServer, type Counts, type CountingServer } from '../support/browser/host-counts.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { SITES } from '../support/browser/host-sites/index.ts';
import { installPackages, type Around } from '../support/browser/host-sites/site.ts';
import { LISTEN } from '../support/browser/host-visit.ts';
import { eventually, pause } from '../support/waiting.ts';

/** Narrow enough for menus to be collapsed. Units: CSS pixels. */
const WINDOW = [740, 900] as const;
/** How often the events are looked for. Units: ms. */
const LOOK_MS = 100;

let server: CountingServer;
let host: Awaited<ReturnType<typeof startHost>>;
let packages: Awaited<ReturnType<typeof installPackages>>;
const nameOf = (engine: string, site: string, place: string): string => `${engine.toLowerCase()}-${site}-${place}`;

before(async () => {
  packages = await installPackages();
  host = await startHost((path) => {
    if (path === '/listen.js') return { html: LISTEN, headers: { 'content-type': 'text/javascript' } };
    if (path === '/favicon.ico') return { html: '' };
    if (path === '/chat') return { html: CHAT_PAGE };
    const file = packages.file(path);
    if (file) return file;
    const [, engine = '', name = '', kind = '', page = ''] = path.split('/');
    if (engine === 'plain') return { html: aPlainPage(server.url, `${host.url}/chat`, name) };
    const site = SITES[name];
    if (!site) return undefined;
    const isWith = kind === 'with';
    const { html, head, script = aScript, policy } = site;
    const tag: Around['tag'] = (place, variant = 'card') =>
      isWith
        ? aTag(`${host.url}/chat`, `variant="${variant}" id="ask-${place}"`, nameOf(engine, name, place))
        : aPlace(`ask-${place}`);
    return {
      html: aPage({
        ...(html && { html }),
        head: `<script src="/listen.js"></script>${head}${isWith ? script(server.url) : ''}`,
        body: site.body({ tag, page, to: (other) => `/${engine}/${name}/${kind}/${other}` }),
      }),
      headers: policy ? { 'content-security-policy': policy(isWith ? server.url : '') } : {},
    };
  });
  server = await startCountingServer({ origin: host.url, chat: `${host.url}/chat` });
});
after(async () => {
  await server.close();
  await host.close();
  packages.remove();
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

      for (const [name, { menus = {}, works = [], shown = ['header'] }] of Object.entries(SITES)) {
        const address = (kind: string): string => `${host.url}/${engineName.toLowerCase()}/${name}/${kind}/`;
        const viewsOf = (place: string): number =>
          server.kinds(nameOf(engineName, name, place)).filter((kind) => kind === 'viewable').length;
        const measured = `#ask-${shown[0]}`;
        const areViewed = (places: readonly string[], times: number) =>
          eventually(async () => {
            await sendEvents(visit);
            await pause(LOOK_MS);
            return places.every((one) => viewsOf(one) === times);
          });

        test(`real sites: ${name}: the page is the same but for the tag, the tag is the same but for the page, and the page works`, async () => {
          visit.lines?.splice(0);
          await visit.goto(address('with'));
          for (const one of shown) await visit.settled(`#ask-${one}`);
          const places = await Promise.all(shown.map((one) => placeOf(visit, `#ask-${one}`)));
          const tag = await lookAtTag(visit, measured);
          const withTag = await lookAtHost(visit);

          await areViewed(shown, 1);
          for (const [hidden, { opens, closes }] of Object.entries(menus)) {
            assert.equal(viewsOf(hidden), 0, `${hidden} is counted as seen while it is closed`);
            await press(visit, opens);
            await areViewed([hidden], 1);
            await press(visit, closes);
          }
          for (const { press: pressed, until, views } of works) {
            await press(visit, pressed);
            await eventually(() => visit.see(until));
            if (views) await areViewed(shown, views);
          }
          assert.deepEqual(await visit.heard(), withTag.heard);
          await press(visit, measured);
          await eventually(() => visit.see('location.pathname === "/chat"').catch(() => false));

          visit.lines?.splice(0);
          await visit.goto(address('without'));
          for (const [at, place] of places.entries()) await takePlace(visit, `#ask-${shown[at]}`, place);
          assertHostUnchanged(await lookAtHost(visit), withTag, places);
          assertTagUnchanged(await plainLook(tag.fontSize), tag);
        });
      }

      test('real sites: on each page, each view and click is counted once', async () => {
        let counts = await server.counts();
        const isClicked = ([name, { shown = ['header'] }]: [string, { shown?: readonly string[] }]): boolean =>
          counts(nameOf(engineName, name, shown[0]!)).clicks > 0;
        await eventually(async () => {
          counts = await server.counts();
          return Object.entries(SITES).every(isClicked);
        });
        for (const [name, { menus = {}, works = [], shown = ['header'] }] of Object.entries(SITES)) {
          const views = works.at(-1)?.views ?? 1;
          const countsOf = (place: string): Counts => counts(nameOf(engineName, name, place));
          for (const [at, place] of shown.entries())
            assert.deepEqual(
              countsOf(place),
              { impressions: views, viewable: views, clicks: at === 0 ? 1 : 0 },
              `${name}: ${place}`,
            );
          for (const place of Object.keys(menus))
            assert.deepEqual(countsOf(place), { impressions: 1, viewable: 1, clicks: 0 }, `${name}: ${place}`);
        }
      });
    });
});
