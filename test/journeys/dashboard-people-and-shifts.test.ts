// Desks that set their own status, and shifts: set by a liaison, in a real browser.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { DeskList, QueueShifts } from '@askusnow/sdk/contract';
import type { BrowserContextOptions } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { eventually } from '../support/waiting.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const week = '{ weekly: [{ days: [mo, tu, we, th, fr], open: "09:00", close: "17:00" }] }';
const FILE = `
cooperative: { name: Test cooperative }
queues:
  - { id: desk, name: Harford desk, tier: local, zone: America/New_York, hours: ${week}, presence: { kind: heartbeat } }
  - { id: state, name: Statewide desk, tier: statewide, zone: America/New_York, hours: ${week} }
libraries:
  - id: harford
    name: Harford County Public Library
    zone: America/New_York
    live: true
    origins: ["https://www.library.example"]
    queues: { local: { queue: desk }, statewide: { queue: state } }
`;

describe('a liaison, people, desks and shifts', () => {
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;

  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: FILE });
    browser = await launchChromium();
    cookie = await server.signIn('liaison', ['harford']);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = (path: 'people' | 'shifts', options: BrowserContextOptions = {}) =>
    openDashboard(browser, server, `/dashboard/harford/${path}`, cookie, options);
  const read = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${server.url}/v1/${path}`, { headers: { cookie } })).json()) as T;

  test('people and shifts: a desk is added with its script, speaks by it, and is removed', async () => {
    const { page, close } = await open('people');
    await page.locator('queue-desks summary', { hasText: 'Add a desk whose status a script reports' }).first().click();
    await page.getByLabel(/Name of the desk/).fill('Reference desk');
    await page.getByRole('button', { name: 'Make the script' }).click();
    const script = await page.getByLabel(/While this script runs/).inputValue();
    const [, endpoint = '', token = ''] = /curl -fsS -m 10 (\S+) -H 'Authorization: Bearer ([^']+)'/.exec(script) ?? [];
    const reply = await fetch(endpoint, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ state: 'available', seq: 1 }),
    });
    assert.equal(reply.status, 200);
    await page.reload();
    await page.getByText('Available, last update').waitFor();
    await page.getByText('somebody is here').waitFor();
    await page.getByRole('button', { name: 'Remove Reference desk' }).click();
    await page.getByRole('button', { name: 'Yes, remove it' }).click();
    await announced(page, /Removed: Reference desk/);
    assert.deepEqual((await read<DeskList>('queues/desk/desks')).desks, []);
    await close();
  });

  test('people and shifts: shifts are written, refused at their row where two meet, and saved', async () => {
    const { page, close } = await open('shifts');
    await page.getByText('No shifts: its hours count.').first().waitFor();
    await page.getByRole('button', { name: 'Change the shift rules of Harford desk' }).click();
    for (const start of ['09:00', '11:00']) {
      await page.getByRole('button', { name: 'Add a shift' }).click();
      await page.getByLabel('Desk or team, not a person').last().fill('Reference desk');
      await page.getByLabel('Starts').last().fill(start);
      await page.getByLabel('Ends').last().fill('13:00');
    }
    await page.getByRole('button', { name: 'Save these shifts' }).click();
    await page.locator('.fault').first().waitFor();
    assert.ok((await page.locator('[aria-invalid]').count()) > 0);
    await assertSoundInEachLook(page);
    await page.getByLabel('Starts').last().fill('13:00');
    await page.getByLabel('Ends').last().fill('17:00');
    await page.getByLabel('Except on these days').last().fill('2026-11-26, 2026-12-25');
    await page.getByRole('button', { name: 'Save these shifts' }).click();
    await page.getByText(/new gaps? in the next 52 weeks/).waitFor();
    assert.deepEqual((await read<QueueShifts>('queues/desk/shifts')).shifts, [], 'nothing is saved yet');
    await page.getByRole('button', { name: 'Save anyway' }).click();
    await announced(page, /Saved: the shifts of Harford desk/);
    await page.getByText('2 shift rules').click();
    await page.getByText('not on Thu, Nov 26, 2026; Fri, Dec 25, 2026').waitFor();
    const { shifts } = await read<QueueShifts>('queues/desk/shifts');
    assert.deepEqual(
      shifts.map(({ start, end, except = [] }) => [start, end, except.length]),
      [
        ['09:00', '13:00', 0],
        ['13:00', '17:00', 2],
      ],
    );
    await page.getByText('Shifts and people needed').first().click();
    await page.getByText('The statewide coordinator changes these shifts.').first().waitFor();
    await close();
  });

  test('people and shifts: an unreadable calendar shows its fault in words; the export address is shown once', async () => {
    const { page, close } = await open('shifts');
    // The statewide desk's stays folded, and may come first.
    await page.getByText('Calendars of this desk', { exact: true }).filter({ visible: true }).click();
    const address = page.getByLabel(/Address of an iCalendar file/).first();
    await address.fill('https://127.0.0.1/desk.ics');
    await page.getByRole('button', { name: 'Use this calendar' }).click();
    await page.locator('#url-fault').waitFor();
    assert.equal(await address.getAttribute('aria-invalid'), 'true');
    await address.fill('https://calendar.invalid/desk.ics');
    await page.getByRole('button', { name: 'Use this calendar' }).click();
    await page.getByText('Loaded from https://calendar.invalid/desk.ics').waitFor();
    await eventually(async () => (await read<QueueShifts>('queues/desk/shifts')).feed?.fault);
    await page.reload();
    await page.getByText('Loading it on').waitFor();
    await page.getByText('Calendars of this desk', { exact: true }).filter({ visible: true }).click();

    await page.getByRole('button', { name: 'Make an address for Harford desk' }).click();
    const url = await page.getByLabel('The calendar’s address. It is shown only once.').inputValue();
    assert.match(await (await fetch(url)).text(), /^BEGIN:VCALENDAR/);
    await page.getByRole('button', { name: 'End all addresses for Harford desk' }).click();
    assert.equal((await fetch(url)).status, 200, 'nothing is ended yet');
    await page.getByRole('button', { name: 'Yes, end them' }).click();
    await announced(page, /have ended/);
    assert.equal((await fetch(url)).status, 404);
    await page.getByRole('button', { name: 'Stop using this calendar' }).click();
    await page.getByRole('button', { name: 'Yes, stop using it' }).click();
    await page.getByText('No calendar is set up').first().waitFor();
    await close();
  });

  for (const path of ['people', 'shifts'] as const) {
    test(`people and shifts: ${path} are sound in each look`, async () => {
      const { page, errors, consoleLines, close } = await open(path);
      if (path === 'people') {
        await page
          .locator('queue-desks summary', { hasText: 'Add a desk whose status a script reports' })
          .first()
          .click();
        await page.getByLabel(/Name of the desk/).fill('Reference desk');
        await page.getByRole('button', { name: 'Make the script' }).click();
        await page.getByLabel(/While this script runs/).waitFor();
        await page.getByText('Give this desk an account').first().click();
      } else {
        await page.getByRole('button', { name: 'Change the shift rules of Harford desk' }).click();
        await page.getByRole('button', { name: 'Add a shift' }).click();
        await page.getByRole('combobox', { name: 'Repeats' }).last().selectOption('once');
      }
      await assertSoundInEachLook(page);
      assert.deepEqual([...errors, ...consoleLines], []);
      await close();
    });
  }
});
