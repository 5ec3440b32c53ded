import { createElement } from '../natives.js';
import { elementsAround } from '../sight/landmark.js';

type Rgba = readonly [number, number, number, number];

/** Any color of CSS as its browser paints it. */
function toRgba(color: string): Rgba {
  const canvas = createElement('canvas');
  canvas.width = canvas.height = 1;
  const context = canvas.getContext('2d')!;
  context.fillStyle = color;
  context.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = context.getImageData(0, 0, 1, 1).data;
  return [r!, g!, b!, a! / 255];
}

/** Relative luminance. Source: WCAG 2.2. */
function luminanceOf([r, g, b]: Rgba): number {
  const linear = (part: number): number =>
    part / 255 <= 0.04045 ? part / 255 / 12.92 : ((part / 255 + 0.055) / 1.055) ** 2.4;
  return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** From 1 to 21. Source: WCAG 2.2. */
export function contrastOf(one: string, other: string): number {
  const [light, dark] = [luminanceOf(toRgba(one)), luminanceOf(toRgba(other))].sort((a, b) => b - a);
  return (light! + 0.05) / (dark! + 0.05);
}

/** The contrast of an element's text with what is painted behind it; null: an image or a mix of colors is. */
export function textContrast(element: Element): number | null {
  for (const one of [element, ...elementsAround(element)]) {
    const { backgroundColor, backgroundImage } = getComputedStyle(one);
    if (backgroundImage !== 'none') return null;
    const alpha = toRgba(backgroundColor)[3];
    if (alpha === 1) return contrastOf(getComputedStyle(element).color, backgroundColor);
    if (alpha > 0) return null;
  }
  // The page's own canvas.
  return contrastOf(getComputedStyle(element).color, 'Canvas');
}
