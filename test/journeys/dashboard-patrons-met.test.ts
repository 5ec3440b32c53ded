// What a library's patrons saw, on a liaison's screen: visits through the real route while all was closed, small numbers hidden.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { BrowserContextOptions } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { audit, overflowPx } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard, unfold } from '../support/browser/dashboard.ts';
import { LIVES_FILE, liveThrough, livesClock } from '../support/data/library-lives.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

describe('what patrons met', () => {
  let server: TestApp;
  let browser: Chromium;

  before(async () => {
    const clock = livesClock();
    server = await startApp({ engine: GATE_ENGINE, clock, cooperative: LIVES_FILE });
    await liveThrough(server, clock, { isHeard: true });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = async (library: string, options: BrowserContextOptions = {}) => {
    const cookie = await server.signIn('liaison', [library]);
    return openDashboard(browser, server, `/dashboard/${library}/coverage`, cookie, options);
  };

  test('what patrons saw: each figure has its basis; a suppressed number is "<5"', async () => {
    const { page, close } = await open('steady');
    const met = page.locator('patrons-met section');
    await met.getByRole('heading', { name: 'Unmet demand by time of day' }).waitFor();
    assert.match(await met.innerText(), /At least one desk could answer in \d+(\.\d)?.% of \d+ h/);
    const told = met.getByRole('table', { name: 'What patrons saw, by the desk that answered' });
    await told.getByRole('rowheader', { name: 'Open: statewide desk' }).waitFor();
    await told.getByRole('rowheader', { name: 'Closed' }).waitFor();
    const cells = await met.locator('missed-map td').allInnerTexts();
    assert.equal(cells.length, 28);
    const shown = cells.map((cell) => cell.trim());
    assert.ok(shown.includes('<5'), shown.join());
    assert.ok(shown.includes('0'), 'nothing is shown as nothing');
    assert.ok(
      shown.every((cell) => cell === '<5' || cell === '0' || /^\d+ \/ \d+$/.test(cell)),
      shown.join(),
    );
    await met.getByText(/“<5” is a small number/).waitFor();
    await close();
  });

  test('what patrons saw: is cards in a narrow window, and nothing is wider than its part', async () => {
    const { page, close } = await open('steady', { viewport: { width: 320, height: 640 } });
    // It follows the width of its part, which is known once it was drawn.
    await page.locator('missed-map table.cards td').first().waitFor();
    assert.deepEqual(await audit(page), []);
    assert.equal(await overflowPx(page), 0);
    await close();
  });

  test('what patrons saw: no unmet demand is a sentence, and an unwatched desk claims nothing', async () => {
    const { page, close } = await open('unseen');
    await page.getByText(/None was counted: no click/).waitFor();
    assert.match(
      await page.locator('.answer').innerText(),
      /^Open until 10\sPM: the statewide desk, by its hours \(not watched\)\.$/,
    );
    const noShifts = page.getByText('No shifts are entered: the service hours count as scheduled.');
    await noShifts.waitFor({ state: 'attached' });
    await unfold(page);
    await noShifts.waitFor();
    await page.getByText('not watched', { exact: true }).first().waitFor();
    await page.getByText(/No shifts are entered, so upcoming gaps are not known/).waitFor();
    await close();
  });
});
