// The guide for liaisons, in a real browser.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { readCoordinatorGuide, readGuide } from '../../server/dashboard/read-guide.mjs';
import { startApp, type TestApp } from '../support/app/app.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

describe('the guide', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  for (const role of ['liaison', 'viewer', 'provider', 'coordinator'] as const)
    test(`guide: a ${role} reads all its chapters`, async () => {
      const cookie = await server.signIn(role, ['liaison', 'viewer'].includes(role) ? ['harford'] : []);
      const { page, errors, close } = await openDashboard(browser, server, '/dashboard/-/account', cookie);
      await page.getByRole('link', { name: 'Guide' }).click();
      await page.getByRole('heading', { level: 1, name: 'Guide' }).waitFor();
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      const titles = await page.getByRole('heading', { level: 2 }).allInnerTexts();
      assert.deepEqual(
        titles,
        [...(role === 'coordinator' ? readCoordinatorGuide() : []), ...readGuide()].map(({ title }) => title),
      );
      assert.deepEqual(errors, []);
      await close();
    });

  test('guide: a link to a chapter is an address of its own, and moves the focus there', async () => {
    const cookie = await server.signIn('liaison', ['harford']);
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/guide#shifts', cookie);
    const heading = page.getByRole('heading', { level: 2, name: 'Shifts' });
    await heading.and(page.locator(':focus')).waitFor();
    await page
      .getByRole('navigation', { name: 'Chapters' })
      .getByRole('link', { name: 'Numbers', exact: true })
      .click();
    await page.getByRole('heading', { level: 2, name: 'Numbers' }).and(page.locator(':focus')).waitFor();
    assert.match(page.url(), /#numbers$/);
    await close();
  });

  test('guide: is sound in each look', async () => {
    const cookie = await server.signIn('liaison', ['harford']);
    const { page, errors, consoleLines, close } = await openDashboard(browser, server, '/dashboard/-/guide', cookie);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
    await assertSoundInEachLook(page);
    assert.deepEqual([...errors, ...consoleLines], []);
    await close();
  });
});
