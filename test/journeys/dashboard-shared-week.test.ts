// The week of a shared desk that three libraries live through, on screen: the roster is read, the desk presses its clock, hours
// are given, taken and made up on the pages, and the coordinator reads what each has given.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock, type ManualClock } from '../support/app/clock.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { letTick } from '../support/app/desks-watched.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { hoursWritten } from '../support/data/shared-hours.ts';
import {
  SHARED_WEEK_FIGURES,
  SHARED_WEEK_FILE,
  SHARED_WEEK_ROSTER,
  SHARED_WEEK_STEPS,
  WEEK_AFTER,
  WEEK_BEFORE,
  type SharedWeekStep,
} from '../support/data/shared-week.ts';

const NAMES = { harford: 'Harford County', cecil: 'Cecil County', carroll: 'Carroll County' } as const;
/** "2 h", as the list of contributions has minutes. */
const hoursText = (minutes: number): string => `${Math.round(minutes / 6) / 10} h`;

describe('a shared week', () => {
  let server: TestApp;
  let browser: Chromium;
  let clock: ManualClock;
  before(async () => {
    clock = createManualClock(WEEK_BEFORE);
    server = await startApp({ engine: GATE_ENGINE, cooperative: SHARED_WEEK_FILE, clock });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  /** Sessions end within a week: everybody signs in again. */
  const use = async (
    role: 'coordinator' | 'liaison' | 'desk',
    ids: string[],
    path: string,
    work: (page: Page) => Promise<unknown>,
    width = 1280,
  ): Promise<void> => {
    const viewport = { width, height: 900 };
    const tab = await openDashboard(browser, server, path, await server.signIn(role, ids), { viewport });
    const ticking = letTick({ clock });
    await work(tab.page);
    ticking.stop();
    assert.deepEqual(tab.errors, []);
    await tab.close();
  };

  const readTheRoster = async (page: Page): Promise<void> => {
    await page.getByText('Read a roster').click();
    await page.getByLabel('Or paste the rows').fill(SHARED_WEEK_ROSTER);
    // December 7 could be July 12.
    await page.getByLabel('How days are written').selectOption('month-first');
    await page.getByRole('button', { name: 'Read the rows' }).click();
    await page.getByText('Shifts: 7 new, 0 changed, 0 gone, 0 the same.').waitFor();
    await page.getByRole('button', { name: 'Save this roster' }).click();
    // The desk had no shifts: hours that nobody owes are gaps now, and the page says so first.
    await page.getByRole('button', { name: 'Save anyway' }).click();
    await announced(page, 'Roster saved: 7 changes.');
    await hoursWritten(server);
  };

  const give = async (page: Page): Promise<void> => {
    const hour = page.locator('li').filter({ hasText: 'Tomorrow, 10 AM – 12 PM' });
    await hour.locator('summary').press('Enter');
    await hour.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'Meeting' });
    await hour.getByRole('button', { name: 'Offer hour' }).press('Enter');
    const own = page.getByRole('region', { name: 'Our hours of the next four weeks' });
    await own.getByText('Yours until another library accepts it', { exact: true }).waitFor();
  };
  const accept = async (page: Page): Promise<void> => {
    await page.getByRole('button', { name: 'Accept tomorrow, 10 AM – 12 PM' }).press('Enter');
    await page.getByText('Carroll County for Harford County', { exact: true }).waitFor();
  };
  const makeUp = async (page: Page): Promise<void> => {
    const panel = page.locator('made-up-hours section');
    await panel.getByText('Missed', { exact: true }).waitFor();
    await panel.getByText('1 h to make up by Wed, Dec 16', { exact: true }).waitFor();
    await panel.locator('summary').press('Enter');
    const free = panel.getByRole('combobox', { name: 'Time' });
    await free.selectOption({ label: 'Fri, Dec 11, 9 AM – 2 PM: 1 more person is needed' });
    await panel.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: '10 AM' });
    await panel.getByRole('button', { name: 'Pick this time' }).press('Enter');
    await panel.getByText('Fri, Dec 11, 9 AM – 10 AM', { exact: true }).first().waitFor();
    await panel.getByText('To come', { exact: true }).waitFor();
  };

  async function take({ at, library, does }: SharedWeekStep): Promise<void> {
    // Each leaves when its hour ends, or later: its press has ended by itself then.
    if (does === 'leaves') return;
    clock.set(at);
    const name = NAMES[library];
    const hours = `/dashboard/${library}/shared-hours`;
    switch (does) {
      case 'comes':
        return use('desk', ['state'], '/dashboard', async (page) => {
          await page.getByRole('button', { name: `${name} is here`, exact: true }).press('Enter');
          await page.getByRole('button', { name: `${name} leaves`, exact: true }).waitFor();
        });
      case 'gives':
        return use('liaison', [library], hours, give);
      case 'accepts':
        return use('liaison', [library], hours, accept, 320);
      case 'makes-up':
        return use('liaison', [library], hours, makeUp, 320);
    }
  }

  test('a shared week: lived through on the pages, it ends with the figures that were foreseen', async () => {
    await use('coordinator', [], '/dashboard/harford/shifts', readTheRoster);
    for (const step of SHARED_WEEK_STEPS) await take(step);
    clock.set(WEEK_AFTER);
    await use('coordinator', [], '/dashboard/-/contributions?month=2026-12', async (page) => {
      await page.locator('summary', { hasText: 'All figures by library' }).click();
      for (const [library, { figures, value }] of Object.entries(SHARED_WEEK_FIGURES)) {
        const row = page.locator(`tr[data-library=${library}]`);
        await row.getByText(`, ${Math.round(value * 100)} %`).waitFor();
        const name = await row.locator('th a').innerText();
        const ofName = page.locator('details tr', { has: page.getByRole('rowheader', { name, exact: true }) });
        const cells = await ofName.locator('td').allInnerTexts();
        for (const minutes of [figures.owed, figures.given, figures.missed])
          assert.ok(
            cells.some((cell) => cell.includes(hoursText(minutes))),
            `${library}: ${minutes} of ${cells.join()}`,
          );
      }
      await assertSoundInEachLook(page);
    });
    await use('liaison', ['cecil'], '/dashboard/cecil/month', async (page) => {
      const section = page.locator('contribution-section');
      await section.locator('duty-list summary').first().press('Enter');
      for (const words of ['late by 12 minutes', 'missed']) await section.getByRole('cell', { name: words }).waitFor();
    });
  });
});
