// What one coordinator changes is on the pages that another has open.
import { after, before, describe, test } from 'node:test';
import {
  endLibraryRegistration,
  getDeskRegistration,
  getLibraryRegistration,
  saveDeskRegistration,
  saveLibraryRegistration,
} from '@askusnow/sdk';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';

describe('partners', () => {
  let server: TestApp;
  let browser: Chromium;
  let coordinator: string;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES });
    coordinator = await server.signIn('coordinator');
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('partners: what another coordinator changes of a library and a desk is on the open pages at once', async () => {
    const [partners, desks] = [
      await openDashboard(browser, server, '/dashboard/-/partners', coordinator),
      await openDashboard(browser, server, '/dashboard/-/desks', coordinator),
    ];
    await partners.page.getByRole('rowheader', { name: /Cecil/ }).waitFor();
    await desks.page.locator('summary', { hasText: 'Statewide' }).waitFor();
    await partners.page.locator('.top').getByRole('link', { name: 'While nobody can chat (2)' }).click();
    await partners.page.waitForURL(/\?show=fallback$/);
    await partners.page.locator('select:focus').waitFor();
    const other = connectionTo(server, await server.signIn('coordinator'));
    const library = await getLibraryRegistration(other, 'cecil');
    const registration = { ...library.registration, name: 'Cecil by the bay' };
    const { revision } = await saveLibraryRegistration(other, 'cecil', { registration, revision: library.revision });
    await partners.page.getByRole('rowheader', { name: 'Cecil by the bay' }).waitFor();
    await endLibraryRegistration(other, 'cecil', { revision });
    await partners.page.getByRole('button', { name: 'Bring Cecil by the bay back' }).waitFor();
    await partners.page.getByRole('rowheader', { name: 'Cecil by the bay' }).waitFor({ state: 'hidden' });
    const desk = await getDeskRegistration(other, 'statewide');
    const renamed = { ...desk.registration, name: 'Desk of the state' };
    await saveDeskRegistration(other, 'statewide', { registration: renamed, revision: desk.revision });
    await desks.page.locator('summary', { hasText: 'Desk of the state' }).waitFor();
    for (const { close } of [partners, desks]) await close();
  });
});
