// What the tag costs the page that carries it, on a slow phone: a library's page without it, with it, with
// lite-youtube-embed (known for how little it costs), with deep-chat (a heavier public widget), and with an element of Lit's
// ReactiveElement that writes one word without a request: the base of the tag.
// `--variant tab`: another size of the tag; `--rounds 3`.
// Anchors: the page without anything, twice a round (A and A', so that noise is known), and lite-youtube-embed.
// A fresh browser process for each visit, interleaved; medians of the differences to the same round's plain page.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { brotliCompressSync } from 'node:zlib';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { launchFullChromium, openPage } from '../support/browser/browser.ts';
import { answering } from '../support/peers/edge.ts';
import { startHost, type HostPage } from '../support/browser/host.ts';
import { aPage, aScript, aTag, CHAT_PAGE, ROOM } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer } from '../support/browser/host-server.ts';
import { temporaryFolder } from '../support/app/process.ts';
import { parseTrace, type MainThread } from './main-thread.ts';
import { median } from './process-cpu.ts';

const { values } = parseArgs({
  options: { variant: { type: 'string', default: 'card' }, rounds: { type: 'string', default: '7' } },
});
const ROUNDS = Number(values.rounds);
/** A phone of the lower middle. Source: Lighthouse's mobile settings. */
const CPU_SLOWDOWN = 4;
/** Slow 4G as Lighthouse applies it in the browser. Units: ms, bytes per second. */
const NETWORK = { offline: false, latency: 562.5, downloadThroughput: 184_320, uploadThroughput: 84_375 };
/** From the load event on: the tag's first answer, its viewable second and its first batch lie within. */
const WINDOW_MS = 6000;

const LIMITS = { mainThread: 1, script: 1.5, blockingMs: 0, layoutShift: 0, paintMs: 16 } as const;
const RIVALS = { 'lite-youtube-embed': '0.3.4', 'deep-chat': '2.4.2' } as const;

/** The published files of a package, without installing it. */
function packageFiles(name: keyof typeof RIVALS): (path: string) => Buffer {
  const folder = temporaryFolder();
  process.once('exit', () => folder.remove());
  try {
    const [packed] = JSON.parse(
      execFileSync('npm', ['pack', '--json', '--pack-destination', folder.path, `${name}@${RIVALS[name]}`], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    ) as { filename: string }[];
    execFileSync('tar', ['-xzf', join(folder.path, packed!.filename), '-C', folder.path]);
  } catch {
    console.error(`FAIL: ${name}, an anchor, could not be fetched with npm pack`);
    process.exit(1);
  }
  return (path) => readFileSync(join(folder.path, 'package', path));
}

const youtube = packageFiles('lite-youtube-embed');
const deepChat = packageFiles('deep-chat');

const SMALLEST_ELEMENT = `import { ReactiveElement } from '@lit/reactive-element';
  customElements.define('one-word', class extends ReactiveElement {
    update(changed) { super.update(changed); this.renderRoot.textContent = 'Ask'; }
  });`;

/** An element on the tag's base class, as one file. */
async function smallestElement(): Promise<Buffer> {
  const name = 'one-word';
  const entry = {
    name,
    resolveId: (id: string) => (id === name ? id : null),
    load: (id: string) => (id === name ? SMALLEST_ELEMENT : null),
  };
  const bundle = await rollup({ input: name, plugins: [entry, nodeResolve()] });
  const { output } = await bundle.generate({ format: 'es' });
  return Buffer.from(output[0].code);
}

/** A stand-in for the film's poster: one grey pixel. */
const POSTER =
  '<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"><rect width="1" height="1" fill="#777"/></svg>';

const server = await startTagServer();
const compressed = (type: string, body: Buffer): HostPage => ({
  html: brotliCompressSync(body),
  headers: { 'content-type': type, 'content-encoding': 'br' },
});

/** A library's front page: a heading, a search, and enough beside them to scroll. */
const content = `<h1>What are you looking for?</h1>
  <form><label>Search the catalog <input name="q"></label> <button>Search</button></form>
  ${Array.from({ length: 12 }, (_, n) => `<section><h2>Shelf ${n + 1}</h2><p>Meeting rooms, printing, quiet places, and shelves to wander along. <a href="/record/${n}">Borrow</a> e-books, audiobooks and newspapers with your card, at any hour.</p></section>`).join('')}`;
const withHead = (head: string, body: string, footer = ''): HostPage => ({
  html: aPage({
    head: `<meta name="viewport" content="width=device-width">${head}`,
    body: `<header><p>Harford County Public Library</p>${body}</header><main>${content}</main>${footer}`,
  }),
});

const theTag = aTag('/chat', `variant="${values.variant}"`);

const PAGES: Record<string, HostPage> = {
  '/blank': { html: aPage() },
  '/chat': { html: CHAT_PAGE },
  '/plain': withHead('', ''),
  '/plain-again': withHead('', ''),
  // Where docs/webmaster.md says to put it.
  '/tag':
    values.variant === 'tab'
      ? withHead(ROOM + aScript(server.url), '', theTag)
      : withHead(ROOM + aScript(server.url), theTag),
  '/lite-youtube': withHead(
    '<link rel="stylesheet" href="/lite-yt-embed.css"><script defer src="/lite-yt-embed.js"></script>',
    `<lite-youtube videoid="ogfYd705cRs" style="background-image: url('/poster.svg')" playlabel="Play: Tour"></lite-youtube>`,
  ),
  '/deep-chat': withHead(
    '<script type="module" src="/deepChat.bundle.js"></script>',
    '<deep-chat demo="true" style="display: block; height: 300px"></deep-chat>',
  ),
  '/one-word': withHead('<script type="module" src="/one-word.js"></script>', '<one-word></one-word>'),
  '/one-word.js': compressed('text/javascript', await smallestElement()),
  '/lite-yt-embed.css': compressed('text/css', youtube('src/lite-yt-embed.css')),
  '/lite-yt-embed.js': compressed('text/javascript', youtube('src/lite-yt-embed.js')),
  '/poster.svg': { html: POSTER, headers: { 'content-type': 'image/svg+xml' } },
  '/deepChat.bundle.js': compressed('text/javascript', deepChat('dist/deepChat.bundle.js')),
};
const host = await startHost(PAGES);
server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));

/** What one visit cost. Units: ms; layout shift is Chromium's score. */
interface Cost extends MainThread {
  paintMs: number;
  layoutShift: number;
}

const OBSERVE = `window.seen = { paintMs: 0, layoutShift: 0 };
  const watch = (type, take) => new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({ type, buffered: true });
  watch('largest-contentful-paint', ({ startTime }) => (seen.paintMs = startTime));
  watch('layout-shift', ({ value }) => (seen.layoutShift += value));`;

async function visit(path: string): Promise<Cost> {
  const browser = await launchFullChromium();
  try {
    const { page } = await openPage(browser, { viewport: { width: 412, height: 823 } });
    // Same process as the page that is measured: throttling and tracing are in place before it begins.
    await page.goto(`${host.url}/blank`);
    await page.addInitScript(OBSERVE);
    const debug = await page.context().newCDPSession(page);
    await debug.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWDOWN });
    await debug.send('Network.enable');
    await debug.send('Network.emulateNetworkConditions', NETWORK);
    const categories = ['devtools.timeline', 'disabled-by-default-devtools.timeline', 'v8'];
    await browser.startTracing(page, { categories });
    await page.goto(host.url + path, { waitUntil: 'load' });
    // The window itself is what is measured; there is nothing to wait for.
    await new Promise((resolve) => setTimeout(resolve, WINDOW_MS));
    const trace = await browser.stopTracing();
    const seen = await page.evaluate<Pick<Cost, 'paintMs' | 'layoutShift'>>('seen');
    if (path === '/tag') await checkTag(await page.evaluate<string>(SHOWN));
    return { ...parseTrace(trace.toString(), host.url + path), ...seen };
  } finally {
    await browser.close();
  }
}

const SHOWN = `document.querySelector('ask-us-now').shadowRoot?.querySelector('[part=box]')?.dataset.tone ?? ''`;
/** A tag that does nothing costs nothing. */
async function checkTag(tone: string): Promise<void> {
  if (tone !== 'open' && tone !== 'available') throw new Error(`The tag shows "${tone}"`);
  const kinds = server.kinds().splice(0);
  if (!kinds.includes('viewable')) throw new Error(`The tag sent ${kinds.join() || 'nothing'}`);
}

const VARIANTS = ['plain', 'tag', 'lite-youtube', 'one-word', 'deep-chat', 'plain-again'] as const;
type Variant = (typeof VARIANTS)[number];
const costs = Object.fromEntries(VARIANTS.map((variant) => [variant, [] as Cost[]])) as Record<Variant, Cost[]>;
// Not counted: files come from the disk for the first time.
await visit('/plain');
for (let round = 0; round < ROUNDS; round++) {
  for (const variant of VARIANTS) costs[variant].push(await visit(`/${variant}`));
}
await host.close();
await server.close();

const added = (variant: Variant, key: keyof Cost): number =>
  median(costs[variant].map((cost, round) => cost[key] - costs.plain[round]![key]));
const of = (variant: Variant, key: keyof Cost): number => median(costs[variant].map((cost) => cost[key]));

console.log(`${'added, ms'.padEnd(14)} main thread  script  blocking  largest paint  layout shift`);
for (const variant of VARIANTS) {
  const of1 = (key: keyof Cost): string => (variant === 'plain' ? of(variant, key) : added(variant, key)).toFixed(1);
  console.log(
    `${(variant === 'plain' ? 'plain (whole)' : variant).padEnd(14)} ${of1('mainThreadMs').padStart(11)} ${of1('scriptMs').padStart(7)} ` +
      `${of1('blockingMs').padStart(9)} ${of1('paintMs').padStart(14)} ${of(variant, 'layoutShift').toFixed(4).padStart(13)}`,
  );
}

let failed = false;
function judge(what: string, figure: number, limit: number, digits = 2): void {
  const pass = figure <= limit;
  failed ||= !pass;
  console.log(`${what}: ${figure.toFixed(digits)}, limit ${limit.toFixed(digits)}: ${pass ? 'pass' : 'FAIL'}`);
}
const ratio = (key: 'mainThreadMs' | 'scriptMs'): number => added('tag', key) / added('lite-youtube', key);
judge('main-thread time, to lite-youtube-embed', ratio('mainThreadMs'), LIMITS.mainThread);
judge('script time, to lite-youtube-embed', ratio('scriptMs'), LIMITS.script);
judge('blocking added, ms', Math.max(0, added('tag', 'blockingMs')), LIMITS.blockingMs, 1);
judge('layout shift with the printed rule', of('tag', 'layoutShift'), LIMITS.layoutShift, 4);
const noise = Math.abs(added('plain-again', 'paintMs'));
judge('largest paint later, ms (limit: A to A and 16)', added('tag', 'paintMs'), noise + LIMITS.paintMs, 1);
process.exit(failed ? 1 : 0);
