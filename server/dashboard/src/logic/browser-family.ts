import type { BrowserFamily, ProblemBundle } from '@askusnow/sdk';

/** The first that fits: Edge also calls itself Chrome, and both call themselves Safari. */
const FAMILIES: readonly (readonly [BrowserFamily, RegExp])[] = [
  ['edge', /\bEdg(?:e|A|iOS)?\//],
  ['firefox', /\b(?:Firefox|FxiOS)\//],
  ['chrome', /\b(?:Chrome|CriOS|Chromium)\//],
  ['safari', /\bSafari\//],
];

/** The family alone: the rest of what a browser calls itself could tell people apart. */
export const browserFamily = (userAgent: string): BrowserFamily =>
  FAMILIES.find(([, pattern]) => pattern.test(userAgent))?.[0] ?? 'other';

/** The classes of the tag's counts. */
export function widthClass(width: number): ProblemBundle['viewport'] {
  if (width < 640) return 'phone';
  return width < 1024 ? 'tablet' : 'desktop';
}
