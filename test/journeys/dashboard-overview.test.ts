// The coordinator's first page: who needs a call, what moved, what waits at webmasters, and when patrons found nobody.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addHandOver } from '@askusnow/sdk';
import type { Locator, Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock, type ManualClock } from '../support/app/clock.ts';
import { letTick } from '../support/app/desks-watched.ts';
import { connectionTo } from '../support/app/requests.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { aDay, aPlacement } from '../support/data/counters.ts';
import { eventually } from '../support/waiting.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

/** A Tuesday. */
const NOW = '2026-11-24T15:00:00.000Z';
const FILE = `
cooperative: { name: Test cooperative }
queues:
  - { id: state, name: Statewide desk, tier: statewide, zone: America/New_York, hours: { weekly: [{ days: [mo, tu, we, th, fr], open: "09:00", close: "22:00" }] } }
libraries:
  - { id: cecil, name: Cecil County Public Library, zone: America/New_York, live: true, origins: ["https://cecil.example"], queues: { statewide: { queue: state, chat: "https://chat.example/" } } }
  - { id: harford, name: Harford County Public Library, zone: America/New_York, live: true, origins: ["https://harford.example"], queues: { statewide: { queue: state, chat: "https://chat.example/" } } }
  - { id: talbot, name: Talbot County Free Library, zone: America/New_York, live: true, origins: ["https://talbot.example"], queues: { statewide: { queue: state, chat: "https://chat.example/" } } }
`;

describe('the coordinator’s first page', () => {
  let server: TestApp;
  let clock: ManualClock;
  let browser: Chromium;
  let coordinator: string;

  before(async () => {
    clock = createManualClock(NOW);
    server = await startApp({ engine: GATE_ENGINE, clock, cooperative: FILE });
    coordinator = await server.signIn('coordinator');
    const { db } = server.database;
    const harford = await aPlacement(db, { library: 'harford' });
    const talbot = await aPlacement(db, { library: 'talbot' });
    const cecil = await aPlacement(db, { library: 'cecil', lastSeen: '2026-10-20T14:00:00.000Z' });
    const day = (library: string, placement: number, date: string, more: object) =>
      aDay(db, { library, placement, date, ...more });
    await day('harford', harford, '2026-11-24', { impressions: 90, viewable: 60, clicks: 12 });
    await day('harford', harford, '2026-10-20', { impressions: 90, viewable: 60, clicks: 34 });
    // It has counted on all days that are compared, and the others have not.
    await day('harford', harford, '2026-09-20', { impressions: 1 });
    await day('talbot', talbot, '2026-11-24', { impressions: 50, viewable: 40, clicks: 2 });
    await day('cecil', cecil, '2026-10-20', { impressions: 500, viewable: 90, clicks: 5 });
    // While every desk was closed, at noon: on a Sunday at two libraries; on the two days before at one of them, and few.
    await day('harford', harford, '2026-11-22', { state: 'closed', impressions: 20, viewable: 20, clicks: 7 });
    await day('talbot', talbot, '2026-11-22', { state: 'closed', impressions: 10, viewable: 10, clicks: 5 });
    for (const date of ['2026-11-20', '2026-11-21'])
      await day('talbot', talbot, date, { state: 'closed', impressions: 2, viewable: 2, clicks: 1 });
    // The job that counts scores has run; its own ones are replaced.
    await eventually(async () => (await db.selectFrom('score_day').selectAll().execute()).length === 3);
    await db.deleteFrom('score_day').execute();
    const score = (library_id: string, date: string, passed: number, low: number) => ({
      library_id,
      date,
      ...{ passed, of: 19, unknown: 3, low, high: low + 0.15 },
    });
    await db
      .insertInto('score_day')
      .values([
        score('harford', '2026-10-24', 9, 0.54),
        score('harford', '2026-11-24', 12, 0.6),
        score('cecil', '2026-10-24', 9, 0.45),
        score('cecil', '2026-11-24', 4, 0.2),
      ])
      .execute();
    for (const [library, ago] of [
      ['talbot', 12],
      ['talbot', 3],
      ['harford', 0],
    ] as const) {
      const page = `https://${library}.example/`;
      const { handOver } = await addHandOver(connectionTo(server, coordinator), library, { page });
      const created_at = new Date(clock.now() - ago * 86_400_000);
      await db.updateTable('hand_over').set({ created_at }).where('id', '=', handOver.id).execute();
    }
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const names = (page: Page): Promise<string[]> => page.locator('overview-table tbody th a').allInnerTexts();
  const cellOf = (page: Page, library: string, label: string): Locator =>
    page.locator(`overview-table tr[data-library=${library}] td[data-label="${label}"]`);
  const more = (page: Page, name: string): Promise<void> =>
    page.getByRole('button', { name: `Details: ${name}` }).click();
  /** What the opened row of a library says. */
  const factOf = async (page: Page, library: string, name: string): Promise<string> =>
    (
      await page
        .locator(`overview-table tr[data-library=${library}] + tr.more .facts > div`)
        .filter({ has: page.getByText(name, { exact: true }) })
        .locator('dd')
        .innerText()
    ).replaceAll(/\s/g, ' ');
  /** A cell's lines, as they are read. */
  const linesOf = async (page: Page, library: string, label: string): Promise<string[]> =>
    (await cellOf(page, library, label).innerText())
      .split('\n')
      .map((line) => line.trim().replaceAll(/\s/g, ' '))
      .filter(Boolean);

  test('coordinator’s table: says who needs a call, with the score, what moved and what waits at webmasters', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard', coordinator);
    await page.locator('overview-table tbody a').first().waitFor();
    assert.equal((await names(page))[0], 'Cecil County Public Library', 'who needs a call comes first');
    const status = page.locator('overview-table tr[data-library=cecil] .chip');
    assert.deepEqual([await status.innerText(), await status.getAttribute('class')], ['Lost', 'chip bad']);
    await page
      .getByText('28 clicks in 30 days · −79 % vs the 30 days before at 1 library. 1 of 3 libraries needs attention.')
      .waitFor();
    assert.deepEqual(await linesOf(page, 'harford', 'Rules met'), ['12 of 19', '3 rules more']);
    assert.deepEqual(await linesOf(page, 'cecil', 'Rules met'), ['4 of 19', '5 rules fewer']);
    assert.deepEqual(await linesOf(page, 'talbot', 'Rules met'), ['not counted']);
    assert.deepEqual(await linesOf(page, 'harford', 'Clicks'), ['19', '−27 (79.4 %)']);
    await more(page, 'Harford');
    assert.equal(
      await factOf(page, 'harford', 'Rules met'),
      '12 of 19 (3 not known, 60–75 %, 3 rules more in 30 days)',
    );
    assert.equal(await factOf(page, 'harford', 'Clicks'), '19 (−79 % vs the days before)');
    assert.equal(await factOf(page, 'harford', 'Waits at the webmaster'), '1 open hand-over, the oldest of today');
    await more(page, 'Talbot');
    assert.equal(await factOf(page, 'talbot', 'Waits at the webmaster'), '2 open hand-overs, the oldest 12 days');
    await assertSoundInEachLook(page, 'more about two libraries');
    await more(page, 'Talbot');
    await page.locator('overview-table tr.more').nth(1).waitFor({ state: 'detached' });
    await close();
  });

  test('coordinator’s table: is sorted by the server, by what moved, the score and the oldest hand-over', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard', coordinator);
    const sorted: (string | null)[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      if (pathname === '/v1/overview') sorted.push(`${searchParams.get('sort')} ${searchParams.get('reverse')}`);
    });
    const comesFirst = (name: RegExp) => eventually(async () => name.test((await names(page))[0] ?? ''));
    await page.getByLabel('Sort by').selectOption('hand-overs');
    await comesFirst(/^Talbot/);
    await page.getByLabel('Sort by').selectOption('moved');
    await comesFirst(/^Cecil/);
    const head = page.getByRole('columnheader', { name: 'Rules met' });
    await head.getByRole('button').click();
    assert.equal(await head.getAttribute('aria-sort'), 'ascending');
    await comesFirst(/^Cecil/);
    await head.getByRole('button').click();
    assert.equal(await head.getAttribute('aria-sort'), 'descending');
    await eventually(async () => (await names(page)).at(-1) === 'Cecil County Public Library');
    // A fact that changes meanwhile makes the page read once more, in the same order.
    const orders = sorted.filter((order, at) => order !== sorted[at - 1]);
    assert.deepEqual(orders.slice(-4), ['hand-overs false', 'moved false', 'score false', 'score true']);
    await close();
  });

  test('statewide map: adds up all libraries by weekday and part of the day, and hides small cells', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard', coordinator);
    await page.getByRole('heading', { level: 2, name: 'Unmet demand by time of day' }).click();
    const map = page.locator('missed-map');
    await map.getByRole('table').waitFor();
    const parts = ['night', 'morning', 'afternoon', 'evening'];
    const cell = async (weekday: string, part: string): Promise<string> => {
      const row = map.getByRole('row', { name: new RegExp(`^${weekday}`) });
      return (await row.locator('td').nth(parts.indexOf(part)).innerText()).trim();
    };
    assert.equal(await cell('Sun', 'afternoon'), '12 clicks, 30 views');
    for (const few of ['Fri', 'Sat']) assert.equal(await cell(few, 'afternoon'), 'fewer than 5');
    assert.equal(await cell('Sun', 'morning'), '0');
    assert.equal(await map.getByRole('row').count(), 8);
    assert.equal(await map.getByRole('columnheader').count(), 5);
    await close();
  });

  test('coordinator’s page: passes the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard', coordinator);
    await page.locator('overview-table tbody a').first().waitFor();
    await page.getByRole('heading', { name: 'Unmet demand by time of day' }).click();
    await page.locator('missed-map table').waitFor();
    await assertSoundInEachLook(page);
    await close();
  });

  // The last one: it changes what the others read.
  test('coordinator’s page: a new hand-over is there without a reload', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard', coordinator);
    await page.locator('overview-table tbody a').first().waitFor();
    await more(page, 'Cecil');
    await addHandOver(connectionTo(server, coordinator), 'cecil', { page: 'https://cecil.example/' });
    const ticking = letTick({ clock });
    await page
      .locator('overview-table tr.more')
      .getByText('1 open hand-over, the oldest of today')
      .waitFor()
      .finally(() => ticking.stop());
    await close();
  });
});
