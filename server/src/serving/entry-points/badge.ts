// In:    the words of an entry point, its colour.
// Out:   a picture of it in SVG, as wide as its words.
// Never: a claim about who can answer: a picture's text alternative cannot follow a state.
import { escapeHtml } from '../../platform/http/html.ts';
import { textOn } from '../../visibility/snippets/contrast.ts';

const HEIGHT = 44;
const FONT_SIZE = 16;
const PADDING = 16;

/** Widths of letters in parts of the font's size, at their widest in common sans-serif fonts, semi-bold. */
const WIDTHS: readonly [letters: RegExp, width: number][] = [
  [/[ijlI.,:;'|!() ]/u, 0.36],
  [/[mwMW@]/u, 1.02],
  [/[A-Z]/u, 0.76],
  [/[\u0021-\u024f]/u, 0.62],
  [/[\u0250-\u10ff]/u, 0.72],
];

export const widthOf = (text: string): number =>
  Math.ceil(
    [...text].reduce((sum, letter) => sum + (WIDTHS.find(([letters]) => letters.test(letter))?.[1] ?? 1.05), 0) *
      FONT_SIZE,
  );

/** What XML cannot hold, even escaped. */
const NOT_XML = /[\ufffe\uffff]/g;

/** `textLength` fits the words where a device's font is wider or narrower than estimated. */
export function badgeOf(label: string, background: string): string {
  const { text } = textOn(background);
  const words = escapeHtml(label.replace(NOT_XML, ''));
  const width = widthOf(label);
  const whole = width + 2 * PADDING;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${whole}" height="${HEIGHT}" viewBox="0 0 ${whole} ${HEIGHT}" role="img" aria-label="${words}">` +
    `<rect x=".5" y=".5" width="${whole - 1}" height="${HEIGHT - 1}" rx="7.5" fill="${background}" stroke="${text}"/>` +
    `<text x="50%" y="28" fill="${text}" font-family="system-ui,'Segoe UI',Roboto,'Noto Sans',Arial,sans-serif" font-size="${FONT_SIZE}" font-weight="600" ` +
    `text-anchor="middle" textLength="${width}" lengthAdjust="spacingAndGlyphs">${words}</text></svg>\n`
  );
}
