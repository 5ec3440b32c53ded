// The longest that the tag can say in each language fits the room that pages reserve, in the fonts that they are read in,
// with a tenth of the line to spare. Chromium alone: how wide letters are is the font's.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Language } from '../../widget/dist/language.js';
import { readLanguages, toLanguage } from '../../widget/make-languages.mjs';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { answering } from '../support/peers/edge.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage, aScript, aTag, ROOM } from '../support/browser/host-page.ts';
import { anAnswerNow, startTagServer, type TagServer } from '../support/browser/host-server.ts';
import { visitChromium, type ChromiumVisit } from '../support/browser/host-visit.ts';
import { everySentence } from '../support/data/widget-sentences.ts';

/** What pages on Debian, on old and on new systems are read in; where one has no letters of a script, Noto has. */
const FONTS = ['Liberation Sans', 'DejaVu Sans', 'Noto Sans'];

/** Shows each sentence in the tag, and tells the height that each takes of a line that is a tenth shorter. */
const MEASURE = `(sentences) => {
  const root = document.querySelector('ask-us-now').shadowRoot;
  const part = (name) => root.querySelector('[part=' + name + ']');
  const narrower = new CSSStyleSheet();
  narrower.replaceSync('[part=words], [part=others] { max-inline-size: 90%; }');
  root.adoptedStyleSheets.push(narrower);
  const [text, label, others, box] = ['text', 'label', 'others', 'box'].map(part);
  return sentences.map((view) => {
    box.dataset.tone = view.tone;
    label.textContent = view.label;
    text.lastChild.data = view.status;
    for (const node of [label, text, others]) Object.assign(node, { lang: view.lang, dir: view.dir });
    others.replaceChildren(...view.others.map(([, words]) => {
      const other = document.createElement('a');
      other.setAttribute('part', 'other');
      other.href = '#';
      other.textContent = words;
      return other;
    }));
    const room = root.host.getBoundingClientRect();
    return Math.max(box.getBoundingClientRect().bottom, box.scrollHeight + box.getBoundingClientRect().top) - room.top;
  });
}`;

/** The room of the card. Units: CSS pixels. */
const CARD = 84;

/** Shows each short status in a link, and tells how many of its lines it takes. */
const COUNT_LINES = `(sentences, room = '') => {
  const root = document.querySelector('ask-us-now').shadowRoot;
  root.host.style.setProperty('--ask-us-now-inline-size', room);
  const status = root.querySelector('[part=status]');
  const lineHeight = parseFloat(getComputedStyle(status).lineHeight);
  return sentences.map(({ short, lang, dir }) => {
    const text = status.firstChild;
    text.lastChild.data = short;
    Object.assign(text, { lang, dir });
    return Math.round(status.getBoundingClientRect().height / lineHeight);
  });
}`;

const fontOf = (path: string): string => decodeURIComponent(path.split('/')[1]!);

/** What is said in a word or two, once each. */
const shortsOf = (language: Language) => [
  ...new Map(everySentence(language).map(({ view }) => [view.short, view])).values(),
];

/** By status, of all that is said: a status with the same label and other ways is measured once. */
function sentencesOf(language: Language) {
  const views = everySentence(language).map(({ view }) => view);
  return [...new Map(views.map((view) => [view.status + view.others.join(), view])).values()];
}

describe('the longest words', () => {
  let browser: Chromium;
  let server: TagServer;
  let host: Awaited<ReturnType<typeof startHost>>;
  let visit: ChromiumVisit;
  before(async () => {
    [browser, server] = await Promise.all([launchChromium(), startTagServer()]);
    host = await startHost((path) => ({
      html: aPage({
        head: `${ROOM}<style>body { --ask-us-now-font: "${fontOf(path)}", "Noto Sans"; font-family: var(--ask-us-now-font); }</style>${aScript(server.url)}`,
        body: aTag('/chat', path.endsWith('/link') ? 'variant="link"' : ''),
      }),
    }));
    server.answers(answering(200, anAnswerNow(`${host.url}/chat`)));
    visit = await visitChromium(browser);
  });
  after(async () => {
    await browser.close();
    await server.close();
    await host.close();
  });

  for (const font of FONTS) {
    for (const [tag, source] of Object.entries(readLanguages())) {
      test(`longest status: ${tag} fits the card in ${font}`, async () => {
        const sentences = sentencesOf(toLanguage(source));
        await visit.goto(`${host.url}/${font}`);
        await visit.settled();
        const heights = await visit.see<number[]>(`(${MEASURE})(${JSON.stringify(sentences)})`);
        const tooLong = sentences.filter((_, index) => heights[index]! > CARD + 0.5);
        const list = tooLong.map(({ status, others }) => [status, ...others.map(([, words]) => words)].join(' | '));
        assert.deepEqual(list.slice(0, 10), [], `${list.length} of ${sentences.length} do not fit`);
      });
    }
  }

  for (const font of FONTS)
    test(`longest status: the longest short one of each language fits a link in ${font}`, async () => {
      await visit.goto(`${host.url}/${font}/link`);
      await visit.settled();
      for (const [tag, source] of Object.entries(readLanguages())) {
        const shorts = shortsOf(toLanguage(source));
        const lines = await visit.see<number[]>(`(${COUNT_LINES})(${JSON.stringify(shorts)})`);
        const tooLong = shorts.filter((_, index) => lines[index] !== 1).map(({ short }) => short);
        assert.deepEqual(tooLong, [], tag);
      }
      // As docs/webmaster.md says of pages in English alone.
      const english = shortsOf(toLanguage(readLanguages()['en']!));
      const lines = await visit.see<number[]>(`(${COUNT_LINES})(${JSON.stringify(english)}, '12.5em')`);
      assert.deepEqual([...new Set(lines)], [1]);
    });

  test('longest status: mutant: the longest short status with a word more takes two lines', async () => {
    await visit.goto(`${host.url}/DejaVu Sans/link`);
    await visit.settled();
    const shorts = shortsOf(toLanguage(readLanguages()['tl']!));
    const longest = shorts.reduce((one, other) => (other.short.length > one.short.length ? other : one));
    const more = { ...longest, short: `${longest.short} ngayon` };
    assert.deepEqual(await visit.see(`(${COUNT_LINES})(${JSON.stringify([longest, more])})`), [1, 2]);
  });

  test('longest status: mutant: a status that says everything twice does not fit', async () => {
    const [view] = sentencesOf(toLanguage(readLanguages()['en']!)).sort((a, b) => b.status.length - a.status.length);
    await visit.goto(`${host.url}/DejaVu Sans`);
    await visit.settled();
    const twice = { ...view!, status: `${view!.status} ${view!.status}` };
    const [height] = await visit.see<number[]>(`(${MEASURE})(${JSON.stringify([twice])})`);
    assert.ok(height! > CARD + 0.5, `${height}`);
  });
});
