// Defects that the audit engine does not see: none is on the pages, and each of them, put there on purpose, is found.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { audit, inEachLook, overflowPx } from '../support/browser/audit.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { withWatchedDesks } from '../support/app/desks-watched.ts';
import { inspect, withTextSpacing } from '../support/browser/inspect.ts';

/** Finds an element through the page's shadow roots, once it has come, and does something to it. */
const SEED = (selector: string, change: string) => async (page: Page) => {
  await page.locator(selector).first().waitFor({ state: 'attached' });
  await page.evaluate(`(() => {
  const roots = [document];
  for (const root of roots) for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
  const found = roots.flatMap((root) => [...root.querySelectorAll(${JSON.stringify(selector)})]);
  const [element] = found;
  ${change}
})()`);
};

const SEEDS: { defect: string; check: string; seed(page: Page): Promise<void> }[] = [
  {
    defect: 'the week picture in colour alone',
    check: 'colour-alone',
    seed: SEED(
      'pattern',
      `for (const each of found) for (const mark of each.querySelectorAll('path, circle')) mark.remove();`,
    ),
  },
  {
    defect: 'a row header that is a cell',
    check: 'row-header',
    seed: SEED(
      'table tbody th',
      `const cell = document.createElement('td'); cell.textContent = element.textContent; element.replaceWith(cell);`,
    ),
  },
  {
    defect: 'an endless animation',
    check: 'endless-animation',
    seed: SEED('h2', `element.animate([{ opacity: 1 }, { opacity: 0.9 }], { duration: 1000, iterations: Infinity });`),
  },
  { defect: 'a table without a caption', check: 'table-caption', seed: SEED('table', 'element.caption.remove();') },
  {
    defect: 'one control without a focus ring',
    check: 'focus-ring',
    seed: SEED('button', `element.style.outline = 'none';`),
  },
  {
    defect: 'two buttons of one name',
    check: 'repeated-name',
    seed: SEED(
      'section button',
      `const twin = document.createElement('button'); twin.className = 'button'; twin.textContent = element.textContent; element.after(twin);`,
    ),
  },
  {
    defect: 'a figure without a name',
    check: 'figure-name',
    seed: SEED('figure', `element.removeAttribute('aria-label'); element.removeAttribute('aria-labelledby');`),
  },
  {
    defect: 'a live region that is not announced',
    check: 'live-region',
    seed: SEED('body > dashboard-app > [role=status]', `element.setAttribute('aria-hidden', 'true');`),
  },
  {
    defect: 'faint words in a picture',
    check: 'picture-text-contrast',
    seed: SEED('svg text', `element.style.fill = 'rgb(190, 190, 190)';`),
  },
  {
    defect: 'a current page that looks like the others',
    check: 'current-page',
    seed: SEED('nav [aria-current]', `element.style.borderColor = 'transparent'; element.style.fontWeight = '400';`),
  },
];

withWatchedDesks.describe('what audit engines do not see', (on) => {
  let coordinator: string;

  before(async () => {
    coordinator = await on.node.signIn('coordinator');
  });

  const open = async (path: string, ready: string, cookie: string, options: BrowserContextOptions = {}) => {
    const tab = await openDashboard(on.browser, on.node, path, cookie, options);
    // What is folded is inspected, too.
    if (path.endsWith('/coverage')) await tab.page.locator('patrons-met summary').first().click();
    await tab.page.locator(ready).first().waitFor();
    return tab;
  };
  const coverage = (options: BrowserContextOptions = {}) =>
    open('/dashboard/harford/coverage', 'patrons-met h3', on.node.liaison, options);

  const PAGES: [path: string, ready: string, isCoordinators: boolean][] = [
    ['/dashboard/harford', 'headline-numbers dd', false],
    ['/dashboard/harford/coverage', 'patrons-met h3', false],
    ['/dashboard', 'overview-table tbody tr', true],
    ['/dashboard/-/now', 'queues-now tbody tr', true],
    ['/dashboard/-/accounts', 'account-table tbody tr', true],
    ['/dashboard/-/desk?queue=harford-desk', 'help-call h2', true],
  ];
  for (const [path, ready, isCoordinators] of PAGES) {
    test(`inspection: ${path} has none of it in each look`, async () => {
      const { page, close } = await open(path, ready, isCoordinators ? coordinator : on.node.liaison);
      await inEachLook(page, async (look) => assert.deepEqual(await inspect(page), [], look));
      await close();
    });

    test(`inspection: ${path} holds text set wide at 320 px, and shows tables as tables from 600 px on`, async () => {
      const cookie = isCoordinators ? coordinator : on.node.liaison;
      const { page, close } = await open(path, ready, cookie, { viewport: { width: 320, height: 640 } });
      assert.equal(await withTextSpacing(page, () => overflowPx(page)), 0);
      await page.setViewportSize({ width: 600, height: 800 });
      const areRows = (tab: Page): Promise<boolean> =>
        tab.evaluate<boolean>(`(() => {
          const roots = [document];
          for (const root of roots) for (const element of root.querySelectorAll('*')) if (element.shadowRoot) roots.push(element.shadowRoot);
          return roots.flatMap((root) => [...root.querySelectorAll('tbody tr')]).every((row) => getComputedStyle(row).display === 'table-row');
        })()`);
      assert.equal(await areRows(page), true);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'), 0);
      await close();
    });
  }

  for (const { defect, check, seed } of SEEDS)
    test(`inspection: mutant: ${defect} is found, and the audit engine alone is silent`, async () => {
      const { page, close } = await coverage();
      await seed(page);
      assert.deepEqual(await audit(page), []);
      const found = await inspect(page);
      assert.ok(
        found.some((line) => line.startsWith(`${check}:`)),
        found.join('\n'),
      );
      await close();
    });
});
