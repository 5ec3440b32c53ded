// A liaison writes a training session down and acknowledges an announcement; the coordinator sees who has not.
import { after, before, describe, test } from 'node:test';
import { publishAnnouncement } from '@askusnow/sdk';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

describe('training and announcements', () => {
  let server: TestApp;
  let browser: Chromium;
  let coordinator: string;
  let liaison: string;
  before(async () => {
    // Accounts are made by the database's clock: what is announced later is theirs to read.
    const clock = createManualClock(new Date(Date.now() + 3_600_000).toISOString());
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock });
    coordinator = await server.signIn('coordinator');
    liaison = await server.signIn('liaison', ['harford']);
    await server.invite('liaison', ['cecil']);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('training page: a session too far ahead is refused beside its field; one that took place is listed and summed', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/training', liaison);
    await page.getByText('Add a training session').click();
    await page.getByLabel('Day', { exact: true }).fill('2099-01-01');
    await page.getByLabel('How many people came').fill('6');
    await page.getByRole('button', { name: 'Add session' }).click();
    await page.getByText('a day in the next 365 days, or an earlier one').waitFor();
    await page.getByLabel('Day', { exact: true }).fill('2026-01-02');
    await page.getByRole('button', { name: 'Add session' }).click();
    await page.getByText('By year').click();
    await page.getByText('2026: 1 session, 6 people').waitFor();
    await page.getByText('Ask for training').click();
    await page.getByRole('button', { name: 'Request training' }).click();
    await page.getByText('Last requested on').waitFor();
    await close();
  });

  test('training page: a library says how lately its people have served; earlier statements stay, a wrong one goes', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/training', liaison);
    await page.getByText('not entered yet.').waitFor();
    await page.getByText('Enter when your people last answered').click();
    await page.getByLabel('Our people').selectOption('needs-refresher');
    await page.getByLabel('As of').fill('2026-01-02');
    await page.getByRole('button', { name: 'Save this statement' }).click();
    await page.getByText('January 2, 2026: Some have not, and need a refresher.').waitFor();
    await page.getByLabel('Our people').selectOption('two-weeks');
    await page.getByLabel('As of').fill('2099-01-01');
    await page.getByRole('button', { name: 'Save this statement' }).click();
    await page.getByText('today or an earlier day').waitFor();
    await page.getByLabel('As of').fill('2026-01-03');
    await page.getByRole('button', { name: 'Save this statement' }).click();
    await page.getByText('Earlier statements').click();
    await assertSoundInEachLook(page);
    await page
      .getByRole('button', { name: /^Remove the statement of/ })
      .first()
      .click();
    await page.getByText('Earlier statements').waitFor({ state: 'hidden' });
    await close();
    const all = await openDashboard(browser, server, '/dashboard/-/contributions', coordinator);
    await all.page.getByRole('link', { name: /Harford/ }).waitFor();
    await all.page.getByText('Some have not, and need a refresher.').waitFor();
    await assertSoundInEachLook(all.page);
    await all.close();
  });

  test('announcements page: a liaison acknowledges with one button, and the coordinator sees who has not been heard from', async () => {
    await publishAnnouncement(connectionTo(server, coordinator), { text: 'Closed on December 24.\n<b>bold</b>' });
    const own = await openDashboard(browser, server, '/dashboard/-/announcements', liaison);
    await own.page.getByText('<b>bold</b>').waitFor();
    await own.page.getByRole('button', { name: 'I have read this' }).click();
    await own.page.getByText('You have read it').waitFor();
    await own.close();
    const all = await openDashboard(browser, server, '/dashboard/-/announcements', coordinator);
    await all.page.getByText('Acknowledged: 1 of 2 liaisons').waitFor();
    await all.page.getByText('Acknowledged: 1 of 2 liaisons').click();
    await all.page.getByText('Not acknowledged yet by:').waitFor();
    await all.page.getByText('(Cecil): never signed in').waitFor();
    await all.close();
  });

  for (const [path, cookie, words] of [
    ['/dashboard/harford/training', () => liaison, 'Training sessions'],
    ['/dashboard/-/announcements', () => coordinator, 'Not heard from'],
  ] as const)
    test(`${path}: passes the audit in each look, nothing wider than the window`, async () => {
      const { page, close } = await openDashboard(browser, server, path, cookie());
      await page.getByRole('heading', { name: words }).waitFor();
      await assertSoundInEachLook(page);
      await close();
    });
});
