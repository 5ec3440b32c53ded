// Script that is switched off, lost, refused or forged: the patron has the link that the webmaster wrote, and it works.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answering, resetting, silent, type Answer } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine } from '../support/browser/host-visit.ts';
import { eventually } from '../support/waiting.ts';

const FORGED = `integrity="sha384-${'A'.repeat(64)}" crossorigin="anonymous"`;

const WAYS: { way: string; gives?: Answer; attributes?: string; headers?: Record<string, string> }[] = [
  // A sandbox switches scripts off by the flag that the browser's own setting uses, and every engine knows it.
  {
    way: 'scripts are switched off',
    headers: { 'content-security-policy': 'sandbox allow-same-origin allow-top-navigation' },
  },
  { way: 'the script is not found', gives: answering(404, '') },
  { way: 'the script’s server is away', gives: resetting },
  { way: 'the script comes as a web page', gives: answering(200, '<!doctype html>', { 'content-type': 'text/html' }) },
  { way: 'the script is not the one that its integrity names', attributes: FORGED },
  {
    way: 'the script comes without CORS',
    gives: (_, response) => void response.writeHead(200, { 'content-type': 'text/javascript' }).end('throw 1'),
  },
];

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    let attributes = '';
    let headers: Record<string, string> = {};
    before(async () => {
      [engine, server] = await Promise.all([launch(), startTagServer()]);
      host = await startHost((path) => ({
        html: path === '/chat' ? CHAT_PAGE : aPage({ head: aScript(server.url, attributes), body: aTag('/chat') }),
        headers,
      }));
    });
    after(async () => {
      await engine.close();
      await server.close();
      await host.close();
    });

    for (const { way, gives, attributes: given = '', headers: sent = {} } of WAYS) {
      test(`without script: the own link works when ${way}`, async () => {
        attributes = given;
        headers = sent;
        server.gives(gives);
        const visit = await engine.visit();
        await visit.goto(`${host.url}/`);
        const link = await visit.link();
        assert.deepEqual(
          [link.name, link.href, link.ours, link.visible],
          ['Ask a librarian', `${host.url}/chat`, false, true],
        );
        const heard = await visit.heard();
        assert.deepEqual(heard?.errors ?? [], []);
        await visit.click();
        await eventually(() => visit.url() === `${host.url}/chat`);
        await visit.close();
      });
    }

    test('without script: the own link works while the script is on its way and never comes', async () => {
      attributes = '';
      headers = {};
      server.gives(silent);
      const visit = await engine.visit();
      // The page never finishes loading: the patron does not wait for that either.
      void visit.goto(`${host.url}/`).catch(() => {});
      await eventually(() => visit.see('!!document.querySelector("ask-us-now a")').catch(() => false));
      await visit.click();
      await eventually(() => visit.url() === `${host.url}/chat`);
      await visit.close();
    });
  });
}
