// A provider's and a viewer's home page: when their library works at a shared desk, and which hours are open.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getAllCovers, offerHour } from '@askusnow/sdk';
import { wallClock } from '../../server/dashboard/out/logic/wall-clock.js';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { connectionTo } from '../support/app/requests.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { EVERY_DAY_FILE, hoursWritten } from '../support/data/shared-hours.ts';
import { eventually } from '../support/waiting.ts';

const DAYS = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'];
const today = DAYS[new Date(`${wallClock(Date.now(), 'America/New_York').date}T12:00:00Z`).getUTCDay()]!;
const others = DAYS.filter((day) => day !== today).join(', ');
/** Harford owes two hours every day. From tomorrow on, from 8 to 9 in the evening an hour is nobody's, and from 9 there is no shift. */
const FILE = EVERY_DAY_FILE.replace(
  'shifts: [',
  `needed: [
      { days: [${DAYS.join(', ')}], start: "00:00", end: "20:00", people: 0 },
      { days: [${today}], start: "20:00", end: "24:00", people: 0 }],
    shifts: [{ label: State desk, days: [${others}], start: "20:00", end: "21:00" }, `,
);

describe('hours of a library on the home page', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: FILE });
    await hoursWritten(server);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  for (const [role, width] of [
    ['provider', 320],
    ['viewer', 1280],
  ] as const)
    test(`library hours: a ${role} reads at ${width} px when their library works and which hours are open, and changes none`, async () => {
      const cookie = await server.signIn(role, ['harford']);
      const { page, errors, close } = await openDashboard(browser, server, '/dashboard', cookie, {
        viewport: { width, height: 900 },
      });
      const hours = page.locator('library-hours');
      const own = hours.getByRole('region', { name: 'Your library’s chat hours' });
      const open = hours.getByRole('region', { name: 'Hours that need somebody' });
      await own.getByText('Tomorrow, 2 PM – 4 PM', { exact: true }).waitFor();
      await open.getByText('Tomorrow, 8 PM – 9 PM', { exact: true }).waitFor();
      await open.getByText('No library has it', { exact: true }).first().waitFor();
      await open.getByText(/^Tomorrow, 9 PM – /).waitFor();
      if (role === 'provider')
        await page.getByRole('link', { name: / times at shared desks need somebody$/ }).waitFor();
      await open.getByRole('link', { name: / more in Statewide schedule$/ }).waitFor();
      assert.equal(await own.getByText('4 PM – 6 PM').count(), 0, 'hours of another library');

      const cecil = connectionTo(server, await server.signIn('liaison', ['cecil']));
      const [, hour] = (await getAllCovers(cecil)).hours;
      const { start, end, service, queue } = hour!;
      await offerHour(cecil, 'cecil', { queue: queue.id, service, start, end, reason: 'meeting' });
      await open.getByText('Offered by Cecil', { exact: true }).first().waitFor();
      const harford = connectionTo(server, await server.signIn('liaison', ['harford']));
      const its = (await getAllCovers(harford)).hours[1]!;
      const offer = { queue: its.queue.id, service: its.service, start: its.start, end: its.end };
      await offerHour(harford, 'harford', { ...offer, reason: 'meeting' });
      await eventually(async () => /Offered. Yours until another library accepts it/.test(await own.innerText()));
      assert.equal(await open.getByText('Offered by =Harford').count(), 0, 'it is not another library’s');
      assert.equal(await hours.getByRole('button').count(), 0);
      assert.equal(await hours.getByText('Meeting').count(), 0);
      await assertSoundInEachLook(page);
      assert.deepEqual(errors, []);
      await close();
    });
});
