// A change of the weekly shifts on screen: a liaison asks, the coordinator answers beside the week, and both see the answer.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { hoursWritten, SHARED_HOURS_FILE } from '../support/data/shared-hours.ts';

describe('shift requests on screen', () => {
  let server: TestApp;
  let browser: Chromium;
  /** The Monday after next, and a day that is over. */
  const daysAway = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const from = daysAway(14 - ((new Date().getUTCDay() + 6) % 7));
  const over = daysAway(-2);
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: SHARED_HOURS_FILE });
    await hoursWritten(server);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = (path: string, cookie: string, width: number) =>
    openDashboard(browser, server, path, cookie, { viewport: { width, height: 900 } });

  test('shift requests: a liaison asks on a phone, the coordinator accepts another time, undoes it and declines', async () => {
    const liaison = await open('/dashboard/harford/shared-hours', await server.signIn('liaison', ['harford']), 320);
    const part = liaison.page.locator('shift-requests');
    await part.getByText('No change is asked for.').waitFor();
    await part.getByText('Ask for a change').click();
    await part.getByRole('combobox', { name: 'Change', exact: true }).selectOption({ label: 'Change a weekly shift' });
    await part
      .getByRole('combobox', { name: 'Weekly shift' })
      .selectOption({ label: 'Tuesday, 2\u202fPM – 4\u202fPM, Statewide, 2 people' });
    await part.getByRole('combobox', { name: 'Day of the week' }).selectOption({ label: 'Wednesday' });
    await part.getByLabel('First day of the change').fill(over);
    await part.getByRole('button', { name: 'Ask the coordinator' }).click();
    await part.getByText('should be tomorrow or later, at most 366 days ahead').waitFor();
    await assertSoundInEachLook(liaison.page, 'a wrong day');
    await part.getByLabel('First day of the change').fill(from);
    await part.getByRole('button', { name: 'Ask the coordinator' }).click();
    await announced(liaison.page, 'Your request waits for the coordinator.');
    await part.getByText('Waiting', { exact: true }).waitFor();
    await part.locator('h2:focus').waitFor();
    await assertSoundInEachLook(liaison.page, 'a request that waits');

    const coordinator = await open('/dashboard', await server.signIn('coordinator'), 1280);
    const { page } = coordinator;
    await page.getByText('1 request to change the schedule waits for you', { exact: true }).waitFor();
    await page
      .locator('task-list')
      .getByRole('link', { name: /^Accept or decline/ })
      .click();
    const list = page.locator('shift-request-list');
    await list.getByRole('button', { name: /^Show the week of / }).click();
    await page.locator('h2#week:focus').waitFor();
    await list.getByRole('button', { name: /^Show the week of / }).waitFor({ state: 'detached' });
    await list.getByText(/^Wednesday: Too few: 0 of 1/).waitFor();
    await list.getByText(/^Tuesday: Too few: 0 of 1, .*Too many: 2 of 1/).waitFor();
    await assertSoundInEachLook(page, 'a request beside its week');
    await list.getByRole('button', { name: /^Accept with changes =Harford/ }).click();
    await list.getByLabel('Starts').fill('14:00');
    await list.getByLabel('Ends', { exact: true }).fill('09:00');
    await list.getByRole('button', { name: 'Accept with changes', exact: true }).click();
    await list.locator('.fault').waitFor();
    await list.getByLabel('Ends', { exact: true }).fill('15:00');
    await list.getByLabel('Reason, in a sentence (optional)').fill('One hour is enough.');
    await assertSoundInEachLook(page, 'an acceptance with changes');
    await list.getByRole('button', { name: 'Accept with changes', exact: true }).click();
    await announced(page, /Request of =Harford.* accepted\. The shifts are changed\./);
    // By the change alone.
    await part.getByText(/^Accepted with a change: Wednesday, 2.PM – 3.PM, Statewide, 2 people\. From /).waitFor();
    await part.getByText('One hour is enough.').waitFor();
    await assertSoundInEachLook(liaison.page, 'an answer');

    await list.getByRole('button', { name: /^Undo/ }).click();
    await announced(page, 'Undone. The shifts are as they were, and the request waits again.');
    await part.getByText('Waiting', { exact: true }).waitFor();
    await list.getByRole('button', { name: /^Decline/ }).click();
    await list.getByLabel('Reason, in a sentence').fill('Nobody else is there on Tuesdays.');
    await assertSoundInEachLook(page, 'a decline');
    await list.getByRole('button', { name: 'Decline', exact: true }).click();
    await announced(page, /Request of =Harford.* declined\./);
    await list.getByText('No request waits for you.').waitFor();

    await part.getByText('Nobody else is there on Tuesdays.').waitFor();
    await part.getByRole('button', { name: /^Acknowledge the answer to “Change Tuesday/ }).click();
    await announced(liaison.page, 'Acknowledged.');
    await part.getByRole('button', { name: /^Acknowledge/ }).waitFor({ state: 'detached' });
    assert.deepEqual([...liaison.errors, ...coordinator.errors], []);
    await coordinator.close();
    await liaison.close();
  });
});
