// The page of a desk without live status: its hours, who is on, and the way to policies and follow-ups.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { changeQueueShifts, getQueueShifts } from '@askusnow/sdk';
import { WEEKDAYS } from '@askusnow/sdk/contract';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';

describe('a desk without live status', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES });
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
        .getByText(/^(Morning|Evening) team$/)
        .waitFor();
      assert.match(await fact('Patrons see').innerText(), /^(Open|Closed) until /);
      assert.match(
        await fact('Next change of hours or shifts').innerText(),
        /\d (AM|PM): (Morning team|Evening team|closed)$/,
      );
      await page.getByText('If nobody can answer, a liaison or coordinator can close chat.').waitFor();
      assert.equal(await page.getByRole('button', { name: 'Available' }).count(), 0);
      await assertSoundInEachLook(page);
      // On a phone they are in the menu.
      for (const name of width > 600 ? ['Policies', 'Follow-ups'] : [])
        await page.getByRole('navigation').getByRole('link', { name, exact: true }).waitFor();
      assert.deepEqual(errors, []);
      await close();
    });
});
