// The walk through every role's tasks: each by the presses from Home, or from the link that somebody got, and by the words that the
// pages on the way show. Typing, and choosing in a list, is no press.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addHandOver, addReportShare, saveSamplePlan } from '@askusnow/sdk';
import type { AssistanceList, ProposedAddressList, RecipientList } from '@askusnow/sdk/contract';
import type { Locator, Page } from 'playwright-core';
import { mailEnvironment } from '../support/app/account-mail.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { connectionTo, sendRequest } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { announced } from '../support/browser/announced.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { startHost } from '../support/browser/host.ts';
import { aPage } from '../support/browser/host-page.ts';
import { addHelpRecipient } from '../support/data/assistance.ts';
import { aDay, aPlacement } from '../support/data/counters.ts';
import { measurePage } from '../support/pages/measure.ts';
import { startMailServer, type MailServer } from '../support/peers/mail-server.ts';

/** Of what comes up in a hurry. */
const MAX_PRESSES = 3;

describe('tasks', () => {
  let mail: MailServer;
  let site: Awaited<ReturnType<typeof startHost>>;
  /** What a webmaster has pasted. */
  let pasted = '';
  let server: TestApp;
  let browser: Chromium;
  const cookies = { liaison: '', newLiaison: '', coordinator: '', provider: '' };
  const table: string[] = [];

  before(async () => {
    mail = await startMailServer();
    // A Monday, 10 AM in New York.
    const clock = createManualClock('2026-11-23T15:00:00.000Z');
    const environment = mailEnvironment({ mail });
    site = await startHost(() => ({ html: aPage({ body: `<header>${pasted}</header>` }) }));
    const cooperative = TWO_LIBRARIES.replace('https://catalog.library.example', site.url).replace(
      'name: Cecil\n    zone: America/Los_Angeles\n    live: true',
      'name: Cecil\n    zone: America/Los_Angeles\n    live: false',
    );
    server = await startApp({ engine: GATE_ENGINE, cooperative, clock, environment });
    const placement = await aPlacement(server.database.db, {
      library: 'harford',
      lastSeen: '2026-11-23T14:00:00.000Z',
    });
    const day = { library: 'harford', placement };
    await aDay(server.database.db, { ...day, date: '2026-09-01', clicks: 9 });
    await aDay(server.database.db, { ...day, date: '2026-10-05', clicks: 1_234 });
    await addHelpRecipient(server.database, 'statewide');
    cookies.liaison = await server.signIn('liaison', ['harford']);
    await saveSamplePlan(asLiaison(), 'harford', { plan: { kind: 'four-weeks', nth: 4, firstMonth: 7 }, revision: 0 });
    cookies.newLiaison = await server.signIn('liaison', ['cecil']);
    cookies.coordinator = await server.signIn('coordinator');
    cookies.provider = await server.signIn('provider', []);
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
    await mail.close();
    await site.close();
    console.log(['task | presses | words', ...table].join('\n'));
  });

  type Press = (what: Locator) => Promise<void>;
  const inPresses = (
    most: number,
    task: string,
    start: keyof typeof cookies | (() => Promise<string>),
    way: (page: Page, press: Press) => Promise<void>,
  ): void =>
    void test(`tasks: ${task}, in at most ${most} presses from ${typeof start === 'string' ? 'Home' : 'its link'}`, async () => {
      const [path, cookie] = typeof start === 'string' ? ['/dashboard', cookies[start]] : [await start(), ''];
      const { page, close } = await openDashboard(browser, server, path, cookie);
      let presses = 0;
      let words = 0;
      let counted = '';
      /** Each page once: as it is when the next press is made. */
      const count = async (): Promise<void> => {
        const { pathname } = new URL(page.url());
        if (pathname !== counted) words += (await measurePage(page)).words;
        counted = pathname;
      };
      await way(page, async (what) => {
        await what.waitFor();
        await count();
        presses += 1;
        await what.click();
      });
      await count();
      table.push(`${task} | ${presses} | ${words}`);
      assert.ok(presses <= most, `${presses} presses`);
      await close();
    });
  const inThreePresses = inPresses.bind(null, MAX_PRESSES);
  const read = async <T>(path: string): Promise<T> => (await sendRequest<T>(server, cookies.liaison, path)).body;
  const asLiaison = () => connectionTo(server, cookies.liaison);
  const linkToHandOver = async () =>
    new URL((await addHandOver(asLiaison(), 'harford', { page: `${site.url}/teens` })).link).pathname;
  const linkToReports = async () => new URL((await addReportShare(asLiaison(), 'harford', { days: 30 })).link).pathname;
  /** As the webmaster does, who then opens the page. */
  const paste = async (page: Page, path: string): Promise<void> => {
    pasted = await page.locator('#tag').inputValue();
    const host = await page.context().newPage();
    await host.goto(site.url + path);
    await host.locator('ask-us-now [part=status]').first().waitFor();
  };
  const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
  const link = (page: Page, name: string | RegExp): Locator => page.getByRole('link', { name });

  inThreePresses('hand-over link to live', linkToHandOver, async (page, press) => {
    await press(button(page, 'Copy').first());
    await paste(page, '/teens');
    await page.getByRole('heading', { level: 1, name: /^Live since / }).waitFor();
  });

  inThreePresses(
    '/get to a plain page',
    async () => '/get',
    async (page, press) => {
      await page.getByRole('combobox', { name: 'Library', exact: true }).selectOption('harford');
      await press(button(page, 'Copy').first());
      await paste(page, '/plain');
    },
  );

  inPresses(1, 'why did clicks fall', 'liaison', async (page, press) => {
    await press(link(page, /^Website$/));
    await page.getByRole('heading', { name: 'What changed' }).waitFor();
  });

  inPresses(2, 'who covers Saturday', 'liaison', async (page, press) => {
    await press(link(page, /^Answering chats$/));
    await press(link(page, /^Shifts$/));
    await page
      .getByText(/\bSat\b/)
      .first()
      .waitFor();
  });

  inThreePresses('statewide help tonight', 'liaison', async (page, press) => {
    await press(page.getByText('Ask for help', { exact: true }));
    await press(page.getByRole('checkbox', { name: 'Skip the library’s own people' }));
    await page.locator('.plan li', { hasText: /^Now: the statewide service/ }).waitFor();
    await press(button(page, 'Send the request'));
    await announced(page, /Help requested: Harford desk/);
    const { requests } = await read<AssistanceList>('libraries/harford/assistance');
    assert.deepEqual(
      requests.map(({ owner, told }) => [owner, told]),
      [['statewide', 1]],
    );
  });

  inThreePresses('printers down until Friday', 'liaison', async (page, press) => {
    const text = 'The printers are down.';
    await press(link(page, /^Local information$/));
    await press(button(page, 'Add an alert'));
    await page.locator('alert-panel textarea').fill(text);
    await page.getByLabel('Last day').fill('2026-11-27');
    await press(page.getByRole('button', { name: 'Save', exact: true }));
    await page.getByText(text, { exact: true }).waitFor();
  });

  inPresses(4, 'follow-up for a complaint', 'liaison', async (page, press) => {
    await press(link(page, /^Answering chats$/));
    await press(link(page, /^Follow-ups$/));
    await press(page.getByText('Add a follow-up'));
    await page.getByLabel('Reference number', { exact: true }).fill('2-4711');
    await press(button(page, 'Add follow-up'));
    await page.getByRole('rowheader', { name: '2-4711' }).waitFor();
  });

  inThreePresses('sampling counts', 'liaison', async (page, press) => {
    await press(link(page, /^Questions$/));
    await page.getByLabel(/^Questions on Mon, /).fill('7');
    await press(button(page, 'Save numbers'));
    await announced(page, /Saved/);
  });

  inThreePresses('month for the director', 'liaison', async (page, press) => {
    await press(page.getByRole('navigation', { name: 'Harford' }).getByRole('link', { name: 'People', exact: true }));
    await page.getByLabel('Email address').fill('director@harford.example');
    await press(page.getByRole('radio', { name: /^The month’s page only/ }));
    await press(button(page, 'Add recipient'));
    await announced(page, /Added: director@harford\.example\./);
    const { recipients } = await read<RecipientList>('recipients');
    const kinds = recipients.filter(({ tier }) => tier === 'local').map((each) => each.kinds);
    assert.deepEqual(kinds, [['monthly-report']]);
  });

  inThreePresses('new hire', 'liaison', async (page, press) => {
    await press(link(page, /^Invite a colleague to /));
    await page.getByLabel('Email addresses, one on each line').fill('new@harford.example');
    await press(button(page, 'Preview'));
    await press(button(page, 'Invite 1 person'));
    await announced(page, 'Invited: 1 person.');
  });

  inPresses(4, 'policy out of date', 'liaison', async (page, press) => {
    await press(link(page, /^Local information$/));
    await press(button(page, 'Write Homework help'));
    await page.getByLabel('Text', { exact: true }).fill('Tutors from 3 PM.');
    await press(page.getByLabel('I read all of it'));
    await press(button(page, 'Save page'));
    await page.getByText(/^1 of 10 current/).waitFor();
  });

  inThreePresses('go live', 'newLiaison', async (page, press) => {
    await press(page.locator('readiness-list li').getByRole('link').first());
    await page.getByRole('heading', { level: 1 }).waitFor();
  });

  inPresses(0, 'who first', 'coordinator', async (page) => {
    await page.locator('task-list li').first().waitFor();
  });

  inThreePresses('add a library', 'coordinator', async (page, press) => {
    await press(link(page, 'Add a library'));
    await press(page.locator('add-library summary'));
    await page.getByLabel('Name that patrons read').fill('Kent County');
    await press(page.getByRole('button', { name: 'Add a library', exact: true }));
    await page.waitForURL('**/dashboard/kent-county/setup');
  });

  inThreePresses('invite a liaison', 'coordinator', async (page, press) => {
    await press(link(page, /^Administration$/));
    await page.locator('invite-form').getByLabel('Label').first().fill('Cecil liaison');
    await page.locator('invite-form').getByRole('searchbox', { name: 'Find a library' }).fill('Cecil');
    await press(page.getByRole('checkbox', { name: 'Cecil' }));
    await press(button(page, 'Make a sign-in link'));
    await page.locator('invitation-card textarea').last().waitFor();
  });

  inPresses(4, 'agenda', 'coordinator', async (page, press) => {
    await press(link(page, /^People$/));
    await press(link(page, /^Meetings$/));
    await press(page.getByText('Add a meeting'));
    await page.getByLabel('Day').first().fill('2026-12-01');
    await page.getByLabel('Place, or link').first().fill('Main branch');
    await press(button(page, 'Add meeting'));
    await page.getByText('Change this meeting').waitFor();
  });

  inThreePresses('snow day', 'coordinator', async (page, press) => {
    await press(page.getByText('Close local desks'));
    await press(button(page, 'Close 2 desks'));
    await announced(page, 'Closed: 2 desks.');
  });

  inPresses(2, 'report to the state', 'coordinator', async (page, press) => {
    await press(link(page, /^Reports$/));
    await press(link(page, /^State report$/));
    await link(page, 'Download CSV').waitFor();
  });

  inPresses(0, 'policy of another county', 'provider', async (page) => {
    await page.getByLabel('Search all libraries').fill('cecil cards');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Policies' }).waitFor();
  });

  inPresses(0, 'share page on a phone', linkToReports, async (page) => {
    await page.setViewportSize({ width: 360, height: 780 });
    await page.getByText('1,234', { exact: true }).waitFor();
  });

  // Beyond the walk.
  for (const [what, address, kind] of [
    ['site', 'https://new.library.example', ''],
    ['key page', 'https://www.library.example/contact', 'contact'],
  ] as const)
    inThreePresses(`a ${what} that a liaison proposes`, 'liaison', async (page, press) => {
      await press(link(page, /^Add a site or a key page of /));
      await page.getByLabel('Address, as your browser shows it').fill(address);
      await page.getByLabel('What it is').selectOption(kind);
      await press(button(page, 'Propose it'));
      await announced(page, `${address} is proposed.`);
      const { addresses } = await read<ProposedAddressList>('libraries/harford/proposed-addresses');
      assert.equal(addresses.filter(({ page: keyPage }) => (keyPage === null) === (kind === '')).length, 1);
    });

  inThreePresses('a site that the coordinator registers', 'coordinator', async (page, press) => {
    await press(page.locator('overview-table tr[data-library=harford] a').first());
    await press(link(page, 'Setup'));
    const sites = page.getByLabel('One site per line');
    await sites.fill(`${await sites.inputValue()}\nhttps://new.harford.example`);
    await press(button(page, /^Save/));
    await announced(page, 'Saved. Patrons see it within seconds.');
  });
});
