// The page of a desk without live status: its hours, who is on, and the way to policies and follow-ups; and the clock of a shared
// desk, for a library that owes hours there and does not name it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { changeQueueShifts, getQueueShifts } from '@askusnow/sdk';
import { WEEKDAYS } from '@askusnow/sdk/contract';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { focusOf } from '../support/app/desks-watched.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { hoursWritten } from '../support/data/shared-hours.ts';

const ALWAYS = 'days: [mo, tu, we, th, fr, sa, su]';
/** Cecil owes hours at it; neither library names it. */
const WORLD = `  - { id: world, name: World desk, tier: global, zone: America/New_York, shifts: [{ library: cecil, ${ALWAYS}, start: "00:00", end: "12:00" }, { library: cecil, ${ALWAYS}, start: "12:00", end: "24:00" }], hours: { weekly: [{ ${ALWAYS}, open: "00:00", close: "24:00" }] } }
`;

describe('a desk without live status', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({
      engine: GATE_ENGINE,
      cooperative: TWO_LIBRARIES.replace('libraries:\n', `${WORLD}libraries:\n`),
    });
    browser = await launchChromium();
    const liaison = connectionTo(server, await server.signIn('liaison', ['harford']));
    const { revision } = await getQueueShifts(liaison, 'harford-desk');
    const days = [...WEEKDAYS];
    const shifts = [
      { label: 'Morning team', days, start: '00:00', end: '12:00' },
      { label: 'Evening team', days, start: '12:00', end: '24:00' },
    ];
    await changeQueueShifts(liaison, 'harford-desk', { shifts, revision });
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  for (const width of [1280, 320])
    test(`desk page: at ${width} px it shows its hours in place of the buttons, who is on now, and until when`, async () => {
      const cookie = await server.signIn('desk', ['harford-desk']);
      const { page, errors, close } = await openDashboard(browser, server, '/dashboard', cookie, {
        viewport: { width, height: 780 },
      });
      const fact = (name: string) => page.locator('desk-hours div').filter({ hasText: name }).locator('.figure');
      await fact('Shift now')
        .getByText(/^(Morning|Evening) team, until /)
        .waitFor();
      assert.match(await fact('Patrons see').innerText(), /^(Open|Closed) until /);
      assert.match(
        await fact('After that').innerText(),
        /\d (AM|PM): (?:next shift, )?(Morning team|Evening team|closed)$/,
      );
      await page.getByText('A liaison can close chat').getByRole('link', { name: 'See contacts' }).waitFor();
      await page
        .locator('desk-hours')
        .getByText(/^Updated \d/)
        .waitFor();
      assert.equal(await page.getByRole('button', { name: 'Available' }).count(), 0);
      await assertSoundInEachLook(page);
      // On a phone they are in the menu.
      for (const name of width > 600 ? ['Policies', 'Follow-ups'] : [])
        await page.getByRole('navigation').getByRole('link', { name, exact: true }).waitFor();
      assert.deepEqual(errors, []);
      await close();
    });

  test('desk page: shows the clock alone to a library that owes hours at a desk which it does not name, and nothing to another', async () => {
    const cookie = await server.signIn('liaison', ['cecil']);
    await hoursWritten(server);
    const { page, errors, close } = await openDashboard(browser, server, '/dashboard/cecil/shared-hours', cookie);
    await page.getByRole('link', { name: 'Open the clock of World desk' }).first().press('Enter');
    await page.getByRole('heading', { name: 'World desk', level: 1 }).waitFor();
    assert.match(await focusOf(page), /^h1 /);
    await page.getByRole('button', { name: 'Cecil is here', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Cecil leaves', exact: true }).waitFor();
    for (const name of ['Available', /help/]) assert.equal(await page.getByRole('button', { name }).count(), 0);
    await assertSoundInEachLook(page);
    assert.deepEqual(errors, []);
    await close();

    const harford = await server.signIn('liaison', ['harford']);
    const other = await openDashboard(browser, server, '/dashboard/-/desk?queue=world', harford);
    await other.page.getByRole('heading', { name: 'This page does not exist, or you have no access' }).waitFor();
    await other.close();
  });
});
