// Shared hours on screen: one liaison gives an hour, another takes it on a phone, and both see it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { EVERY_DAY_FILE, hoursWritten } from '../support/data/shared-hours.ts';

const HOUR_MS = 3_600_000;
/** On the hour. */
const hoursAgo = (hours: number): Date => new Date((Math.floor(Date.now() / HOUR_MS) - hours) * HOUR_MS);
const decided = (hours: number) => ({ offered_at: hoursAgo(hours + 48), decided_at: hoursAgo(hours) });
/** By New York's clock. */
const dayAhead = (days: number): string => {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(Date.now());
  return new Date(Date.parse(today) + days * 24 * HOUR_MS).toISOString().slice(0, 10);
};

describe('shared hours on screen', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: EVERY_DAY_FILE });
    await hoursWritten(server);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = async (library: string, path: string, width: number) =>
    openDashboard(browser, server, path, await server.signIn('liaison', [library]), {
      viewport: { width, height: 900 },
    });

  test('shared hours: one liaison gives a part of an hour, another accepts it, and both see who works it', async () => {
    const giver = await open('harford', '/dashboard/harford/shared-hours', 1280);
    const hour = giver.page.locator('li').filter({ hasText: 'Tomorrow, 2 PM – 4 PM' });
    await hour.locator('summary').press('Enter');
    await hour.getByRole('combobox', { name: 'To', exact: true }).selectOption({ label: '3 PM' });
    await hour.getByRole('combobox', { name: 'Reason' }).selectOption({ label: 'Meeting' });
    await assertSoundInEachLook(giver.page);
    await hour.getByRole('button', { name: 'Offer hour' }).press('Enter');
    const own = giver.page.getByRole('region', { name: 'Our hours of the next four weeks' });
    await own.getByText('Yours until another library accepts it', { exact: true }).waitFor();
    await own.getByText('Help is requested a day before.', { exact: true }).waitFor();
    await giver.page.locator('h2#own:focus').waitFor();

    const taker = await open('cecil', '/dashboard', 320);
    await taker.page.getByText(/^1 offer of hours by other libraries: .*, 2 PM – 3 PM$/).waitFor();
    await taker.page.getByRole('link', { name: 'See the offer' }).press('Enter');
    await taker.page.getByRole('button', { name: 'Accept tomorrow, 2 PM – 3 PM' }).waitFor();
    assert.equal(await taker.page.getByText('Reason: Meeting', { exact: true }).count(), 0);
    await assertSoundInEachLook(taker.page);
    await taker.page.getByRole('button', { name: 'Accept tomorrow, 2 PM – 3 PM' }).press('Enter');
    await taker.page.getByText(/^Cecil for =Harford/).waitFor();
    await taker.page.getByText('2 people, for =Harford, "County"', { exact: true }).waitFor();
    await taker.page.getByRole('button', { name: /^Undo/ }).waitFor();
    await assertSoundInEachLook(taker.page);
    await giver.page.getByText(/^Cecil for =Harford/).waitFor();
    await assertSoundInEachLook(giver.page);

    assert.deepEqual([...giver.errors, ...taker.errors], []);
    await giver.close();
    await taker.close();
  });

  test('shared hours: a liaison picks a time for an hour that nobody accepted, removes it, and announces a closing', async () => {
    const { db } = server.database;
    // Yesterday by New York: an hour that it gave, and that expired.
    const time = { starts_at: hoursAgo(26), ends_at: hoursAgo(25) };
    const of = { queue_id: 'statewide', library_id: 'harford', service: 'global' } as const;
    await db
      .insertInto('schedule_range')
      .values({ ...of, ...time, kind: 'shift', source: 'rules', label: '', uid: 'given' })
      .execute();
    await db
      .insertInto('cover_offer')
      .values({ ...of, ...time, reason: 'illness', state: 'expired', by: 'test', ...decided(26) })
      .execute();

    const liaison = await open('harford', '/dashboard/harford/shared-hours', 1280);
    const { page } = liaison;
    const panel = page.locator('made-up-hours section');
    await panel.getByText(/^1 h to make up by /).waitFor();
    await panel.locator('summary').press('Enter');
    const to = panel.getByRole('combobox', { name: 'To', exact: true });
    await to.selectOption({ index: 0 });
    await assertSoundInEachLook(page);
    await panel.getByRole('button', { name: 'Pick this time' }).press('Enter');
    await panel.getByText(/^30 min to make up by .*30 min picked$/).waitFor();
    await panel.locator('h2:focus').waitFor();
    await page.getByText('made up', { exact: true }).waitFor();
    await assertSoundInEachLook(page);
    await panel.getByRole('button', { name: /^Remove time/ }).press('Enter');
    await panel.getByText(/^1 h to make up by [^.]*$/).waitFor();
    await liaison.close();

    const phone = await open('harford', '/dashboard/harford/shared-hours', 320);
    const closings = phone.page.locator('announced-closings section');
    await closings.getByText('No closing is announced for shared hours.', { exact: true }).waitFor();
    await closings.locator('summary').press('Enter');
    await assertSoundInEachLook(phone.page);
    const tomorrow = dayAhead(1);
    await closings.getByLabel('First day').fill(tomorrow);
    await closings.getByLabel('Last day').fill(dayAhead(0));
    await closings.getByRole('button', { name: 'Announce closing', exact: true }).press('Enter');
    await closings.locator('.fault').waitFor();
    await closings.getByLabel('Last day').fill(tomorrow);
    await closings.getByRole('button', { name: 'Announce closing', exact: true }).press('Enter');
    await closings.getByText('1 hour offered to other libraries', { exact: true }).waitFor();
    await closings.locator('h2:focus').waitFor();
    await phone.page.getByText('Reason: Library closed', { exact: true }).first().waitFor();
    await assertSoundInEachLook(phone.page);
    await closings.getByRole('button', { name: /^Withdraw closing/ }).press('Enter');
    await closings.getByText('No closing is announced for shared hours.', { exact: true }).waitFor();
    assert.deepEqual([...liaison.errors, ...phone.errors], []);
    await phone.close();
  });
});
