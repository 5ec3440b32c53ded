// The strictest page that can still carry the tag, against the real server: the two lines of policy that a webmaster
// adds are enough, and each is needed.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../support/app/app.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { ENGINES, type Engine } from '../support/browser/host-visit.ts';
import { oneLibrary } from '../support/app/one-library.ts';
import { eventually } from '../support/waiting.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

interface Versions {
  version: string;
  files: Record<string, { integrity: string }>;
}

/** Nothing is allowed but the page's own icon and what the tag needs; documents of other sites are kept away as well. */
const strict = (lines: string): Record<string, string> => ({
  'content-security-policy': `default-src 'none'; style-src 'none'; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'; ${lines}`,
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
});

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let app: TestApp;
    let host: Awaited<ReturnType<typeof startHost>>;
    before(async () => {
      engine = await launch();
      let script = '';
      host = await startHost((path) => {
        const page = (lang: string, head: string, policy: string) => ({
          html: aPage({ html: `lang="${lang}"`, head, body: aTag('/chat') }),
          headers: strict(policy),
        });
        const both = `script-src ${app.url}; connect-src ${app.url}`;
        if (path === '/en') return page('en', script, both);
        if (path === '/es') return page('es', script, both);
        if (path === '/nonce') {
          const nonced = script.replace('<script', '<script nonce="bm9uY2U"');
          return page('es', nonced, `script-src 'nonce-bm9uY2U'; connect-src ${app.url}`);
        }
        if (path === '/no-connect-src') return page('en', script, `script-src ${app.url}`);
        if (path === '/no-script-src') return page('en', script, `connect-src ${app.url}`);
        return { html: CHAT_PAGE };
      });
      app = await startApp({
        engine: GATE_ENGINE,
        cooperative: oneLibrary({ origin: host.url, chat: `${host.url}/chat/live` }),
      });
      const { version, files } = (await (await fetch(`${app.url}/widget/versions.json`)).json()) as Versions;
      const { integrity } = files['ask-us-now.pinned.js']!;
      script = `<script type="module" src="${app.url}/widget/${version}/ask-us-now.pinned.js" integrity="${integrity}" crossorigin="anonymous"></script>`;
    });
    after(async () => {
      await engine.close();
      await app.close();
      await host.close();
    });

    const styleOfLink = `(({ backgroundColor, color, borderTopLeftRadius, display }) => [backgroundColor, color, borderTopLeftRadius, display])
      (getComputedStyle(document.querySelector('ask-us-now').shadowRoot.querySelector('a[part=link]')))`;

    test('strict policy: with two lines and the integrity form it is styled, truthful, counted, and no policy is hurt', async () => {
      const visit = await engine.visit();
      await visit.goto(`${host.url}/en`);
      const link = await visit.settled();
      assert.deepEqual([link.name, link.href], ['Ask a librarian. Open 24 hours a day', `${host.url}/chat/live`]);
      const style = await visit.see<string[]>(styleOfLink);
      assert.deepEqual([style[0], ...style.slice(2)], ['rgb(11, 87, 164)', '8px', 'grid']);
      assert.match(style[1]!, /255, 255, 255|srgb-linear 1 1 1/);
      assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
      await visit.click();
      await eventually(() => visit.url() === `${host.url}/chat/live`);
      const cookie = await app.signIn('liaison', ['harford']);
      const counted = async () => {
        const reply = await fetch(`${app.url}/v1/libraries/harford/metrics?days=7`, { headers: { cookie } });
        return ((await reply.json()) as { totals: { clicks: number } }).totals;
      };
      await eventually(async () => (await counted()).clicks === 1);
      await visit.close();
    });

    for (const path of ['/es', '/nonce']) {
      test(`strict policy: Spanish arrives too where the policy is that of ${path}`, async () => {
        const visit = await engine.visit();
        await visit.goto(host.url + path);
        await eventually(async () => (await visit.link()).name.endsWith('Abierto las 24 horas'));
        assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
        await visit.close();
      });
    }

    test('strict policy: without connect-src it makes no claim and leads to the own address; the browser reports the line that is missing', async () => {
      const visit = await engine.visit();
      await visit.goto(`${host.url}/no-connect-src`);
      const link = await visit.settled();
      assert.deepEqual(
        [link.name, link.href],
        ["Ask a librarian. We can't check who is on right now", `${host.url}/chat`],
      );
      const { errors, violations } = await visit.heard();
      assert.deepEqual(errors, []);
      assert.ok(violations.length > 0 && violations.every((line) => line.startsWith('connect-src')), violations.join());
      await visit.close();
    });

    test('strict policy: without script-src it is the link that the webmaster wrote', async () => {
      const visit = await engine.visit();
      await visit.goto(`${host.url}/no-script-src`);
      const link = await visit.link();
      assert.deepEqual([link.name, link.href, link.ours], ['Ask a librarian', `${host.url}/chat`, false]);
      await visit.click();
      await eventually(() => visit.url() === `${host.url}/chat`);
      await visit.close();
    });
  });
}
