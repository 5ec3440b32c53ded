// A liaison sees what the server read of the key pages, checks one now, and checks pasted source in the browser alone.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { checkPage } from '@askusnow/sdk';
import type { Page } from 'playwright-core';
import { startApp, type TestApp } from '../support/app/app.ts';
import { connectionTo } from '../support/app/requests.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { HEX } from '../support/data/doctor-pages.ts';
import { startLibrarySite, type LibrarySite } from '../support/peers/library-site.ts';
import { GATE_ENGINE } from '../support/app/database.ts';

const TEXT = `<p>${'Books, music and films. '.repeat(20)}</p>`;
const PAGE = '/dashboard/harford/visibility?part=pages';

describe('page checks', () => {
  let site: LibrarySite;
  let server: TestApp;
  let browser: Chromium;
  let liaison: string;
  before(async () => {
    site = await startLibrarySite({ '/': TEXT });
    server = await startApp({
      engine: GATE_ENGINE,
      environment: { EGRESS_ALLOW: site.host },
      cooperative: `
cooperative: { name: Test Cooperative }
queues:
  - { id: desk, name: Desk, tier: local, zone: UTC, hours: { weekly: [{ days: [mo], open: '09:00', close: '17:00' }] } }
libraries:
  - id: harford
    name: Harford County Public Library
    zone: UTC
    live: true
    origins: ['${site.url}']
    queues: { local: { queue: desk, chat: 'https://chat.example.org/harford' } }
    keyPages: [{ name: Home page, origin: '${site.url}', pattern: '/' }]
`,
    });
    liaison = await server.signIn('liaison', ['harford']);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
    await site.close();
  });

  const snippet = (): string =>
    `<script type="module" src="${server.config.publicUrl}/widget/v1/ask-us-now.js" referrerpolicy="no-referrer"></script>
     <ask-us-now library="harford" style="min-height:5em"><a href="https://chat.example.org/harford">Ask</a></ask-us-now>`;

  test('page checks: a page without the tag has its fault, its action and its help; checked again, it is found', async () => {
    const { page, close } = await openDashboard(browser, server, PAGE, liaison);
    const list = page.locator('page-check-list');
    await list.getByText('The tag is not on this page. Paste the tag into the page or its template.').waitFor();
    const help = await list.getByRole('link', { name: 'How to do this' }).getAttribute('href');
    const section = await fetch(new URL(help!, server.url));
    assert.equal(section.status, 200);
    assert.match(await section.text(), new RegExp(`<section id="${help!.split('#')[1]!}">`));
    site.pages.set('/', TEXT + snippet());
    await server.database.db
      .updateTable('page_check')
      .set({ claimed_at: new Date(0) })
      .execute();
    await list.getByRole('button', { name: /^Check now: / }).click();
    await list.getByText('Found', { exact: true }).waitFor();
    // By the library's clock, whatever the reader's.
    await list.getByText(/^Checked .* UTC$/).waitFor();
    await list.getByRole('button', { name: /^Check now: / }).click();
    await list.getByText('This page was checked a moment ago. Wait a minute.').waitFor();
    await close();
  });

  test('page checks: pages with another chat are listed with its lines, until they are read without it', async () => {
    const check = (): Promise<unknown> =>
      server.database.db
        .updateTable('page_check')
        .set({ claimed_at: new Date(0) })
        .execute()
        .then(() => checkPage(connectionTo(server, liaison), 'harford', { origin: site.url, path: '/' }));
    site.pages.set('/', `${TEXT}${snippet()}\n<div id="libchat_${HEX}">\n</div>`);
    await check();
    const { page, close } = await openDashboard(browser, server, PAGE, liaison);
    const list = page.locator('page-check-list');
    await list.getByText('Another chat is on 1 of 1 key page.').waitFor();
    await list.getByText(/ – LibChat: <div> on lines 3 to 4$/).waitFor();
    await assertSoundInEachLook(page);
    site.pages.set('/', TEXT + snippet());
    await check();
    await list.getByText('Another chat is on').waitFor({ state: 'detached' });
    await close();
  });

  test('page checks: what a colleague checks meanwhile shows without a reload', async () => {
    const { page, close } = await openDashboard(browser, server, PAGE, liaison);
    const list = page.locator('page-check-list');
    await list.getByText('Found', { exact: true }).waitFor();
    site.pages.set('/', TEXT);
    await server.database.db
      .updateTable('page_check')
      .set({ claimed_at: new Date(0) })
      .execute();
    await checkPage(connectionTo(server, liaison), 'harford', { origin: site.url, path: '/' });
    // Sooner than the page reads everything again by itself.
    await list.getByText('Absent', { exact: true }).waitFor();
    await close();
  });

  const openPaste = async (page: Page): Promise<void> => {
    await page.getByText('Check a page’s source').click();
  };
  const paste = async (page: Page, source: string): Promise<void> => {
    await page.getByLabel('Source of the page').fill(source);
    await page.getByRole('button', { name: 'Check source' }).click();
  };

  test('pasted source: read in the browser, and nothing of it is sent', async () => {
    const { page, close } = await openDashboard(browser, server, PAGE, liaison);
    await openPaste(page);
    const sent: string[] = [];
    page.on('request', (request) => void sent.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`));
    const result = page.locator('pasted-page');
    await paste(page, `${TEXT}<!-- ${snippet()} -->`);
    await result.getByText('The tag is inside an HTML comment').waitFor();
    await result.getByText('Absent').waitFor();
    await paste(page, TEXT + snippet());
    await result.getByText('Nothing wrong was found.').waitFor();
    assert.deepEqual(
      sent.filter((line) => !/^GET \S+\/dashboard\/assets\/[\w.-]+\.js $/.test(line) && !line.includes('/v1/')),
      [],
    );
    assert.ok(sent.every((line) => line.startsWith('GET ') && !line.includes('Books')));
    await close();
  });

  test('pasted source: 10 MB, nothing and a wrong address each have a clear answer', async () => {
    const { page, close } = await openDashboard(browser, server, PAGE, liaison);
    await openPaste(page);
    const result = page.locator('pasted-page');
    await paste(page, '');
    await result.getByText('Paste the source of the page first.').waitFor();
    await page
      .getByLabel('Source of the page')
      .evaluate((field) => void ((field as unknown as { value: string }).value = '<p>Books '.repeat(10 * 2 ** 17)));
    await page.getByRole('button', { name: 'Check source' }).click();
    await result.getByText('The source is larger than 3 MB.').waitFor();
    await page.getByLabel('Address of the page').fill('www.library.example');
    await paste(page, TEXT);
    await result.getByText('The address should begin with https://.').waitFor();
    await close();
  });

  test('page checks: pass the audit in each look, nothing wider than the window', async () => {
    const { page, close } = await openDashboard(browser, server, PAGE, liaison);
    await page
      .locator('page-check-list')
      .getByRole('button', { name: /^Check now: / })
      .waitFor();
    await openPaste(page);
    await paste(page, TEXT);
    await page.locator('pasted-page').getByText('Absent').waitFor();
    await assertSoundInEachLook(page);
    await close();
  });

  for (const path of ['/help/tag', '/accessibility', '/privacy'])
    test(`${path}: passes the audit, nothing wider than the window`, async () => {
      const { page, close } = await openDashboard(browser, server, path, liaison);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await assertSoundInEachLook(page);
      await close();
    });
});
