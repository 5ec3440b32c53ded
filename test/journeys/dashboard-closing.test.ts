// A snow day: the coordinator closes all local desks in three presses from Home, and undoes it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { eventually } from '../support/waiting.ts';

describe('closing of local desks', () => {
  let server: TestApp;
  let browser: Chromium;
  let coordinator: string;
  before(async () => {
    // A Monday, 10 AM in New York.
    const clock = createManualClock('2026-11-23T15:00:00.000Z');
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock });
    coordinator = await server.signIn('coordinator');
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const stateOf = (library: string, tier: number) => server.live.frame(library)?.availability.tiers[tier]?.state;

  test('local desks: two presses from Home close them until tomorrow, as the preview says; one undo opens them', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard', coordinator);
    await page.getByText('Close local desks').click();
    const row = page.locator('[data-library=cecil]').and(page.locator('desk-closing tr'));
    await row.getByText('Cecil desk: Tue, Nov 24, 6 AM EST').waitFor();
    await row.getByText('Open: statewide desk, by its hours').waitFor();
    await page.getByRole('button', { name: 'Close 2 desks' }).click();
    await announced(page, 'Closed: 2 desks.');
    await eventually(() => stateOf('harford', 0) === 'closed' && stateOf('cecil', 0) === 'closed');
    assert.equal(stateOf('harford', 1), 'available');
    const undo = page.getByRole('button', { name: 'Undo this closing' });
    await undo.waitFor();
    await undo.click();
    await announced(page, 'Undone: 2 desks as before.');
    await eventually(() => stateOf('harford', 0) === 'available');
    await undo.waitFor({ state: 'detached' });
    await close();
  });

  test('local desks: chosen ones, a shared one by name, until a time, with a sentence; a past time is refused at its field', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/now', coordinator);
    await page.getByText('Close local desks').click();
    await page.getByLabel('Chosen libraries').check();
    await page.getByLabel('Cecil', { exact: true }).check();
    await page.getByLabel('Statewide desk').check();
    await page.getByLabel('A day and time').check();
    await page.getByLabel('Day', { exact: true }).fill('2026-11-22');
    await page.getByLabel('Time', { exact: true }).fill('15:00');
    await page.getByText('Enter a time in the future.').waitFor();
    await page.getByLabel('Day', { exact: true }).fill('2026-11-23');
    await page.getByLabel('Sentence for patrons').fill('Closed for snow.');
    await page.locator('[data-library=cecil]').getByText('“Closed for snow.”').waitFor();
    await page.locator('[data-library=harford]').getByText('Statewide desk: Mon, Nov 23, 3 PM EST').waitFor();
    await assertSoundInEachLook(page, 'the form');
    await page.getByRole('button', { name: 'Close 2 desks' }).click();
    await eventually(() => server.live.frame('cecil')?.availability.message?.text === 'Closed for snow.');
    assert.equal(stateOf('harford', 0), 'available');
    await page.getByRole('heading', { name: 'Latest closing' }).waitFor();
    await assertSoundInEachLook(page, 'the closing');
    await close();
  });
});
