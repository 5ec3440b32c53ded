// The page shows the numbers of the API: figure by figure, day by day, place by place.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Metrics, Overview } from '@askusnow/sdk/contract';
import { addNote } from '@askusnow/sdk';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { announced } from '../support/browser/announced.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import type { ManualClock } from '../support/app/clock.ts';
import { connectionTo } from '../support/app/requests.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { letTick } from '../support/app/desks-watched.ts';
import { LIVES, LIVES_FILE, liveThrough, livesClock, visit } from '../support/data/library-lives.ts';
import { eventually } from '../support/waiting.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const counted = (text: string): number => Number(text.replaceAll(',', ''));

describe('the numbers on the page', () => {
  let server: TestApp;
  let browser: Chromium;
  let clock: ManualClock;

  before(async () => {
    clock = livesClock();
    server = await startApp({ engine: GATE_ENGINE, clock, cooperative: LIVES_FILE });
    await liveThrough(server, clock);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const read = async <T>(path: string, cookie: string): Promise<T> =>
    (await (await fetch(`${server.url}${path}`, { headers: { cookie } })).json()) as T;
  const figures = (page: Page): Promise<string[]> => page.locator('headline-numbers dd.figure').allInnerTexts();
  const bars = async (page: Page, name: string): Promise<number[]> => {
    const all = await page.locator(`day-chart[name="${name}"] rect.bar`).all();
    return Promise.all(all.map(async (bar) => Number(await bar.getAttribute('data-count'))));
  };

  for (const days of [7, 30, 90] as const) {
    test(`numbers page: figures, graph and table of ${days} days equal the API's`, async () => {
      const cookie = await server.signIn('liaison', ['steady']);
      const metrics = await read<Metrics>(`/v1/libraries/steady/metrics?days=${days}`, cookie);
      assert.ok(metrics.totals.clicks > 0 && metrics.totals.viewable > metrics.totals.clicks);
      const { page, close } = await openDashboard(browser, server, `/dashboard/steady?days=${days}`, cookie);
      await page.locator('headline-numbers dd').first().waitFor();

      const [clicks = '', seen = '', rate = '', views = ''] = await figures(page);
      assert.deepEqual([clicks, views].map(counted), [metrics.totals.clicks, metrics.totals.impressions]);
      const percent = (share: number | null): string => String(Math.round((share ?? NaN) * 1000) / 10);
      const { value, low, high } = metrics.clickThrough;
      const tile = (name: string) =>
        page.locator('headline-numbers .panel').filter({ has: page.getByText(name, { exact: true }) });
      assert.equal(seen.replace(/\s+/g, ' '), `${percent(metrics.viewableRate.value)} %`);
      await tile('Button seen').getByText(`${metrics.totals.viewable} of ${metrics.totals.measurable}`).waitFor();
      assert.equal(rate.replace(/\s+/g, ' '), `${percent(value)} %`);
      await tile('Click rate')
        .getByText(new RegExp(`; likely ${percent(low)}–${percent(high)}.%$`))
        .waitFor();

      assert.equal(await page.locator('day-chart').count(), 1);
      assert.deepEqual(
        await bars(page, 'Clicks'),
        metrics.byDay.map((day) => day.clicks),
      );

      await page.getByText('Numbers by day').click();
      assert.deepEqual(
        (await page.locator('day-table td').allInnerTexts()).map(counted),
        metrics.byDay.toReversed().flatMap((day) => [day.impressions, day.viewable, day.firstScreen, day.clicks]),
      );

      await close();
    });
  }

  test('numbers page: practice and refused reports stand beside the numbers and not in them', async () => {
    const { page, close } = await openDashboard(
      browser,
      server,
      '/dashboard/steady',
      await server.signIn('liaison', ['steady']),
    );
    await page.getByText(/^Not counted: \d+ events?$/).click();
    await page.getByText('2 practice events').waitFor();
    await close();
    const other = await openDashboard(
      browser,
      server,
      '/dashboard/refused',
      await server.signIn('liaison', ['refused']),
    );
    await other.page.getByText(/^Not counted: \d+ events?$/).click();
    await other.page.getByText('3 × sent from a site that is not registered').last().waitFor();
    assert.equal((await figures(other.page))[0], '0');
    await other.close();
  });

  test('numbers page: without a denominator there is no rate, and that is not 0 %', async () => {
    const { page, close } = await openDashboard(
      browser,
      server,
      '/dashboard/unseen',
      await server.signIn('liaison', ['unseen']),
    );
    await page.locator('headline-numbers dd').first().waitFor();
    assert.equal((await figures(page))[2], 'no rate yet');
    assert.equal(await page.locator('day-chart').count(), 0);
    await close();
    const ignored = await openDashboard(
      browser,
      server,
      '/dashboard/ignored',
      await server.signIn('liaison', ['ignored']),
    );
    await ignored.page.locator('headline-numbers dd').first().waitFor();
    assert.match((await figures(ignored.page))[2] ?? '', /^0\s%$/);
    await ignored.page.getByText(/; likely 0–8\.8\s%$/).waitFor();
    await ignored.close();
  });

  test('numbers page: clicks while every desk was closed are named as missed demand', async () => {
    const { page, close } = await openDashboard(
      browser,
      server,
      '/dashboard/steady',
      await server.signIn('liaison', ['steady']),
    );
    await page.getByText('While nobody could answer: 1 click').click();
    assert.deepEqual(
      (
        await page
          .locator('answer-table tr', { hasText: /^\s*Closed/ })
          .locator('td')
          .allInnerTexts()
      ).map(counted),
      [10, 1],
    );
    await close();
  });

  test('numbers page: the picture says in words what it shows', async () => {
    const { page, close } = await openDashboard(
      browser,
      server,
      '/dashboard/steady?days=90',
      await server.signIn('liaison', ['steady']),
    );
    const picture = page.getByRole('img', {
      name: /^Clicks by day, Aug 14 to Nov 11: 6 clicks, most on Nov 2 \(1\), 4 days with none; not counted before Nov 2\.$/,
    });
    await picture.waitFor();
    await close();
  });

  test('numbers page: the dated notes of its days are marked on the graph and listed below it', async () => {
    const cookie = await server.signIn('liaison', ['steady']);
    for (const [date, text] of [
      ['2026-09-01', 'Before these days'],
      ['2026-11-03', 'New home page'],
    ] as const)
      await addNote(connectionTo(server, cookie), 'steady', { date, text });
    const { page, close } = await openDashboard(browser, server, '/dashboard/steady', cookie);
    await page.getByRole('img', { name: /^Clicks by day, .* Notes on Nov 3\.$/ }).waitFor();
    await page.locator('what-changed').getByText('Nov 3: New home page').waitFor();
    await page.getByText('All notes (1)').click();
    const notes = page.locator('dated-notes li');
    assert.match(await notes.first().innerText(), /^November 3, 2026: New home page/);
    assert.equal(await notes.count(), 1);
    await page.goto(`${server.url}/dashboard/steady?days=90`);
    await page.getByRole('img', { name: /^Clicks by day, .* Notes on Sep 1, Nov 3\.$/ }).waitFor();
    assert.equal(await notes.count(), 2);
    await close();
  });

  test('numbers page: a click that comes while the page is open is there without a reload', async () => {
    const cookie = await server.signIn('liaison', ['fresh']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/fresh', cookie);
    await page.locator('headline-numbers dd').first().waitFor();
    const before = counted((await figures(page))[0] ?? '');
    await visit(server, clock, { library: 'fresh', clicks: true });
    // Of many events nodes hear once in ten seconds; what they then tell the page waits for the clock, too.
    clock.advance(10_000);
    const ticking = letTick({ clock });
    await eventually(async () => (await figures(page))[0] === String(before + 1)).finally(() => ticking.stop());
    assert.equal(await page.getByRole('button', { name: 'Refresh' }).count(), 0);
    await close();
  });

  test('numbers page: the file to download is the same window', async () => {
    const cookie = await server.signIn('liaison', ['steady']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/steady?days=7', cookie);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download CSV' }).click(),
    ]);
    const parts = (await (await download.createReadStream()).toArray()) as Buffer[];
    const reply = await fetch(`${server.url}/v1/libraries/steady/metrics.csv?days=7`, { headers: { cookie } });
    assert.equal(Buffer.concat(parts).toString(), Buffer.from(await reply.arrayBuffer()).toString());
    await close();
  });

  describe("the coordinator's table", () => {
    const names = (page: Page): Promise<string[]> => page.locator('overview-table tbody a').allInnerTexts();
    const nameOf = (...ids: string[]): string[] => ids.map((id) => LIVES[id]?.name ?? '');

    test('coordinator’s table: has every library, the worst first, with the numbers of the API', async () => {
      const cookie = await server.signIn('coordinator');
      const overview = await read<Overview>('/v1/overview?days=30', cookie);
      const { page, close } = await openDashboard(browser, server, '/dashboard', cookie);
      await page.locator('overview-table tbody a').first().waitFor();
      assert.deepEqual(await names(page), nameOf('refused', 'quiet', 'unseen', 'ignored', 'fresh', 'steady'));
      for (const { library, status, counts, refused } of overview.libraries) {
        const row = page.locator(`overview-table tr[data-library=${library}]`);
        const clicks = await row.locator('td.clicks > span').first().innerText();
        if (status === 'never-seen') assert.match(clicks, /^not counted/i, library);
        else assert.equal(counted(clicks), counts.clicks, library);
        await row.getByRole('button').click();
        const facts = page.locator(`overview-table tr[data-library=${library}] + tr.more .facts > div`);
        for (const [label, count] of [
          ['Times seen', counts.viewable],
          ['Views not counted', refused],
        ] as const) {
          const fact = facts.filter({ has: page.getByText(label, { exact: true }) }).locator('dd');
          const shown = (await fact.count()) === 0 ? 0 : counted(await fact.innerText());
          assert.equal(shown, count, `${library} ${label}`);
        }
      }
      await close();
    });

    test('coordinator’s table: can be sorted by its heads and narrowed by name and status', async () => {
      const { page, close } = await openDashboard(browser, server, '/dashboard', await server.signIn('coordinator'));
      const head = page.getByRole('columnheader', { name: 'Clicks' });
      await head.getByRole('button').click();
      assert.equal(await head.getAttribute('aria-sort'), 'descending');
      await eventually(async () => (await names(page))[0] === LIVES['steady']?.name);
      await head.getByRole('button').click();
      assert.equal(await head.getAttribute('aria-sort'), 'ascending');

      await page.getByLabel('Status').selectOption('never-seen');
      await announced(page, /\b1 of 6 libraries/);
      assert.deepEqual(await names(page), nameOf('unseen'));
      await page.getByLabel('Status').selectOption('');
      await page.getByLabel('Find a library').fill('public STEADY');
      await eventually(async () => (await names(page)).join() === nameOf('steady').join());
      await page.getByLabel('Find a library').fill('nothing like it');
      await page.getByText('No library matches').waitFor();
      await close();
    });

    test('coordinator’s table: a click that comes while it is open is there without a reload, and the focused row stays', async () => {
      const { page, close } = await openDashboard(browser, server, '/dashboard', await server.signIn('coordinator'));
      await page.getByLabel('Sort by').selectOption('clicks');
      await eventually(async () => (await names(page))[0] === LIVES['steady']?.name);
      const cell = page.locator('overview-table tr[data-library=ignored] td.clicks > span').first();
      const link = page.getByRole('link', { name: LIVES['ignored']!.name });
      await link.focus();
      const before = await names(page);
      const clicks = counted(await cell.innerText());
      // More than any other library has.
      for (let more = 0; more < 20; more += 1) await visit(server, clock, { library: 'ignored', clicks: true });
      clock.advance(10_000);
      const ticking = letTick({ clock });
      await eventually(async () => counted(await cell.innerText()) === clicks + 20).finally(() => ticking.stop());
      assert.deepEqual(await names(page), before);
      await page.getByText(/^Updated \d/).waitFor();
      assert.equal(await page.getByRole('button', { name: 'Refresh' }).count(), 0);
      await link.blur();
      await page.mouse.move(0, 0);
      await eventually(async () => (await names(page))[0] === LIVES['ignored']?.name);
      await close();
    });
  });
});
