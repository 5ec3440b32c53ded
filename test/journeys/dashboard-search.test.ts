// The search in the header: what its keys do, and what it finds.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addContact, savePolicyPage } from '@askusnow/sdk';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';

describe('search', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    [server, browser] = await Promise.all([
      startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES }),
      launchChromium(),
    ]);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('search: the / key opens it, Enter opens the first page found, and Escape closes it', async () => {
    const { page, errors, close } = await openDashboard(
      browser,
      server,
      '/dashboard',
      await server.signIn('coordinator'),
    );
    await page.getByRole('button', { name: 'Search' }).waitFor();
    await page.keyboard.press('/');
    const field = page.getByRole('searchbox', { name: /^Search pages/ });
    await field.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Escape');
    await field.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Search' }).press('Enter');
    await field.fill('cecil shifts');
    await page.getByRole('link', { name: 'Shifts Cecil' }).waitFor();
    await field.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Shifts' }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/dashboard/cecil/shifts');
    assert.deepEqual(errors, []);
    await close();
  });

  test('search: finds libraries, the guide, contacts of any library and people, and the arrow keys go through them', async () => {
    await server.signIn('liaison', ['cecil']);
    const cookie = await server.signIn('liaison', ['harford']);
    const { page, errors, consoleLines, close } = await openDashboard(browser, server, '/dashboard', cookie);
    await page.getByRole('button', { name: 'Search' }).click();
    const field = page.getByRole('searchbox', { name: /^Search pages/ });
    await field.fill('visib');
    await page.getByRole('link', { name: /^Visibility =Harford/ }).waitFor();
    await page.getByRole('heading', { level: 2, name: 'Guide' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page
      .getByRole('link', { name: /^Visibility/ })
      .first()
      .and(page.locator(':focus'))
      .waitFor();
    await page.keyboard.press('ArrowUp');
    await field.and(page.locator(':focus')).waitFor();
    const contact = { name: 'Circulation', phone: '410-555-0100', email: null, page: null, note: null, revision: 0 };
    await addContact(connectionTo(server, await server.signIn('coordinator')), 'cecil', contact);
    const coordinator = connectionTo(server, await server.signIn('coordinator'));
    await savePolicyPage(coordinator, 'cecil', 'fines', {
      revision: 0,
      text: 'Old fines are forgiven.',
      owner: null,
      isReviewed: false,
      reviewBy: null,
    });
    await field.fill('circulation');
    await page.getByRole('link', { name: 'Circulation Cecil, 410-555-0100' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 3, name: 'Circulation' }).and(page.locator(':focus')).waitFor();
    await page.getByRole('button', { name: 'Search' }).click();
    await field.fill('fines forgiven');
    await page.getByRole('link', { name: /^Fines.* Cecil$/ }).click();
    await page
      .getByRole('heading', { level: 2, name: /^Fines/ })
      .and(page.locator(':focus'))
      .waitFor();
    await page.getByRole('button', { name: 'Search' }).click();
    await field.fill('liaison cecil');
    await page.getByRole('link', { name: /^liaison cecil/ }).waitFor();
    await assertSoundInEachLook(page, 'search');
    await field.fill('zzz');
    await page.getByText('Nothing found.').waitFor();
    await field.fill('liaison cecil');
    await page.getByRole('link', { name: /^liaison cecil/ }).click();
    await page.getByRole('rowheader', { name: 'Cecil' }).and(page.locator(':focus')).waitFor();
    assert.deepEqual([errors, consoleLines], [[], []]);
    await close();
  });

  test('search: the / key is a character in a field, and does nothing once it is turned off', async () => {
    const cookie = await server.signIn('liaison', ['harford']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/problems', cookie);
    const text = page.getByLabel('What happened').first();
    await text.pressSequentially('a/b');
    assert.equal(await text.inputValue(), 'a/b');
    await page.locator('main').focus();
    await page.keyboard.press('/');
    await page.getByRole('checkbox', { name: 'The / key opens this search' }).uncheck();
    await page.getByRole('button', { name: 'Close' }).click();
    await page.locator('main').focus();
    await page.keyboard.press('/');
    assert.equal(await page.getByRole('searchbox', { name: /^Search pages/ }).isVisible(), false);
    await close();
  });
});
