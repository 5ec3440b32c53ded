// The navigation: pages by what a liaison does; wide a row of groups, narrow one button.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Role } from '@askusnow/sdk';
import type { Locator, Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook, audit, inEachLook, overflowPx } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openAccount, openDashboard } from '../support/browser/dashboard.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const NARROW = { viewport: { width: 320, height: 640 } };
const WIDE = { viewport: { width: 1280, height: 900 } };
/** The header with the row of the pages of a group. Units: CSS pixels. */
const MAX_HEADER_PX = 110;
/** Half of a window of 1280 × 1024 at 400 %. Units: CSS pixels. */
const ZOOMED = { viewport: { width: 320, height: 256 } };

const mainTop = async (page: Page): Promise<number> => (await page.locator('main').boundingBox())!.y;
const headerPx = async (page: Page): Promise<number> => (await page.locator('header.bar').boundingBox())!.height;
const topOf = async (part: Locator): Promise<number> => (await part.boundingBox())!.y;
const shownLinks = (page: Page) => page.locator('.library-nav').getByRole('link').allInnerTexts();

describe('navigation', () => {
  let server: TestApp;
  let browser: Chromium;
  let liaison: string;
  let coordinator: string;
  before(async () => {
    [server, browser] = await Promise.all([
      startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES }),
      launchChromium(),
    ]);
    liaison = await server.signIn('liaison', ['harford']);
    coordinator = await server.signIn('coordinator');
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('navigation: each page, and that of who is signed out, leads to Accessibility and Privacy', async () => {
    for (const cookie of [liaison, '']) {
      const { page, close } = await openDashboard(browser, server, '/dashboard', cookie);
      await page.locator('main h1').waitFor();
      const links = page.getByRole('contentinfo').getByRole('link');
      assert.deepEqual(await links.allInnerTexts(), ['Accessibility', 'Privacy']);
      await links.last().click();
      await page.getByRole('heading', { level: 1, name: 'Privacy' }).waitFor();
      await close();
    }
  });

  test('navigation, wide: a group leads to its first page, and its other pages stand under it', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard', liaison);
    const nav = page.getByRole('navigation', { name: /Harford/ });
    await nav.getByRole('link', { name: 'Home' }).and(page.locator('[aria-current=page]')).waitFor();
    assert.equal(await nav.getByRole('link', { name: 'Shifts' }).count(), 0, 'only pages of the group that is shown');
    await nav.getByRole('link', { name: 'Answering chats' }).click();
    await page.getByRole('heading', { level: 1, name: 'Coverage' }).waitFor();
    await nav.getByRole('link', { name: 'Answering chats' }).and(page.locator('[aria-current=true]')).waitFor();
    const pages = nav.getByRole('list', { name: 'Answering chats' });
    await pages.getByRole('link', { name: 'Coverage' }).and(page.locator('[aria-current=page]')).waitFor();
    await pages.getByRole('link', { name: 'Shifts' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Shifts' }).waitFor();
    assert.equal(
      await page.getByRole('button', { name: 'Menu' }).count(),
      0,
      'the narrow button is not for wide windows',
    );
    await openAccount(page);
    await page.getByRole('link', { name: 'Your account' }).click();
    await page.getByRole('heading', { level: 1, name: 'Your account' }).waitFor();
    assert.equal(
      await page.getByRole('button', { name: 'Sign out', exact: true }).count(),
      0,
      'a link closes the menu',
    );
    await nav.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    await close();
  });

  test('navigation, narrow: one button opens all pages over the page; Escape, a link and a later focus close it', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/shifts', liaison, NARROW);
    const button = page.getByRole('button', { name: 'Menu' });
    await button.waitFor();
    await page.getByRole('heading', { level: 1, name: 'Shifts' }).waitFor();
    assert.deepEqual(await shownLinks(page), []);

    const closedTop = await mainTop(page);
    await button.press('Enter');
    await button.and(page.locator('[aria-expanded=true]')).waitFor();
    const links = await shownLinks(page);
    assert.equal(links[0], 'Home');
    assert.equal(links.filter((link) => link === 'Coverage').length, 1, 'each page once');
    assert.equal(await mainTop(page), closedTop, 'nothing moves');
    await page.getByText('Signed in: liaison harford').waitFor();
    await page.getByRole('link', { name: 'Your account' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    assert.deepEqual(await audit(page), []);

    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    assert.deepEqual(await shownLinks(page), []);
    await button.and(page.locator(':focus')).waitFor();

    await page.keyboard.press('Enter');
    await page.locator('main').focus();
    assert.deepEqual(await shownLinks(page), []);

    await button.click();
    await page.locator('.library-nav').getByRole('link', { name: 'Coverage' }).click();
    await page.getByRole('heading', { level: 1, name: 'Coverage' }).waitFor();
    await button.and(page.locator('[aria-expanded=false]')).waitFor();
    await close();
  });

  test('navigation: on a library’s page the coordinator has both, and each marks only its own page', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/follow-ups', coordinator);
    const main = page.getByRole('navigation', { name: 'Main' });
    await page.locator('.library-nav [aria-current=page]', { hasText: 'Follow-ups' }).waitFor();
    assert.equal(await main.locator('[aria-current]').count(), 0);
    await main.getByRole('link', { name: 'Administration' }).click();
    await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
    await main.getByRole('link', { name: 'Audit log' }).waitFor();
    assert.equal(await page.locator('.library-nav').count(), 0);
    await close();
  });

  test('navigation: a library is exchanged for another on the same page, and Escape closes the list', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/shifts', coordinator);
    const button = page.getByRole('button', { name: /Harford/, exact: false }).and(page.locator('.switcher'));
    await button.press('Enter');
    await page.getByRole('list', { name: 'Choose a library' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('list', { name: 'Choose a library' }).count(), 0);
    await button.and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('list', { name: 'Choose a library' }).getByRole('link', { name: 'Cecil' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Shifts' }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/dashboard/cecil/shifts');
    await close();
  });

  test('navigation: a liaison reaches announcements and the state report, and each page links its chapter', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard', liaison);
    for (const [name, path] of [
      ['Announcements', '/dashboard/-/announcements'],
      ['State report', '/dashboard/-/state-report'],
    ] as const) {
      await page.getByRole('link', { name: 'Cooperative', exact: true }).click();
      await page.getByRole('list', { name: 'Cooperative' }).getByRole('link', { name }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      assert.equal(new URL(page.url()).pathname, path);
    }
    await page.getByRole('link', { name: 'Guide', exact: true }).click();
    await page
      .getByRole('heading', { level: 2, name: 'Follow-ups and questions' })
      .and(page.locator(':focus'))
      .waitFor();
    await close();
  });

  for (const [role, ids, begin] of [
    ['coordinator', undefined, '/dashboard/harford/shifts'],
    ['liaison', ['harford'], '/dashboard'],
    ['provider', undefined, '/dashboard'],
  ] as const)
    test(`navigation, ${role}: each page has the words of its link as its h1`, async () => {
      const cookie = await server.signIn(role, ids && [...ids]);
      const { page, close } = await openDashboard(browser, server, begin, cookie, NARROW);
      const menu = page.getByRole('button', { name: 'Menu' });
      await menu.click();
      const linksOf = (nav: string) => page.locator(nav).getByRole('link');
      await linksOf('.library-nav, .main-nav').first().waitFor();
      let pages = 0;
      // Those of a library first: a page of the whole cooperative has them no more.
      for (const nav of ['.library-nav', '.main-nav'])
        for (const words of await linksOf(nav).allInnerTexts()) {
          if ((await menu.getAttribute('aria-expanded')) !== 'true') await menu.click();
          await linksOf(nav)
            .filter({ hasText: new RegExp(`^\\s*${words}\\s*$`) })
            .first()
            .click();
          await page.getByRole('heading', { level: 1, name: words, exact: true }).waitFor();
          pages += 1;
        }
      assert.ok(pages > 5, `${pages} pages`);
      await close();
    });

  const PAGES_OF = {
    coordinator: ['/dashboard', '/dashboard/-/week', '/dashboard/-/audit', '/dashboard/harford/coverage'],
    liaison: ['/dashboard', '/dashboard/harford/coverage', '/dashboard/-/meetings'],
    both: ['/dashboard', '/dashboard/harford/coverage', '/dashboard/-/meetings'],
    provider: ['/dashboard', '/dashboard/-/week'],
    viewer: ['/dashboard/harford/coverage'],
  } as const;
  for (const [who, paths] of Object.entries(PAGES_OF))
    test(`navigation, ${who}: one row and at most one of pages, and one row in a narrow window`, async () => {
      const role = who === 'both' ? 'liaison' : (who as Role);
      const ids = { both: ['harford', 'cecil'], liaison: ['harford'], viewer: ['harford'] }[who];
      const cookie = await server.signIn(role, ids);
      for (const path of paths) {
        const { page, close } = await openDashboard(browser, server, path, cookie, WIDE);
        await page.getByRole('button', { name: 'Account', exact: true }).waitFor();
        const [brand, account] = [page.locator('.brand'), page.getByRole('button', { name: 'Account', exact: true })];
        assert.ok(Math.abs((await topOf(brand)) - (await topOf(account))) < 8, `${path}: in one row`);
        assert.ok((await headerPx(page)) <= MAX_HEADER_PX, `${path}: ${await headerPx(page)} px`);
        for (const { viewport } of [NARROW, ZOOMED]) {
          await page.setViewportSize(viewport);
          await page.getByRole('button', { name: 'Menu' }).waitFor();
          const px = await headerPx(page);
          assert.ok(px <= Math.min(MAX_HEADER_PX, viewport.height / 2), `${path}: ${px} px`);
        }
        await close();
      }
    });

  test('navigation: nothing is wider than the window, also with text twice as large, and the audit finds nothing', async () => {
    for (const path of ['/dashboard/harford/coverage', '/dashboard/-/accounts']) {
      const { page, close } = await openDashboard(browser, server, path, coordinator);
      await page.locator('header nav [aria-current=page]').first().waitFor({ state: 'attached' });
      await page.locator('h1').waitFor();
      await assertSoundInEachLook(page, path);
      await page.evaluate(`document.documentElement.style.fontSize = '200%'`);
      await inEachLook(page, async (look) => assert.equal(await overflowPx(page), 0, `${path} ${look}`));
      await close();
    }
  });
});
