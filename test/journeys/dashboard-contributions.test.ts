// A desk presses the clock for two libraries; a liaison reads the month that comes of it, and the coordinator all libraries'.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { changeQueueShifts, getDeskClock, getQueueShifts } from '@askusnow/sdk';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock, type ManualClock } from '../support/app/clock.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { focusOf, letTick } from '../support/app/desks-watched.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard, unfold } from '../support/browser/dashboard.ts';
import { MONDAY_10 } from '../support/data/desks.ts';
import { eventually } from '../support/waiting.ts';

const MINUTE = 60_000;

describe('contributions', () => {
  let server: TestApp;
  let browser: Chromium;
  let clock: ManualClock;
  let cookies: Record<'coordinator' | 'harford' | 'cecil' | 'desk', string>;
  before(async () => {
    clock = createManualClock(MONDAY_10);
    const cooperative = TWO_LIBRARIES.replace('"=Harford, \\"County\\""', 'Harford County');
    server = await startApp({ engine: GATE_ENGINE, cooperative, clock });
    cookies = {
      coordinator: await server.signIn('coordinator'),
      harford: await server.signIn('liaison', ['harford']),
      cecil: await server.signIn('liaison', ['cecil']),
      desk: await server.signIn('desk', ['statewide']),
    };
    const coordinator = connectionTo(server, cookies.coordinator);
    const { revision } = await getQueueShifts(coordinator, 'statewide');
    const shifts = [
      { library: 'harford', days: ['mo' as const], start: '10:00', end: '12:00' },
      { library: 'cecil', service: 'global' as const, days: ['mo' as const], start: '10:00', end: '11:00' },
    ];
    await changeQueueShifts(coordinator, 'statewide', { shifts, revision });
    const hasDuties = async () =>
      (await getDeskClock(coordinator, 'statewide')).libraries.filter(({ duty }) => duty !== null).length === 2;
    await eventually(hasDuties);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = (path: string, cookie: string) => openDashboard(browser, server, path, cookie);

  test('contributions: the desk presses for each library that has hours there, and everybody at the desk sees who is here', async () => {
    const { page, errors, consoleLines, close } = await open('/dashboard', cookies.desk);
    await page.getByText('No library is here now.').waitFor();
    clock.advance(7 * MINUTE);
    await page.getByRole('button', { name: 'Harford County is here', exact: true }).press('Enter');
    await announced(page, 'Harford County is here.');
    await page.getByRole('button', { name: 'Harford County leaves', exact: true }).waitFor();
    await page.getByText(/since 10:07 AM, counts until 12 PM$/).waitFor();
    const liaison = await open('/dashboard/cecil/coverage', cookies.cecil);
    await liaison.page.getByText(/^\d shared desks?$/).click();
    await liaison.page.getByRole('link', { name: 'Open the clock of Statewide desk' }).click();
    await liaison.page.getByText('Harford County', { exact: true }).waitFor();
    assert.equal(await liaison.page.getByRole('button', { name: /Harford/ }).count(), 0);
    // Pressed elsewhere: it comes by the change stream, whose timer is the server's clock.
    const ticking = letTick({ clock });
    await liaison.page.getByRole('button', { name: 'Cecil is here', exact: true }).press('Enter');
    await page.getByRole('button', { name: 'Cecil leaves', exact: true }).waitFor();
    ticking.stop();
    await assertSoundInEachLook(page, 'desk');
    await page.getByRole('button', { name: 'Cecil leaves', exact: true }).press('Enter');
    await announced(page, 'Cecil has left.');
    assert.deepEqual([...errors, ...consoleLines], []);
    await liaison.close();
    await close();
  });

  test('contributions: a liaison reads what their library owed and gave, late minutes too, with what the figure means', async () => {
    clock.advance(120 * MINUTE);
    const { page, errors, consoleLines, close } = await open('/dashboard/harford/month', cookies.harford);
    const section = page.locator('contribution-section');
    await section.getByText('Share of owed hours given: 94 %').waitFor();
    await unfold(page);
    await section.getByText(/^Hours given, out of hours owed\./).waitFor();
    await section.getByRole('cell', { name: 'late by 7 minutes' }).waitFor();
    assert.equal(await section.getByRole('link').count(), 0, 'the list is not published');
    await assertSoundInEachLook(page, 'month');
    assert.deepEqual([...errors, ...consoleLines], []);
    await close();
    const list = await open('/dashboard/-/contributions', cookies.harford);
    await list.page.getByText('What counts').click();
    await list.page.getByText('liaisons see their own libraries alone').waitFor();
    assert.deepEqual(await list.page.locator('tr[data-library] th').allInnerTexts(), ['Harford County']);
    await list.close();
  });

  test('contributions: a liaison corrects who was there, the coordinator says otherwise, and each takes their own back; what the clock showed stays', async () => {
    const { page, errors, consoleLines, close } = await open('/dashboard/harford/month', cookies.harford);
    const row = (tab: typeof page) => tab.locator('duty-list tr[data-duty]').first();
    await page.locator('duty-list summary').click();
    await row(page).getByRole('button', { name: 'Add correction' }).press('Enter');
    const form = page.locator('duty-correction');
    await form.getByLabel('Reason, without names').fill('The clock was pressed late.');
    await form.getByLabel('People of the library were there').check();
    assert.equal(await form.getByLabel('From').inputValue(), '2026-05-04T10:00');
    await form.getByLabel('Until').fill('2026-05-04T12:30');
    await form.getByRole('button', { name: 'Save correction' }).press('Enter');
    await form.getByText('a time within these hours').waitFor();
    await assertSoundInEachLook(page, 'correction');
    await form.getByLabel('Until').fill('2026-05-04T11:50');
    await form.getByRole('button', { name: 'Save correction' }).press('Enter');
    await row(page).getByText('left 10 minutes early', { exact: true }).waitFor();
    await row(page).getByText('The clock: late by 7 minutes').waitFor();
    await row(page).getByText('The library: there from 10 AM to 11:50 AM').waitFor();
    assert.match(await focusOf(page), /^button Add correction/);

    const all = await open('/dashboard/-/contributions', cookies.coordinator);
    await all.page.getByText('1 corrected').waitFor();
    await all.page.getByRole('link', { name: 'Hours of Harford County, each time' }).click();
    await all.page.locator('duty-list summary').click();
    await row(all.page).getByRole('button', { name: 'Add correction' }).press('Enter');
    const other = all.page.locator('duty-correction');
    await other.getByLabel('Nobody of the library was there').check();
    await other.getByLabel('Reason, without names').fill('The desk called: no answer.');
    await other.getByRole('button', { name: 'Save correction' }).press('Enter');
    await row(all.page).getByText('missed', { exact: true }).waitFor();
    await assertSoundInEachLook(all.page, 'both sides');
    await row(all.page).getByRole('button', { name: 'Remove correction' }).press('Enter');
    await row(all.page).getByText('The coordinator:').waitFor({ state: 'detached' });
    assert.match(await focusOf(all.page), /^button Add correction/);
    await row(all.page).getByText('left 10 minutes early', { exact: true }).waitFor();
    await all.close();
    await row(page).getByRole('button', { name: 'Remove correction' }).press('Enter');
    await row(page).getByText('late by 7 minutes', { exact: true }).waitFor();
    assert.deepEqual(errors, []);
    assert.match(consoleLines.join(), /^[^,]* 422 [^,]*$/, 'the refusal alone');
    await close();
  });

  test('contributions: the coordinator reads all libraries by name', async () => {
    const { page, errors, consoleLines, close } = await open('/dashboard/-/contributions', cookies.coordinator);
    const row = (library: string) => page.locator(`tr[data-library=${library}]`);
    await row('harford').getByText('94 %').waitFor();
    const hours = page.getByRole('table', { name: 'Hours of all libraries' });
    assert.deepEqual(await hours.locator('tbody th').allInnerTexts(), ['Cecil', 'Harford County']);
    await page.getByRole('link', { name: 'Download CSV' }).waitFor();
    await assertSoundInEachLook(page, 'list');
    assert.deepEqual([...errors, ...consoleLines], []);
    await close();
  });
});
