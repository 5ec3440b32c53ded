// Staff set a desk's status on its own page; patrons see it, and failures are shown.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { sendHeartbeat } from '@askusnow/sdk';
import type { QueuePresence } from '@askusnow/sdk/contract';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { assertSoundInEachLook, audit } from '../support/browser/audit.ts';
import { launchChromium, openPage, type Chromium } from '../support/browser/browser.ts';
import { openDashboard, signOut } from '../support/browser/dashboard.ts';
import { listenTo } from '../support/app/desks-watched.ts';
import { connectionTo } from '../support/app/requests.ts';
import { startHost } from '../support/browser/host.ts';
import { eventually, pause } from '../support/waiting.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const week = '{ weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "00:00", close: "24:00" }] }';
const clock = (minutesAgo: number): string => new Date(Date.now() - minutesAgo * 60_000).toISOString().slice(11, 16);
/** An hour a day, which ended so many minutes ago. */
const closedBy = (minutes: number): string =>
  week.replace('00:00', clock(minutes + 60)).replace('24:00', clock(minutes));
const file = (origin: string): string => `
cooperative: { name: Test cooperative }
queues:
  - { id: desk, name: Harford desk, tier: local, zone: America/New_York, hours: ${week}, presence: { kind: heartbeat } }
  - { id: timetable, name: Cecil desk, tier: local, zone: America/New_York, hours: ${week} }
  - { id: late, name: Late desk, tier: local, zone: UTC, hours: ${closedBy(10)}, presence: { kind: heartbeat } }
libraries:
  - id: harford
    name: Harford County Public Library
    zone: America/New_York
    live: true
    origins: ["${origin}"]
    queues: { local: { queue: desk, chat: "${origin}/chat" } }
  - { id: cecil, name: Cecil, zone: America/New_York, live: true, origins: [], queues: { local: { queue: timetable } } }
  - { id: late, name: Late, zone: America/New_York, live: true, origins: [], queues: { local: { queue: late } } }
`;

describe('a desk and its page', () => {
  let server: TestApp;
  let browser: Chromium;
  let host: Awaited<ReturnType<typeof startHost>>;
  let desk: string;
  let liaison: string;

  before(async () => {
    browser = await launchChromium();
    host = await startHost(() => ({
      html: `<!doctype html><html lang="en"><title>Library</title><body>
        <script type="module" src="${server.url}/widget/v1/ask-us-now.js"></script>
        <ask-us-now library="harford" placement="header"><a href="${host.url}/chat">Ask a librarian</a></ask-us-now>`,
    }));
    server = await startApp({ engine: GATE_ENGINE, cooperative: file(host.url) });
    desk = await server.signIn('desk', ['desk']);
    liaison = await server.signIn('liaison', ['harford']);
  });
  after(async () => {
    await browser.close();
    await host.close();
    await server.close();
  });

  const open = (path = '/dashboard', cookie = desk, options: BrowserContextOptions = {}) =>
    openDashboard(browser, server, path, cookie, options);
  const presence = async (): Promise<QueuePresence> =>
    (await (
      await fetch(`${server.url}/v1/queues/desk/presence`, { headers: { cookie: liaison } })
    ).json()) as QueuePresence;
  const deskIs = (state: string | null) => eventually(async () => (await presence()).desks[0]?.state === state);
  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).press('Enter');

  test('desk page: sign-in leads to it; its status reaches a patron’s button, and leaving sets Away', async () => {
    const { page, errors, close } = await open();
    await page.getByRole('heading', { level: 1, name: 'Harford desk' }).waitFor();
    assert.equal(new URL(page.url()).pathname, '/dashboard/-/desk');
    await page.getByText('No status set yet').waitFor();
    assert.deepEqual((await presence()).desks, [], 'a page that is merely open is nobody at a desk');

    const patron = await openPage(browser);
    const streamed = patron.page.waitForResponse(/\/v1\/availability\/stream/);
    await patron.page.goto(host.url);
    await patron.page.getByRole('link', { name: /can't check who is on right now/ }).waitFor();
    await press(page, 'Available');
    await page.getByText('(server time)').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Available' }).getAttribute('aria-pressed'), 'true');
    await patron.page.getByRole('link', { name: /Open 24 hours a day/ }).waitFor();
    await streamed;
    await press(page, 'Busy');
    await patron.page.getByRole('link', { name: /Everyone is busy/ }).waitFor();
    await page.close();
    await deskIs('away');
    assert.deepEqual(errors, []);
    await patron.close();
    await close();
  });

  test('desk page: sends its status every 30 s, and at once when the page is visible after a sleep, which it shows', async () => {
    const { page, close } = await open();
    await page.clock.install();
    await page.reload();
    await press(page, 'Available');
    await page.getByText('Last update received at').waitFor();
    const first = (await presence()).desks[0]?.seq ?? 0;
    const received = (): Promise<string | null> => page.locator('[data-received]').getAttribute('data-received');
    const before = await received();
    await page.clock.fastForward(30_000);
    await eventually(async () => ((await presence()).desks[0]?.seq ?? 0) > first);
    // A sleep counts from the last response, so the page must have it.
    await eventually(async () => (await received()) !== before);
    assert.equal(await page.getByText('was asleep').count(), 0);
    // Only the page's clock leaps: an answer that comes before its next heartbeat tells it the server's time again.
    await eventually(async () => {
      await page.clock.fastForward(10 * 60_000);
      await pause(500);
      return (await page.getByText('Is it still Available?').count()) > 0;
    });
    await close();
  });

  test('desk page: a failed heartbeat is shown and retried', async () => {
    const { page, close } = await open();
    await page.clock.install();
    await page.reload();
    await press(page, 'Available');
    await page.getByText('Last update received at').waitFor();
    await page.route('**/heartbeat', (route) => route.abort());
    await page.clock.fastForward(30_000);
    await page.locator('main').getByText('The last update did not arrive: the server cannot be reached.').waitFor();
    await page.unroute('**/heartbeat');
    await page.clock.fastForward(5_000);
    await page.getByText('The last update did not arrive').waitFor({ state: 'detached' });
    await close();
  });

  test('desk page: two pages of one desk do not silence each other: the later one counts on', async () => {
    const [ahead, behind] = [await open(), await open()];
    await ahead.page.clock.install({ time: Date.now() + 3_600_000 });
    await ahead.page.reload();
    await press(ahead.page, 'Available');
    // Available it may be from before; sent after Busy, this page's status would hide it.
    await ahead.page.getByText('Last update received at').waitFor();
    await press(behind.page, 'Busy');
    await deskIs('busy');
    await press(ahead.page, 'Available');
    await deskIs('available');
    await ahead.close();
    await behind.close();
  });

  test('desk page: a link that is followed while answering opens a tab, and the desk stays available', async () => {
    const { page, close } = await open();
    await press(page, 'Available');
    await deskIs('available');
    const opened = page.context().waitForEvent('page');
    await page.getByRole('link', { name: 'Follow-ups', exact: true }).click();
    const followUps = await opened;
    await followUps.getByRole('heading', { level: 1, name: 'Follow-ups' }).waitFor();
    assert.equal((await presence()).desks[0]?.state, 'available');
    assert.equal(new URL(page.url()).pathname, '/dashboard/-/desk');
    await followUps.getByRole('link', { name: 'Desk', exact: true }).click();
    await followUps.getByRole('heading', { level: 1, name: 'Harford desk' }).waitFor();
    await followUps.close();
    await press(page, 'Away');
    await page.getByRole('link', { name: 'Follow-ups', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Follow-ups' }).waitFor();
    await close();
  });

  test('desk page: sign-out sets Away first', async () => {
    const { page, close } = await open();
    await press(page, 'Available');
    await deskIs('available');
    await signOut(page);
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await deskIs('away');
    await close();
    desk = await server.signIn('desk', ['desk']);
  });

  /** The page's readings of its desk stay on their way until they are let go on. */
  const holdReadings = async (page: Page) => {
    let isHeld = true;
    await page.route('**/v1/queues/desk/presence', (route) => (isHeld ? undefined : route.continue()));
    return { goOn: () => void (isHeld = false) };
  };

  test('desk page: sign-out sets Away also if the desk has not been read yet, and another browser’s clock is ahead', async () => {
    await sendHeartbeat(connectionTo(server, desk), 'desk', { state: 'available', seq: Date.now() + 7_200_000 });
    const { page, close } = await open();
    await page.getByText('No status set yet').waitFor();
    const readings = await holdReadings(page);
    await page.reload();
    await press(page, 'Available');
    readings.goOn();
    await signOut(page);
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await deskIs('away');
    await close();
    desk = await server.signIn('desk', ['desk']);
  });

  test('desk page: a status that is set while another is on its way arrives, also if the page is closed at once', async () => {
    const { page, close } = await open();
    await page.getByText('No status set yet').waitFor();
    await holdReadings(page);
    await press(page, 'Available');
    await deskIs('available');
    await press(page, 'Away');
    await page.close();
    await deskIs('away');
    await close();
  });

  /** As whoever looks after the desk does it, on a page of their own. */
  const asLiaison = (path: string, body: object): Promise<Response> =>
    fetch(`${server.url}${path}`, {
      method: 'POST',
      headers: { cookie: liaison, origin: server.config.publicUrl, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('desk page: the help button opens one request, shows who is notified, and announces who takes it', async () => {
    const { page, close } = await open();
    const said = await listenTo(page);
    await page
      .locator('help-call reach-note')
      .getByText(/^A help request from here would notify nobody.* Ask your liaison or the statewide coordinator/)
      .waitFor();
    assert.equal(await page.getByRole('button', { name: /swamped/ }).count(), 0);
    assert.deepEqual(await audit(page), []);
    await asLiaison('/v1/recipients', {
      tier: 'local',
      library: 'harford',
      channel: 'atom',
      address: null,
      kinds: ['assistance-opened'],
    });
    await page.getByRole('button', { name: 'We are swamped' }).click();
    await page.getByText('Waiting for the library’s own people').waitFor();
    await page.getByRole('button', { name: 'We are swamped' }).click();
    await page.locator('help-call .trouble').waitFor();
    assert.equal(await page.locator('help-request').count(), 1);
    const id = await page.locator('help-request article').getAttribute('data-request');
    await asLiaison(`/v1/assistance/${id}/steps`, { step: 'taken', revision: 1, taker: { library: 'harford' } });
    await page.getByText('Taken by Harford County').waitFor();
    await eventually(async () =>
      (await said()).join(' ').endsWith('The request of Harford County Public Library has been taken.'),
    );
    assert.equal((await said()).filter((words) => /asks for help/.test(words)).length, 0, 'their own, which they know');
    await page.getByRole('button', { name: 'Somebody is there' }).click();
    await page.getByText('It closes automatically').waitFor();
    await close();
  });

  test('desk page: a liaison may set the status of their own desk, and of no other', async () => {
    const { page, close } = await open('/dashboard/-/desk?queue=desk', liaison);
    await page.getByRole('heading', { level: 1, name: 'Harford desk' }).waitFor();
    await press(page, 'Busy');
    await page.getByText('Last update received at').waitFor();
    await page.goto(`${server.url}/dashboard/-/desk?queue=timetable`);
    await page.getByRole('heading', { name: 'This page does not exist, or you have no access' }).waitFor();
    await close();
  });

  test('desk page: is sound in each look', async () => {
    const { page, errors, consoleLines, close } = await open('/dashboard', desk);
    await press(page, 'Available');
    await page.getByText('Last update received at').waitFor();
    await assertSoundInEachLook(page);
    assert.deepEqual([...errors, ...consoleLines], []);
    await close();
  });

  test('desk page: past closing time it says until when patrons see the desk, then that it is closed; Coverage says the same', async () => {
    const { page, errors, consoleLines, close } = await open('/dashboard', await server.signIn('desk', ['late']));
    const said = await listenTo(page);
    await press(page, 'Available');
    const shown = /Patrons still see somebody here, although chat closed .+ they see this desk as closed\./;
    await page.getByText(shown).waitFor();
    await eventually(async () => (await said()).some((words) => shown.test(words)));
    await assertSoundInEachLook(page);
    const coverage = await open('/dashboard/late/coverage', await server.signIn('liaison', ['late']));
    await coverage.page.locator('desk-now').getByText('Past closing', { exact: true }).waitFor();
    await coverage.page.locator('desk-now').getByText(shown).waitFor();
    await coverage.close();

    await server.database.db.updateTable('cooperative').set({ after_closing_min: 0 }).execute();
    await server.registry.reload();
    await press(page, 'Busy');
    await page
      .getByText(/^Patrons see this desk as closed, since chat closed .+ From .+ on it is shown again\./)
      .waitFor();
    await page.getByText('Patrons see:').getByText('closed', { exact: true }).waitFor();
    assert.deepEqual([...errors, ...consoleLines], []);
    await close();
  });
});
