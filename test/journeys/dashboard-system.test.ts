// The coordinator sees which periodic work of the server runs, and which fails.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../support/app/app.ts';
import { untilRan } from '../support/app/job-runs.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';

const SYSTEM = '/dashboard/-/system';

describe('system page', () => {
  let server: TestApp;
  let browser: Chromium;
  let coordinator: string;
  before(async () => {
    server = await startApp({ engine: 'pglite', cooperative: TWO_LIBRARIES });
    coordinator = await server.signIn('coordinator');
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('system page: every job has a row in words, and a failed one is marked', async () => {
    const failed = { last_failure_at: new Date('2026-11-20T10:00:00Z'), last_success_at: null, failures: 3 };
    await untilRan(server.database, ['schedule', 'trouble']);
    await server.database.db.updateTable('job').set(failed).where('name', '=', 'trouble').execute();
    const { page, close } = await openDashboard(browser, server, '/dashboard', coordinator);
    await page.getByRole('link', { name: 'Administration' }).click();
    await page.getByRole('link', { name: 'System' }).click();
    await page.getByRole('heading', { level: 1, name: 'System' }).waitFor();
    const row = (words: RegExp) => page.getByRole('row').filter({ hasText: words });
    await row(/Check for failing live status.*Failing.*3 failed runs in total/s).waitFor();
    await page
      .getByText(/^\d+ jobs working$/)
      .first()
      .click();
    await row(/Plan the schedules of the next days.*Working.*never/s).waitFor();
    await page.getByText('If a job fails, ask the person who runs the server').waitFor();
    assert.equal(await page.title(), 'System · Test cooperative');
    await close();
  });

  test('system page: database, email, sign-in, servers and clocks in words', async () => {
    const seen = { version: '0.9.0', skew_ms: -12_400, started_at: null, seen_at: new Date() };
    await server.database.db
      .insertInto('node')
      .values({ id: 'other', ...seen })
      .execute();
    const { page, close } = await openDashboard(browser, server, SYSTEM, coordinator);
    const fact = (name: string) => page.locator('dt', { hasText: name }).locator('+ dd');
    await fact('Database').waitFor();
    assert.match(await fact('Database').innerText(), /^Embedded in the server, Postgres \d+(\.\d+)*, \d+ MB$/);
    const separation = fact('Separation of libraries');
    assert.match(await separation.innerText(), /^Checked by the server\n/);
    await separation.locator('summary').click();
    await separation.getByText(/^The embedded database cannot check again/).waitFor();
    assert.match(await fact('Data format').innerText(), /^Version \d+$/);
    assert.match(await fact('Email').innerText(), /^Not set up/);
    assert.match(await fact('Sign-in').innerText(), /^Not set up/);
    const row = (words: RegExp) => page.getByRole('row').filter({ hasText: words });
    await row(/answered this page.*Right/s).waitFor();
    await row(/0\.9\.0.*Not known.*12 s behind/s).waitFor();
    await server.database.db.deleteFrom('node').where('id', '=', 'other').execute();
    await close();
  });

  test('system page: nobody else’s', async () => {
    const { page, close } = await openDashboard(browser, server, SYSTEM, await server.signIn('liaison', ['harford']));
    await page.getByRole('heading', { name: /^This page does not exist/ }).waitFor();
    await close();
  });

  test('system page: passes the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await openDashboard(browser, server, SYSTEM, coordinator);
    await page.locator('summary', { hasText: /^\d+ jobs? working$/ }).click();
    await page.getByRole('row').nth(3).waitFor();
    await assertSoundInEachLook(page);
    const boxes = await Promise.all((await page.locator('dd').all()).map((value) => value.boundingBox()));
    const widths = boxes.map((box) => box?.width ?? 0);
    assert.ok(Math.min(...widths) > 200, `a value is squeezed: ${widths.join(' ')} px`);
    await close();
  });
});
