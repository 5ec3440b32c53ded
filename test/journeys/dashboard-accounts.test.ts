// The coordinator invites, invites again and ends, by the keyboard alone; everyone sees where they are signed in, and leaves.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { changeRole, getAccounts } from '@askusnow/sdk';
import { startApp, type TestApp } from '../support/app/app.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openAccount, openDashboard, unfold } from '../support/browser/dashboard.ts';
import { connectionTo } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { eventually } from '../support/waiting.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { watchHeartbeats } from '../support/data/desks.ts';

const ACCOUNTS = '/dashboard/-/accounts';
const OWN = '/dashboard/-/account';

/** What has the focus, through every shadow root: its tag and its words. */
const focused = (page: Page): Promise<string> =>
  page.evaluate<string>(`(() => {
    let element = document.activeElement;
    while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
    const words = element?.labels?.length ? element.labels[0].innerText : element?.textContent ?? '';
    return element ? element.tagName.toLowerCase() + ' ' + words.trim().replace(/\\s+/g, ' ') : 'nothing';
  })()`);

/** Everything that is written in the document, through every shadow root. */
const TEXT = `(() => {
  const textOf = (node) => node.nodeType === Node.TEXT_NODE ? node.data
    : ['STYLE', 'SCRIPT', 'NOSCRIPT'].includes(node.nodeName) ? ''
    : [...(node.shadowRoot ?? node).childNodes].map(textOf).join(' ');
  return textOf(document.body).replace(/\\s+/g, ' ');
})()`;

async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 80; presses += 1) {
    await page.keyboard.press('Tab');
    seen.push(await focused(page));
    if (wanted.test(seen.at(-1)!)) return;
  }
  assert.fail(`the keyboard never reaches ${wanted}: ${seen.join(' | ')}`);
}

describe('accounts on screen', () => {
  let server: TestApp;
  let browser: Chromium;
  before(async () => {
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES });
    await watchHeartbeats(server);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
  });

  const open = (path: string, cookie: string, options: BrowserContextOptions = {}) =>
    openDashboard(browser, server, path, cookie, options);
  const statusOf = async (cookie: string) => (await fetch(`${server.url}/v1/session`, { headers: { cookie } })).status;
  const linkIn = (page: Page) => page.locator('invitation-card textarea').last();

  test('accounts pages: the coordinator invites a liaison, makes a new link, and ends the account, by the keyboard', async () => {
    const { page, close } = await open('/dashboard', await server.signIn('coordinator'));
    await page.getByRole('link', { name: 'Administration' }).waitFor();
    await tabTo(page, /^a Administration$/);
    await page.keyboard.press('Enter');
    await page.locator('invite-form select').first().waitFor();
    assert.equal(await focused(page), 'h1 Accounts');
    await tabTo(page, /^input Label/);
    await page.keyboard.type('Cecil liaison');
    await page.keyboard.press('Enter');
    await page.getByText('Find a library by its name, and check it.').first().waitFor();
    assert.match(await focused(page), /^input Find a library/);
    await page.keyboard.type('Cecil');
    await page.getByText('Keeps the pages of its libraries.').waitFor();
    const cecil = page.getByRole('checkbox', { name: 'Cecil' });
    await cecil.waitFor();
    await eventually(async () => (await page.locator('invite-form [type=checkbox]').count()) === 1);
    await tabTo(page, /^input .*Cecil/);
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Make a sign-in link' }).press('Enter');
    await linkIn(page).waitFor();
    const first = new URL(await linkIn(page).inputValue());
    await page.getByText(/works once, and for 72 hours, until \w+day,? /).waitFor();
    const row = page.locator('tr[data-account="Cecil liaison"]');
    await row.getByText('Link not used yet').waitFor();

    await row.getByText('Manage').press('Enter');
    await tabTo(page, /^button Make a new link for Cecil liaison$/);
    await page.keyboard.press('Enter');
    await page.locator('account-table invitation-card').waitFor();
    const second = new URL(await page.locator('account-table invitation-card textarea').inputValue());
    assert.notEqual(first.href, second.href);
    assert.equal((await fetch(server.url + first.pathname)).status, 410);
    const visit = await open(second.pathname, '');
    await visit.page.getByRole('button', { name: 'Sign in as Cecil liaison' }).click();
    await openAccount(visit.page);
    await visit.page.getByText('Signed in: Cecil liaison').waitFor();
    await visit.page.locator('home-page').waitFor();

    await page.getByRole('searchbox', { name: 'Find an account' }).fill('cecil');
    await row.getByText('Still signed in, 1 browser').waitFor();
    await tabTo(page, /^button End account for Cecil liaison$/);
    await page.keyboard.press('Enter');
    await eventually(async () => /^button Yes, end it/.test(await focused(page)));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await eventually(async () => /^button End account/.test(await focused(page)));
    await page.keyboard.press('Enter');
    await eventually(async () => /^button Yes, end it/.test(await focused(page)));
    await page.keyboard.press('Enter');
    await row.waitFor({ state: 'detached' });
    await announced(page, 'Ended: Cecil liaison.');
    await eventually(async () => (await focused(page)) === 'h2 Who can sign in');
    await visit.page.getByRole('link').first().focus();
    await visit.page.reload();
    await visit.page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await visit.close();
    await close();
  });

  test('accounts pages: a person ends another browser of theirs, and then all of them', async () => {
    const [here, there] = [await server.signIn('liaison', ['harford']), await server.signIn('liaison', ['harford'])];
    const { page, close } = await open('/dashboard/harford', here);
    await page.getByRole('button', { name: 'Account', exact: true }).waitFor();
    await tabTo(page, /^button Account$/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^a Your account$/);
    await page.keyboard.press('Enter');
    await page.getByText('This browser', { exact: true }).waitFor();
    await tabTo(page, /^button Sign out the browser that was last used /);
    await page.keyboard.press('Enter');
    await page.getByText('Another browser', { exact: true }).waitFor({ state: 'detached' });
    assert.deepEqual([await statusOf(here), await statusOf(there)], [200, 401]);
    await tabTo(page, /^button Sign out everywhere$/);
    await page.keyboard.press('Enter');
    await eventually(async () => /^button Yes, sign out everywhere$/.test(await focused(page)));
    assert.equal(await statusOf(here), 200, 'it asks first');
    await tabTo(page, /^button Stay signed in$/);
    await page.keyboard.press('Enter');
    await eventually(async () => /^button Sign out everywhere$/.test(await focused(page)));
    await page.keyboard.press('Enter');
    await eventually(async () => /^button Yes, sign out everywhere$/.test(await focused(page)));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    assert.equal(await statusOf(here), 401);
    await close();
  });

  test('accounts pages: no page shows a liaison a command', async () => {
    const cookie = await server.signIn('liaison', ['harford']);
    const texts: string[] = [];
    for (const path of ['/sign-in', '/sign-in/x', OWN, '/dashboard/harford/people', ACCOUNTS]) {
      const { page, close } = await open(path, cookie);
      await page.locator('h1').first().waitFor();
      if (path.endsWith('people')) await page.locator('queue-desks summary').first().waitFor();
      await unfold(page);
      texts.push(await page.evaluate<string>(TEXT));
      await close();
    }
    for (const text of texts) assert.doesNotMatch(text, /askusnow [a-z]|--role/);
    assert.match(texts.at(-1)!, /This page does not exist, or you have no access/);
    assert.match(texts.at(-2)!, /Make a sign-in link for this desk/);
  });

  test('accounts pages: a coordinator comes from a desk’s page to its invitation', async () => {
    const { page, close } = await open('/dashboard/harford/people', await server.signIn('coordinator'));
    // Each desk is shown once its own reading has come, in any order.
    const desk = page.locator('queue-desks', { has: page.getByRole('heading', { name: /Harford/ }) });
    await desk.getByText('Give this desk').click();
    await desk.getByRole('link', { name: 'Invite this desk' }).click();
    await page.getByRole('checkbox', { name: /Harford/, checked: true }).waitFor();
    assert.equal(await page.locator('invite-form select').inputValue(), 'desk');
    assert.equal(await page.locator('invite-form :checked:not(option)').count(), 1);
    await close();
  });

  test('accounts pages: a viewer is invited, starts at the library’s page, and reads that nothing can be changed', async () => {
    const coordinator = await open(ACCOUNTS, await server.signIn('coordinator'));
    await coordinator.page.locator('invite-form select').selectOption('viewer');
    await coordinator.page.getByRole('checkbox', { name: /Harford/ }).check();
    await coordinator.page.getByRole('button', { name: 'Make a sign-in link' }).click();
    await coordinator.page.getByRole('rowheader', { name: /^Viewer: =Harford/ }).waitFor();
    await coordinator.close();
    const { page, close } = await open('/dashboard', await server.signIn('viewer', ['harford']));
    await page.getByText('Your account reads these pages.').waitFor();
    await page
      .getByRole('navigation', { name: /Harford/ })
      .getByRole('link', { name: 'Website' })
      .waitFor();
    await close();
  });

  test('accounts pages: the coordinator gives an account another role and library, and its person has them', async () => {
    const cookie = await server.signIn('liaison', ['cecil']);
    const { page, close } = await open(ACCOUNTS, await server.signIn('coordinator'));
    const row = page.locator('tr[data-account="liaison cecil"]');
    for (const part of ['.manage > summary', 'account-role summary']) await row.locator(part).press('Enter');
    const form = row.locator('account-role form');
    await form.locator('select').selectOption('viewer');
    await form.getByLabel('Label (a role').fill('Harford director');
    await form.getByRole('checkbox', { name: 'Cecil' }).uncheck();
    await form.getByRole('button', { name: 'Save the role for liaison cecil' }).press('Enter');
    await form.getByText('a viewer needs at least one library').waitFor();
    await form.getByRole('checkbox', { name: /Harford/ }).check();
    await form.getByRole('button', { name: 'Save the role for liaison cecil' }).press('Enter');
    await announced(page, 'Saved: Harford director.');
    await page.getByRole('rowheader', { name: /^Harford director Viewer/ }).waitFor();
    await close();
    const person = await open('/dashboard', cookie);
    await person.page.getByText('Your account reads these pages.').waitFor();
    await person.page
      .getByRole('navigation', { name: /Harford/ })
      .getByRole('link', { name: 'Website' })
      .waitFor();
    await person.close();
  });

  test('accounts pages: a role that another coordinator changed meanwhile is shown, what was chosen stays, and replaces it', async () => {
    await server.signIn('liaison', ['harford', 'cecil']);
    const { page, close } = await open(ACCOUNTS, await server.signIn('coordinator'));
    const colleague = connectionTo(server, await server.signIn('coordinator'));
    await page.locator('tr[data-account="liaison harford cecil"]').getByText('Manage').press('Enter');
    await page.locator('tr[data-account="liaison harford cecil"] account-role summary').press('Enter');
    const form = page.locator('account-role form');
    await form.locator('select').selectOption('viewer');
    await form.getByRole('checkbox', { name: 'Cecil' }).uncheck();
    const { accounts } = await getAccounts(colleague, { q: 'liaison harford cecil' });
    const { id, revision } = accounts[0]!;
    await page.route('**/v1/accounts*', (route) => route.abort());
    await changeRole(colleague, id, { role: 'liaison', label: 'Theirs', libraries: ['cecil'], revision });
    await form.getByRole('button', { name: /^Save the role/ }).press('Enter');
    await form.getByText('Somebody else has changed this account. Look at it').waitFor();
    assert.equal(await form.getByText('Stored now').count(), 0, 'theirs was not read yet');
    await page.unroute('**/v1/accounts*');
    await form.getByRole('button', { name: /^Save the role/ }).press('Enter');
    await form
      .getByText(/^Somebody else has changed this account meanwhile\. Stored now: Theirs \(Liaison, Cecil/)
      .waitFor();
    await page.getByRole('rowheader', { name: /^Theirs Liaison/ }).waitFor();
    assert.equal(await form.locator('select').inputValue(), 'viewer');
    assert.equal(await form.getByLabel('Label (a role').inputValue(), 'liaison harford cecil');
    assert.deepEqual(
      [
        await form.getByRole('checkbox', { name: 'Cecil' }).isChecked(),
        await form.getByRole('checkbox', { name: /Harford/ }).isChecked(),
      ],
      [false, true],
    );
    await form.getByRole('button', { name: /^Save the role/ }).press('Enter');
    await announced(page, 'Saved: liaison harford cecil.');
    await page.getByRole('rowheader', { name: /^liaison harford cecil Viewer/ }).waitFor();
    await close();
  });

  test('accounts pages: a provider is invited with a label, and starts at their home page', async () => {
    const coordinator = await open(ACCOUNTS, await server.signIn('coordinator'));
    await coordinator.page.locator('invite-form select').selectOption('provider');
    await coordinator.page.getByLabel('Label (a role, not a person)').fill('Provider 12');
    await coordinator.page.getByRole('button', { name: 'Make a sign-in link' }).click();
    await coordinator.page.getByRole('rowheader', { name: /^Provider 12/ }).waitFor();
    await coordinator.close();
    const cookie = await server.signIn('provider');
    const { page, close } = await open('/dashboard', cookie);
    await page.getByRole('heading', { name: 'What needs you' }).waitFor();
    assert.match(page.url(), /\/dashboard$/);
    await close();
    const other = await open('/dashboard/-/desk', cookie);
    await other.page.getByText('This page does not exist, or you have no access').waitFor();
    await other.close();
  });

  test('accounts pages: neither page has a fault in each look', async () => {
    await server.signIn('desk', ['harford-desk']);
    await server.invite('liaison', ['cecil']);
    const cookie = await server.signIn('coordinator');
    for (const [path, ready] of [
      [ACCOUNTS, 'account-table tbody tr'],
      [OWN, 'own-account-page li'],
    ] as const) {
      const { page, errors, consoleLines, close } = await open(path, cookie);
      await page.locator(ready).first().waitFor();
      if (path === ACCOUNTS) {
        for (const manage of await page.locator('summary').getByText('Manage').all()) await manage.click();
        await page.getByRole('button', { name: /^Make a new link for liaison cecil/ }).click();
        await page.locator('account-table invitation-card').waitFor();
        await page.getByRole('button', { name: /^End account for desk harford-desk/ }).click();
        await page.locator('summary').getByText('History').first().click();
        await page.locator('summary').getByText('Role and libraries').first().click();
        await page.locator('account-role [type=submit]').waitFor();
      }
      await assertSoundInEachLook(page);
      assert.deepEqual([errors, consoleLines], [[], []]);
      await close();
    }
  });
});
