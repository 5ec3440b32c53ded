// A server that is down, slow, broken or lying: the link leads to the webmaster's own address, the status is true,
// and the page gets no error.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Availability } from '@askusnow/sdk';
import { answering, resetting, silent, type Answer } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { ENGINES, type Engine } from '../support/browser/host-visit.ts';
import { eventually } from '../support/waiting.ts';

const lie = (more: Partial<Record<keyof Availability, unknown>>, chat = 'https://chat.example/lie'): Answer =>
  answering(200, { ...anAnswerNow(chat), ...more });
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

const FAULTS: Record<string, () => Answer> = {
  'is down': () => resetting,
  fails: () => answering(500, '{"title":"Internal"}'),
  'breaks off in the middle of its answer': () => answering(200, '{"library":"harford","state":"avail'),
  'answers with a web page': () =>
    answering(200, '<!doctype html><title>Welcome</title>', { 'content-type': 'text/html' }),
  'answers with nothing': () => answering(200, ''),
  'answers null': () => answering(200, 'null'),
  'does not know the library': () => answering(404, { code: 'unknown-library', status: 404 }),
  'sends elsewhere': () => (_, response) =>
    void response.writeHead(302, { location: 'https://nowhere.invalid/' }).end(),
  'names a script as its chat': () => lie({}, 'javascript:alert(1)'),
  'names a data address as its chat': () => lie({}, 'data:text/html,owned'),
  'names an address in the clear as its chat': () => lie({}, 'http://chat.example/lie'),
  'names a script as its fallback': () =>
    lie({ state: 'closed', tier: null, chat: null, fallback: { form: 'javascript:alert(1)' } }),
  'gives an answer that has run out': () => lie({ validUntil: ago(60_000) }),
  'gives an answer without an end': () => lie({ validUntil: undefined }),
  'gives a state that does not exist': () => lie({ state: 'always' }),
};

for (const [name, launch] of Object.entries(ENGINES)) {
  describe(name, () => {
    let engine: Engine;
    let server: TagServer;
    let host: Awaited<ReturnType<typeof startHost>>;
    before(async () => {
      [engine, server] = await Promise.all([launch(), startTagServer()]);
      host = await startHost((path) => ({
        html: path === '/own' ? CHAT_PAGE : aPage({ head: aScript(server.url), body: aTag('/own') }),
      }));
    });
    after(async () => {
      await engine.close();
      await server.close();
      await host.close();
    });

    for (const [fault, answer] of Object.entries(FAULTS)) {
      test(`server faults: the link leads to its own address and claims nothing when the server ${fault}`, async () => {
        server.answers(answer());
        const visit = await engine.visit();
        await visit.goto(`${host.url}/`);
        const link = await visit.settled();
        assert.deepEqual([link.href, link.visible], [`${host.url}/own`, true]);
        assert.equal(link.name, "Ask a librarian. We can't check who is on right now");
        assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
        await visit.click();
        await eventually(() => visit.url() === `${host.url}/own`);
        await visit.close();
      });
    }

    test('server faults: an invalid answer ends the claim of the one before', async () => {
      server.answers(answering(200, anAnswerNow(`${host.url}/live`)));
      const visit = await engine.visit();
      await visit.goto(`${host.url}/`);
      assert.equal((await visit.settled()).href, `${host.url}/live`);
      server.answers(lie({}, 'javascript:alert(1)'));
      await visit.see('dispatchEvent(new Event("online"))');
      await eventually(async () => (await visit.link()).tone === 'unknown');
      assert.equal((await visit.link()).href, `${host.url}/own`);
      await visit.close();
    });

    test('server faults: only the label is shown, and the link works, when the server accepts the connection and is silent', async () => {
      server.answers(silent);
      const visit = await engine.visit();
      await visit.goto(`${host.url}/`);
      await eventually(async () => (await visit.link()).ours);
      const link = await visit.link();
      assert.deepEqual([link.name, link.href, link.tone], ['Ask a librarian', `${host.url}/own`, 'none']);
      await visit.click();
      await eventually(() => visit.url() === `${host.url}/own`);
      await visit.close();
    });
  });
}
