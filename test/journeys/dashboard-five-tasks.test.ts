// Five tasks that come up in a hurry, each done in at most three presses from Home. Typing, and choosing in a list, is no press.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AssistanceList, ProposedAddressList, RecipientList } from '@askusnow/sdk/contract';
import type { Locator, Page } from 'playwright-core';
import { mailEnvironment } from '../support/app/account-mail.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { createManualClock } from '../support/app/clock.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { sendRequest } from '../support/app/requests.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { announced } from '../support/browser/announced.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { addHelpRecipient } from '../support/data/assistance.ts';
import { startMailServer, type MailServer } from '../support/peers/mail-server.ts';

const MAX_PRESSES = 3;

describe('five tasks', () => {
  let mail: MailServer;
  let server: TestApp;
  let browser: Chromium;
  const cookies = { liaison: '', coordinator: '' };

  before(async () => {
    mail = await startMailServer();
    // A Monday, 10 AM in New York.
    const clock = createManualClock('2026-11-23T15:00:00.000Z');
    const environment = mailEnvironment({ mail });
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, clock, environment });
    await addHelpRecipient(server.database, 'statewide');
    cookies.liaison = await server.signIn('liaison', ['harford']);
    cookies.coordinator = await server.signIn('coordinator');
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
    await mail.close();
  });

  type Press = (what: Locator) => Promise<void>;
  const inThreePresses = (
    task: string,
    role: keyof typeof cookies,
    way: (page: Page, press: Press) => Promise<void>,
  ): void =>
    void test(`five tasks: ${task}, in at most ${MAX_PRESSES} presses from Home`, async (context) => {
      const { page, close } = await openDashboard(browser, server, '/dashboard', cookies[role]);
      let presses = 0;
      await way(page, async (what) => {
        presses += 1;
        await what.click();
      });
      context.diagnostic(`${presses} presses`);
      assert.ok(presses <= MAX_PRESSES, `${presses} presses`);
      await close();
    });
  const read = async <T>(path: string): Promise<T> => (await sendRequest<T>(server, cookies.liaison, path)).body;
  const button = (page: Page, name: string | RegExp): Locator => page.getByRole('button', { name });
  const link = (page: Page, name: string | RegExp): Locator => page.getByRole('link', { name });

  inThreePresses('statewide help tonight, without one’s own people', 'liaison', async (page, press) => {
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

  inThreePresses('a new hire is invited', 'liaison', async (page, press) => {
    await press(link(page, /^Invite a colleague to /));
    await page.getByLabel('Email addresses, one on each line').fill('new@harford.example');
    await press(button(page, 'Preview'));
    await press(button(page, 'Invite 1 person'));
    await announced(page, 'Invited: 1 person.');
  });

  inThreePresses('a snow day', 'coordinator', async (page, press) => {
    await press(page.getByText('Close local desks'));
    await press(button(page, 'Close 2 desks'));
    await announced(page, 'Closed: 2 desks.');
  });

  inThreePresses('the director on the monthly mail', 'liaison', async (page, press) => {
    await press(page.getByRole('navigation', { name: 'Harford' }).getByRole('link', { name: 'People', exact: true }));
    await page.getByLabel('Email address').fill('director@harford.example');
    await press(page.getByRole('radio', { name: /^The month’s page only/ }));
    await press(button(page, 'Add recipient'));
    await announced(page, /Added: director@harford\.example\./);
    const { recipients } = await read<RecipientList>('recipients');
    assert.deepEqual(
      recipients.filter(({ tier }) => tier === 'local').map(({ kinds }) => kinds),
      [['monthly-report']],
    );
  });

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
    await press(
      page
        .locator('overview-table tr[data-library=harford]')
        .getByRole('link', { name: /Harford/ })
        .first(),
    );
    await press(link(page, 'Setup'));
    const sites = page.getByLabel('One site per line');
    await sites.fill(`${await sites.inputValue()}\nhttps://new.harford.example`);
    await press(button(page, /^Save/));
    await announced(page, 'Saved. Patrons see it within seconds.');
  });
});
