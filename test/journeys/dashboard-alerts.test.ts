// Alerts on screen: a liaison writes one, those who answer chats see it until its end, patrons see a sentence only where
// the liaison has ticked it and written it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addAlert, changeAlert, endAlert, getAlerts, getLibraryMessage } from '@askusnow/sdk';
import { startApp, type TestApp } from '../support/app/app.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const TEXT = 'The public printers are down. Send patrons to Bel Air.';

describe('alerts on screen', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const liaison = async () => connectionTo(server, await server.signIn('liaison', ['harford']));
  const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();
  const endAll = async (): Promise<void> => {
    const connection = await liaison();
    for (const alert of (await getAlerts(connection, 'harford')).alerts)
      await endAlert(connection, 'harford', alert.id, alert);
  };
  const shownToPatrons = async (): Promise<string | null> =>
    (await getLibraryMessage(await liaison(), 'harford')).message?.text ?? null;

  test('alerts: a liaison adds one, a provider reads it above the policies', async () => {
    const cookie = await server.signIn('liaison', ['harford']);
    const { page, errors, close } = await openDashboard(browser, server, '/dashboard/harford/local', cookie);
    await page.getByRole('button', { name: 'Add an alert' }).press('Enter');
    await page.locator('alert-panel textarea:focus').waitFor();
    await page.keyboard.type(TEXT);
    await page.getByLabel('Last day').fill(tomorrow().slice(0, 10));
    assert.equal(await page.getByLabel('Also show patrons').isChecked(), false);
    assert.equal(await page.getByLabel('Sentence for patrons').count(), 0);
    await assertSoundInEachLook(page);
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await page.getByText(TEXT, { exact: true }).waitFor();
    await assertSoundInEachLook(page);
    assert.equal(await shownToPatrons(), null);
    await page.goto(`${server.url}/local/harford`);
    await page.getByText(TEXT, { exact: true }).waitFor();
    assert.equal(await page.getByRole('button', { name: 'End now' }).count(), 0);
    await assertSoundInEachLook(page);
    assert.deepEqual(errors, []);
    await close();
    await endAll();
  });

  test('alerts: patrons see a sentence that is ticked and written, and never the alert', async () => {
    const cookie = await server.signIn('liaison', ['harford']);
    const { page, errors, close } = await openDashboard(browser, server, '/dashboard/harford/local', cookie);
    await page.getByRole('button', { name: 'Add an alert' }).press('Enter');
    await page.locator('alert-panel textarea:focus').waitFor();
    await page.keyboard.type(TEXT);
    await page.getByLabel('Last day').fill(tomorrow().slice(0, 10));
    await page.getByLabel('Also show patrons').check();
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await page.getByText('No message is shown now.').waitFor();
    assert.equal(await shownToPatrons(), null);
    const sentence = page.getByLabel('Sentence for patrons');
    await page.locator('message-panel form input:focus').waitFor();
    assert.equal(await sentence.inputValue(), '');
    await assertSoundInEachLook(page);
    await page.keyboard.type('Printing is at Bel Air today.');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'End the message now' }).waitFor();
    const { message } = await getLibraryMessage(await liaison(), 'harford');
    const [alert] = (await getAlerts(await liaison(), 'harford')).alerts;
    assert.deepEqual([message?.text, message?.until], ['Printing is at Bel Air today.', alert?.until]);
    await page.getByRole('button', { name: /^End now/ }).press('Enter');
    await page.getByRole('button', { name: 'Yes, end it' }).press('Enter');
    await page.getByText('No alert now.').waitFor();
    assert.equal(await shownToPatrons(), 'Printing is at Bel Air today.', 'it ends by itself');
    assert.deepEqual(errors, []);
    await close();
  });

  test('alerts: one comes while a provider reads, and goes at its end by itself', async () => {
    const { page, errors, close } = await openDashboard(
      browser,
      server,
      '/local/harford',
      await server.signIn('provider', []),
    );
    await page.getByLabel('Find in this page').waitFor();
    assert.equal(await page.getByRole('heading', { name: 'Alerts' }).count(), 0);
    const until = new Date(Date.now() + 8_000).toISOString();
    await addAlert(await liaison(), 'harford', { text: TEXT, until, revision: 0 });
    await page.getByText(TEXT, { exact: true }).waitFor();
    await page.getByText(TEXT, { exact: true }).waitFor({ state: 'hidden' });
    assert.ok(Date.now() >= Date.parse(until) - 1_000);
    assert.deepEqual(errors, []);
    await close();
  });

  test('alerts: two people at one see both texts, and neither is lost', async () => {
    const connection = await liaison();
    const { id } = await addAlert(connection, 'harford', { text: TEXT, until: tomorrow(), revision: 0 });
    const cookie = await server.signIn('liaison', ['harford']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/local', cookie);
    await page.getByRole('button', { name: /^Change “The public/ }).press('Enter');
    await page.getByLabel('Alert for people who answer chats').fill('Mine.');
    await changeAlert(connection, 'harford', id, { text: 'Theirs.', until: tomorrow(), revision: 1 });
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await page.getByText(/liaison harford has changed this meanwhile/).waitFor();
    await page.getByText('Theirs.', { exact: true }).waitFor();
    assert.equal(await page.getByLabel('Alert for people who answer chats').inputValue(), 'Mine.');
    await page.getByRole('button', { name: 'Save', exact: true }).press('Enter');
    await page.getByText('Mine.', { exact: true }).waitFor();
    await close();
    await endAll();
  });
});
