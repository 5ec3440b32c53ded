import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

export const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** Every WCAG 2.2 A and AA rule and the best practices, with the size of targets, which axe leaves out by default. */
export const EVERY_RULE = `{
  resultTypes: ['violations'],
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
}`;
/** What can be right in one look and wrong in another. */
const RULES_OF_LOOK = `{ resultTypes: ['violations'], runOnly: { type: 'rule', values: ['color-contrast', 'target-size', 'scrollable-region-focusable'] } }`;

/** What is wrong with the page, one line per rule and element; evaluated by the debugger, so that a strict policy stays. */
export async function audit(page: Page, rules = EVERY_RULE): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe);
  const violations = await page.evaluate<Violation[]>(
    `axe.run(document, ${rules}).then(({ violations }) => violations)`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) => `${id}: ${target.flat().join(' ')} ${failureSummary}`),
  );
}

/** CSS pixels by which the page is wider than the window, or a table wider than the element that it stands in. */
export const overflowPx = (page: Page): Promise<number> =>
  page.evaluate<number>(`(() => {
    const tables = (root) => [...root.querySelectorAll('*')].flatMap((element) => [
      ...(element.localName === 'table' ? [element] : []),
      ...(element.shadowRoot ? tables(element.shadowRoot) : []),
    ]);
    const over = tables(document).map((table) => table.parentElement ? 0 : table.offsetWidth - table.getRootNode().host.clientWidth);
    return Math.max(0, document.documentElement.scrollWidth - window.innerWidth, ...over);
  })()`);

/** How each page is looked at; the first is what tests open pages in. */
const LOOKS = {
  'at 1280 px': { width: 1280, height: 900, colorScheme: null, forcedColors: null },
  'at 320 px in the dark': { width: 320, height: 640, colorScheme: 'dark', forcedColors: null },
  'in forced colours': { width: 1024, height: 768, colorScheme: null, forcedColors: 'active' },
} as const;
type Look = keyof typeof LOOKS;
const FIRST = 'at 1280 px';

async function show(page: Page, look: Look): Promise<void> {
  const { width, height, ...media } = LOOKS[look];
  await page.setViewportSize({ width, height });
  await page.emulateMedia(media);
  // What follows the window's size has followed it.
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))');
}

/** Shows the page in each of the looks, and then again in the first. */
export async function inEachLook(page: Page, examine: (look: Look) => Promise<void>): Promise<void> {
  for (const look of Object.keys(LOOKS) as Look[]) {
    await show(page, look);
    await examine(look);
  }
  await show(page, FIRST);
}

/** Fails if the page has a fault of accessibility in one of the looks, or is wider than the window. */
export const assertSoundInEachLook = (page: Page, what = ''): Promise<void> =>
  inEachLook(page, async (look) => {
    assert.deepEqual(await audit(page, look === FIRST ? EVERY_RULE : RULES_OF_LOOK), [], `${what} ${look}`);
    assert.equal(await overflowPx(page), 0, `${what} ${look}: wider than the window`);
  });
