// Time passes on the patron's page: a server that takes half a minute, a stream that stays open and says nothing, an
// answer that runs out. Chromium alone lets a driver move the page's clock.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { answering, silent } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { visitChromium, type ChromiumVisit } from '../support/browser/host-visit.ts';
import { eventually } from '../support/waiting.ts';

let browser: Chromium;
let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;
let visit: ChromiumVisit;
const UNKNOWN = "Ask a librarian. We can't check who is on right now";

before(async () => {
  browser = await launchChromium();
  host = await startHost(() => ({ html: aPage({ head: aScript(server.url), body: aTag('/own') }) }));
});
after(async () => {
  await browser.close();
  await host.close();
});
beforeEach(async () => {
  server = await startTagServer();
  visit = await visitChromium(browser);
  await visit.page.clock.install();
});
afterEach(async () => {
  assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
  await visit.close();
  await server.close();
});

/** Moves the page's clock in steps that leave room for the network, until the link reads as it should. */
const passUntil = async (name: string | RegExp, limitMs: number): Promise<number> => {
  for (let passedMs = 0; passedMs <= limitMs; passedMs += 1000) {
    const link = await visit.link();
    if (typeof name === 'string' ? link.name === name : name.test(link.name)) return passedMs;
    await visit.page.clock.runFor(1000);
  }
  throw new Error(`after ${limitMs} ms it reads "${(await visit.link()).name}"`);
};

test('slow server: an answer that does not come is not waited for: within 15 s the tag says that it cannot check', async () => {
  server.answers(silent);
  await visit.goto(`${host.url}/`);
  assert.equal((await visit.link()).name, 'Ask a librarian');
  assert.ok((await passUntil(UNKNOWN, 15_000)) >= 5_000);
  assert.equal((await visit.link()).href, `${host.url}/own`);
});

test('slow server: a stream that stays open and says nothing, beside a server that no longer answers, ends what was claimed', async () => {
  server.answers(answering(200, anAnswerNow(`${host.url}/live`)));
  await visit.goto(`${host.url}/`);
  assert.equal((await visit.settled()).href, `${host.url}/live`);
  await passUntilStream();
  server.answers(silent);
  const passedMs = await passUntil(UNKNOWN, 240_000);
  assert.ok(passedMs > 20_000, `${passedMs} ms`);
  assert.equal((await visit.link()).href, `${host.url}/own`);
});

test('slow server: an answer that runs out is not claimed a moment longer, and 10 s later the tag says that it cannot check', async () => {
  const validUntil = new Date(Date.now() + 20_000).toISOString();
  server.answers(answering(200, anAnswerNow(`${host.url}/live`, { validUntil })));
  await visit.goto(`${host.url}/`);
  assert.match((await visit.settled()).name, /Open until/);
  server.answers(silent);
  const endedMs = await passUntil('Ask a librarian', 22_000);
  assert.equal((await visit.link()).href, `${host.url}/own`);
  const admittedMs = await passUntil(UNKNOWN, 13_000);
  assert.ok(endedMs > 15_000 && admittedMs >= 8_000, `${endedMs} ms, then ${admittedMs} ms`);
});

test('slow server: a page that cannot load the reader of streams keeps up by asking', async () => {
  server.answers(answering(200, anAnswerNow(`${host.url}/live`)));
  const files: string[] = [];
  server.gives((request, response) => {
    if (request.path.endsWith('/ask-us-now.js')) return server.released(request, response);
    files.push(request.path);
    response.writeHead(404).end();
  });
  await visit.goto(`${host.url}/`);
  await visit.settled();
  server.answers(answering(200, anAnswerNow(`${host.url}/live`, { state: 'busy' })));
  await passUntil(/busy/i, 240_000);
  assert.ok(files.some((path) => path.includes('.sight.')));
});

async function passUntilStream(): Promise<void> {
  await visit.page.clock.runFor(15_500);
  await eventually(() => server.edge.streams.size === 1);
}
