// A page's report hands its address over, a liaison proposes it, the coordinator accepts it from Home, and its view is counted.
import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { invite } from '../../server/src/accounts/invite.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, openPage, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { startLibrarySite, type LibrarySite } from '../support/peers/library-site.ts';

describe('proposed addresses on screen', () => {
  /** Registered, with a key page. */
  let home: LibrarySite;
  let site: LibrarySite;
  let server: TestApp;
  let browser: Chromium;
  let liaison: string;
  let coordinator: string;
  before(async () => {
    home = await startLibrarySite({
      '/': `<nav><a href="/teens">Teens</a></nav><p>${'Books and films. '.repeat(20)}</p>`,
    });
    server = await startApp({
      engine: GATE_ENGINE,
      environment: { EGRESS_ALLOW: home.host },
      cooperative: TWO_LIBRARIES.replaceAll('https://www.library.example', home.url),
    });
    site = await startLibrarySite({
      '/blog': `<!doctype html><html lang="en"><title>Blog</title><body>
        <script type="module" src="${server.url}/widget/v1/ask-us-now.js"></script>
        <ask-us-now library="harford" placement="header"><a href="https://chat.example/harford">Ask</a></ask-us-now>`,
    });
    liaison = await server.signIn('liaison', ['harford']);
    coordinator = await server.signIn('coordinator');
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
    await site.close();
    await home.close();
  });

  /** What the first report of a patron's visit comes to. */
  const visit = async (): Promise<number> => {
    const { page, close } = await openPage(browser);
    const told = page.waitForResponse((response) => response.url().endsWith('/v1/events'));
    await page.goto(`${site.url}/blog`);
    const status = (await told).status();
    await close();
    return status;
  };

  test('proposed addresses: from the page’s report to the coordinator’s list, and counted from then on', async () => {
    assert.equal(await visit(), 403);
    const { page: host, close } = await openDashboard(browser, server, '/sign-in', liaison);
    await host.goto(`${site.url}/blog?card=21234#ask-inspect`);
    const opened = host.waitForEvent('popup');
    await host.getByRole('link', { name: /^Propose this page/ }).click();
    const page = await opened;
    const panel = page.locator('proposed-addresses');
    const field = panel.getByLabel('Address, as your browser shows it');
    await field.waitFor();
    assert.equal(await field.inputValue(), `${site.url}/blog`);
    assert.equal(new URL(page.url()).hash, '', 'the address stays in no history');
    await field.fill(`${site.url}/blog?card=21234`);
    await panel.getByRole('button', { name: 'Propose it' }).click();
    await panel.getByText('should end before “?” and “#”').waitFor();
    await assertSoundInEachLook(page, 'a wrong address');
    await field.fill(`${site.url}/blog`);
    await panel.getByRole('button', { name: 'Propose it' }).click();
    await announced(page, `${site.url} is proposed. It waits for the coordinator.`);
    await panel.getByText('Waiting', { exact: true }).waitFor();
    assert.equal(await visit(), 403, 'it only waits');

    const desk = await openDashboard(browser, server, '/dashboard', coordinator);
    await desk.page.getByText('A proposed site or key page waits for you', { exact: true }).waitFor();
    await desk.page.getByRole('link', { name: /^Accept or decline/ }).click();
    const list = desk.page.locator('proposed-list');
    await list.getByText('New site.').waitFor();
    await assertSoundInEachLook(desk.page, 'the coordinator’s list');
    await list.getByRole('button', { name: `Accept ${site.url}` }).click();
    await announced(desk.page, `${site.url} is accepted. Counting has begun.`);
    await list.getByText('Nothing waits for you.').waitFor();
    // By the change alone.
    await panel.getByText('Accepted', { exact: true }).waitFor();
    assert.equal(await visit(), 202);
    await desk.close();

    await field.fill(`${site.url}/contact`);
    await panel.getByLabel('What it is').selectOption({ label: 'Contact page' });
    await panel.getByRole('button', { name: 'Propose it' }).click();
    await announced(page, `${site.url}/contact is proposed. It waits for the coordinator.`);
    await panel.getByRole('button', { name: /^Withdraw/ }).click();
    await panel.getByRole('button', { name: /^Yes, withdraw it/ }).click();
    await announced(page, `${site.url}/contact is withdrawn.`);
    await close();
  });

  test('proposed addresses: a handed-over page is still there after a mailed link signs in, in another tab; mutant: in the query, where a log has it', async () => {
    const path = '/dashboard/harford/visibility';
    const address = 'https://handed.library.example/blog';
    const received: string[] = [];
    const listen = ({ url, headers }: IncomingMessage): unknown =>
      received.push(decodeURIComponent(JSON.stringify([url, headers])));
    server.app.server.on('request', listen);
    const { page, close } = await openPage(browser);
    const signedOut = async (open: string): Promise<void> => {
      await page.goto(server.url + open);
      await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    };
    await signedOut(`${path}?address=${encodeURIComponent(address)}`);
    assert.ok(
      received.splice(0).some((line) => line.includes('handed')),
      'the mutant',
    );
    await signedOut(`${path}#address=${encodeURIComponent(address)}`);
    await page.getByRole('link', { name: 'Sign in, or get a new link' }).click();
    const { token } = await invite(server.database, {
      ...{ label: 'Web liaison', role: 'liaison' as const, libraries: ['harford'], email: null },
      clock: { now: () => Date.now(), after: () => ({ cancel: () => undefined }) },
    });
    const tab = await page.context().newPage();
    await tab.goto(`${server.url}/sign-in/${token}`);
    await tab.getByRole('button').click();
    const field = tab.getByLabel('Address, as your browser shows it');
    await field.waitFor();
    assert.equal(await field.inputValue(), address);
    server.app.server.off('request', listen);
    assert.deepEqual(
      received.filter((line) => line.includes('handed')),
      [],
    );
    assert.ok(received.some((line) => line.includes('/sign-in/')));
    await tab.goto(`${server.url}${path}?part=pages`);
    await tab.locator('proposed-addresses').getByText('Propose a site or a key page').click();
    assert.equal(await field.inputValue(), '', 'once');
    await close();
  });

  test('proposed addresses: a decline has a reason, which the liaison reads', async () => {
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/visibility?part=pages', liaison);
    const panel = page.locator('proposed-addresses');
    await panel.getByText('Propose a site or a key page').click();
    await panel.getByLabel('Address, as your browser shows it').fill('https://shop.library.example/');
    await panel.getByRole('button', { name: 'Propose it' }).click();
    await panel.getByText('Waiting', { exact: true }).waitFor();
    const desk = await openDashboard(browser, server, '/dashboard/-/partners', coordinator);
    const list = desk.page.locator('proposed-list');
    await desk.page.getByRole('link', { name: '1 proposed site or key page' }).click();
    await list.locator('h2:focus').waitFor();
    await list.getByRole('button', { name: /^Decline/ }).click();
    await list.getByLabel('Reason, in a sentence').fill('The shop is run by the Friends.');
    await assertSoundInEachLook(desk.page, 'a decline');
    await list.getByRole('button', { name: 'Decline', exact: true }).click();
    await announced(desk.page, 'https://shop.library.example is declined.');
    await panel.getByText('The shop is run by the Friends.').waitFor();
    await desk.close();
    const own = await openDashboard(browser, server, '/dashboard', liaison);
    await own.page.getByText('The coordinator answered 2 of your proposals', { exact: true }).waitFor();
    await own.page.getByRole('link', { name: /^Read the answer/ }).click();
    const read = own.page.locator('proposed-addresses');
    for (const address of ['https://shop.library.example', site.url]) {
      await read.getByRole('button', { name: `Acknowledge the answer to ${address}` }).click();
      await announced(own.page, 'Acknowledged.');
    }
    await read.getByText('Answered by the coordinator').first().waitFor();
    await assertSoundInEachLook(own.page, 'answered');
    await own.page.goto(`${server.url}/dashboard`);
    await own.page.locator('task-list').waitFor();
    assert.equal(await own.page.getByText('of your proposals').count(), 0);
    await own.close();
    await close();
  });

  test('proposed addresses: what a page leads to is proposed by one press', async () => {
    await server.database.db
      .updateTable('page_check')
      .set({ claimed_at: new Date(0) })
      .execute();
    const { page, close } = await openDashboard(browser, server, '/dashboard/harford/visibility?part=pages', liaison);
    const list = page.locator('page-check-list');
    await list.getByRole('button', { name: /^Check now: / }).click();
    await list.getByText('This page leads to these.').waitFor();
    await assertSoundInEachLook(page, 'found');
    await list.getByRole('button', { name: `Propose ${home.url}/teens` }).click();
    await announced(page, `${home.url}/teens is proposed. It waits for the coordinator.`);
    await list.getByText('Proposed', { exact: true }).waitFor();
    await close();
  });
});
