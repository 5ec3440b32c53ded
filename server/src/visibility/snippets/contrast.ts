// In:    a background colour.
// Out:   the text colour that the tag chooses for it, and their contrast.
// Never: less than 4.58:1: whichever of black and white contrasts more. Source: widget/src/styles.ts chooses the same.

/** Source: WCAG 2.2, relative luminance. */
export function luminanceOf(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Source: WCAG 2.2, contrast ratio. */
export function contrastOf(one: string, other: string): number {
  const [a, b] = [luminanceOf(one), luminanceOf(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

export interface Contrast {
  background: string;
  text: '#000000' | '#ffffff';
  /** Rounded down to a tenth: a rounded figure must not promise more. */
  ratio: number;
}

/** Where black and white contrast alike, by the tag's own threshold. */
const MIDDLE = 0.179;

export function textOn(background: string): Contrast {
  const text = luminanceOf(background) < MIDDLE ? '#ffffff' : '#000000';
  return { background, text, ratio: Math.floor(contrastOf(background, text) * 10) / 10 };
}
