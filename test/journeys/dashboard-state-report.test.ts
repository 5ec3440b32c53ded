// The state report: the coordinator's table with its total, a liaison's own row, the year in the address.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { daysOf } from '../../server/src/platform/time/day-window.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { aDay, aPlacement } from '../support/data/counters.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const PAGE = '/dashboard/-/state-report';

describe('state report page', () => {
  let server: TestApp;
  let browser: Chromium;
  let coordinator: string;
  let liaison: string;

  before(async () => {
    const clock = createManualClock('2026-11-24T15:00:00.000Z');
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock });
    coordinator = await server.signIn('coordinator');
    liaison = await server.signIn('liaison', ['harford']);
    const { db } = server.database;
    const placement = await aPlacement(db, { library: 'harford', firstSeen: '2026-08-01T12:00:00.000Z' });
    for (const date of daysOf({ from: '2026-08-01', to: '2026-11-23' }))
      await aDay(db, { library: 'harford', placement, date, clicks: 5 });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('state report: the coordinator sees each library, the total, gaps as gaps, and an earlier year by its address', async () => {
    const { page, close } = await openDashboard(browser, server, PAGE, coordinator);
    await page.getByText('Fiscal year 2027: Jul 1, 2026 – Jun 30, 2027').waitFor();
    const rows = page.getByRole('row');
    await rows.filter({ hasText: 'Cecil' }).getByText('Not counted', { exact: true }).waitFor();
    await page.getByText('Clicks are counted since August 1, 2026').waitFor();
    await rows.filter({ hasText: 'Harford' }).getByText('Not counted before August 1, 2026').waitFor();
    await rows
      .filter({ hasText: 'All libraries' })
      .getByText(/575\s*at 1 of 2 libraries/)
      .waitFor();
    await page.getByText('How the figures were counted').click();
    await page.getByText('clicks of 1, questions of 0').waitFor();
    await page.getByRole('button', { name: 'Earlier year' }).click();
    await page.getByText('Fiscal year 2026').waitFor();
    assert.equal(new URL(page.url()).searchParams.get('year'), '2026');
    const file = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Download CSV' }).click();
    assert.equal((await file).suggestedFilename(), 'askusnow-state-sheet-2026.csv');
    await close();
  });

  test('state report: a liaison comes from the page of questions, and sees the own library alone', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/sampling', liaison);
    await page.getByRole('link', { name: 'State report' }).click();
    await page.getByRole('row').filter({ hasText: 'Harford' }).waitFor();
    assert.equal(await page.getByText('Cecil').count(), 0);
    assert.equal(await page.getByText('All libraries').count(), 0);
    await close();
  });

  test('state report: passes the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await openDashboard(browser, server, PAGE, coordinator);
    await page.getByRole('heading', { name: 'How the figures were counted' }).waitFor();
    await assertSoundInEachLook(page);
    await close();
  });
});
