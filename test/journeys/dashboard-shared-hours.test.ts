// Shared hours on screen: one liaison gives an hour, another takes it on a phone, and both see it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { EVERY_DAY_FILE, hoursWritten } from '../support/data/shared-hours.ts';

describe('shared hours on screen', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: EVERY_DAY_FILE });
    await hoursWritten(server);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = async (library: string, path: string, width: number) =>
    openDashboard(browser, server, path, await server.signIn('liaison', [library]), {
      viewport: { width, height: 900 },
    });

  test('shared hours: one liaison gives a part of an hour, another accepts it, and both see who works it', async () => {
    const giver = await open('harford', '/dashboard/harford/shared-hours', 1280);
    const hour = giver.page.locator('li').filter({ hasText: 'Tomorrow, 2 PM – 4 PM' });
    await hour.locator('summary').press('Enter');
    await hour.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: '3 PM' });
    await hour.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'Meeting' });
    await assertSoundInEachLook(giver.page);
    await hour.getByRole('button', { name: 'Offer hour' }).press('Enter');
    await giver.page.getByText(/gives it\. Nobody has accepted it yet\.$/).waitFor();
    await giver.page.locator('h2#given:focus').waitFor();

    const taker = await open('cecil', '/dashboard', 320);
    await taker.page.getByText('1 hour is offered', { exact: true }).waitFor();
    await taker.page.getByRole('link', { name: 'See when, and accept one' }).press('Enter');
    await taker.page.getByRole('button', { name: 'Accept tomorrow, 2 PM – 3 PM' }).waitFor();
    assert.equal(await taker.page.getByText('Reason: Meeting', { exact: true }).count(), 0);
    await assertSoundInEachLook(taker.page);
    await taker.page.getByRole('button', { name: 'Accept tomorrow, 2 PM – 3 PM' }).press('Enter');
    await taker.page.getByText(/^Cecil works it for =Harford/).waitFor();
    await taker.page.getByText('2 people, for =Harford, "County"', { exact: true }).waitFor();
    await taker.page.getByRole('button', { name: /^Undo/ }).waitFor();
    await assertSoundInEachLook(taker.page);
    await giver.page.getByText(/^Cecil works it for =Harford/).waitFor();
    await assertSoundInEachLook(giver.page);

    assert.deepEqual([...giver.errors, ...taker.errors], []);
    await giver.close();
    await taker.close();
  });
});
