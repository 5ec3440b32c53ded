// The example pages that a webmaster copies: each works by itself, against the real server.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../support/app/app.ts';
import { oneLibrary } from '../support/app/one-library.ts';
import { auditVisit } from '../support/browser/host-audit.ts';
import { ENGINES, type Engine, type Visit } from '../support/browser/host-visit.ts';
import { eventually } from '../support/waiting.ts';

const EXAMPLES = join(import.meta.dirname, '../../examples');
const PAGES = readdirSync(join(EXAMPLES, 'pages')).filter((file) => file.endsWith('.html'));

/** Every tag of the page with what is seen of it: `placement variant tone`. */
const TAGS = `[...document.querySelectorAll('ask-us-now')].map((tag) => {
  const box = tag.shadowRoot?.querySelector('[part=box]');
  const link = box?.querySelector('a[part=link]:not([hidden])') ?? tag.querySelector('a');
  const { width, height } = link.getBoundingClientRect();
  const seen = width > 0 && height > 0 ? box?.dataset.tone ?? 'none' : 'invisible';
  return [tag.getAttribute('library'), tag.getAttribute('placement'), tag.getAttribute('variant') ?? 'card', seen].join(' ');
})`;
const textOf = (visit: Visit, placement: string): Promise<string> =>
  visit.see(
    `document.querySelector('ask-us-now[placement=${placement}]').shadowRoot.querySelector('[part=box]').innerText`,
  );
const seesTags = async (visit: Visit, tags: string[]): Promise<void> =>
  void (await eventually(async () => JSON.stringify(await visit.see<string[]>(TAGS)) === JSON.stringify(tags)));

const TAB_FLOATS = `getComputedStyle(document.querySelector('[variant=tab]')).position === 'fixed'`;

const TONES = { available: 'open', statewide: 'open', busy: 'busy', closed: 'closed', unknown: 'unknown' };

/** What a visitor sees on each page, beside what holds for all. */
const SEEN: Record<string, (visit: Visit, app: TestApp) => Promise<void>> = {
  'index.html': async (visit) => {
    const links = await visit.see<string[]>(`[...document.links].map((link) => link.getAttribute('href'))`);
    assert.deepEqual([...links, 'index.html'].sort(), [...PAGES].sort());
  },
  'plain.html': (visit) =>
    seesTags(visit, ['harford header button open', 'harford text link open', 'harford main card open']),
  'no-script.html': async (visit) => {
    const seen = `[document.scripts.length, document.links.length, document.images[0].naturalWidth > 0]`;
    assert.deepEqual(await visit.see(seen), [0, 2, true]);
  },
  'frame.html': async (visit) =>
    void (await eventually(
      async () =>
        (await visit.see(
          `frames[0].document.querySelector('ask-us-now')?.shadowRoot?.querySelector('[part=box]')?.dataset.tone`,
        )) === 'open',
    )),
  'states.html': async (visit) => {
    const each = Object.entries(TONES).flatMap(([library, tone]) =>
      ['card', 'button', 'link'].map((variant) => `${library} ${variant} ${variant} ${tone}`),
    );
    await seesTags(visit, [...each, 'available none button none', 'available tab tab open']);
    assert.match(await textOf(visit, 'card'), /Available/);
    for (const [library, tone] of Object.entries(TONES)) {
      await visit.see(`document.querySelector('[name=library][value=${library}]').click()`);
      await seesTags(visit, [...each, 'available none button none', `${library} tab tab ${tone}`]);
      await eventually(() => visit.see(TAB_FLOATS));
    }
  },
  'tab.html': async (visit) => {
    await seesTags(visit, ['harford header button open', 'harford corner tab open']);
    await eventually(() => visit.see(TAB_FLOATS));
  },
  'npm-import.html': async (visit, app) => {
    await seesTags(visit, ['harford main card open']);
    assert.equal(await visit.see(`document.scripts.length`), 2);
    const missing = await fetch(`${app.url}/demo/pages/node_modules/@askusnow/sdk/..%2f..%2fpackage.json`);
    assert.equal(missing.status, 404);
  },
  'restyled.html': async (visit) => {
    await seesTags(visit, ['harford main card open']);
    const look = `(() => {
      const { backgroundColor, borderRadius, color } = getComputedStyle(document.querySelector('ask-us-now').shadowRoot.querySelector('[part=link]'));
      return [backgroundColor, borderRadius, color];
    })()`;
    const [background, radius] = await visit.see<string[]>(look);
    assert.deepEqual([background, radius], ['rgb(92, 39, 81)', '0px']);
  },
  'spanish.html': async (visit) => {
    await seesTags(visit, ['harford main card open', 'harford english button open']);
    await eventually(async () => /Abierto/.test(await textOf(visit, 'main')));
    assert.match(await textOf(visit, 'english'), /open/);
  },
  'strict-policy.html': (visit) => seesTags(visit, ['harford main card open']),
  'single-page.html': async (visit, app) => {
    await seesTags(visit, ['harford header button open']);
    await visit.see(`document.querySelector('a[href="#/catalog"]').click()`);
    await seesTags(visit, ['harford header button open', 'harford catalog card open']);
    const cookie = await app.signIn('coordinator');
    await eventually(async () => {
      const reply = await fetch(`${app.url}/v1/libraries/harford/placements`, { headers: { cookie } });
      return JSON.stringify(await reply.json()).includes('"catalog"');
    });
  },
};

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(`example pages in ${name}`, () => {
    let engine: Engine;
    let app: TestApp;
    before(async () => {
      engine = await launch();
      app = await startApp({
        engine: 'pglite',
        cooperative: oneLibrary({ origin: '${PUBLIC_URL}', chat: '${PUBLIC_URL}/demo/chat/harford' }),
        demoFolder: EXAMPLES,
      });
    });
    after(async () => {
      await engine.close();
      await app.close();
    });

    for (const page of PAGES) {
      test(`examples: ${page} shows what it says, without an error, a policy violation or an axe finding`, async () => {
        const visit = await engine.visit();
        await visit.goto(`${app.url}/demo/pages/${page === 'index.html' ? '' : page}`);
        await SEEN[page]!(visit, app);
        assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
        assert.deepEqual(visit.lines, []);
        // Its own script is put in by the debugger, which a policy does not stop.
        assert.deepEqual(await auditVisit(visit), []);
        await visit.close();
      });
    }
  });
}
