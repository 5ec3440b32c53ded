// A library's local information: a liaison writes scripts, contacts and the dummy card; a viewer reads, and reveals nothing.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { changeScript, getScripts } from '@askusnow/sdk';
import { startApp, type TestApp } from '../support/app/app.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const LOCAL = '/dashboard/harford/local';

describe('local information', () => {
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;
  before(async () => {
    const environment = { SEAL_KEY: Buffer.alloc(32, 7).toString('base64') };
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, environment });
    cookie = await server.signIn('liaison', ['harford']);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('local information: the dummy card is entered, revealed for half a minute, and hidden again', async () => {
    const { page, close } = await openDashboard(browser, server, LOCAL, cookie);
    const panel = page.locator('sealed-fields');
    await panel.getByRole('button', { name: 'Enter PIN of the dummy card' }).click();
    await panel.getByLabel('Value').fill('7351');
    await panel.getByRole('button', { name: 'Save' }).click();
    const reveal = panel.getByRole('button', { name: 'Reveal PIN of the dummy card' });
    await reveal.waitFor();
    assert.equal(await page.getByText('7351').count(), 0);
    await reveal.click();
    await panel.getByText('7351').waitFor();
    await panel.getByText('7351').waitFor({ state: 'detached' });
    await close();
  });

  test('local information: a script that somebody else has changed meanwhile is shown, and not overwritten', async () => {
    const { page, close } = await openDashboard(browser, server, LOCAL, cookie);
    const panel = page.locator('script-list');
    await panel.getByRole('button', { name: 'Add a script' }).click();
    await panel.getByLabel('Name', { exact: true }).fill('Greeting');
    await panel.getByLabel('Text', { exact: true }).fill('Hello!');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByRole('button', { name: 'Change Greeting' }).click();
    await panel.getByLabel('Text', { exact: true }).fill('Mine');
    const coordinator = connectionTo(server, await server.signIn('coordinator'));
    const [script] = (await getScripts(coordinator, 'harford')).scripts;
    const { id, name, topic, language, revision } = script!;
    await changeScript(coordinator, 'harford', id, { name, topic, language, revision, text: 'Theirs' });
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('coordinator has changed this meanwhile').waitFor();
    assert.equal(await panel.getByLabel('Text of Greeting').inputValue(), 'Theirs');
    assert.equal(await panel.getByLabel('Text', { exact: true }).inputValue(), 'Mine');
    await close();
  });

  test('local information: a contact has the day on which it was verified; a viewer changes and reveals nothing', async () => {
    const liaison = await openDashboard(browser, server, LOCAL, cookie);
    const panel = liaison.page.locator('contact-list');
    await panel.getByRole('button', { name: 'Add a contact' }).click();
    await panel.getByLabel('Name of the office').fill('Circulation');
    await panel.getByLabel('Phone').fill('410-555-0100');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Last verified').waitFor();
    await liaison.close();
    const viewer = await openDashboard(browser, server, LOCAL, await server.signIn('viewer', ['harford']));
    await viewer.page.getByText('Last verified').waitFor();
    await viewer.page.getByText('Your account cannot reveal these.').waitFor();
    assert.equal(await viewer.page.locator('local-facts').getByRole('button').count(), 0);
    await viewer.close();
  });

  test('local information: a server that sends no mail says so where a liaison would write to all', async () => {
    const { page, close } = await openDashboard(browser, server, LOCAL, cookie);
    await page.getByRole('link', { name: 'Liaisons of all libraries' }).click();
    await page.getByText('No mail to all liaisons: email is not set up on this server.').waitFor();
    assert.equal(await page.getByLabel('Subject').count(), 0);
    await close();
  });

  test('local information: passes the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await openDashboard(browser, server, LOCAL, cookie);
    await page.getByText('Last verified').waitFor();
    await assertSoundInEachLook(page);
    await close();
  });
});
