// A gap to come, one button, a coordinator who takes it for the statewide desk: patrons start there while it lasts, and
// everybody's page says so, live.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AssistanceList, AssistanceRequest, Availability } from '@askusnow/sdk/contract';
import type { BrowserContextOptions } from 'playwright-core';
import { MINUTE_MS } from '../../server/src/platform/time/instants.ts';
import { assertSoundInEachLook, audit } from '../support/browser/audit.ts';
import { openDashboard, unfold } from '../support/browser/dashboard.ts';
import { focusOf, listenTo, withWatchedDesks } from '../support/app/desks-watched.ts';
import { eventually, pause } from '../support/waiting.ts';

const TODAY = { start: '2026-11-04T15:30:00.000Z', end: '2026-11-04T16:00:00.000Z' };
const SATURDAY = Date.parse('2026-11-07T14:00:00.000Z');
const DAY_MS = 1440 * MINUTE_MS;

withWatchedDesks.describe('the coordinator’s page of what happens now', (on) => {
  const openNow = async (options: BrowserContextOptions = {}) => {
    const tab = await openDashboard(on.browser, on.node, '/dashboard/-/now', on.node.coordinator, options);
    await tab.page.getByText('What patrons see').click();
    await tab.page.locator('answers-now tbody tr').first().waitFor();
    return tab;
  };
  const openCoverage = async () => {
    const tab = await openDashboard(on.browser, on.node, '/dashboard/harford/coverage', on.node.liaison);
    await tab.page.locator('desk-now').first().waitFor();
    return tab;
  };
  const patronSees = async (): Promise<Availability> =>
    (await (await fetch(`${on.node.url}/v1/libraries/harford/availability`)).json()) as Availability;
  /** A fresh sample, as a poll leaves it. */
  const see = async (queue: string, state: 'available' | 'busy' | 'nobody'): Promise<void> => {
    const now = on.node.clock.now();
    await on.node.poll(queue, state, new Date(now).toISOString(), new Date(now + 1).toISOString());
  };

  test('Now page: is one click from the start, and nobody else’s', async () => {
    const { page, close } = await openDashboard(on.browser, on.node, '/dashboard', on.node.coordinator);
    await page.getByRole('link', { name: 'Now', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Now' }).waitFor();
    assert.equal(await page.title(), 'Now · Test cooperative');
    await close();
    const other = await openDashboard(on.browser, on.node, '/dashboard/-/now', on.node.liaison);
    await other.page.getByRole('heading', { name: 'This page does not exist, or you have no access' }).waitFor();
    await other.close();
  });

  test('Now page: has a row per desk and per library, worst first; the statewide desk leads, and desks without live status are one line', async () => {
    const { page, close } = await openNow();
    const kinds = await page
      .locator('queues-now tbody tr')
      .evaluateAll((rows) =>
        (rows as unknown as { dataset: Record<string, string> }[]).map(({ dataset }) => dataset['kind']),
      );
    assert.deepEqual(kinds, ['covered', 'covered', 'off', 'unmonitored']);
    const first = page.locator('queues-now tbody tr').first();
    assert.equal(await first.getAttribute('data-queue'), 'state');
    const silent = page.locator('queues-now tr[data-kind=unmonitored]');
    assert.equal(await silent.isVisible(), false);
    await page.locator('queues-now summary', { hasText: '1 more desk without live status' }).click();
    await silent.waitFor();
    const libraries = await page.locator('answers-now tbody th').allInnerTexts();
    assert.deepEqual(
      libraries.map((name) => name.split(/\s/)[0]),
      ['Carroll', 'Harford', 'Garrett'],
    );
    await page.getByText('No help request is open; 2 desks covered, 1 without live status.').waitFor();
    await close();
  });

  test('Now page: a gap to come becomes a request, is taken for the statewide desk, and patrons start there while it lasts', async () => {
    const liaison = await openCoverage();
    const coordinator = await openNow();
    const said = await listenTo(coordinator.page);
    const gap = liaison.page.locator(`forecast-gaps li[data-gap="${TODAY.start}"]`);
    await gap.getByRole('button', { name: /^Ask for help/ }).click();
    await gap.getByText('Waiting', { exact: true }).waitFor();

    const request = coordinator.page.locator('help-request article');
    await request.waitFor();
    await coordinator.page.getByText('1 help request is open').first().waitFor();
    // On a slow machine a desk's last sample ends meanwhile, which is announced as well.
    const aboutHelp = async () => (await said()).filter((sentence) => sentence.includes('help'));
    await eventually(async () => (await aboutHelp()).length > 0);
    assert.deepEqual(await aboutHelp(), ['Harford asks for help.']);
    await request.getByRole('button', { name: 'Take it for the statewide desk' }).press('Enter');
    await request.getByText(/Taken by the statewide service, until 11\sAM/).waitFor();
    assert.match(await focusOf(coordinator.page), /^h3 Harford: nobody is scheduled/);
    await gap.getByText('Taken', { exact: true }).waitFor();
    assert.equal((await patronSees()).tier, 'local', 'not before help is needed');

    on.node.clock.advance(Date.parse(TODAY.start) + MINUTE_MS - on.node.clock.now());
    for (const queue of ['harford-desk', 'state']) await see(queue, 'available');
    const seen = await eventually(async () => {
      const now = await patronSees();
      return now.tier === 'statewide' ? now : undefined;
    });
    assert.equal(seen.chat?.url, 'https://chat.example.org/state');
    await liaison.page.getByText(/patrons start at the statewide desk until 11\sAM/).waitFor();
    const past = 'the statewide desk, which took the help request';
    await liaison.page.locator('desk-now section[data-queue=harford-desk]').getByText(past).waitFor();
    assert.equal(await liaison.page.getByText(past).count(), 1, 'of the desk that helps, what is seen there');
    const row = coordinator.page.locator('answers-now tr[data-library=harford]');
    await row.getByText('after the local desk: a helper took over').waitFor();
    assert.deepEqual(await audit(coordinator.page), []);

    await request.getByRole('button', { name: 'Close: no help needed' }).click();
    await coordinator.page.getByText('1 closed request').waitFor();
    assert.equal(await focusOf(coordinator.page), 'h2 Help requests');
    await eventually(async () => (await patronSees()).tier === 'local');
    await row.getByText('nearest desk').waitFor();
    await liaison.close();
    await coordinator.close();
  });

  test('Now page: a request that another person has taken loses its button, and the reader keeps the focus', async () => {
    const { page, close } = await openNow();
    assert.equal(await page.locator('.button.primary').count(), 0, 'nothing is urgent');
    const gap = { start: '2026-11-05T14:00:00.000Z', end: '2026-11-05T16:00:00.000Z' };
    await on.node.ask(on.node.liaison, 'libraries/harford/assistance', {
      queue: 'harford-desk',
      reason: 'forecast-gap',
      gap,
    });
    await page.getByRole('button', { name: 'Take it for the global desk' }).focus();
    assert.match(
      await page.locator('.button.primary').innerText(),
      /^Take it for the statewide desk/,
      'one filled button',
    );
    const { body } = await on.node.ask<AssistanceList>(on.node.liaison, 'assistance');
    const { id, revision } = body.requests[0]!;
    await on.node.ask(on.node.liaison, `assistance/${id}/steps`, {
      step: 'taken',
      revision,
      taker: { library: 'harford' },
    });
    await page.getByText('Taken by Harford').waitFor();
    assert.match(await focusOf(page), /^h3 Harford: nobody is scheduled tomorrow/);
    await close();
  });

  test('Now page: a desk that turns worst stays where it is under the pointer, and is first once that is gone', async () => {
    const { page, close } = await openNow();
    const rows = page.locator('queues-now tbody tr');
    const at = async (): Promise<number> =>
      (
        await rows.evaluateAll((all) =>
          (all as unknown as { dataset: Record<string, string> }[]).map(({ dataset }) => dataset['queue']),
        )
      ).indexOf('harford-desk');
    const before = await at();
    await rows.first().hover();
    await see('harford-desk', 'nobody');
    await page
      .locator('queues-now tr[data-queue=harford-desk]')
      .getByText('Nobody scheduled', { exact: true })
      .waitFor();
    assert.notEqual(before, 0);
    assert.equal(await at(), before);
    await page.getByRole('heading', { level: 1 }).hover();
    await eventually(async () => (await at()) === 0);
    await close();
  });

  test('Now page: however often a desk turns, the page asks once a second at most, and shows the last of it', async () => {
    const { page, close } = await openNow();
    let asked = 0;
    // The page of desks that is shown; of the shared ones and those that call for help there is no page.
    const isPage = ({ pathname, searchParams }: URL): boolean =>
      pathname === '/v1/coverage/now' && searchParams.has('limit');
    page.on('request', (request) => void (asked += Number(isPage(new URL(request.url())))));
    const startMs = performance.now();
    for (let turn = 0; turn < 25; turn += 1) {
      await see('state', turn % 2 === 0 ? 'busy' : 'available');
      await pause(100);
    }
    await see('state', 'busy');
    await page.locator('queues-now tr[data-queue=state]').getByText('Somebody is there, busy').waitFor();
    const seconds = (performance.now() - startMs) / 1000;
    assert.ok(asked >= 2 && asked <= seconds + 2, `${asked} times in ${seconds.toFixed(1)} s`);
    await close();
  });

  test('Now page: an unreachable server is shown with the age of the data; once it is back, the data is new', async () => {
    const { page, close } = await openNow();
    await page.getByText(/^Updated \d/).waitFor();
    const said = await listenTo(page);
    await page.context().setOffline(true);
    const stale = /The server cannot be reached\. This page shows data from .*? and keeps trying\./g;
    await page.locator('as-of').getByText(stale).waitFor();
    const asksAgain = page.waitForEvent('requestfailed');
    await page.evaluate(`window.dispatchEvent(new Event('online'))`);
    await asksAgain;
    assert.equal(await page.locator('queues-now tbody tr').count(), 4, 'what was read before stays');
    assert.deepEqual(await audit(page), []);
    const readAgain = ['/v1/coverage/now', '/v1/covers'].map((path) =>
      page.waitForResponse((response) => new URL(response.url()).pathname === path && response.ok()),
    );
    await page.context().setOffline(false);
    await Promise.all(readAgain);
    await page.getByText(/^Updated \d/).waitFor();
    const times = async (text: RegExp): Promise<number> => [...(await said()).join(' ').matchAll(text)].length;
    const fresh = /The server answers again\. This page is up to date\./g;
    await eventually(async () => (await times(fresh)) > 0);
    await pause(200);
    assert.deepEqual(
      [await times(stale), await times(fresh)],
      [1, 1],
      'once each, of both queries and however often tried',
    );
    await close();
  });

  test('Now page: a gap to come at the shared desk is the coordinator’s to ask about, and one request of the desk’s own', async () => {
    const opening = { queue: 'state', reason: 'by-hand', gap: { start: '2026-11-06T14:00:00.000Z', end: null } };
    const { page, close } = await openNow();
    await page.getByRole('heading', { name: 'Upcoming gaps at shared desks' }).waitFor();
    const said = await listenTo(page);
    const { body } = await on.node.ask<AssistanceRequest>(on.node.coordinator, 'assistance', opening);
    const request = page.locator(`help-request article[data-request="${body.id}"]`);
    await request.getByText('Waiting for the statewide service').waitFor();
    assert.match(await request.locator('h3').innerText(), /^Statewide desk: help is needed/);
    await eventually(async () => (await said()).join(' ').includes('Statewide desk asks for help'));
    await request.getByRole('button', { name: 'Close: no help needed' }).click();
    await request.waitFor({ state: 'hidden' });
    await close();
  });

  test('Now page: a request that nobody at home has taken comes to other libraries a day before, and one of them takes it', async () => {
    const home = await openCoverage();
    const gap = home.page.locator(`forecast-gaps li[data-gap="${new Date(SATURDAY).toISOString()}"]`);
    await gap.getByRole('button', { name: /^Ask for help/ }).click();
    await gap.getByText('Waiting', { exact: true }).waitFor();
    const cookie = await on.node.signIn('liaison', ['carroll']);
    const other = await openDashboard(on.browser, on.node, '/dashboard/carroll/coverage', cookie);
    await other.page.locator('desk-now').first().waitFor({ state: 'attached' });
    assert.equal(await other.page.locator('help-request').count(), 0);
    const said = await listenTo(other.page);
    const request = other.page
      .locator('help-request article')
      .filter({ hasText: 'Harford: nobody is scheduled tomorrow' });
    assert.ok(SATURDAY - on.node.clock.now() > 2 * DAY_MS, 'its own people have it until a day before');
    on.node.clock.advance(SATURDAY - DAY_MS - MINUTE_MS - on.node.clock.now());
    await gap.getByText('Waiting', { exact: true }).waitFor();
    assert.equal(await request.count(), 0);
    on.node.clock.advance(2 * MINUTE_MS);
    // A run of the job that began before this moment leaves it to the next one, 15 s later.
    await request.getByText('Waiting for the statewide service').waitFor();
    await eventually(async () => (await said()).join(' ').includes('Harford asks for help'));
    assert.deepEqual(await audit(other.page), []);
    await request.getByRole('button', { name: 'Take it for Carroll' }).click();
    await gap.getByText('Taken', { exact: true }).waitFor();
    await request.getByRole('button', { name: 'Give it back' }).waitFor();
    await home.close();
    await other.close();
  });

  test('Now page: is sound in each look', async () => {
    const { page, errors, consoleLines, close } = await openNow();
    await unfold(page);
    await assertSoundInEachLook(page);
    assert.deepEqual(errors, []);
    assert.deepEqual(consoleLines, []);
    await close();
  });
});
