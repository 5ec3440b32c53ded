// The same promises in WebKitGTK, as far as its driver goes: policies, missing script, faults, hands and keys.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { widgetBundleFolder } from '../../server/src/serving/assets/folders.ts';
import { auditVisit } from '../support/browser/host-audit.ts';
import { answering, resetting, silent } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { addScript, contextsBody, movedContexts, PERCENT_MARGIN, printedLink } from '../support/browser/host-link.ts';
import { assertPlainWithoutScript, barsPage, INHERITED, otherLooks } from '../support/browser/host-link-bars.ts';
import { PROTOTYPE } from '../support/browser/host-natives.ts';
import { aPage, aScript, aTag, CHAT_PAGE, ROOM } from '../support/browser/host-page.ts';
import { aClosedAnswerNow, anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { LISTEN, type AnyVisit } from '../support/browser/host-visit.ts';
import { launchWebKit } from '../support/browser/host-webkit.ts';
import { eventually } from '../support/waiting.ts';

let engine: Awaited<ReturnType<typeof launchWebKit>>;
let host: Awaited<ReturnType<typeof startHost>>;
let server: TagServer;
let visit: AnyVisit;

/** The driver runs its scripts in the page, so that a page which allows no script at all would keep it out, too. */
const POLICIES: Record<string, () => string> = {
  '/plain': () => '',
  '/strict': () =>
    `default-src 'none'; style-src 'none'; img-src 'self'; script-src 'self' ${server.url}; connect-src ${server.url}`,
  '/types': () => "require-trusted-types-for 'script'; trusted-types 'none'",
  '/sandbox': () => 'sandbox allow-same-origin allow-top-navigation',
  '/no-script': () => "script-src 'self'",
};

const versions = JSON.parse(readFileSync(join(widgetBundleFolder(), 'versions.json'), 'utf8')) as {
  version: string;
  files: Record<string, { integrity: string }>;
};
const classic = (): string => `<script src="${server.url}/widget/v1/ask-us-now.classic.js"></script>`;

before(async () => {
  engine = await launchWebKit();
  host = await startHost((path) => {
    if (path === '/listen.js') return { html: LISTEN, headers: { 'content-type': 'text/javascript' } };
    if (path === '/prototype.js') return { html: PROTOTYPE, headers: { 'content-type': 'text/javascript' } };
    if (path.startsWith('/chat')) return { html: CHAT_PAGE };
    const link = printedLink(server.url, '/chat');
    if (path === '/bars') return { html: aPage(barsPage(link)) };
    const [, page, direction] = path.split('/');
    if (page === 'contexts') return { html: aPage({ html: `dir="${direction}"`, body: contextsBody(link) }) };
    const listen = '<script src="/listen.js"></script>';
    if (path === '/framing')
      return { html: aPage({ head: listen, body: '<iframe src="/plain" width="600" height="300"></iframe>' }) };
    const prototype = path === '/prototype' ? '<script src="/prototype.js"></script>' : '';
    const script =
      path === '/strict'
        ? `<script type="module" src="${server.url}/widget/${versions.version}/ask-us-now.pinned.js" integrity="${versions.files['ask-us-now.pinned.js']!.integrity}" crossorigin="anonymous"></script>`
        : path === '/twice'
          ? aScript(server.url) + aScript(server.url).replace('.js', '.js?again') + classic()
          : aScript(server.url);
    const policy = POLICIES[path]?.() ?? '';
    return {
      html: aPage({
        doctype: path === '/twice' ? '' : '<!doctype html>',
        head: listen + prototype + (path === '/strict' ? '' : ROOM) + script,
        body: `<main><h1>Library</h1>${aTag('/chat')}<p><button>Search</button></p></main>`,
      }),
      headers: policy ? { 'content-security-policy': policy } : {},
    };
  });
});
after(async () => {
  engine.close();
  await host.close();
});
beforeEach(async () => {
  server = await startTagServer();
  server.answers(answering(200, anAnswerNow(`${host.url}/chat/first`)));
  visit = await engine.visit();
});
afterEach(async () => {
  await visit.close();
  await server.close();
});

const isAt = (path: string) => eventually(async () => (await visit.see('location.pathname')) === path);

for (const path of ['/plain', '/strict', '/types', '/prototype', '/twice']) {
  test(`WebKitGTK: the link is visible, named and followed, and the page gets no error, on ${path}`, async () => {
    await visit.goto(host.url + path);
    const link = await visit.settled();
    assert.match(link.name, /^Ask a librarian. Open until \d/);
    assert.deepEqual([link.href, link.ours, link.visible], [`${host.url}/chat/first`, true, true]);
    // A number: the driver brings lists home by the page's own JSON, which Prototype bends.
    assert.equal(await visit.see('heard.errors.length + heard.violations.length'), 0);
    await visit.click();
    await isAt('/chat/first');
    await eventually(() => server.kinds().includes('click'));
  });
}

for (const direction of ['ltr', 'rtl'])
  for (const width of [1000, 420, 220])
    test(`WebKitGTK: in each formatting context what follows a link keeps its place, ${direction}, ${width} px wide`, async () => {
      await visit.goto(`${host.url}/contexts/${direction}`);
      await visit.see(`void (document.body.style.width = '${width - 16}px')`);
      assert.deepEqual(await movedContexts(visit, () => addScript(visit, server.url)), []);
    });

test('WebKitGTK: mutant: a room that is taken back by a percentage is counted twice', async () => {
  await visit.goto(`${host.url}/contexts/ltr`);
  const moved = await movedContexts(visit, async () => {
    await addScript(visit, server.url);
    await visit.see(PERCENT_MARGIN);
  });
  assert.ok(moved.includes('flex'), moved.join());
});

test('WebKitGTK: in each bar a link looks as a plain one does, without its script and with it, and can be read', async () => {
  await visit.goto(`${host.url}/bars`);
  await assertPlainWithoutScript(visit);
  await addScript(visit, server.url);
  assert.deepEqual(await otherLooks(visit), []);
  await visit.see(INHERITED);
  assert.notDeepEqual(await otherLooks(visit), [], 'mutant: in the colour of the text around it');
});

test("frame of the library's own page: counted as viewable without a click", async () => {
  await visit.goto(`${host.url}/framing`);
  await eventually(() => server.kinds().length >= 2);
  assert.deepEqual(server.kinds().sort(), ['impression', 'viewable']);
});

test('WebKitGTK: of a page that writes itself anew after it is loaded, what was seen is sent when it is left', async () => {
  await visit.goto(`${host.url}/plain`);
  await visit.settled();
  await visit.see(`(() => {
    const html = document.documentElement.outerHTML;
    document.open();
    document.write(html);
    document.close();
  })()`);
  // Its parser waits for the scripts.
  await eventually(() => visit.see('document.querySelector("ask-us-now") !== null'));
  await visit.settled();
  // Sooner than events are sent by themselves.
  await visit.goto(`${host.url}/chat`);
  await eventually(() => server.kinds().includes('impression'));
});

test('WebKitGTK: the own link works when scripts are switched off', async () => {
  await visit.goto(`${host.url}/sandbox`);
  assert.deepEqual([(await visit.link()).ours, (await visit.link()).visible], [false, true]);
  await visit.click();
  await isAt('/chat');
});

test('WebKitGTK: the own link works where the host’s policy refuses the script', async () => {
  await visit.goto(`${host.url}/no-script`);
  assert.equal((await visit.link()).ours, false);
  await visit.click();
  await isAt('/chat');
});

test('WebKitGTK: the own link works when the script’s server is away', async () => {
  server.gives(resetting);
  await visit.goto(`${host.url}/plain`);
  assert.deepEqual((await visit.heard()).errors, []);
  await visit.click();
  await isAt('/chat');
});

for (const [fault, answer] of Object.entries({
  'is down': resetting,
  fails: answering(500, ''),
  'answers with a web page': answering(200, '<!doctype html>'),
})) {
  test(`WebKitGTK: the link leads to its own address and claims nothing when the server ${fault}`, async () => {
    server.answers(answer);
    server.edge.events = silent;
    await visit.goto(`${host.url}/plain`);
    const link = await visit.settled();
    assert.deepEqual(
      [link.name, link.href],
      ["Ask a librarian. We can't check who is on right now", `${host.url}/chat`],
    );
    assert.deepEqual(await visit.heard(), { errors: [], violations: [] });
    await visit.click();
    await isAt('/chat');
  });
}

/** The server changes its mind; resolves when the tag says so. */
const change = async (): Promise<void> => {
  server.answers(answering(200, anAnswerNow(`${host.url}/chat/second`, { state: 'busy' })));
  await visit.see('dispatchEvent(new Event("online"))');
  await eventually(async () => (await visit.link()).tone === 'busy');
};

test('WebKitGTK: Tab reaches the link, its target stays while it has the focus, and Enter follows it', async () => {
  await visit.goto(`${host.url}/plain`);
  await visit.settled();
  await visit.press('Tab');
  await change();
  await visit.press('Enter');
  await isAt('/chat/first');
});

test('WebKitGTK: the whole page passes the audit, open and closed', async () => {
  await visit.goto(`${host.url}/plain`);
  await visit.settled();
  assert.deepEqual(await auditVisit(visit), []);
  server.answers(answering(200, aClosedAnswerNow()));
  await visit.see('dispatchEvent(new Event("online"))');
  await eventually(async () => (await visit.link()).tone === 'closed');
  assert.deepEqual(await auditVisit(visit), []);
});
