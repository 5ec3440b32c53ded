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

  test('what patrons saw: each figure has its basis; a suppressed number is "fewer than 5"', async () => {
    const { page, close } = await open('steady');
    const met = page.locator('patrons-met details').first();
    await met.getByText('What patrons saw', { exact: true }).click();
    await met.getByRole('heading', { name: 'Unmet demand by time of day' }).waitFor();
    assert.match(await met.innerText(), /Some desk could answer \d+(\.\d)?.% of \d+ h/);
    const told = met.getByRole('table', { name: 'What patrons saw, by the desk that answered' });
    await told.getByRole('rowheader', { name: 'Open: statewide desk' }).waitFor();
    await told.getByRole('rowheader', { name: 'Closed' }).waitFor();
    const cells = await met.locator('missed-map td').allInnerTexts();
    assert.equal(cells.length, 28);
    const shown = cells.map((cell) => cell.trim());
    assert.ok(shown.includes('fewer than 5'), shown.join());
    assert.ok(shown.includes('0'), 'nothing is shown as nothing');
    assert.ok(
      shown.every((cell) => cell === 'fewer than 5' || cell === '0' || /^(\d+ clicks?)?(, )?(\d+ views?)?$/.test(cell)),
      shown.join(),
    );
    await met.getByText('How it is counted').click();
    await met.getByText(/Numbers below 5 are not shown/).waitFor();
    await close();
  });

  test('what patrons saw: fits a narrow window, and nothing is wider than its part', async () => {
    const { page, close } = await open('steady', { viewport: { width: 320, height: 640 } });
    await page.getByText('What patrons saw', { exact: true }).click();
    await page.locator('missed-map td').first().waitFor();
    assert.deepEqual(await audit(page), []);
    assert.equal(await overflowPx(page), 0);
    await close();
  });

  test('what patrons saw: no unmet demand is a sentence, and an unwatched desk claims nothing', async () => {
    const { page, close } = await open('unseen');
    await page.getByText('What patrons saw', { exact: true }).click();
    await page.getByText('None in the last 13 weeks.').waitFor();
    assert.match(await page.locator('.answer').innerText(), /^Open until 10\sPM \(statewide desk, by its hours\)$/);
    const noShifts = page.getByText('No shifts: the open hours count as scheduled.');
    await noShifts.waitFor({ state: 'attached' });
    await unfold(page);
    await noShifts.waitFor();
    await page.getByText('No live status', { exact: true }).first().waitFor();
    await page.getByText('No shifts entered').first().waitFor();
    await close();
  });
});
