// A liaison and a provider propose topics; the coordinator makes the agenda of them; two who type at once see both texts.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addMeeting, addSiteVisit, changeMeeting, getMeetings, proposeTopic, type Connection } from '@askusnow/sdk';
import { DAY_MS } from '../../server/src/platform/time/instants.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const PAGE = '/dashboard/-/meetings';

describe('meetings page', () => {
  let server: TestApp;
  let browser: Chromium;
  let cookies: { coordinator: string; liaison: string; provider: string };
  let coordinator: Connection;
  const nowMs = Date.now();
  const dayIn = (days: number): string => new Date(nowMs + days * DAY_MS).toISOString().slice(0, 10);

  before(async () => {
    server = await startApp({
      engine: GATE_ENGINE,
      cooperative: TWO_LIBRARIES,
    });
    cookies = {
      coordinator: await server.signIn('coordinator'),
      liaison: await server.signIn('liaison', ['harford']),
      provider: await server.signIn('provider'),
    };
    coordinator = connectionTo(server, cookies.coordinator);
    await proposeTopic(connectionTo(server, cookies.provider), { title: '<b>Scripts</b> for evenings' });
    await addSiteVisit(coordinator, { library: 'cecil', date: dayIn(20) });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  test('meetings page: the coordinator adds a meeting, a liaison proposes, and the topic comes on the agenda', async () => {
    const all = await openDashboard(browser, server, PAGE, cookies.coordinator);
    await all.page.getByText('Add a meeting').click();
    await all.page.getByLabel('Day').first().fill('2020-01-01');
    await all.page.getByLabel('Place, or link').fill('https://meet.example/chat');
    await all.page.getByRole('button', { name: 'Add meeting' }).click();
    await all.page.getByText('today or a later day').waitFor();
    await all.page.getByLabel('Day').first().fill(dayIn(7));
    await all.page.getByRole('button', { name: 'Add meeting' }).click();
    await all.page.getByRole('link', { name: 'https://meet.example/chat' }).waitFor();

    const own = await openDashboard(browser, server, '/dashboard', cookies.liaison);
    await own.page.getByText('and you have not proposed a topic').first().waitFor();
    await own.page.getByRole('link', { name: 'Cooperative', exact: true }).click();
    await own.page.getByRole('link', { name: 'Meetings', exact: true }).click();
    await own.page.getByText('<b>Scripts</b> for evenings').waitFor();
    await own.page.getByText('Propose a topic', { exact: true }).click();
    await own.page.getByLabel('Title').last().fill('Holiday hours');
    await own.page.getByRole('button', { name: 'Propose topic' }).click();
    await own.page.getByRole('button', { name: 'Withdraw Holiday hours' }).waitFor();

    await all.page.getByRole('button', { name: 'Put on agenda Holiday hours' }).click();
    await all.page.getByRole('button', { name: 'Mark as discussed Holiday hours' }).waitFor();
    // The liaison's page follows by itself: a topic on an agenda is changed no more.
    await own.page.getByText('Change the topic').waitFor({ state: 'detached' });
    await own.page.getByRole('button', { name: 'Withdraw Holiday hours' }).click();
    await own.page.getByRole('button', { name: 'Propose again Holiday hours' }).click();
    await own.page.getByRole('button', { name: 'Withdraw Holiday hours' }).waitFor();
    await all.close();
    await own.close();
  });

  test('meetings page: a change that came meanwhile is shown beside what is typed, and replaced only knowingly', async () => {
    const { page, close } = await openDashboard(browser, server, PAGE, cookies.coordinator);
    await page.getByText('Change this meeting').click();
    await page.getByLabel('Place, or link').first().fill('Main branch');
    const [meeting] = (await getMeetings(coordinator)).upcoming;
    const { date, time, zone, revision } = meeting!;
    await changeMeeting(coordinator, meeting!.id, { date, time, zone, revision, place: 'Cecil branch' });
    await page.locator('main').getByText('Somebody has changed this meeting meanwhile').waitFor();
    await page.getByText('Cecil branch', { exact: true }).waitFor();
    assert.equal(await page.getByLabel('Place, or link').first().inputValue(), 'Main branch');
    // The other change may have come a moment before the press.
    const refused = page.waitForResponse((each) => each.request().method() === 'PUT');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    assert.equal((await refused).status(), 409);
    await page.getByText('Cecil branch', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Main branch', { exact: true }).waitFor();
    await close();
  });

  test('meetings page: a provider has it, and proposes', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/account', cookies.provider);
    await page.getByRole('link', { name: 'Meetings', exact: true }).click();
    await page.getByText('Propose a topic', { exact: true }).click();
    assert.equal(await page.getByText('Download the agenda').count(), 0);
    await page.getByLabel('Title').last().fill('Chats at night');
    await page.getByRole('button', { name: 'Propose topic' }).click();
    await page.getByRole('button', { name: 'Withdraw Chats at night' }).waitFor();
    await close();
  });

  for (const who of ['coordinator', 'liaison'] as const)
    test(`meetings page: passes the audit of a ${who} in each look, nothing wider than the window`, async () => {
      await addMeeting(coordinator, {
        date: dayIn(60),
        time: '14:30',
        zone: 'America/New_York',
        place: 'a'.repeat(200),
      });
      const { page, close } = await openDashboard(browser, server, PAGE, cookies[who]);
      await page.getByRole('heading', { name: 'Site visits' }).waitFor();
      await page.getByRole('heading', { name: /^What happened (?:since|in) / }).waitFor();
      await assertSoundInEachLook(page);
      await close();
    });
});
