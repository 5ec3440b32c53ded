import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Violation {
  id: string;
  nodes: { target: unknown[]; failureSummary?: string }[];
}

/** Every WCAG 2.2 A and AA rule and the best practices, with the size of targets, which axe leaves out by default. */
const AUDIT = `axe.run(document, {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  rules: { 'target-size': { enabled: true } },
}).then(({ violations }) => violations)`;

/** What is wrong with the page, one line per rule and element; evaluated by the debugger, so that a strict policy stays. */
export async function audit(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const violations = await page.evaluate<Violation[]>(AUDIT);
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
