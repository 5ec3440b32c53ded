// The start page of a liaison: what needs them, in order of harm, each with the page where it is done.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AssistanceList } from '@askusnow/sdk/contract';
import type { Page } from 'playwright-core';
import { MINUTE_MS } from '../../server/src/platform/time/instants.ts';
import { withWatchedDesks } from '../support/app/desks-watched.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { openDashboard } from '../support/browser/dashboard.ts';

const iconOf = (page: Page): Promise<string | null> => page.locator('link[rel=icon]').getAttribute('href');

withWatchedDesks.describe('home page', (on) => {
  test('home page: a liaison asks for statewide help in two presses, has seen whom and when before, and sees who takes it', async () => {
    // What was seen at the desk at ten is stale by now.
    on.node.clock.advance(2 * MINUTE_MS);
    const { page, close } = await openDashboard(on.browser, on.node, '/dashboard', on.node.liaison);
    const panel = page.locator('ask-help');
    await panel.locator('summary').first().click();
    await panel.getByText('Now, until the desk closes at 5 PM').waitFor();
    const lines = panel.locator('.plan li');
    await lines.filter({ hasText: /^Now: the library’s own people \(1 recipient\)$/ }).waitFor();
    await lines.filter({ hasText: /^10:1\d AM: the statewide service \(1 recipient\)$/ }).waitFor();
    await lines.filter({ hasText: /^Not asked: the global cooperative, since no recipient is listed$/ }).waitFor();
    await assertSoundInEachLook(page);
    await panel.getByRole('checkbox', { name: 'Skip the library’s own people' }).check();
    await lines.filter({ hasText: /^Now: the statewide service/ }).waitFor();
    await lines.filter({ hasText: /^Not asked: the library’s own people$/ }).waitFor();

    await panel.getByRole('button', { name: 'Send the request' }).click();
    await announced(page, /Help requested: Harford desk, 10(?::\d\d)? AM – 5 PM/);
    await panel.getByRole('heading', { name: 'Help is requested for this time.' }).waitFor();
    await panel.getByText('1 recipient was notified so far.').waitFor();
    await panel.getByText(/Waiting for the statewide service/).waitFor();
    const list = await on.node.ask<AssistanceList>(on.node.liaison, 'libraries/harford/assistance');
    const { requests } = list.body;
    assert.deepEqual(
      requests.map(({ owner, reason, gap, told }) => [owner, reason, gap.end, told]),
      [['statewide', 'by-hand', '2026-11-04T22:00:00.000Z', 1]],
    );

    const carroll = await on.node.signIn('liaison', ['carroll']);
    const take = { step: 'taken', revision: 1, taker: { library: 'carroll' } };
    await on.node.ask(carroll, `assistance/${requests[0]!.id}/steps`, take);
    await panel.getByText('Taken by Carroll, until 5 PM.').waitFor();
    await panel.getByRole('button', { name: 'Close: no help needed' }).click();

    // Tomorrow at one the state would be asked in the night: now, instead.
    await panel.getByRole('radio', { name: 'At a time that I choose' }).check();
    await panel.getByText('Choose the day and the times to see who will be asked.').waitFor();
    await panel.getByLabel('Day').fill('2026-11-05');
    await panel.getByLabel('From').fill('13:00');
    await panel.getByLabel('To', { exact: true }).fill('12:00');
    await panel.getByText('Choose an end that is after the start').waitFor();
    await panel.getByLabel('To', { exact: true }).fill('15:00');
    await lines.filter({ hasText: /^(?:11:[345]\d PM|Tomorrow, 12).*: the statewide service/ }).waitFor();
    await panel.getByRole('checkbox', { name: 'Ask the statewide service at once' }).check();
    await lines.filter({ hasText: /^Now: the statewide service/ }).waitFor();
    await panel.getByRole('checkbox', { name: 'Ask the statewide service at once' }).uncheck();
    // The desk has its shift then: the press asks once more.
    await panel.getByText('People are scheduled for all of this time (Reference desk).').waitFor();
    await assertSoundInEachLook(page);
    await panel.getByRole('button', { name: 'Send the request' }).click();
    await announced(page, /People are scheduled for all of this time\. Nothing was sent/);
    await panel.getByRole('checkbox', { name: 'Ask for more people all the same' }).check();
    await panel.getByRole('button', { name: 'Send the request' }).click();
    await panel.getByText(/Waiting for the library’s own people/).waitFor();
    await panel.getByRole('button', { name: 'Ask the statewide service now' }).click();
    await panel.getByText(/Waiting for the statewide service/).waitFor();
    await panel.getByRole('button', { name: 'Close: no help needed' }).click();
    await lines.first().waitFor();
    await close();
  });

  test('home page: the coordinator asks for help at a desk of a library that they choose, in four presses', async () => {
    const { page, close } = await openDashboard(on.browser, on.node, '/dashboard', on.node.coordinator);
    const panel = page.locator('ask-help');
    await panel.locator('summary').first().click();
    await panel.getByRole('checkbox', { name: 'Carroll' }).check();
    await panel.getByRole('combobox', { name: 'Which desk' }).waitFor();
    await panel.getByRole('checkbox', { name: 'Harford' }).check();
    await panel.getByRole('option', { name: 'Harford desk' }).waitFor({ state: 'attached' });
    assert.equal(await panel.getByRole('checkbox', { name: 'Carroll' }).isChecked(), false);
    await panel.getByRole('radio', { name: 'Now, until the desk closes at 5 PM' }).check();
    await panel.locator('.plan li', { hasText: /^Now: the library’s own people/ }).waitFor();
    await assertSoundInEachLook(page);
    await panel.getByRole('button', { name: 'Send the request' }).click();
    await announced(page, /Help requested: Harford desk/);
    await panel.getByText(/Waiting for the library’s own people/).waitFor();
    await panel.getByRole('button', { name: 'Close: no help needed' }).click();
    await panel.getByRole('button', { name: 'Send the request' }).waitFor();
    await close();
  });

  test('home page: a liaison follows a task to the page where it is done, and a new one is there without a reload', async () => {
    const { page, close } = await openDashboard(on.browser, on.node, '/dashboard', on.node.liaison);
    const tasks = page.locator('task-list li');
    await tasks.first().waitFor();
    await page.getByText('things wait for you.').waitFor();
    assert.equal(await iconOf(page), '/dashboard/assets/icon-dot.svg');
    const gaps = tasks.filter({ hasText: 'Nobody is scheduled' });
    await gaps.getByText('Patrons affected soon').waitFor();

    const gap = { start: '2026-11-04T15:00:00.000Z', end: null };
    await on.node.ask(on.node.liaison, 'libraries/harford/assistance', {
      queue: 'harford-desk',
      reason: 'by-hand',
      gap,
    });
    await tasks.first().locator('.title', { hasText: 'Harford desk asks for help now' }).waitFor();
    await announced(page, /New: Harford desk asks for help now/);

    await gaps.getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: 'Coverage' }).waitFor();
    await page.getByRole('link', { name: 'Home' }).click();
    await page.getByRole('heading', { level: 1, name: 'Home' }).waitFor();
    await close();
  });

  test('home page: what could not be read is no all-clear', async () => {
    const { page, close } = await openDashboard(on.browser, on.node, '/dashboard/-/account', on.node.liaison);
    await page.route('**/v1/tasks', (route) => route.fulfill({ status: 500, body: 'no' }));
    await page.getByRole('link', { name: 'Test cooperative' }).click();
    await page.getByText('The server could not answer').waitFor();
    assert.equal(await iconOf(page), '/dashboard/assets/icon.svg');
    assert.equal(await page.getByText('Nothing waits for you').count(), 0);
    await close();
  });

  test('home page: the coordinator goes from a task to the checks of all libraries, and from there to a library’s checklist', async () => {
    const { page, close } = await openDashboard(on.browser, on.node, '/dashboard', on.node.coordinator);
    await page.locator('task-list li[data-task=never-seen]').filter({ hasText: 'Harford' }).waitFor();
    const tab = (name: string) => page.locator('part-links').getByRole('link', { name, exact: true });
    const main = page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'All libraries' });
    const shown = page.locator('[aria-current]');
    await tab('Overview').and(shown).waitFor();
    await tab('Partners').press('Enter');
    await page.getByText('3 of 3 libraries have steps left.').waitFor();
    await tab('Partners').and(shown).and(page.locator(':focus')).waitFor();
    await main.and(shown).waitFor();
    assert.deepEqual(await page.getByRole('heading', { level: 1 }).allInnerTexts(), ['All libraries']);
    assert.equal(new URL(page.url()).pathname, '/dashboard/-/partners');
    await page.goBack();
    await tab('Overview').and(shown).waitFor();
    await page.locator('overview-page').waitFor();
    await page.goForward();
    await page.getByRole('searchbox', { name: 'Find a library' }).fill('harf');
    const row = page.locator('partners-page tr[data-library=harford]');
    await row.locator('td[data-label=Button]').getByText('Not yet').waitFor({ state: 'attached' });
    await page.locator('partners-page tbody tr').nth(1).waitFor({ state: 'detached' });
    const word = row.locator('td[data-label=Button] .word');
    assert.equal((await word.boundingBox())!.width, 1, 'a sign alone');
    await row.getByRole('link', { name: 'Harford' }).focus();
    await page.keyboard.press('Tab');
    assert.ok((await word.boundingBox())!.width > 20, 'the word stands where the keyboard is');
    await page.keyboard.press('Enter');
    await page.getByText(/No page with the button has reported yet/).waitFor();
    await assertSoundInEachLook(page, 'more about a library');
    await row.getByRole('link', { name: 'Harford' }).click();
    await page.getByRole('heading', { level: 1, name: 'Numbers' }).waitFor();
    await page.getByRole('link', { name: 'Visibility', exact: true }).click();
    await page.locator('readiness-list summary').first().click();
    const line = page.locator('readiness-list li[data-line=tag]');
    await line.getByText('Not yet', { exact: true }).waitFor();
    await close();
  });

  test('home page: passes the audit in each look, nothing wider than the window', async () => {
    const cookie = await on.node.signIn('liaison', ['harford', 'carroll']);
    const { page, close } = await openDashboard(on.browser, on.node, '/dashboard', cookie);
    await page.locator('task-list li').first().waitFor();
    await page.getByRole('heading', { name: 'Your libraries' }).waitFor();
    await assertSoundInEachLook(page);
    await close();
  });

  test('partners page: passes the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await openDashboard(on.browser, on.node, '/dashboard/-/partners', on.node.coordinator);
    await page.locator('partners-page tbody tr').first().waitFor();
    await assertSoundInEachLook(page);
    await close();
  });
});
