// Photographs of the parts page: each part in each state, in one look.
import type { CDPSession, Page } from 'playwright-core';
import { openPage, type Chromium } from '../browser/browser.ts';
import type { Box } from '../browser/picture.ts';

export const WIDTHS = [1280, 320] as const;
const LIGHT = { colorScheme: 'light', forcedColors: 'none', dir: 'ltr' } as const;
const LOOKS = {
  light: LIGHT,
  dark: { ...LIGHT, colorScheme: 'dark' },
  'in forced colours': { ...LIGHT, forcedColors: 'active' },
  'right to left': { ...LIGHT, dir: 'rtl' },
} as const;
export type LookName = keyof typeof LOOKS;
export const LOOK_NAMES = Object.keys(LOOKS) as LookName[];

/** A state on the photograph of its part. */
export interface PhotographedState {
  name: string;
  /** Units: CSS pixels of the photograph. */
  box: Box;
  /** Why it could not be shown; '': it is. */
  fault: string;
}
/** One part. */
export interface Photograph {
  png: Buffer;
  states: readonly PhotographedState[];
}

/** When the page is looked at: some parts tell the time. */
const NOW = '2026-03-04T15:00:00Z';
const POSES: Record<string, string[]> = { hover: ['hover'], focus: ['focus', 'focus-visible'] };

interface DomNode {
  nodeId: number;
  attributes?: string[];
  children?: DomNode[];
  shadowRoots?: DomNode[];
}

/** Gives each state its pose at once: the pointer and the focus could be in one place only. */
async function pose(session: CDPSession): Promise<void> {
  await session.send('DOM.enable');
  await session.send('CSS.enable');
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true });
  const waiting: DomNode[] = [root];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    const { nodeId, attributes = [], children = [], shadowRoots = [] } = node;
    const forcedPseudoClasses = POSES[attributes[attributes.indexOf('data-pose') + 1] ?? ''];
    if (forcedPseudoClasses) await session.send('CSS.forcePseudoState', { nodeId, forcedPseudoClasses });
    waiting.push(...children, ...shadowRoots);
  }
}

/** The parts page, once it is laid out and each state has its pose. */
export async function openParts(
  browser: Chromium,
  url: string,
): Promise<{ page: Page; session: CDPSession; errors: string[] }> {
  const { page, errors } = await openPage(browser, { viewport: { width: WIDTHS[0], height: 900 } });
  await page.clock.setFixedTime(NOW);
  await page.goto(url);
  await page.waitForFunction('window.settle !== undefined');
  const session = await page.context().newCDPSession(page);
  await pose(session);
  return { page, session, errors };
}

export const settle = (page: Page): Promise<void> => page.evaluate('settle()');

interface SeenPart {
  name: string;
  box: Box;
  states: PhotographedState[];
}
const SEEN = `(() => {
  const boxOf = (element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return { x, y: y + scrollY, width, height };
  };
  return [...document.querySelectorAll('[data-part]')].map((part) => {
    const box = boxOf(part);
    const states = [...part.querySelectorAll('figure')].map((figure) => {
      const { x, y, ...size } = boxOf(figure);
      return { name: figure.dataset.state, fault: figure.dataset.fault ?? '', box: { x: x - box.x, y: y - box.y, ...size } };
    });
    return { name: part.dataset.part, box, states };
  });
})()`;

/** Each part by its name, at one width in one look. */
export async function photographs(
  { page, session }: { page: Page; session: CDPSession },
  width: number,
  look: LookName,
): Promise<Map<string, Photograph>> {
  const { dir, ...media } = LOOKS[look];
  await page.setViewportSize({ width, height: 900 });
  await page.emulateMedia(media);
  await page.evaluate(`document.documentElement.dir = '${dir}'`);
  await settle(page);
  const parts = await page.evaluate<SeenPart[]>(SEEN);
  // Each fits into the window: what is beyond it would make the browser lay the page out for each photograph.
  const height = Math.max(...parts.map(({ box }) => box.height));
  await page.setViewportSize({ width, height });
  const taken = new Map<string, Photograph>();
  for (const { name, box, states } of parts) {
    await page.evaluate(`scrollTo(0, ${box.y})`);
    const clip = { ...box, scale: 1 };
    const { data } = await session.send('Page.captureScreenshot', { format: 'png', clip, optimizeForSpeed: true });
    taken.set(name, { png: Buffer.from(data, 'base64'), states });
  }
  return taken;
}
