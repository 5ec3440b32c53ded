// The start page of a liaison: what needs them, in order of harm, each with the page where it is done.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withWatchedDesks } from '../support/app/desks-watched.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { openDashboard } from '../support/browser/dashboard.ts';

withWatchedDesks.describe('home page', (on) => {
  test('home page: a liaison follows a task to the page where it is done, and a new one is there without a reload', async () => {
    const { page, close } = await openDashboard(on.browser, on.node, '/dashboard', on.node.liaison);
    const tasks = page.locator('task-list li');
    await tasks.first().waitFor();
    await page.getByText('things wait for you.').waitFor();
    const gaps = tasks.filter({ hasText: 'chat is promised, and nobody is scheduled' });
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
    await page.getByRole('heading', { level: 1, name: 'What needs you' }).waitFor();
    await close();
  });

  test('home page: what could not be read is no all-clear', async () => {
    const { page, close } = await openDashboard(on.browser, on.node, '/dashboard/-/account', on.node.liaison);
    await page.route('**/v1/tasks', (route) => route.fulfill({ status: 500, body: 'no' }));
    await page.getByRole('link', { name: 'Test cooperative' }).click();
    await page.getByText('The server could not answer').waitFor();
    assert.equal(await page.getByText('Nothing waits for you').count(), 0);
    await close();
  });

  test('home page: the coordinator follows a task to the partners, and from there to a library’s checklist', async () => {
    const { page, close } = await openDashboard(on.browser, on.node, '/dashboard', on.node.coordinator);
    await page.locator('task-list li[data-task=partners-not-ready] a').click();
    await page.getByRole('heading', { level: 1, name: 'Partners' }).waitFor();
    await page.getByText(/partners are not ready yet, the least ready first/).waitFor();
    await page.getByRole('searchbox', { name: 'Find a partner' }).fill('harf');
    const row = page.locator('partners-page tr[data-library=harford]');
    await row.getByText(/No page with the button has reported yet/).waitFor();
    await page.locator('partners-page tbody tr').nth(1).waitFor({ state: 'detached' });
    await row.getByRole('link', { name: 'Harford' }).click();
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
