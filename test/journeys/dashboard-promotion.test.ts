// A liaison adds a campaign and hands its link to colleagues, who look at it without an account.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addCampaign, getCampaigns, makeCampaignLink, type Connection } from '@askusnow/sdk';
import type { Locator } from 'playwright-core';
import { DAY_MS } from '../../server/src/platform/time/instants.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook, audit } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { pagesOf, PAPER_MARGIN } from '../support/browser/pdf.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { aDay, aPlacement } from '../support/data/counters.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const NOW = '2026-10-05T15:00:00.000Z';
const PROMOTION = '/dashboard/harford/promotion';

describe('promotion', () => {
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;
  let liaison: Connection;
  let colleaguesPath: string;
  let posterPath: string;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock: createManualClock(NOW) });
    cookie = await server.signIn('liaison', ['harford']);
    liaison = connectionTo(server, cookie);
    const { db } = server.database;
    const { id, placement, poster } = await addCampaign(liaison, 'harford', {
      name: 'Library card month, at every branch and on every bus',
      from: '2026-09-01',
      to: '2026-09-30',
      note: 'Posters in 30 shops.\nCards at the desk.',
    });
    await addCampaign(liaison, 'harford', { name: 'Homework help', from: '2026-11-02', to: '2026-11-30' });
    const home = { library: 'harford', origin: 'https://www.library.example', firstSeen: NOW, lastSeen: NOW };
    const tag = await aPlacement(db, home);
    const link = await aPlacement(db, { ...home, pattern: '/go/:slug', name: placement, form: 'link' });
    for (let ago = 1; ago <= 90; ago++) {
      const date = new Date(Date.parse(NOW) - ago * DAY_MS).toISOString().slice(0, 10);
      await aDay(db, { library: 'harford', placement: tag, date, clicks: 6 + ((ago * 5) % 7) });
      if (ago >= 5 && ago <= 34) await aDay(db, { library: 'harford', placement: link, date, follows: (ago * 7) % 12 });
    }
    const made = await makeCampaignLink(liaison, 'harford', id);
    colleaguesPath = new URL(made.link).pathname;
    posterPath = new URL(poster).pathname + new URL(poster).search;
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('promotion page: its age is by the clock of the library, which is named where the reader’s differs', async () => {
    const { page, close } = await openDashboard(browser, server, PROMOTION, cookie, { timezoneId: 'Asia/Tokyo' });
    await page.getByText(/^Updated 11 AM/).waitFor();
    await page.getByText(/^Eastern Time, now /).waitFor();
    await close();
  });

  test('promotion page: a name with an address in it is refused beside its field, and nothing typed is lost; then it is added', async () => {
    const { page, close } = await openDashboard(browser, server, PROMOTION, cookie);
    const name = page.getByLabel('Name');
    await name.fill('See https://evil.example');
    await page.getByLabel('First day').fill('2026-10-01');
    await page.getByLabel('Last day').fill('2026-10-31');
    await page.getByRole('button', { name: 'Add campaign' }).click();
    await page.getByText('plain words without a web or e-mail address').waitFor();
    assert.equal(await name.getAttribute('aria-invalid'), 'true');
    assert.equal(await name.inputValue(), 'See https://evil.example');
    await name.fill('Chat week');
    await page.getByRole('button', { name: 'Add campaign' }).click();
    const card = page.getByRole('region', { name: 'Chat week' });
    await card.getByText('Running').waitFor();
    assert.match(
      await card.getByLabel('Link for posts and letters').inputValue(),
      /\/go\/harford\?placement=c-chat-week$/,
    );
    await card.getByRole('button', { name: 'Make the link: Chat week' }).click();
    const link = new URL(await card.getByLabel('Copy it into an email: it is shown only once.').inputValue());
    assert.equal((await fetch(server.url + link.pathname)).status, 200);
    await card.getByRole('button', { name: 'End the link: Chat week' }).click();
    await card.getByRole('button', { name: 'Make the link: Chat week' }).waitFor();
    assert.equal((await fetch(server.url + link.pathname)).status, 404);
    await close();
  });

  test('promotion page: a campaign is removed after a confirmation alone, by the keyboard, and the focus is never lost', async () => {
    await addCampaign(liaison, 'harford', { name: 'Bus week', from: '2026-10-01', to: '2026-10-31', note: null });
    const { page, close } = await openDashboard(browser, server, PROMOTION, cookie);
    const card = page.getByRole('region', { name: 'Bus week' });
    const remove = card.getByRole('button', { name: 'Remove campaign: Bus week' });
    const yes = card.getByRole('button', { name: 'Yes, remove it' });
    const isFocused = (what: Locator) => what.and(page.locator(':focus')).waitFor();
    await remove.press('Enter');
    await isFocused(yes);
    await card.getByText('Its printed link still leads to the chat.').waitFor();
    assert.deepEqual(await audit(page), []);
    await card.getByRole('button', { name: 'Keep it' }).press('Enter');
    await isFocused(remove);
    const names = async (): Promise<string[]> =>
      (await getCampaigns(liaison, 'harford')).campaigns.map(({ name }) => name);
    assert.ok((await names()).includes('Bus week'));
    await remove.press('Enter');
    await yes.press('Enter');
    await card.waitFor({ state: 'detached' });
    assert.ok(!(await names()).includes('Bus week'));
    await isFocused(page.getByRole('heading', { level: 1 }));
    await close();
  });

  test('promotion page: nothing is a success without other libraries to compare with; a campaign ahead shows no chart', async () => {
    const { page, close } = await openDashboard(browser, server, PROMOTION, cookie);
    const card = page.getByRole('region', { name: /^Library card month/ });
    await card.getByText(/clicks per open day, .* before\. A season or chance may explain it: /).waitFor();
    await card.getByText(/followed links per open day, 0 before\. A season or chance may explain it: /).waitFor();
    assert.ok(await card.locator('day-chart text', { hasText: 'Sep 30' }).count());
    assert.equal(await card.locator('day-chart text', { hasText: 'Today' }).count(), 0);
    const ahead = page.getByRole('region', { name: 'Homework help' });
    await ahead.getByText('It begins on November 2, 2026.').waitFor();
    assert.equal(await ahead.locator('day-chart').count(), 0);
    await close();
  });

  for (const format of ['Letter', 'A4'])
    test(`poster: fills one page of ${format}, with the name, the code and the address, without the bar`, async () => {
      const { page, close } = await openDashboard(browser, server, posterPath, '');
      assert.equal(pagesOf(await page.pdf({ format, margin: PAPER_MARGIN })), 1);
      await page.emulateMedia({ media: 'print' });
      assert.ok(!(await page.locator('.bar').isVisible()));
      assert.ok(await page.getByText('Scan to chat with a librarian').isVisible());
      assert.ok(await page.getByText('/go/harford?placement=c-library-card-month').isVisible());
      const { width = 0 } = (await page.locator('.poster img').boundingBox()) ?? {};
      assert.ok(width > 400, `${width} px`);
      await close();
    });

  test('promotion page: passes the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await openDashboard(browser, server, PROMOTION, cookie);
    await page.getByRole('region', { name: 'Homework help' }).waitFor();
    await assertSoundInEachLook(page);
    await close();
  });

  test('campaign seen by a colleague: passes the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await openDashboard(browser, server, colleaguesPath, '');
    await page.getByRole('heading', { level: 1, name: /^Library card month/ }).waitFor();
    await page.getByText('Numbers by day').click();
    await assertSoundInEachLook(page);
    await close();
  });
});
