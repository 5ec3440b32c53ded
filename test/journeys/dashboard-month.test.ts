// A liaison compares a month with two others, notes what changed, takes the numbers away as files and prints the report.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { MonthReport } from '@askusnow/sdk/contract';
import { addNote, getMonthReport, getNotes, removeNote, setMonthComment } from '@askusnow/sdk';
import type { Locator, Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock, type ManualClock } from '../support/app/clock.ts';
import { letTick } from '../support/app/desks-watched.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook, overflowPx } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { pagesOf, PAPER_MARGIN } from '../support/browser/pdf.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { aDay, aPlacement } from '../support/data/counters.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { knowSchedulesSince } from '../support/app/known-schedules.ts';

const NOW = '2026-11-16T17:00:00.000Z';
const MONTH = '/dashboard/harford/month';
/** Clicks of a day in the first week of each month. */
const CLICKS: Record<string, number> = { '2025-11': 4, '2026-09': 2, '2026-10': 3, '2026-11': 5 };

describe('month report', () => {
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;
  let clock: ManualClock;
  before(async () => {
    clock = createManualClock(NOW);
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock });
    await knowSchedulesSince(server.database, '2026-10-12T04:00:00.000Z');
    const { db } = server.database;
    const placement = await aPlacement(db, {
      library: 'harford',
      firstSeen: '2025-11-01T12:00:00.000Z',
      lastSeen: NOW,
    });
    for (const [month, clicks] of Object.entries(CLICKS))
      for (let day = 1; day <= 7; day++) {
        const counts = { impressions: 60 + clicks, viewable: 50, clicks };
        await aDay(db, { library: 'harford', placement, date: `${month}-0${day}`, ...counts });
      }
    cookie = await server.signIn('liaison', ['harford']);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = async (options = {}) => {
    const tab = await openDashboard(browser, server, MONTH, cookie, options);
    await tab.page.getByText(/, November 2026, so far$/).waitFor();
    return tab;
  };
  const compare = (page: Page): Promise<void> => page.getByText('All figures beside the month before').click();
  /** What a tile says, without its definition. */
  const tileOf = async (page: Page, name: string): Promise<string[]> => {
    const tile = page.locator('headline-numbers .panel').filter({ has: page.getByText(name, { exact: true }) });
    return (await tile.locator('dd').allInnerTexts()).slice(0, -1).map((text) => text.replaceAll(/\s+/g, ' '));
  };
  /** This month, the month before, the same month last year. */
  const rowOf = (page: Page, name: string): Promise<string[]> =>
    page
      .locator('month-table tr')
      .filter({ has: page.getByRole('rowheader', { name, exact: true }) })
      .locator('td')
      .allInnerTexts();
  const download = async (page: Page, link: Locator): Promise<{ name: string; text: string }> => {
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()]);
    const parts = (await (await file.createReadStream()).toArray()) as Buffer[];
    return { name: file.suggestedFilename(), text: Buffer.concat(parts).toString() };
  };
  const read = async (path: string): Promise<string> => {
    const reply = await fetch(`${server.url}/v1/libraries/harford/${path}`, { headers: { cookie } });
    return Buffer.from(await reply.arrayBuffer()).toString();
  };

  test('month report: this month beside the same days of last month and of the same month last year', async () => {
    const { page, close } = await open();
    assert.deepEqual(await tileOf(page, 'Clicks on the button'), ['35', '+67 % vs the same days of October']);
    assert.deepEqual(await tileOf(page, 'Page views with the button'), ['455', '+3 % vs the same days of October']);
    await compare(page);
    await page.getByText('Definition: Month').click();
    await page
      .getByText(/^A calendar month by the library's own clock\. Of a month that is not over, its whole days/)
      .waitFor();
    assert.deepEqual(await rowOf(page, 'Clicks'), ['35', '21', '28']);
    assert.deepEqual(await rowOf(page, 'Days'), [
      'Nov 1 – Nov 15, 15 days',
      'Oct 1 – Oct 15, 15 days',
      'Nov 1 – Nov 15, 15 days',
    ]);
    assert.equal((await rowOf(page, 'Page views with the button'))[0], '455');
    await close();
  });

  test('month report: the picker shows another month, whole; what was not counted is not zero', async () => {
    const { page, close } = await open();
    const picker = page.getByRole('combobox', { name: 'Month' });
    assert.deepEqual((await picker.locator('option').allInnerTexts()).slice(0, 2), ['Nov 2026', 'Oct 2026']);
    await picker.selectOption('2026-10');
    await page.getByText(/, October 2026$/).waitFor();
    assert.equal(new URL(page.url()).search, '?month=2026-10');
    assert.deepEqual(await tileOf(page, 'Clicks on the button'), ['21', '+7 vs September']);
    await compare(page);
    assert.deepEqual(await rowOf(page, 'Clicks'), ['21', '14', 'not counted before November 1, 2025']);
    await page.getByRole('link', { name: '30 days' }).click();
    await page.getByRole('link', { name: '30 days' }).and(page.locator('[aria-current=true]')).waitFor();
    await page.goBack();
    await page.getByText(/, October 2026$/).waitFor();
    await close();
  });

  test('month report: the files are those of the month that is shown', async () => {
    const { page, close } = await open();
    await page.getByRole('combobox', { name: 'Month' }).selectOption('2026-10');
    await page.getByText(/, October 2026$/).waitFor();
    const csv = await download(page, page.getByRole('link', { name: 'Download CSV' }));
    assert.equal(csv.text, await read('report.csv?month=2026-10'));
    await page.getByRole('button', { name: 'Share' }).click();
    const json = await download(page, page.getByRole('link', { name: 'Download JSON' }));
    assert.equal(json.name, 'askusnow-harford-2026-10.json');
    const { month } = (JSON.parse(json.text) as MonthReport).metrics;
    assert.deepEqual([month.month, month.counts?.clicks], ['2026-10', 21]);
    await close();
  });

  test('month report: the clicks of the months up to this one are bars', async () => {
    const { page, close } = await open();
    const summary = 'Clicks by month, Nov 2025 to Nov 2026: 98 clicks, most in Nov 2026 (35), 9 months with none.';
    await page.getByRole('img', { name: summary }).waitFor();
    const bars = page.locator('month-figures day-chart rect.bar');
    const countOf = async (at: number) => bars.nth(at).getAttribute('data-count');
    assert.deepEqual([await bars.count(), await countOf(0), await countOf(12)], [13, '28', '35']);
    await close();
  });

  test('month report: a note is added to its day, marked on the chart and removed', async () => {
    const { page, close } = await open();
    await page.getByText('No notes in these days.').waitFor();
    await page.getByText('Add a note').click();
    await page.getByLabel('Day', { exact: true }).fill('2026-11-04');
    await page.getByLabel(/^What changed/).fill('New home page');
    await page.getByRole('button', { name: 'Add note' }).click();
    await page.locator('what-changed').getByText('Nov 4: New home page').waitFor();
    await page.getByText('All notes (1)').click();
    await page.getByText('November 4, 2026: New home page').waitFor();
    await page.getByRole('img', { name: /^Clicks by day, .* Notes on Nov 4\.$/ }).waitFor();
    assert.equal(await page.locator('day-chart .note').count(), 1);
    await page.getByRole('button', { name: 'Remove note: New home page' }).click();
    await page.getByRole('button', { name: 'Yes, remove it' }).click();
    await page.getByText('No notes in these days.').waitFor();
    assert.equal(await page.locator('day-chart .note').count(), 0);
    await close();
  });

  test('month report: changes against comparable months, and says why where there is none', async () => {
    const { page, close } = await open();
    await compare(page);
    assert.deepEqual(await rowOf(page, 'Change in clicks'), ['', '+14 (66.7\u202f%)', '+7 (25\u202f%)']);
    await page.getByRole('combobox', { name: 'Month' }).selectOption('2026-10');
    await page.getByText(/, October 2026$/).waitFor();
    assert.deepEqual(await rowOf(page, 'Change in clicks'), [
      '',
      '+7',
      'not comparable: counting began on November 1, 2025',
    ]);
    assert.deepEqual(await rowOf(page, 'Coverage of own desks'), [
      'No live status',
      'nothing scheduled',
      'nothing scheduled',
    ]);
    await close();
  });

  test('month report: of two people who write the comment at once, the second sees both texts before replacing one', async () => {
    const { page, close } = await open();
    await page.getByText('No comment yet.').waitFor();
    await page.getByText('Write a comment').click();
    await page.getByLabel(/^Comment on this month/).fill('Mine <b>');
    await setMonthComment(connectionTo(server, cookie), 'harford', '2026-11', { text: 'Theirs', revision: 0 });
    // What is counted is announced to pages after a moment of the server's clock.
    const ticking = letTick({ clock });
    await page
      .getByText('Theirs', { exact: true })
      .waitFor()
      .finally(() => ticking.stop());
    await page
      .locator('main')
      .getByText(/^Somebody else has changed the comment/)
      .waitFor();
    assert.equal(await page.getByLabel(/^Comment on this month/).inputValue(), 'Mine <b>');
    // The other text may have come a moment before the press.
    const refused = page.waitForResponse((each) => each.request().method() === 'PUT');
    await page.getByRole('button', { name: 'Save comment' }).click();
    assert.equal((await refused).status(), 409);
    await page.getByText('Theirs', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Save comment' }).click();
    await page.getByText('Mine <b>', { exact: true }).waitFor();
    await close();
  });

  test('month report: in a month’s first week the page opens on the month that has ended, else on 30 days', async () => {
    for (const [now, title] of [
      ['2026-12-07T17:00:00.000Z', /, November 2026$/],
      ['2026-12-08T17:00:00.000Z', /, Nov 9 – Dec 8, 2026$/],
    ] as const) {
      const later = createManualClock(now);
      const other = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock: later });
      const placement = await aPlacement(other.database.db, { library: 'harford', firstSeen: NOW, lastSeen: NOW });
      await aDay(other.database.db, { library: 'harford', placement, date: '2026-11-16', clicks: 3 });
      const liaison = await other.signIn('liaison', ['harford']);
      const { page, close } = await openDashboard(browser, other, '/dashboard/harford', liaison);
      await page.getByText(title).waitFor();
      await page.goto(`${other.url}/dashboard/harford?days=7`);
      await page.getByText(/, Dec \d – \d, 2026$/).waitFor();
      await close();
      await other.close();
    }
  });

  describe('with notes', () => {
    before(async () => {
      const liaison = connectionTo(server, cookie);
      const { revision } = (await getMonthReport(liaison, 'harford', { month: '2026-11' })).comment;
      await setMonthComment(liaison, 'harford', '2026-11', { text: 'A word more. '.repeat(70), revision });
      for (const day of ['02', '04', '06', '09', '12'])
        await addNote(connectionTo(server, cookie), 'harford', {
          date: `2026-11-${day}`,
          text: 'A new page for the catalog, with the button in its menu',
        });
    });
    after(async () => {
      const liaison = connectionTo(server, cookie);
      for (const { id } of (await getNotes(liaison, 'harford')).notes) await removeNote(liaison, 'harford', id);
    });

    for (const format of ['Letter', 'A4'])
      test(`month report: is one page of ${format}, with its definitions and without buttons`, async () => {
        const { page, close } = await open({ viewport: { width: 1280, height: 900 } });
        assert.equal(pagesOf(await page.pdf({ format, margin: PAPER_MARGIN })), 1);
        await page.emulateMedia({ media: 'print' });
        // Letter, less its margins.
        await page.setViewportSize({ width: 739, height: 979 });
        assert.equal(await overflowPx(page), 0);
        assert.ok(
          await page.getByText('Page views where the button was seen, out of measurable page views.').isVisible(),
        );
        for (const control of ['button', 'select', 'a.button', 'summary'])
          for (const each of await page.locator(`library-page ${control}`).all()) assert.ok(!(await each.isVisible()));
        await close();
      });

    test('month report: passes the audit in each look, nothing wider than the window', async () => {
      const { page, close } = await open();
      await page.getByRole('button', { name: 'Share' }).click();
      for (const summary of ['All notes (5)', 'Add a note', 'All figures beside the month before'])
        await page.getByText(summary).click();
      await page.getByText('Clicks before and after').first().click();
      await page.getByText(/^Too few to compare/).waitFor();
      await assertSoundInEachLook(page);
      await close();
    });
  });
});
