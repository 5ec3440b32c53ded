// Where the tag manager's script puts the tag: into the first visible header, wherever a page has one, else nowhere.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { snippetsOf } from '../../server/src/visibility/snippets/snippets.ts';
import { inEachEngine } from '../support/browser/host-checks.ts';
import { aPage, CHAT_PAGE } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { startHost } from '../support/browser/host.ts';
import { answering } from '../support/peers/edge.ts';
import { eventually, pause } from '../support/waiting.ts';

const BANNER = '<div role="banner" id="place"><h1>Library</h1></div>';
const HIDDEN = { 'of 1 px': 'position:absolute;width:1px;height:1px;overflow:hidden', 'not displayed': 'display:none', invisible: 'visibility:hidden', 'off the screen': 'position:absolute;left:-9999px' }; // oxfmt-ignore

/** Pages on which the tag has a place: the element with the id `place`. */
const PLACES: Record<string, { head?: string; body: string }> = {
  ...Object.fromEntries(
    Object.entries(HIDDEN).map(([how, style]) => [
      `a header ${how}, before the banner`,
      { body: `<header style="${style}"><p>Skip to the content</p></header>${BANNER}` },
    ]),
  ),
  'a visible header': { body: '<header id="place"><p>Library</p></header><div role="banner"><p>Other</p></div>' },
  'a banner alone': { body: BANNER },
  'a header that a late style sheet hides': {
    head: '<script async src="/other.js"></script><link rel="stylesheet" href="/late.css">',
    body: `<header class="late"><p>Skip to the content</p></header>${BANNER}`,
  },
  'a banner that the page’s own script makes': {
    body: `<main></main><script>addEventListener('DOMContentLoaded', () => document.body.insertAdjacentHTML('afterbegin', '${BANNER}'))</script>`,
  },
};
const FOOTER = '<footer><p>Opening hours</p></footer>';
const NOWHERE: Record<string, string> = {
  'no header': `<main><h1>Library</h1></main>${FOOTER}`,
  'a hidden header alone': `<header style="display:none">Library</header>${FOOTER}`,
};
const PAGES: { head?: string; body: string }[] = [
  ...Object.values(PLACES),
  ...Object.values(NOWHERE).map((body) => ({ body })),
];
const NAIVE = `<script>(document.querySelector('header') || document.body).append(document.createElement('ask-us-now'))</script>`;
const WARNED = '<script>window.warned = []; console.warn = (line) => warned.push(line)</script>';

let server: TagServer;
let host: Awaited<ReturnType<typeof startHost>>;

before(async () => {
  server = await startTagServer();
  const library = { id: 'harford', name: 'Harford', queues: [], fallback: {} };
  const scriptOf = (variant: 'card' | 'tab'): string =>
    snippetsOf(library, server.url, { variant, placement: 'header', label: 'Ask a librarian' }).tagManager;
  host = await startHost(
    (path) => {
      if (path === '/chat') return { html: CHAT_PAGE };
      const [, at, kind] = path.split('/');
      const page = PAGES[Number(at)];
      if (!page) return undefined;
      const { head = '', body } = page;
      if (kind === 'naive') return { html: aPage({ body: body + NAIVE }) };
      const script = scriptOf(kind === 'tab' ? 'tab' : 'card');
      // Twice, as a tag manager may run it again; in the head it runs before there is a body.
      const [early, late] = kind === 'head' ? [script, ''] : ['', script];
      return { html: aPage({ head: WARNED + head + early, body: body + late }) };
    },
    (request, response) => {
      const isOther = request.url === '/other.js';
      response.writeHead(200, { 'content-type': isOther ? 'text/javascript' : 'text/css' });
      if (isOther) response.end(scriptOf('card').replaceAll(/<.?script>/g, ''));
      else void pause(300).then(() => response.end('.late{display:none}'));
    },
  );
  server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
});
after(async () => {
  await server.close();
  await host.close();
});

inEachEngine((on) => {
  const isAdded = (): Promise<unknown> =>
    eventually(() => on.visit.see('document.readyState === "complete" && !!document.querySelector("ask-us-now")'));

  for (const [at, page] of Object.keys(PLACES).entries())
    for (const kind of ['body', 'head'])
      test(`tag manager: on a page with ${page}, run in the ${kind}, its script puts the tag where people see it`, async () => {
        await on.visit.goto(`${host.url}/${at}/${kind}`);
        await isAdded();
        await on.visit.settled();
        assert.equal((await on.visit.link()).visible, true);
        assert.equal(await on.visit.see('document.querySelector("ask-us-now").parentElement.id'), 'place');
        assert.equal(await on.visit.see('warned.length'), 0);
      });

  for (const [at, page] of Object.keys(NOWHERE).entries())
    test(`tag manager: on a page with ${page}, its script adds nothing and writes one line to the console`, async () => {
      await on.visit.goto(`${host.url}/${at + Object.keys(PLACES).length}/body`);
      await eventually(() => on.visit.see('warned.length > 0'));
      assert.equal(await on.visit.see('document.querySelectorAll("ask-us-now, script[src]").length'), 0);
      assert.equal(await on.visit.see('warned.length'), 1);
      assert.match(await on.visit.see('warned[0]'), /nothing was added: .* no visible header, \[role=banner\]/);
    });

  for (const kind of ['tab', 'tab/head'])
    test(`tag manager: its script puts a floating tab at the end of the page, at /${kind}`, async () => {
      await on.visit.goto(`${host.url}/${Object.keys(PLACES).length}/${kind}`);
      await isAdded();
      await on.visit.settled();
      assert.equal(await on.visit.see('document.body.lastElementChild.localName'), 'ask-us-now');
      assert.equal(await on.visit.see('warned.length'), 0);
    });

  test('tag manager: mutant: into the first header it goes where nobody sees it, and without one below the footer', async () => {
    const seen = `(() => {
        const tag = document.querySelector('ask-us-now');
        return tag.previousElementSibling?.localName === 'script' || tag.parentElement.getBoundingClientRect().width < 24;
      })()`;
    for (const at of [0, Object.keys(PLACES).length]) {
      await on.visit.goto(`${host.url}/${at}/naive`);
      assert.equal(await on.visit.see(seen), true);
    }
  });
});
