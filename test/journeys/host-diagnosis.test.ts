// The served tag diagnoses how it can be seen: after a while, by one file that its page may refuse, and without an error.
import assert from 'node:assert/strict';
import { after, before, describe, test, type TestContext } from 'node:test';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine } from '../support/browser/host-visit.ts';
import { answering } from '../support/peers/edge.ts';
import { eventually, pause } from '../support/waiting.ts';

/** Past the ten seconds after which a tag is diagnosed. Units: ms. */
const DIAGNOSED_MS = 13_000;
/** How long after the page's load the browser asked for the file with the diagnosis. */
const ASKED_AFTER_LOAD_MS = `(() => {
  const [page] = performance.getEntriesByType('navigation');
  const file = performance.getEntriesByType('resource').find(({ name }) => name.includes('.sight.'));
  return file.startTime - page.loadEventEnd;
})()`;

/** A page's site, the server of its tag, and a visit: each test's own, since they wait side by side. */
async function open(t: TestContext, engine: Engine) {
  const server = await startTagServer();
  const host = await startHost((path) => {
    const script = aScript(server.url);
    const strict = `default-src 'none'; img-src 'self'; connect-src ${server.url}; require-trusted-types-for 'script'; trusted-types 'none'`;
    const header = `<header>${aTag('/chat')}</header>`;
    if (path === '/strict')
      return {
        html: aPage({ head: script, body: header }),
        headers: { 'content-security-policy': `${strict}; script-src ${server.url}` },
      };
    if (path === '/nonce')
      return {
        html: aPage({ head: script.replace('<script', '<script nonce="bm9uY2U"'), body: header }),
        headers: { 'content-security-policy': `${strict}; script-src 'nonce-bm9uY2U'` },
      };
    if (path === '/classic') return { html: aPage({ head: script.replace('type="module"', 'defer'), body: header }) };
    if (path === '/pinned')
      return {
        html: aPage({ head: server.pinnedScript, body: header }),
        headers: { 'content-security-policy': `${strict}; script-src ${server.url}` },
      };
    if (path === '/other-file-pinned')
      return {
        html: aPage({ head: aScript(server.url, `integrity="${server.integrity}" crossorigin`), body: header }),
      };
    if (path === '/long')
      return {
        html: aPage({ head: script, body: `<div style="height:4000px"></div><footer>${aTag('/chat')}</footer>` }),
      };
    return { html: CHAT_PAGE };
  });
  server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
  const visit = await engine.visit();
  t.after(async () => {
    await visit.close();
    await server.close();
    await host.close();
  });
  const values = (): string[] => server.posted().flatMap((event) => (event.kind === 'diagnosis' ? [event.value] : []));
  const asked = (): number => server.edge.arrived.filter(({ path }) => path.includes('.sight.')).length;
  return { server, host, visit, values, asked };
}

for (const [name, launch] of Object.entries(ENGINES))
  describe(name, { concurrency: true }, () => {
    let engine: Engine;
    before(async () => {
      engine = await launch();
    });
    after(() => engine.close());

    for (const [path, files] of [
      ['/strict', 1],
      ['/nonce', 1],
      ['/classic', 1],
      ['/pinned', 0],
    ] as const)
      test(`diagnosis: of a page at ${path} the landmark is sent once, by ${files} more files, without an error`, async (t) => {
        const { host, visit, values, asked } = await open(t, engine);
        await visit.goto(host.url + path);
        await visit.settled();
        await eventually(() => values().length > 0);
        await pause(1500);
        assert.deepEqual([values(), asked()], [['in-header'], files]);
        if (files > 0) assert.ok((await visit.see<number>(ASKED_AFTER_LOAD_MS)) >= 0, 'asked for while the page loads');
        assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
      });

    test('diagnosis: mutant: pinned, the script that loads the diagnosis later has none, and loads no other code', async (t) => {
      const { host, visit, values, asked } = await open(t, engine);
      await visit.goto(`${host.url}/other-file-pinned`);
      await visit.settled();
      await pause(DIAGNOSED_MS);
      assert.deepEqual([values(), asked()], [[], 0]);
    });

    test('diagnosis: a tag that was not scrolled to is sent when its page is left, and not before', async (t) => {
      const { host, visit, values } = await open(t, engine);
      await visit.goto(`${host.url}/long`);
      await visit.settled();
      await eventually(() => values().length > 0);
      await pause(500);
      assert.deepEqual(values(), ['in-footer']);
      await visit.goto(`${host.url}/chat`);
      await eventually(() => values().length > 1);
      assert.deepEqual(values(), ['in-footer', 'never-scrolled-to']);
    });

    test('diagnosis: a tag that was scrolled to before it was diagnosed is not called unseen', async (t) => {
      const { host, visit, values } = await open(t, engine);
      await visit.goto(`${host.url}/long`);
      await visit.settled();
      await visit.see('void scrollTo(0, 9999)');
      await pause(500);
      await visit.see('void scrollTo(0, 0)');
      await eventually(() => values().length > 0);
      await visit.goto(`${host.url}/chat`);
      await pause(1500);
      assert.deepEqual(values(), ['in-footer']);
    });

    test('diagnosis: if its file cannot be loaded, the page gets no error and the link works', async (t) => {
      const { server, host, visit, values, asked } = await open(t, engine);
      server.gives((request, response) =>
        request.path.includes('.sight.') ? void response.writeHead(404).end() : server.released(request, response),
      );
      await visit.goto(`${host.url}/strict`);
      await visit.settled();
      await eventually(() => asked() > 0);
      await pause(500);
      assert.deepEqual([values(), await visit.heard()], [[], { errors: [], violations: [] }]);
      await visit.click();
      await eventually(() => visit.url().endsWith('/chat'));
    });
  });
