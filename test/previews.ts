// `npm run previews FOLDER`: pictures of the tag in every variant, state, language and width, light, dark and in forced colours.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Availability } from '@askusnow/sdk';
import { readLanguages } from '../widget/make-languages.mjs';
import { launchChromium } from './support/browser/browser.ts';
import { aPage, aScript, ROOM } from './support/browser/host-page.ts';
import { aClosedAnswerNow, anAnswerNow, startTagServer } from './support/browser/host-server.ts';
import { visitChromium } from './support/browser/host-visit.ts';
import { startHost } from './support/browser/host.ts';
import { answering } from './support/peers/edge.ts';
import { eventually } from './support/waiting.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: npm run previews FOLDER');

const CHAT = 'https://chat.example/harford';
/** Each state is a library of its own. */
const STATES: Record<string, () => Partial<Availability> | null> = {
  open: () => ({}),
  statewide: () => {
    const [local] = anAnswerNow(CHAT).tiers;
    const later = aClosedAnswerNow().tiers[0]!;
    return { tier: 'statewide', tiers: [later, { ...local!, tier: 'statewide' }] };
  },
  busy: () => ({ state: 'busy' }),
  closed: aClosedAnswerNow,
  unknown: () => null,
};
const WIDTHS = [140, 180, 220, 260, 300, 340, 400];
const LOOKS = {
  light: {},
  dark: { colorScheme: 'dark' },
  forced: { forcedColors: 'active' },
  'forced-dark': { forcedColors: 'active', colorScheme: 'dark' },
} as const;
const LANGUAGES = Object.keys(readLanguages());

const htmlOf = (lang: string): string => `lang="${lang}" dir="${/^(ar|ur)/.test(lang) ? 'rtl' : 'ltr'}"`;
const tag = (state: string, attributes: string): string =>
  `<ask-us-now library="${state}" ${attributes}><a href="/chat">Ask a librarian</a></ask-us-now>`;
/** In running text a link has words around it; a tab floats at the edge of a window, so each has one. */
function cell(lang: string, attributes: string, state: string, width: number): string {
  if (attributes.includes('tab')) return `<iframe src="/tab/${lang}/${state}" style="width:${width}px"></iframe>`;
  const [before, after] = attributes.includes('link') ? ['Questions? ', ' or call us.'] : ['', ''];
  return `<div style="width:${width}px">${before}${tag(state, attributes)}${after}</div>`;
}
const sheet = (lang: string): string =>
  [...['card', 'button', 'link', 'tab'].map((variant) => `variant="${variant}"`), 'status="none"']
    .flatMap((attributes) =>
      Object.keys(STATES).map((state) => WIDTHS.map((width) => `<td>${cell(lang, attributes, state, width)}</td>`)),
    )
    .map((cells) => `<tr>${cells.join('')}</tr>`)
    .join('');
const STYLE =
  '<style>body{font:16px sans-serif;background:Canvas}td{vertical-align:top;padding:6px}iframe{height:220px;border:1px dotted GrayText}</style>';

const server = await startTagServer();
server.answers(({ path, ...rest }, response) => {
  const library = /libraries\/([^/]+)/.exec(path)?.[1] ?? '';
  const more = STATES[library]?.();
  const answer = more
    ? answering(200, { ...anAnswerNow(CHAT, more), library, languages: LANGUAGES })
    : answering(500, '');
  answer({ path, ...rest }, response);
});
const host = await startHost((path) => {
  const [, kind, lang = '', state] = path.split('/');
  const head = `<meta name="color-scheme" content="light dark">${STYLE}${ROOM}${aScript(server.url)}`;
  const body = kind === 'tab' ? tag(state!, 'variant="tab"') : `<table>${sheet(lang)}</table>`;
  return { html: aPage({ html: htmlOf(lang), head, body }) };
});
/** How many tags wait for their answer or their place. In a window narrower than any phone a tab finds none. */
const WAITING = `[document, ...[...document.querySelectorAll('iframe')].map((frame) => frame.contentDocument)].flatMap((page) =>
  [...page.querySelectorAll('ask-us-now')].filter((tag) => {
    const part = (name) => tag.shadowRoot?.querySelector('[part=' + name + ']');
    const isFloating = page === document || page.defaultView.innerWidth < 240 || part('fold')?.hidden === false;
    return !isFloating || !(part('box')?.dataset.tone || tag.matches('[status=none]'));
  })).length`;

mkdirSync(folder, { recursive: true });
const browser = await launchChromium();
for (const [look, options] of Object.entries(LOOKS))
  for (const lang of LANGUAGES) {
    const visit = await visitChromium(browser, { ...options, viewport: { width: 2060, height: 3000 } });
    await visit.goto(`${host.url}/sheet/${lang}`);
    await eventually(async () => (await visit.see(WAITING)) === 0);
    const file = join(folder, `${lang}-${look}.png`);
    writeFileSync(file, await visit.page.screenshot({ fullPage: true }));
    console.log(file);
    await visit.close();
  }
await browser.close();
await Promise.all([server.close(), host.close()]);
