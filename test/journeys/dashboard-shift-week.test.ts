// A week of shifts, changed by a liaison by mouse, by keyboard and by form, in a real browser.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { QueueShifts, ShiftRule } from '@askusnow/sdk/contract';
import type { BrowserContextOptions, Locator, Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { sendRequest } from '../support/app/requests.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook, audit } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const FILE = `
cooperative: { name: Test cooperative }
queues:
  - id: desk
    name: Harford desk
    tier: local
    zone: America/New_York
    hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "09:00", close: "17:00" }] }
libraries:
  - id: harford
    name: Harford County Public Library
    zone: America/New_York
    live: true
    origins: ["https://www.library.example"]
    queues: { local: { queue: desk } }
`;
const ALL: ShiftRule = {
  label: 'Reference desk',
  days: ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'],
  start: '09:00',
  end: '17:00',
};

describe('a liaison’s week of shifts', () => {
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;
  /** The Monday after next: no day of it is over. */
  let week: string;
  const dayOf = (index: number): string => new Date(Date.parse(week) + index * 86_400_000).toISOString().slice(0, 10);
  const read = async (): Promise<QueueShifts> =>
    (await sendRequest<QueueShifts>(server, cookie, 'queues/desk/shifts')).body;
  const put = async (shifts: ShiftRule[]): Promise<void> => {
    const { revision } = await read();
    assert.equal((await sendRequest(server, cookie, 'queues/desk/shifts', { shifts, revision }, 'PUT')).status, 200);
  };

  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: FILE });
    browser = await launchChromium();
    cookie = await server.signIn('liaison', ['harford']);
    const now = new Date();
    week = new Date(now.getTime() + (14 - ((now.getUTCDay() + 6) % 7)) * 86_400_000).toISOString().slice(0, 10);
  });
  beforeEach(() => put([ALL]));
  after(async () => {
    await browser.close();
    await server.close();
  });

  /** Opens the page at the week, with its shifts shown. */
  async function open(options: BrowserContextOptions = { viewport: { width: 1280, height: 1000 } }) {
    const tab = await openDashboard(browser, server, '/dashboard/harford/shifts', cookie, options);
    await tab.page.getByLabel('Week of').fill(week);
    await tab.page.locator(`[data-day="${week}"] .block`).first().waitFor();
    return tab;
  }
  const block = (page: Page, index: number) => page.locator(`[data-day="${dayOf(index)}"] button.block`).first();

  test('shift week: arrow keys move a shift and its end; a gap is asked about before it is saved; the change is undone', async () => {
    const { page, errors, close } = await open();
    await block(page, 1).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Shift+ArrowUp');
    await announced(page, /9:30\s?AM – 5:15\s?PM/);
    await page.keyboard.press('Enter');
    await page.getByText('This leaves 1 new gap in the next 52 weeks').waitFor();
    assert.deepEqual((await read()).shifts, [ALL], 'nothing is saved yet');
    await page.getByRole('button', { name: 'Save anyway' }).press('Enter');
    await announced(page, /Saved: the shifts of Harford desk/);
    const once = { label: 'Reference desk', date: dayOf(1), start: '09:30', end: '17:15' };
    assert.deepEqual((await read()).shifts, [{ ...ALL, except: [dayOf(1)] }, once]);
    await page.getByRole('button', { name: 'Undo: shift changed' }).click();
    await announced(page, /The last change is undone/);
    assert.deepEqual((await read()).shifts, [ALL]);
    assert.deepEqual(errors, []);
    await close();
  });

  test('shift week: Escape leaves a shift as it was, with the focus on it', async () => {
    const { page, close } = await open();
    await block(page, 2).focus();
    await page.keyboard.press('ArrowRight');
    await page.locator(`[data-day="${dayOf(3)}"] .draft`).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.draft').waitFor({ state: 'detached' });
    await block(page, 2).and(page.locator(':focus')).waitFor();
    assert.deepEqual((await read()).shifts, [ALL]);
    await close();
  });

  test('shift week: the mouse drags a shift to another time, and its lower edge to another end', async () => {
    const { page, close } = await open();
    const draft = page.locator('.draft');
    /** Waits until it stands still: what opens below it may scroll the page. */
    const drag = async (what: Locator, fromTop: (height: number) => number, byPx: number): Promise<void> => {
      const { height } = (await what.boundingBox())!;
      await what.hover({ position: { x: 20, y: fromTop(height) } });
      const { x, y } = (await what.boundingBox())!;
      await page.mouse.down();
      await page.mouse.move(x + 20, y + fromTop(height) + byPx, { steps: 4 });
      await page.mouse.up();
    };
    await drag(block(page, 1), () => 40, 48);
    await draft.filter({ hasText: /10\s?AM – 6\s?PM/ }).waitFor();
    await drag(draft, (height) => height - 3, -48);
    await draft.filter({ hasText: /10\s?AM – 5\s?PM/ }).waitFor();
    await page.getByRole('button', { name: 'Save this shift' }).click();
    await page.locator('main').getByText('This leaves 1 new gap').waitFor();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    await page.getByRole('button', { name: 'Back', exact: true }).click();
    assert.deepEqual((await read()).shifts, [ALL]);
    await close();
  });

  test('shift week: a gap is pressed and filled, its times prefilled', async () => {
    await put([{ ...ALL, end: '13:00' }]);
    const { page, close } = await open();
    await page.locator(`[data-day="${dayOf(4)}"] button.gap`).click();
    assert.equal(await page.getByLabel('Desk or team, not a person').inputValue(), 'Reference desk');
    assert.equal(await page.getByLabel('Starts').inputValue(), '13:00');
    assert.equal(await page.getByLabel('Ends').inputValue(), '17:00');
    await page.getByRole('combobox', { name: 'Applies to' }).selectOption('Every Friday');
    await page.getByRole('button', { name: 'Save this shift' }).click();
    await announced(page, /Saved/);
    assert.deepEqual((await read()).shifts[1], {
      label: 'Reference desk',
      days: ['fr'],
      start: '13:00',
      end: '17:00',
      from: dayOf(4),
    });
    await close();
  });

  test('shift week: the first line names the open time with nobody, and one press fills it in its week', async () => {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(Date.now());
    const date = new Date(Date.parse(today) + 3 * 86_400_000).toISOString().slice(0, 10);
    await put([{ ...ALL, except: [date] }]);
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/shifts', cookie);
    await page.getByText('Nobody scheduled, next 14 days').waitFor();
    await page.getByRole('button', { name: /^Fill the shift: / }).press('Enter');
    assert.equal(await page.getByLabel('Starts').inputValue(), '09:00');
    assert.equal(await page.getByLabel('Ends').inputValue(), '17:00');
    await page.getByRole('button', { name: 'Save this shift' }).press('Enter');
    await page.getByText('Somebody is scheduled at every open time of the next 14 days.').waitFor();
    assert.deepEqual((await read()).shifts[1], { label: 'Reference desk', date, start: '09:00', end: '17:00' });
    await close();
  });

  test('shift week: a week is copied to three, after what it makes and leaves out is shown', async () => {
    await put([{ label: 'Evening', date: dayOf(0), start: '18:00', end: '20:00' }, ALL]);
    const { page, close } = await open();
    await page.getByRole('button', { name: 'Copy this week' }).click();
    await page.getByLabel('Number of weeks').fill('3');
    await page.getByRole('button', { name: 'Show what this makes' }).click();
    // It is announced, too.
    await page.locator('main').getByText('Adds 3 shifts.').waitFor();
    await page.getByText('Leaves out 21 shifts:').waitFor();
    assert.equal((await read()).shifts.length, 2);
    await page.getByRole('button', { name: 'Save the copies' }).click();
    await announced(page, /Saved/);
    const [, , copies] = (await read()).shifts;
    assert.deepEqual(
      [copies?.label, copies?.days, copies?.from, copies?.until],
      ['Evening', ['mo'], dayOf(7), dayOf(27)],
    );
    await close();
  });

  test('shift week: a second person’s change is not overwritten: both are shown, and put together', async () => {
    const { page, close } = await open();
    await block(page, 1).click();
    await page.getByLabel('Ends').fill('18:00');
    const theirs = { label: 'Evening', date: dayOf(0), start: '18:00', end: '20:00' };
    await put([ALL, theirs]);
    await page.getByRole('button', { name: 'Save this shift' }).click();
    await page.getByText('Somebody else has saved these shifts').first().waitFor();
    assert.deepEqual((await read()).shifts, [ALL, theirs]);
    await page.getByRole('heading', { name: 'Saved by the other person' }).waitFor();
    assert.deepEqual(await audit(page), []);
    await page.getByRole('button', { name: 'Make my change to theirs' }).click();
    await announced(page, /Saved/);
    const { shifts } = await read();
    assert.equal(shifts.length, 3);
    assert.ok(shifts.some(({ label }) => label === 'Evening') && shifts.some(({ end }) => end === '18:00'));
    await close();
  });

  test('shift week: is sound in each look', async () => {
    await put([{ ...ALL, end: '13:00' }]);
    const { page, errors, consoleLines, close } = await open();
    await page.locator(`[data-day="${dayOf(1)}"] button.gap`).click();
    await assertSoundInEachLook(page);
    assert.deepEqual([...errors, ...consoleLines], []);
    await close();
  });
});
