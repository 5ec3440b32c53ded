// Whether a content security policy lets the tag work: what we say, compared with what Chromium does.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import {
  blocksConnection,
  blocksFrame,
  blocksInlineScript,
  blocksPicture,
  blocksScript,
  blocksStyle,
  policiesOf,
} from '../../server/src/visibility/doctor/page/policy.ts';
import { hashesOf } from '../../server/src/visibility/doctor/page/hashes.ts';
import { readPage, type PageElement } from '../../server/src/visibility/doctor/page/read-page.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';

const SITE = 'https://www.library.example';
const ASK = 'https://ask.example.org';
const SCRIPT_BODY = 'window.loaded = true;';
const HASH = `sha384-${createHash('sha384').update(SCRIPT_BODY).digest('base64')}`;
const OTHER_HASH = `sha384-${createHash('sha384').update('other').digest('base64')}`;

/** An inline script that adds another, as tag managers do. */
const loaderOf = (server = ASK): string =>
  `window.ran = true; const s = document.createElement('script'); s.src = '${server}/widget/v1/ask-us-now.js?loader'; document.head.append(s);`;
const loaderHash = (algorithm: string): string =>
  `${algorithm}-${createHash(algorithm).update(loaderOf()).digest('base64')}`;
const LOADER_HASH = loaderHash('sha256');

interface Case {
  /** Policies by header: several are several headers. */
  headers?: string[];
  /** By meta element, in the head, before everything else. */
  meta?: string;
  /** Attributes of the script. */
  attributes?: string;
  /** The page's own scheme and host, where it is not the library's. */
  site?: string;
  /** Of the tag's server, where it is not the usual one. */
  server?: string;
}

const of = (...policies: string[]): Case[] => policies.map((policy) => ({ headers: [policy] }));
const ALL = ['script-src', 'connect-src', 'frame-src', 'img-src', 'style-src'];
const everywhere = (...sources: string[]): Case[] =>
  sources.map((source) => ({ headers: [ALL.map((name) => `${name} ${source}`).join('; ')] }));

const CASES: Case[] = [
  {},
  ...of('', 'default-src', "default-src 'none'", "default-src 'self'", `default-src ${ASK}`, 'default-src *'),
  ...of(`default-src 'none'; script-src ${ASK}`, `default-src ${ASK}; script-src 'none'`),
  ...of(`script-src 'none'; script-src-elem ${ASK}`, `script-src ${ASK}; script-src-elem 'self'`),
  ...of(`script-src 'self'; script-src ${ASK}`, `SCRIPT-SRC ${ASK}; Connect-Src ${ASK}`),
  ...of("child-src 'none'", `child-src 'none'; frame-src ${ASK}`, "style-src-attr 'none'", "style-src-elem 'none'"),
  ...of("style-src 'unsafe-inline'", "style-src 'self'", "style-src 'unsafe-inline' 'nonce-abc'"),
  ...of(`style-src 'unsafe-inline' '${OTHER_HASH}'`, "default-src * 'unsafe-inline'"),
  ...of("style-src 'unsafe-inline' 'strict-dynamic'", "default-src * 'unsafe-inline' 'strict-dynamic'"),
  ...everywhere('https:', 'http:', 'HTTPS:', 'ws:', 'wss:', 'data:', 'blob:', 'https', '//ask.example.org'),
  ...everywhere('ask.example.org', 'ASK.EXAMPLE.ORG', 'https://ask.example.org', 'http://ask.example.org'),
  ...everywhere('wss://ask.example.org', 'ws://ask.example.org', 'ftp://ask.example.org'),
  ...everywhere('*.example.org', 'https://*.example.org', '*.ask.example.org', '*.org', '*example.org', 'example.org'),
  ...everywhere('https://*', 'http://*', 'https://*:443', '*:443', '*:*', '*:8443', 'ask.*.org', 'ask.example.*'),
  ...everywhere('ask.example.org:443', 'ask.example.org:80', 'ask.example.org:8443', 'ask.example.org:*'),
  ...everywhere('http://ask.example.org:80', 'https://ask.example.org:80', 'ask.example.org:', 'ask.example.org.'),
  ...everywhere(`${ASK}/`, `${ASK}/widget/`, `${ASK}/widget`, `${ASK}/widget/v1/ask-us-now.js`, `${ASK}/v1/`),
  ...everywhere(`${ASK}/WIDGET/`, `${ASK}/widget/v1/ask%2Dus-now.js`, `${ASK}/widget/v1/?q`, `${ASK}/embed/harford#x`),
  ...everywhere(
    "'self'",
    "'SELF'",
    "'none' https:",
    "'none'",
    'none',
    'self',
    "'unsafe-eval'",
    "'report-sample' https:",
  ),
  ...['http://www.library.example', SITE, 'https://www.library.example:8443'].flatMap((site) =>
    ["'self'", 'https:', '*', 'www.library.example', 'www.library.example:*', 'http:'].map((source): Case => ({
      ...everywhere(source)[0],
      site,
      server: SITE,
    })),
  ),
  ...['https://ask.example.org:8443', 'http://ask.example.org'].flatMap((server) =>
    ['ask.example.org', 'ask.example.org:8443', 'ask.example.org:*', 'http:', '*', 'http://ask.example.org:80'].map(
      (source): Case => ({ ...everywhere(source)[0], server, site: 'http://www.library.example' }),
    ),
  ),
  { headers: ["script-src 'nonce-abc'"], attributes: 'nonce="abc"' },
  { headers: ["script-src 'nonce-abc'"], attributes: 'nonce="ABC"' },
  { headers: ["script-src 'nonce-abc'"] },
  { headers: ["script-src 'NONCE-abc'"], attributes: 'nonce="abc"' },
  { headers: ["script-src 'nonce-abc' 'strict-dynamic'"], attributes: 'nonce="abc"' },
  { headers: [`script-src 'nonce-abc' 'strict-dynamic' ${ASK}`] },
  { headers: [`script-src 'strict-dynamic' ${ASK}`] },
  { headers: [`script-src 'strict-dynamic'; script-src-elem ${ASK}`] },
  { headers: [`script-src '${HASH}'`], attributes: `integrity="${HASH}" crossorigin` },
  { headers: [`script-src '${OTHER_HASH}'`], attributes: `integrity="${HASH}" crossorigin` },
  { headers: [`script-src '${HASH}'`] },
  { headers: [`script-src '${HASH}' 'strict-dynamic'`], attributes: `integrity="${HASH}" crossorigin` },
  { headers: [`script-src '${HASH}'`], attributes: `integrity="${HASH} ${OTHER_HASH}" crossorigin` },
  { headers: [`script-src 'unsafe-inline' ${ASK}`] },
  ...['sha256', 'sha384', 'sha512'].map((name): Case => ({ headers: [`script-src ${ASK} '${loaderHash(name)}'`] })),
  { headers: [`script-src ${ASK} '${LOADER_HASH.toUpperCase().slice(0, 7)}${LOADER_HASH.slice(7)}'`] },
  { headers: [`script-src ${ASK} '${LOADER_HASH.replace(/=+$/, '')}'`] },
  { headers: [`script-src ${ASK} '${loaderHash('sha512').replaceAll('+', '-').replaceAll('/', '_')}'`] },
  { headers: [`script-src ${ASK} '${LOADER_HASH}' 'unsafe-inline'`] },
  { headers: [`script-src ${ASK} '${OTHER_HASH}'`] },
  { headers: [`script-src ${ASK} '${OTHER_HASH}' 'unsafe-inline'`] },
  { headers: [`script-src ${ASK} '${OTHER_HASH}' 'unsafe-hashes'`] },
  { headers: [`script-src ${ASK} '${OTHER_HASH}' '${LOADER_HASH}'`] },
  { headers: [`script-src ${ASK} '${LOADER_HASH}'`, `script-src ${ASK} 'unsafe-inline'`] },
  { headers: [`script-src ${ASK} '${LOADER_HASH}'`, `script-src ${ASK}`] },
  { headers: [`script-src '${LOADER_HASH}' 'strict-dynamic'`] },
  { headers: [`script-src '${LOADER_HASH}'`] },
  { headers: [`script-src '${LOADER_HASH}'; script-src-elem ${ASK}`] },
  { headers: [`default-src ${ASK} '${LOADER_HASH}'`] },
  { headers: [`style-src 'self' '${LOADER_HASH}'; script-src ${ASK}`] },
  { meta: `script-src ${ASK} '${LOADER_HASH}'` },
  { headers: ["img-src 'self'; default-src *"] },
  { headers: [`img-src ${ASK}; default-src 'none'`] },
  { headers: [`img-src ${ASK}/badge/`] },
  { headers: [`img-src ${ASK}/go/`] },
  { headers: ['img-src data: blob:'] },
  { meta: "img-src 'none'" },
  { headers: [`default-src ${ASK}`, "default-src 'self'"] },
  { headers: [`default-src ${ASK}`, `default-src https:`] },
  { headers: [`default-src ${ASK}, default-src 'none'`] },
  { headers: [`script-src ${ASK}, , connect-src 'none'`] },
  { meta: "script-src 'none'" },
  { meta: `default-src ${ASK}` },
  { meta: 'sandbox' },
  { headers: [`default-src ${ASK}`], meta: "script-src 'none'" },
  { headers: ["default-src 'none'"], meta: `default-src ${ASK}` },
  { headers: ['sandbox'] },
  { headers: ['sandbox allow-scripts'] },
  { headers: [`script-src ${ASK}; require-trusted-types-for 'script'; trusted-types 'none'`] },
  { headers: ["frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'"] },
  { headers: ['upgrade-insecure-requests; default-src https: '] },
  { headers: ['script-src\u00a0https:'] },
  { headers: ["script-src 'self' https://ask.example.org/* "] },
];

const nameOf = ({ headers, meta, attributes, site, server }: Case): string =>
  [headers?.join(' | '), meta && `meta ${meta}`, attributes && `<script ${attributes}>`, site, server]
    .filter((part) => part !== undefined)
    .join(' · ');

const htmlOf = ({ meta, attributes = '', server = ASK }: Case): string =>
  `<!doctype html><html><head><meta charset="utf-8">${
    meta === undefined ? '' : `<meta http-equiv="Content-Security-Policy" content="${meta}">`
  }</head><body>
  <script src="${server}/widget/v1/ask-us-now.js" ${attributes}></script>
  <script ${attributes}>${loaderOf(server)}</script>
  <img src="${server}/badge/harford.svg" alt="Ask">
  <p style="min-height: 80px">Books</p>
  <iframe src="${server}/embed/harford"></iframe></body></html>`;

type Outcome = Record<'script' | 'inline' | 'loaded' | 'connection' | 'frame' | 'picture' | 'style', boolean>;

let browser: Chromium;
let context: BrowserContext;
let page: Page;
/** By path, so that each case has its own page. */
const served = new Map<string, Case>();
const frames = new Set<string>();
before(async () => {
  browser = await launchChromium();
  context = await browser.newContext();
  page = await context.newPage();
  await context.route('**/*', async (route) => {
    const url = new URL(route.request().url());
    const own = served.get(url.pathname);
    const cross = { 'access-control-allow-origin': '*' };
    if (own) {
      const policy = own.headers && { 'content-security-policy': own.headers.join(', ') };
      await route.fulfill({ contentType: 'text/html', headers: { ...policy }, body: htmlOf(own) });
    } else if (url.pathname.startsWith('/embed/')) {
      frames.add(new URL(route.request().frame().parentFrame()?.url() ?? 'about:blank').pathname);
      await route.fulfill({ contentType: 'text/html', body: '<p>Frame' });
    } else if (url.pathname.endsWith('.js')) {
      const body = url.search === '' ? SCRIPT_BODY : 'window.added = true;';
      await route.fulfill({ contentType: 'text/javascript', headers: cross, body });
    } else if (url.pathname.endsWith('.svg')) {
      const body = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"></svg>';
      await route.fulfill({ contentType: 'image/svg+xml', body });
    } else await route.fulfill({ contentType: 'application/json', headers: cross, body: '{}' });
  });
});
after(async () => {
  await context.close();
  await browser.close();
});

async function inChromium(one: Case, path: string): Promise<Outcome> {
  served.set(path, one);
  await page.goto((one.site ?? SITE) + path, { waitUntil: 'load' });
  const { server = ASK } = one;
  const seen = await page.evaluate(async (address) => {
    const view = globalThis as unknown as {
      loaded?: boolean;
      ran?: boolean;
      added?: boolean;
      document: {
        querySelector(selector: string): { offsetHeight: number };
        images: readonly { naturalWidth: number }[];
      };
    };
    const connection = await fetch(address, { credentials: 'omit' }).then(
      () => true,
      () => false,
    );
    return {
      script: view.loaded === true,
      inline: view.ran === true,
      loaded: view.added === true,
      picture: view.document.images[0]!.naturalWidth > 0,
      connection,
      style: view.document.querySelector('p').offsetHeight >= 80,
    };
  }, `${server}/v1/libraries/harford/availability`);
  return { ...seen, frame: frames.has(path) };
}

async function byUs(one: Case, path: string): Promise<Outcome> {
  const html = htmlOf(one);
  const { server = ASK, site = SITE, headers } = one;
  const page = {
    url: site + path,
    response: { status: 200, headers: { ...(headers && { 'content-security-policy': headers.join(', ') }) } },
    html,
  };
  const { elements } = readPage(html);
  const policies = policiesOf(page, elements);
  const own = new URL(page.url);
  const element = (name: string): PageElement => elements.find((each) => each.name === name)!;
  const [script, loader] = elements.filter((each) => each.name === 'script') as [PageElement, PageElement];
  const url = new URL(script.attributes.get('src')!);
  const { index } = loader;
  const hashes = await hashesOf(loader.text);
  const inline = blocksInlineScript(policies, { index, nonce: loader.attributes.get('nonce'), hashes }) === null;
  const added = { url, index, nonce: undefined, integrity: undefined, isParserInserted: false };
  const picture = element('img');
  return {
    script:
      blocksScript(
        policies,
        {
          url,
          index: script.index,
          nonce: script.attributes.get('nonce'),
          integrity: script.attributes.get('integrity'),
          isParserInserted: true,
        },
        own,
      ) === null,
    inline,
    loaded: inline && blocksScript(policies, added, own) === null,
    picture: blocksPicture(policies, picture.index, new URL(picture.attributes.get('src')!), own) === null,
    connection: blocksConnection(policies, new URL(`${server}/v1/libraries/harford/availability`), own) === null,
    frame:
      blocksFrame(policies, element('iframe').index, new URL(element('iframe').attributes.get('src')!), own) === null,
    style: blocksStyle(policies, element('p').index) === null,
  };
}

test(`policies: of ${CASES.length} policies, each blocks for us what it blocks in Chromium`, async (context) => {
  const differences: string[] = [];
  let blocked = 0;
  for (const [index, one] of CASES.entries()) {
    const path = `/case-${index}`;
    const [ours, theirs] = [await byUs(one, path), await inChromium(one, path)];
    blocked += Object.values(theirs).filter((works) => !works).length;
    for (const kind of Object.keys(ours) as (keyof Outcome)[])
      if (ours[kind] !== theirs[kind])
        differences.push(`${nameOf(one)}: ${kind} ${theirs[kind] ? 'works' : 'is blocked'} in Chromium`);
  }
  context.diagnostic(`${CASES.length * 7} comparisons, ${blocked} of them blocked in Chromium`);
  assert.ok(blocked > 200 && blocked < CASES.length * 7 - 200);
  assert.deepEqual(differences, []);
});
