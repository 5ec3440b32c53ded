// A liaison reads the numbers of one branch: from the address, from the field, and back to the whole library. A patron has its phone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { BROWSER } from '../support/app/ingest.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, openPage, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { aBatch, anEvent } from '../support/data/event-batch.ts';

describe('branches', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    // Nobody can chat, at any time of the test.
    const cooperative = TWO_LIBRARIES.replaceAll(/weekly: \[\{.*?\}\]/g, 'weekly: []');
    server = await startApp({ engine: GATE_ENGINE, cooperative });
    for (const [page, branch] of [
      ['/', undefined],
      ['/search', 'bel-air'],
    ] as const) {
      const events = [anEvent({ kind: 'impression', measurable: true }), anEvent()];
      const reply = await fetch(`${server.url}/v1/events`, {
        method: 'POST',
        headers: { origin: 'https://www.library.example', 'user-agent': BROWSER },
        body: JSON.stringify(aBatch({ page, events, ...(branch && { branch }) })),
      });
      assert.equal(reply.status, 202);
    }
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('branches: numbers are those of the chosen branch, and the address keeps it', async () => {
    const cookie = await server.signIn('liaison', ['harford']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford?days=30', cookie);
    const clicks = () => page.locator('headline-numbers dd.figure').first().innerText();
    await page.locator('headline-numbers dd').first().waitFor();
    assert.equal(await clicks(), '2');

    await page.getByLabel('Branch').selectOption('Bel Air');
    await announced(page, 'Numbers of Bel Air.');
    assert.equal(await clicks(), '1');
    await page.getByText(/^Bel Air, /).waitFor();
    await assertSoundInEachLook(page);

    await page.getByRole('link', { name: '7 days' }).click();
    await announced(page, /: 1 click, button seen/);
    assert.deepEqual(new URL(page.url()).search, '?days=7&branch=bel-air');
    await page.reload();
    await page.getByText(/^Bel Air, /).waitFor();
    await page.getByLabel('Branch').selectOption('The whole library');
    await announced(page, 'Numbers of');
    assert.deepEqual([await clicks(), new URL(page.url()).search], ['2', '?days=7']);
    await close();
  });

  test('branches: a library without branches has no such field, and an address that names one shows the whole library', async () => {
    const cookie = await server.signIn('liaison', ['cecil']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/cecil?branch=bel-air', cookie);
    await page.locator('headline-numbers dd').first().waitFor();
    assert.equal(await page.getByLabel('Branch').count(), 0);
    assert.equal(new URL(page.url()).search, '');
    await close();
  });

  test('branches: a page in a frame is counted for its branch, and shows the branch’s phone', async () => {
    const { page, errors, close } = await openPage(browser);
    const counted = page.waitForResponse((reply) => reply.url().endsWith('/v1/events'));
    await page.goto(`${server.url}/embed/harford?branch=bel-air`);
    await page.getByText('Call 410-555-0101').waitFor();
    assert.equal((await counted).status(), 202);
    assert.match((await counted).request().postData() ?? '', /"branch":"bel-air"/);
    const rows = await server.database.db
      .selectFrom('branch_day')
      .innerJoin('placement', 'placement.id', 'branch_day.placement_id')
      .select(['branch', 'form'])
      .where('form', '=', 'frame')
      .execute();
    assert.deepEqual(rows[0], { branch: 'bel-air', form: 'frame' });
    assert.deepEqual(errors, []);
    await close();
  });
});
