// Bars and boxes of library pages, each with a printed link beside a plain one, and the colours in which it should be read.
import assert from 'node:assert/strict';
import type { AnyVisit } from './host-visit.ts';

interface Bar {
  /** The rules of the bar, `&` for its selector. */
  css: string;
  /** What is around the links. */
  around?: (links: string) => string;
  /** The label's colour, if it is not the plain link's. */
  label?: string;
  /** The status's, if it is not the label's. */
  status?: string;
}

const BLACK = 'rgb(0, 0, 0)';
const WHITE = 'rgb(255, 255, 255)';
const PICTURE = `data:image/svg+xml,${encodeURIComponent('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>')}`;

export const BARS: Record<string, Bar> = {
  plain: { css: '' },
  'a text that is lost in the bar, links that are not': { css: '&{background:#003a63;color:#00345a} & a{color:#fff}' },
  'a pale text in a pale bar, dark links': { css: '&{background:#eee;color:#ddd} & a{color:#036}' },
  'links that are lost, a text that is not': { css: '&{background:#222;color:#fff} & a{color:#00e}', label: WHITE },
  'neither can be read on dark': { css: '&{background:#036;color:#147} & a{color:#258}', label: WHITE },
  'neither can be read on light': { css: '&{background:#fd0;color:#fe6} & a{color:#fff}', label: BLACK },
  'colours of the new kinds': {
    css: '&{background:oklch(0.3 0.1 250);color:#000} & a{color:color(srgb 0.9 0.9 1)}',
  },
  'a translucent bar over a dark page': {
    css: '&{background:#012} & i{background:rgb(255 255 255 / 10%);color:#000} & a{color:rgb(255 255 255 / 75%)}',
    around: (links) => `<i>${links}</i>`,
  },
  'a gradient': { css: '&{background:linear-gradient(#000,#333);color:#000} & a{color:#111}' },
  'a picture': { css: `&{background:url('${PICTURE}');color:#000} & a{color:#222}` },
  'links in boxes of their own over a picture': {
    css: `&{background:url('${PICTURE}')} & a{background:#eee;color:#ddd}`,
    label: BLACK,
    status: 'rgb(221, 221, 221)',
  },
  'a bar over a picture': {
    css: '&{position:relative} & img{width:300px;height:24px} & i{position:absolute;inset:0;color:#000} & a{color:#fff}',
    around: (links) => `<img alt="" src="${PICTURE}"><i>${links}</i>`,
  },
  'links in boxes of their own': {
    css: '&{background:#036;color:#fff} & a{background:#fff;color:#036;padding:2px 9px;border-radius:4px}',
    status: WHITE,
  },
  'a dark color scheme': { css: '&{color-scheme:dark;background:Canvas;color:CanvasText}' },
  'a menu': {
    css: '&{background:#333;color:#333} & a{display:inline-block;padding:4px 12px;color:#9cf;text-decoration:none;text-transform:uppercase;font:bold 13px/1.6 sans-serif;letter-spacing:1px}',
  },
};

const NAMES = Object.keys(BARS);

/** A page of all bars. Each has a link as plain as can be beside the tag. */
export function barsPage(tag: string): { head: string; body: string } {
  const css = NAMES.map((name, at) => BARS[name]!.css.replaceAll('&', `#bar${at}`)).join('\n');
  const links = `<a class="plain" href="/chat">Ask a librarian</a> ${tag}`;
  const bars = NAMES.map((name, at) => `<div id="bar${at}">${(BARS[name]!.around ?? String)(links)}</div>`);
  return { head: `<style>${css}</style>`, body: bars.join('') };
}

/** How the plain link, the tag's own, and our label and status look, in each bar. */
const LOOKS = `[...document.querySelectorAll('[id^=bar]')].map((bar) => {
  const tag = bar.querySelector('ask-us-now');
  const look = (node) => {
    if (!node) return null;
    const { color, backgroundColor, fontFamily, fontSize, fontWeight, letterSpacing, textTransform, paddingLeft } = getComputedStyle(node);
    const { width, height } = node.getBoundingClientRect();
    return { color, box: [backgroundColor, fontFamily, fontSize, fontWeight, letterSpacing, textTransform, paddingLeft, Math.round(width), Math.round(height)].join(' ') };
  };
  const part = (name) => look(tag.shadowRoot?.querySelector('[part=' + name + ']'));
  return { plain: look(bar.querySelector('.plain')), own: look(tag.querySelector('a')), label: part('label'), text: part('text') };
})`;

interface Look {
  color: string;
  box: string;
}
type Looks = Record<'plain' | 'own' | 'label' | 'text', Look>;

/** Asserts that the tag without its script looks as the plain link does. */
export async function assertPlainWithoutScript(visit: AnyVisit): Promise<void> {
  const looks = await visit.see<Looks[]>(LOOKS);
  assert.deepEqual(
    looks.map(({ own }) => own),
    looks.map(({ plain }) => plain),
  );
}

/** The bars in which our link has another look than the plain one, or a colour that cannot be read. */
export async function otherLooks(visit: AnyVisit): Promise<string[]> {
  const looks = await visit.see<Looks[]>(LOOKS);
  return NAMES.flatMap((name, at) => {
    const { plain, label, text } = looks[at]!;
    const { label: asLabel = plain.color, status = asLabel } = BARS[name]!;
    const seen = [label.color, text.color, label.box];
    return seen.join() === [asLabel, status, plain.box].join()
      ? []
      : [`${name}: ${seen.join(' | ')}; plain ${plain.color} ${plain.box}`];
  });
}

/** How the tag was before: in the colour of the text around it. */
export const INHERITED = `(() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(':host([variant=link]) :is([part=link],[part=label]) { color: inherit !important }');
  for (const { shadowRoot } of document.querySelectorAll('ask-us-now')) shadowRoot.adoptedStyleSheets.push(sheet);
})()`;
