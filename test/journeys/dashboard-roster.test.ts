// The coordinator reads a roster at a shared desk: its libraries' shifts are saved, and no name of a person is in any request.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getQueueShifts, type Connection } from '@askusnow/sdk';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { connectionTo, sendRequest } from '../support/app/requests.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { HUMANITY, ROSTER_PEOPLE, WHEN2WORK } from '../support/data/roster-files.ts';

const FILE = `
cooperative: { name: Test cooperative }
queues:
  - id: state
    name: Statewide desk
    tier: statewide
    zone: America/New_York
    hours: { weekly: [{ days: [mo], open: "09:00", close: "11:00" }] }
    shifts:
      - { library: cecil, service: global, days: [tu], start: "20:00", end: "21:00" }
libraries:
  - id: harford
    name: Harford County Public Library
    zone: America/New_York
    live: true
    origins: ["https://www.library.example"]
    queues: { statewide: { queue: state, chat: "https://chat.example.org/state" } }
  - id: cecil
    name: Cecil County Public Library
    zone: America/New_York
    live: true
    origins: ["https://www.cecil.example"]
    queues: { statewide: { queue: state, chat: "https://chat.example.org/state" } }
`;
const SHIFTS = '/dashboard/harford/shifts';

/** The names of people in all that a page sends: addresses, headers and bodies. */
function watchWire(page: Page): { found(): string[]; bodies(): string } {
  const sent: string[] = [];
  page.on('request', (request) => {
    sent.push([request.url(), JSON.stringify(request.headers()), request.postData() ?? ''].join('\n'));
  });
  const text = (): string => sent.join('\n').toLowerCase();
  return {
    bodies: text,
    found: () =>
      ROSTER_PEOPLE.filter((name) =>
        [name, encodeURIComponent(name)].some((form) => text().includes(form.toLowerCase())),
      ),
  };
}

/** What the page must not do: saves a row's person as the label of a shift. */
const SEND_PERSON = `fetch('/v1/queues/state/shifts', { method: 'PUT', headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ shifts: [{ label: 'Avery Sample', date: '2026-11-30', start: '09:00', end: '11:00' }], revision: 0 }) })`;

describe('rosters', () => {
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;
  let coordinator: Connection;
  before(async () => {
    server = await startApp({
      engine: GATE_ENGINE,
      cooperative: FILE,
      clock: createManualClock('2026-11-27T15:00:00.000Z'),
    });
    cookie = await server.signIn('coordinator');
    coordinator = connectionTo(server, cookie);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  async function open() {
    const tab = await openDashboard(browser, server, SHIFTS, cookie);
    await tab.page.getByText('Read a roster').click();
    return tab;
  }
  const paste = (page: Page, text: string): Promise<void> => page.getByLabel('Or paste the rows').fill(text);

  test('roster: pasted, shown week by week, saved; the same file again changes nothing; no person is sent, and a mutant that sends one is found', async () => {
    const { page, errors, close } = await open();
    const wire = watchWire(page);
    await paste(page, HUMANITY);
    // The preview shows what is left out, to the reader alone.
    await page.getByRole('columnheader', { name: 'Employee left out' }).waitFor();
    await page.getByRole('columnheader', { name: 'Location used' }).waitFor();
    await page.getByRole('button', { name: 'Read the rows' }).click();
    assert.equal(await page.getByLabel('Library: Harford').inputValue(), 'harford');
    assert.equal(await page.getByLabel('Service: Global chat').inputValue(), 'global');
    await page.getByText('Shifts: 3 new, 0 changed, 1 gone, 0 the same. 1 row left out.').waitFor();
    await page.getByText('Harford County Public Library, Mon, Nov 30, 10 AM – 11 AM, Statewide, 2 people').waitFor();
    await page.getByText('8 PM – 9 PM, Global, on this day alone of a weekly shift').waitFor();
    await assertSoundInEachLook(page, 'a roster');
    await page.getByRole('button', { name: 'Save this roster' }).click();
    await announced(page, 'Roster saved: 4 changes.');
    const { shifts, revision } = await getQueueShifts(coordinator, 'state');
    assert.deepEqual(shifts, [
      { library: 'cecil', service: 'global', days: ['tu'], start: '20:00', end: '21:00', except: ['2026-12-01'] },
      { library: 'harford', date: '2026-11-30', start: '09:00', end: '10:00' },
      { library: 'harford', people: 2, date: '2026-11-30', start: '10:00', end: '11:00' },
      { library: 'cecil', service: 'global', date: '2026-12-01', start: '22:00', end: '00:30' },
    ]);
    await paste(page, HUMANITY);
    await page.getByRole('button', { name: 'Read the rows' }).click();
    await page.getByText('Nothing to save: the desk has these shifts already.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Save this roster' }).count(), 0);
    assert.equal((await getQueueShifts(coordinator, 'state')).revision, revision);
    assert.match(wire.bodies(), /"library":"harford"/);
    assert.deepEqual(wire.found(), []);
    assert.deepEqual(errors, []);
    await page.evaluate(SEND_PERSON);
    assert.deepEqual(wire.found(), ['Avery Sample', 'Sample']);
    await close();
  });

  test('roster: a day that could be read both ways asks; a person is mapped in this browser, and forgotten there', async () => {
    const { page, close } = await open();
    const wire = watchWire(page);
    await paste(page, WHEN2WORK);
    await page.getByLabel('How days are written').selectOption('');
    await page.getByRole('button', { name: 'Read the rows' }).click();
    await page.locator('main').getByText('These days could be read both ways.').waitFor();
    await page.getByLabel('How days are written').selectOption('month-first');
    await page.getByRole('button', { name: 'Read the rows' }).click();
    await page.getByText('Choose a library, or Leave out, for Avery Sample, Casey Sample.').waitFor();
    await page.getByLabel('Library: Avery Sample').selectOption('harford');
    await page.getByLabel('Library: Casey Sample').selectOption('');
    await page.getByText('1 row left out.').waitFor();
    const kept = (): Promise<string> => page.evaluate(() => JSON.stringify({ ...localStorage }));
    assert.match(await kept(), /Avery Sample/);
    await page.getByRole('button', { name: 'Forget these names' }).click();
    await announced(page, 'The names are forgotten in this browser.');
    assert.doesNotMatch(await kept(), /Sample/);
    assert.deepEqual(wire.found(), []);
    await close();
  });

  test('roster: a rule says which library works a calendar’s events, and the library’s hours have an address of their own', async () => {
    const { page, errors, close } = await open();
    await page.locator('[data-queue=state]').getByText('Calendars of this desk', { exact: true }).click();
    await page.getByLabel('Address of an iCalendar file').fill('https://calendar.invalid/desk.ics');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    const rule = page.getByRole('group', { name: 'Rule 1' });
    await rule.getByLabel('Words in the title or place').fill('Cecil');
    await rule.getByLabel('Library').selectOption('cecil');
    await rule.getByLabel('Service').selectOption('global');
    await assertSoundInEachLook(page, 'rules of a calendar');
    await page.getByRole('button', { name: 'Use this calendar' }).click();
    await announced(page, 'Saved: the calendar is loaded within a minute.');
    const { feed } = await getQueueShifts(coordinator, 'state');
    assert.deepEqual(feed?.owners, [{ text: 'Cecil', library: 'cecil', service: 'global' }]);
    await page.getByText('Our hours in another calendar').click();
    const own = page.locator('details').filter({ hasText: 'Our hours in another calendar' });
    await own.getByRole('button', { name: 'Make an address' }).click();
    const address = await own.getByLabel('The calendar’s address. It is shown only once.').inputValue();
    assert.equal((await fetch(`${server.url}${new URL(address).pathname}`)).status, 200);
    assert.deepEqual(errors, []);
    await close();
  });

  test('roster: a liaison, who cannot change a shared desk, is offered none and refused', async () => {
    const liaison = await server.signIn('liaison', ['harford']);
    const { page, close } = await openDashboard(browser, server, SHIFTS, liaison);
    await page.getByRole('heading', { name: 'Statewide desk' }).waitFor();
    await page
      .getByText('Shifts and people needed')
      .or(page.getByRole('heading', { level: 3 }))
      .first()
      .waitFor();
    assert.equal(await page.getByText('Read a roster').count(), 0);
    const { revision } = await getQueueShifts(coordinator, 'state');
    const asked = await sendRequest(server, liaison, 'queues/state/shifts', { shifts: [], revision }, 'PUT');
    assert.equal(asked.status, 403);
    await close();
  });
});
