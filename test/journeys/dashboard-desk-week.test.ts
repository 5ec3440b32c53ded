// The week of a shared desk: the coordinator adds and moves shifts of libraries, and a liaison reads and filters it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { QueueShifts } from '@askusnow/sdk/contract';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { sendRequest } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';

const HARFORD = '=Harford, "County"';

describe('the week of a shared desk', () => {
  let server: TestApp;
  let browser: Chromium;
  let coordinator: string;
  /** The Monday after next: no day of it is over. */
  let week: string;
  const dayOf = (index: number): string => new Date(Date.parse(week) + index * 86_400_000).toISOString().slice(0, 10);
  const read = async (): Promise<QueueShifts> =>
    (await sendRequest<QueueShifts>(server, coordinator, 'queues/statewide/shifts')).body;

  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES });
    browser = await launchChromium();
    coordinator = await server.signIn('coordinator');
    const now = new Date();
    week = new Date(now.getTime() + (14 - ((now.getUTCDay() + 6) % 7)) * 86_400_000).toISOString().slice(0, 10);
    const shifts = [
      { library: 'harford', days: ['we'], start: '16:00', end: '17:00' },
      {
        library: 'cecil',
        service: 'global',
        people: 2,
        days: ['mo', 'tu', 'we', 'th', 'fr'],
        start: '09:00',
        end: '12:00',
      },
    ];
    const { status } = await sendRequest(
      server,
      coordinator,
      'queues/statewide/shifts',
      { shifts, revision: 0 },
      'PUT',
    );
    assert.equal(status, 200);
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('desk week: the coordinator adds a library’s shift by the form and drags another, which stays its library’s', async () => {
    const { page, errors, close } = await openDashboard(browser, server, `/dashboard/-/week?week=${week}`, coordinator);
    await page.locator('shift-columns .block').first().waitFor();
    await page.getByRole('button', { name: 'New shift', exact: true }).click();
    await page.getByLabel('Library that owes these hours').selectOption(HARFORD);
    await page.getByLabel('Day', { exact: true }).and(page.locator('input')).fill(dayOf(2));
    await page.getByLabel('Starts').fill('13:00');
    await page.getByLabel('Ends', { exact: true }).fill('15:00');
    await page.getByRole('spinbutton', { name: 'People' }).fill('2');
    await page.getByRole('button', { name: 'Save this shift' }).click();
    await announced(page, /Saved: the shifts of Statewide desk/);
    await page.locator('week-grid td', { hasText: HARFORD }).filter({ hasText: '2 people' }).waitFor();

    const block = page.locator(`shift-columns [data-day="${dayOf(1)}"] button.block`).first();
    const { height } = (await block.boundingBox())!;
    await block.hover({ position: { x: 20, y: height / 3 } });
    const { x, y } = (await block.boundingBox())!;
    await page.mouse.down();
    await page.mouse.move(x + 20, y + height / 3 + 48, { steps: 4 });
    await page.mouse.up();
    await page
      .locator('.draft')
      .filter({ hasText: /Cecil.*10\s?AM – 1\s?PM/ })
      .waitFor();
    await page.getByRole('button', { name: 'Save this shift' }).click();
    const anyway = page.getByRole('button', { name: 'Save anyway' });
    await anyway.click();
    await page
      .locator(`week-grid [data-day="${dayOf(1)}"]`, { hasText: /Cecil/ })
      .filter({ hasText: /10\s?AM – 1\s?PM/ })
      .waitFor();
    const { shifts } = await read();
    assert.deepEqual(shifts.slice(2), [
      { library: 'harford', people: 2, date: dayOf(2), start: '13:00', end: '15:00' },
      { library: 'cecil', service: 'global', people: 2, date: dayOf(1), start: '10:00', end: '13:00' },
    ]);

    await page.getByRole('button', { name: 'Change how many people are needed' }).click();
    await page.getByRole('button', { name: 'Add times' }).click();
    await page.locator('needed-editor').getByRole('spinbutton', { name: 'People' }).fill('3');
    await page.locator('needed-editor').getByRole('button', { name: 'Save' }).click();
    await announced(page, /Saved: how many people Statewide desk needs/);
    await page.locator('week-grid td', { hasText: 'Too few: 2 of 3' }).first().waitFor();
    assert.deepEqual((await read()).needed, [
      { days: ['mo', 'tu', 'we', 'th', 'fr'], start: '12:00', end: '16:00', people: 3 },
    ]);
    await assertSoundInEachLook(page);
    assert.deepEqual(errors, []);
    await close();
  });

  test('desk week: a liaison comes from Home and filters our hours; a phone shows the list of one day', async () => {
    const { page, errors, close } = await openDashboard(
      browser,
      server,
      '/dashboard',
      await server.signIn('liaison', ['harford']),
    );
    await page.getByRole('link', { name: 'Statewide desk', exact: true }).click();
    await page.getByLabel('Week of').fill(week);
    await page
      .locator(`week-grid td[data-day="${dayOf(0)}"]`, { hasText: 'Cecil' })
      .first()
      .waitFor();
    assert.equal(await page.locator('shift-week').count(), 0, 'the coordinator alone changes it');
    await page.getByLabel('Show').selectOption('Our hours');
    await page.locator('week-grid td', { hasText: 'Cecil' }).first().waitFor({ state: 'detached' });
    assert.deepEqual(new Set(await page.locator('week-grid .entry strong').allInnerTexts()), new Set([HARFORD]));
    assert.match(page.url(), /show=ours/);
    await page.getByLabel('Show').selectOption('All hours');
    await page
      .getByRole('link', { name: /^(Hours that need cover|No shift is planned): / })
      .first()
      .click();
    assert.match(page.url(), /show=needs/);
    await page.getByLabel('Show').selectOption('All hours');
    await assertSoundInEachLook(page);
    await page.setViewportSize({ width: 320, height: 640 });
    await page.getByRole('combobox', { name: 'Day' }).selectOption({ index: 2 });
    await page.locator('week-grid td:visible', { hasText: HARFORD }).first().waitFor();
    assert.deepEqual(await page.locator(`week-grid td:visible:not([data-day="${dayOf(2)}"])`).count(), 0);
    await page.getByRole('link', { name: 'Offer, accept or make up an hour, or announce a closing' }).click();
    await page.getByRole('heading', { name: 'When the library is closed' }).waitFor();
    assert.deepEqual(errors, []);
    await close();
  });

  test('desk week: a provider reads it, with a link from Home and in the navigation', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard', await server.signIn('provider'));
    await page.getByRole('link', { name: 'Statewide desk', exact: true }).waitFor();
    await page.getByRole('navigation').getByRole('link', { name: 'Statewide schedule' }).click();
    await page.getByRole('heading', { level: 1, name: 'Statewide schedule' }).waitFor();
    await page.locator('week-grid').waitFor();
    assert.equal(await page.getByRole('link', { name: /^Give, accept/ }).count(), 0);
    await close();
  });
});
