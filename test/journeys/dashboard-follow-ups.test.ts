// A liaison keeps follow-ups: a phone number is refused, one is resolved and taken back, another handed over.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { getFollowUps, openFollowUp, stepFollowUp, type Connection } from '@askusnow/sdk';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { letTick } from '../support/app/desks-watched.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const PAGE = '/dashboard/harford/follow-ups';

describe('follow-ups', () => {
  let server: TestApp;
  let ticking: { stop(): void };
  let browser: Chromium;
  let cookie: string;
  let liaison: Connection;
  before(async () => {
    const clock = createManualClock('2026-11-24T15:00:00.000Z');
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock });
    // What changes is sent to pages after a moment of the server's clock.
    ticking = letTick({ clock });
    cookie = await server.signIn('liaison', ['harford']);
    liaison = connectionTo(server, cookie);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    ticking.stop();
    await server.close();
  });

  test('follow-ups page: a phone number is refused with the reason, and a chat’s number is added, resolved and taken back', async () => {
    const { page, close } = await openDashboard(browser, server, PAGE, cookie);
    await page.getByText('Add a follow-up').click();
    const reference = page.getByLabel('Reference number', { exact: true });
    await reference.fill('410-555-0100');
    await page.getByRole('button', { name: 'Add follow-up' }).click();
    await page.getByText('may be a patron', { exact: false }).waitFor();
    assert.equal(await reference.getAttribute('aria-invalid'), 'true');
    await reference.fill('2-4711');
    await page.getByRole('button', { name: 'Add follow-up' }).click();
    const row = page.getByRole('row', { name: /2-4711/ });
    await row.getByText('Nov 27').waitFor();
    assert.equal(await row.getByLabel('What happened').inputValue(), '', 'nothing is chosen beforehand');
    await row.getByLabel('What happened').selectOption({ label: 'Lost call' });
    await row.getByRole('button', { name: 'Save follow-up 2-4711' }).click();
    await page.getByText('No open follow-up.').waitFor();
    await page.getByLabel('Show').selectOption({ label: 'Ended' });
    await row.getByText('Lost call', { exact: true }).waitFor();
    await row.getByRole('button', { name: 'Undo follow-up 2-4711' }).click();
    await page.getByText('No follow-up has ended yet.').waitFor();
    const { followUps } = await getFollowUps(liaison);
    assert.deepEqual(
      followUps[0]!.history.map(({ step }) => step),
      ['opened', 'resolved', 'undone'],
    );
    await close();
  });

  test('follow-ups page: a hand-over asks first, since it cannot be undone, and Keep it keeps what was chosen', async () => {
    await openFollowUp(liaison, { library: 'harford', reference: 'h-1' });
    const { page, close } = await openDashboard(browser, server, PAGE, cookie);
    const row = page.getByRole('row', { name: /h-1/ });
    const save = row.getByRole('button', { name: 'Save follow-up h-1' });
    await row.getByLabel('What happened').selectOption({ label: 'Hand over to another library' });
    await row.getByLabel('Library that takes it').selectOption({ label: 'Cecil' });
    await save.click();
    await row.getByText('Hand over h-1 to Cecil?', { exact: false }).waitFor();
    await row.getByRole('button', { name: 'Keep it follow-up h-1' }).click();
    await save.and(page.locator(':focus')).waitFor();
    assert.equal((await getFollowUps(liaison, { library: 'harford' })).followUps.length, 2);
    await save.click();
    await assertSoundInEachLook(page);
    await row.getByRole('button', { name: 'Yes, hand it over follow-up h-1' }).click();
    await row.waitFor({ state: 'detached' });
    const [handed] = (await getFollowUps(liaison)).followUps.filter(({ reference }) => reference === 'h-1');
    assert.equal(handed!.library, 'cecil');
    await close();
  });

  test('follow-ups page: what another person has changed meanwhile is shown, and not overwritten', async () => {
    const { page, close } = await openDashboard(browser, server, PAGE, cookie);
    const row = page.getByRole('row', { name: /2-4711/ });
    await row.getByLabel('What happened').selectOption({ label: 'Answered' });
    const [{ id, revision } = { id: 0, revision: 0 }] = (await getFollowUps(liaison)).followUps;
    await page.route('**/steps', async (route) => {
      await stepFollowUp(liaison, id, { step: 'withdraw', revision });
      await route.continue();
    });
    await row.getByRole('button', { name: 'Save follow-up 2-4711' }).click();
    await page.getByText('No open follow-up.').waitFor();
    assert.equal((await getFollowUps(liaison, { filter: 'ended' })).followUps[0]!.state, 'withdrawn');
    await close();
  });

  test('follow-ups page: passes the audit in each look, nothing wider than the window', async () => {
    const reference = 'look-0';
    await openFollowUp(liaison, { library: 'harford', reference, dueOn: '2026-11-24' });
    const { page, close } = await openDashboard(browser, server, PAGE, cookie);
    await page.getByRole('row', { name: reference }).getByText('Due today').waitFor();
    await page.getByRole('heading', { name: '1 open: none overdue, 1 due today' }).waitFor();
    await assertSoundInEachLook(page);
    await close();
  });

  test('follow-ups page: a list with a wrong row adds nothing and keeps what was pasted, and is added whole afterwards', async () => {
    const { id, revision } = await openFollowUp(liaison, { library: 'harford', reference: 'z-1' });
    await stepFollowUp(liaison, id, { step: 'withdraw', revision });
    const { total: before } = await getFollowUps(liaison, { library: 'harford' });
    const { page, close } = await openDashboard(browser, server, PAGE, cookie);
    const rows = Array.from({ length: 1_000 }, (_, index) => `c-${index}`);
    const text = page.getByLabel(/one a line/);
    const add = page.getByRole('button', { name: 'Add the list' });
    const wrong = rows.with(700, '410-555-0100').join('\n');
    await page.getByText('Add follow-ups from a list').click();
    await text.fill(wrong);
    await add.click();
    await page.getByText('Row 701: a number with at most 9 digits', { exact: false }).waitFor();
    assert.equal((await getFollowUps(liaison, { library: 'harford' })).total, before);
    assert.equal(await text.inputValue(), wrong);
    await text.fill(rows.join('\n'));
    await add.click();
    await page.getByText(`1–50 of ${(before + 1_000).toLocaleString('en-US')} follow-ups`).waitFor();
    const other = page
      .locator('details', { hasText: 'Add follow-ups from a list' })
      .getByLabel('Patron’s library')
      .locator('option');
    assert.deepEqual(await other.allTextContents(), ['=Harford, "County"'], 'a list is for a library of the reader');
    const ended = page.getByRole('row', { name: /z-1/ });
    await page.getByRole('button', { name: 'Next page of follow-ups' }).click();
    await page.getByText(`51–100 of`).waitFor();
    await page.reload();
    await page.getByText(`51–100 of`).waitFor();
    await page.getByLabel('Show').selectOption({ label: 'Ended' });
    await ended.waitFor();
    assert.match(page.url(), /show=ended$/);
    await page.reload();
    await ended.waitFor();
    assert.equal(await page.getByLabel('Show').inputValue(), 'ended');
    await close();
  });

  test('follow-ups page: an end of another library shows no Undo to the account that opened the follow-up', async () => {
    const cecil = connectionTo(server, await server.signIn('liaison', ['cecil']));
    const deskCookie = await server.signIn('desk', ['statewide']);
    const desk = connectionTo(server, deskCookie);
    const { id, revision } = await openFollowUp(desk, { library: 'cecil', reference: 'e-1' });
    const { page, close } = await openDashboard(browser, server, '/dashboard/-/follow-ups?show=ended', deskCookie);
    const row = page.getByRole('row', { name: /e-1/ });
    await page.getByLabel('Show').waitFor();
    const own = await stepFollowUp(desk, id, { step: 'resolve', revision, resolution: 'by-me' });
    await row.getByRole('button', { name: 'Undo follow-up e-1' }).waitFor();
    const again = await stepFollowUp(cecil, id, { step: 'undo', revision: own.revision });
    await stepFollowUp(cecil, id, { step: 'resolve', revision: again.revision, resolution: 'lost-call' });
    await page.reload();
    await row.getByText('Lost call', { exact: true }).waitFor();
    assert.equal(await row.getByRole('button').count(), 0);
    assert.equal(await page.getByText('Add follow-ups from a list').count(), 0, 'a desk has no library');
    await close();
  });
});
