// A liaison reads what changed: the score by day, clicks before and after a dated note, and what a rule is worth.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addNote } from '@askusnow/sdk';
import type { Page } from 'playwright-core';
import { DAY_MS } from '../../server/src/platform/time/instants.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock, type ManualClock } from '../support/app/clock.ts';
import { letTick } from '../support/app/desks-watched.ts';
import { untilRan } from '../support/app/job-runs.ts';
import { connectionTo } from '../support/app/requests.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { aPlacement } from '../support/data/counters.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const NOW = '2026-10-05T15:00:00.000Z';
/** Six came to meet a rule on the same day; at six others nothing changed. */
const MET = ['m-1', 'm-2', 'm-3', 'm-4', 'm-5', 'm-6'];
const UNCHANGED = ['u-1', 'u-2', 'u-3', 'u-4', 'u-5', 'u-6'];
/** Where the next day has begun. */
const AHEAD = 'u-6';
const FIRST_MET = '2026-09-01';
const FILE = `
cooperative: { name: Test cooperative }
queues:
  - { id: desk, name: Statewide desk, tier: statewide, zone: UTC, hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "09:00", close: "17:00" }] } }
libraries:
${[...MET, ...UNCHANGED].map((id) => `  - { id: ${id}, name: Library ${id}, zone: ${id === AHEAD ? 'Pacific/Kiritimati' : 'UTC'}, live: true, origins: ["https://${id}.example"], queues: { statewide: { queue: desk } }, keyPages: [{ kind: home, name: Home page, pattern: / }] }`).join('\n')}
`;
const HISTORY = '/dashboard/m-1/visibility?part=history';
const dayBefore = (ago: number): string => new Date(Date.parse(NOW) - ago * DAY_MS).toISOString().slice(0, 10);

describe('what changed, on the visibility page', () => {
  let clock: ManualClock;
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;
  before(async () => {
    clock = createManualClock(NOW);
    server = await startApp({ engine: GATE_ENGINE, cooperative: FILE, clock });
    await untilRan(server.database, ['scores']);
    const { db } = server.database;
    for (const library of [...MET, ...UNCHANGED]) {
      const placement = await aPlacement(db, { library, firstSeen: '2026-07-01T12:00:00.000Z', lastSeen: NOW });
      const size = 2 + Number(library.at(-1));
      const days = Array.from({ length: 65 }, (_, ago) => dayBefore(ago + 1));
      await db
        .insertInto('placement_day')
        .values(
          days.map((date) => ({
            ...{ library_id: library, placement_id: placement, date, state: 'available', tier: 'statewide' },
            class: 'counted' as const,
            impression_desktop: 50,
            click_desktop: MET.includes(library) && date > FIRST_MET ? size * 2 : size,
          })),
        )
        .execute();
      const firstMetOn = MET.includes(library) ? FIRST_MET : null;
      const result = { is_met: true, since: firstMetOn ?? '2026-07-01', first_met_on: firstMetOn };
      // The job has stored its first results.
      await db
        .insertInto('rule_result')
        .values({ library_id: library, rule: 'home-tag', ...result })
        .onConflict((conflict) => conflict.columns(['library_id', 'rule']).doUpdateSet(result))
        .execute();
    }
    for (let ago = 0; ago <= 40; ago++) {
      const isLater = dayBefore(ago) >= FIRST_MET;
      const score = { passed: isLater ? 2 : 1, of: 19, unknown: 15, low: isLater ? 0.12 : 0.05, high: 0.9 };
      await db
        .insertInto('score_day')
        .values({ library_id: 'm-1', date: dayBefore(ago), ...score })
        .onConflict((conflict) => conflict.columns(['library_id', 'date']).doUpdateSet(score))
        .execute();
    }
    cookie = await server.signIn('liaison', ['m-1']);
    for (const [date, text] of [
      ['2026-07-20', 'Before the first score'],
      ['2026-08-05', 'An old poster'],
      [FIRST_MET, 'New home page'],
      ['2026-09-20', 'A longer name in the menu, on every page of the catalog'],
    ] as const)
      await addNote(connectionTo(server, cookie), 'm-1', { date, text });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const noteOf = (page: Page, text: string) => page.locator('dated-notes li').filter({ hasText: text });

  test('score over time: now beside the first day, in words and as a picture with its notes; the days that changed it as a list', async () => {
    const { page, close } = await openDashboard(browser, server, HISTORY, cookie);
    const history = page.locator('score-history');
    await history
      .getByText(/^Now: 2 of 19 rules met \(12–90\s%\)\. On August 26, 2026: 1 of 19 rules met \(5–90\s%\)\.$/)
      .waitFor();
    await history
      .getByRole('img', {
        name: /^Score by day: 5–90\s% on the first day, 12–90\s% on the last; changed on 1 day\. Notes on Sep 1, Sep 20\.$/,
      })
      .waitFor();
    assert.equal(await history.locator('rect.met').count(), 41);
    await history.getByText('Days on which the score changed (1)').click();
    assert.match(await history.locator('li').innerText(), /^September 1, 2026: 2 of 19 rules met, 15 not known/);
    await close();
  });

  test('dated note: clicks before and after, with interval and dates; what is not over is named, and too few are no figure', async () => {
    const { page, close } = await openDashboard(browser, server, HISTORY, cookie);
    const home = noteOf(page, 'New home page');
    await home.getByText('Clicks before and after').click();
    await home
      .getByText(
        /^6 clicks per open day, 3 before: no difference can be told from chance \(1\.\d\d times as many, compared with 11 other libraries in the same weeks, 95\s% interval /,
      )
      .waitFor();
    await home
      .getByText(
        /^Sep 2 – 29, 2026 against Aug 4 – 31, 2026, on open days\. A difference does not show what caused it\.$/,
      )
      .waitFor();
    assert.equal(await home.getByText('may still change').count(), 0);
    const menu = noteOf(page, 'A longer name');
    await menu.getByText('Clicks before and after').click();
    await menu.getByText('The four weeks after it end on October 18, 2026: the figure may still change.').waitFor();
    await page.getByText('Earlier notes (1)').click();
    const old = noteOf(page, 'Before the first score');
    await old.getByText('Clicks before and after').click();
    await old.getByText(/^Too few to compare: .* on 0 open days before\./).waitFor();
    await close();
  });

  test('dated note: the four weeks after it are over by the day of the library', async () => {
    const ahead = await server.signIn('liaison', [AHEAD]);
    for (const date of ['2026-09-07', '2026-09-08'])
      await addNote(connectionTo(server, ahead), AHEAD, { date, text: `Changed on ${date}` });
    const { page, close } = await openDashboard(browser, server, `/dashboard/${AHEAD}/visibility?part=history`, ahead);
    for (const date of ['2026-09-07', '2026-09-08']) {
      const note = noteOf(page, `Changed on ${date}`);
      await note.getByText('Clicks before and after').click();
      await note.getByText(/against .*, on open days\./).waitFor();
    }
    assert.equal(await noteOf(page, 'Changed on 2026-09-07').getByText('may still change').count(), 0);
    await noteOf(page, 'Changed on 2026-09-08').getByText('end on October 6, 2026').waitFor();
    await close();
  });

  test('dated note: one that is added elsewhere shows without a reload, and keeps an opened comparison open', async () => {
    const { page, close } = await openDashboard(browser, server, HISTORY, cookie);
    const home = noteOf(page, 'New home page');
    await home.getByText('Clicks before and after').click();
    await home.getByText(/^6 clicks per open day/).waitFor();
    await addNote(connectionTo(server, cookie), 'm-1', { date: '2026-10-01', text: 'Added by a colleague' });
    // What is counted is announced to pages every ten seconds.
    clock.advance(10_000);
    const ticking = letTick({ clock });
    await noteOf(page, 'Added by a colleague')
      .waitFor()
      .finally(() => ticking.stop());
    await page.getByText('Earlier notes (2)').waitFor();
    assert.ok(await home.getByText(/^6 clicks per open day/).isVisible());
    await noteOf(page, 'Added by a colleague').getByRole('button', { name: 'Remove note' }).click();
    await noteOf(page, 'Added by a colleague').getByRole('button', { name: 'Yes, remove it' }).click();
    await page.getByText('Earlier notes (1)').waitFor();
    await close();
  });

  test('rule: what it is worth stands beside it where enough libraries came to meet it, and nowhere else', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/m-1/visibility?part=rules', cookie);
    await page.getByText(/^Met \(\d+\)$/).click();
    const home = page.locator('[data-rule="home-tag"]');
    await home.getByText('Why').click();
    await home
      .getByText(
        /More than chance explains at the 6 libraries that came to meet it: 2\.00 times as many clicks per open day \(95\s% interval /,
      )
      .waitFor();
    assert.equal(await page.locator('rule-list').getByText('Worth:').count(), 1);
    await assertSoundInEachLook(page);
    await close();
  });

  test('history with everything opened: passes the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await openDashboard(browser, server, HISTORY, cookie);
    await page.getByText('Days on which the score changed (1)').click();
    await page.getByText('Earlier notes (1)').click();
    const summaries = page.getByText('Clicks before and after');
    for (const summary of await summaries.all()) await summary.click();
    await noteOf(page, 'Before the first score')
      .getByText(/^Too few to compare/)
      .waitFor();
    await assertSoundInEachLook(page);
    await close();
  });
});
