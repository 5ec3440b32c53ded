import { elementsAround } from './landmark.js';

/** Red, green, blue and alpha. Units: 0 to 1, sRGB. */
export type Rgba = readonly [number, number, number, number];

/** WCAG 2.2 AA for text of this size. */
export const CONTRAST_MIN = 4.5;

const SHOWS_IMAGE = /^(img|picture|svg|video|canvas|iframe|object|embed)$/;

/**
 * What is painted behind a tag's text, from the front to the first opaque color or the page's canvas; null: an image or gradient is,
 * or nobody can say. `inner`: the tag's own parts around the text. Where the tag is on the screen, by what is there; elsewhere by the
 * boxes around it.
 */
export function backgroundsOf(host: Element, inner: readonly Element[] = []): string[] | null {
  const { left = -1, top = -1, width = 0, height = 0 } = host.getClientRects()[0] ?? {};
  const painted = document.elementsFromPoint(left + width / 2, top + height / 2);
  const first = painted.findIndex((one) => host.contains(one));
  const isOnScreen = first >= 0;
  const behind = isOnScreen ? painted.slice(first).filter((one) => !host.contains(one)) : elementsAround(host);
  const colors: string[] = [];
  for (const one of [...inner, host, ...behind, document.body, document.documentElement]) {
    const { backgroundColor, backgroundImage, position } = getComputedStyle(one);
    if (backgroundImage !== 'none' || SHOWS_IMAGE.test(one.localName)) return null;
    colors.push(backgroundColor);
    if (!/rgba|\//.test(backgroundColor)) return colors;
    // What a box that is out of the flow lies over is not around it.
    if (!isOnScreen && /absolute|fixed/.test(position)) return null;
  }
  return [...colors, 'Canvas'];
}

/**
 * Colors of CSS as the browser paints them, with the color scheme of a tag. By its own style rules and not by a canvas, which browsers
 * that guard against fingerprints fill with noise. Errors: NaN where the browser cannot mix colors.
 */
export function toRgba(root: ShadowRoot, colors: readonly string[]): Rgba[] {
  const sheets = [...root.adoptedStyleSheets];
  const probe = new CSSStyleSheet();
  const part = root.querySelector('[part=news]')!;
  root.adoptedStyleSheets = [...sheets, probe];
  const found = colors.map((color) => {
    probe.replaceSync(`[part=news]{color:color-mix(in srgb,${color},${color})}`);
    const [r = NaN, g = NaN, b = NaN, a = 1] =
      /^color\(srgb (.+)\)/
        .exec(getComputedStyle(part).color)?.[1]!
        .match(/[\d.e-]+/g)
        ?.map(Number) ?? [];
    return [r, g, b, a] as const;
  });
  root.adoptedStyleSheets = sheets;
  return found;
}

/** Several colors over each other, the first in front; the last one is opaque. */
export const flatten = (colors: readonly Rgba[]): Rgba =>
  colors.reduceRight(([r, g, b], [R, G, B, a]) => [R * a + r * (1 - a), G * a + g * (1 - a), B * a + b * (1 - a), 1]);

/** Relative luminance. Source: WCAG 2.2. */
function luminanceOf([r, g, b]: Rgba): number {
  const linear = (part: number): number => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Of a text on an opaque color: from 1 to 21. Source: WCAG 2.2. */
export function contrastOf(text: Rgba, background: Rgba): number {
  const [light, dark] = [luminanceOf(flatten([text, background])), luminanceOf(background)].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

/** The contrast of a part's text with what is painted behind it; null: an image is, or the browser cannot say. */
export function textContrast(host: Element, part: Element): number | null {
  const around = [part, ...elementsAround(part)];
  const behind = backgroundsOf(host, around.slice(0, around.indexOf(host)));
  if (!behind) return null;
  const [text, ...colors] = toRgba(host.shadowRoot!, [getComputedStyle(part).color, ...behind]);
  return contrastOf(text!, flatten(colors)) || null;
}
