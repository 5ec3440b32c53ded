// A liaison invites two colleagues in three presses from Home; one opens the link and reads where to begin; the other's ends.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { addContact, chooseDirectory } from '@askusnow/sdk';
import { linkOf, startWithMail } from '../support/app/account-mail.ts';
import { connectionTo } from '../support/app/requests.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { watchHeartbeats } from '../support/data/desks.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openAccount, openDashboard } from '../support/browser/dashboard.ts';

const [ONE, TWO] = ['new-one@harford.example', 'new-two@harford.example'];

describe('colleagues on screen', () => {
  let mailed: Awaited<ReturnType<typeof startWithMail>>;
  let browser: Chromium;
  let liaison: string;
  before(async () => {
    mailed = await startWithMail({ engine: GATE_ENGINE });
    await watchHeartbeats(mailed.server);
    browser = await launchChromium();
    liaison = await mailed.server.signIn('liaison', ['harford']);
    const connection = connectionTo(mailed.server, liaison);
    await chooseDirectory(connection, { showEmail: true });
    const contact = { name: 'Reference desk', phone: '410-555-0100', email: null, page: null, note: null, revision: 0 };
    await addContact(connection, 'harford', contact);
  });
  after(async () => {
    await browser.close();
    await mailed.close();
  });

  test('colleagues page: a liaison invites two from Home, and a wrong line is named before anything is sent', async () => {
    const { page, errors, consoleLines, close } = await openDashboard(browser, mailed.server, '/dashboard', liaison);
    await page.getByRole('link', { name: /^Invite a colleague to / }).click();
    const field = page.getByLabel('Email addresses, one on each line');
    const preview = page.getByRole('button', { name: 'Preview' });
    await field.fill(`${ONE}\n${TWO}\nnobody`);
    await preview.click();
    await page.getByText('1 address needs a change.').waitFor();
    await page.getByText('This is no email address.').waitFor();
    assert.equal(await page.getByRole('button', { name: /^Invite \d/ }).count(), 0);
    await assertSoundInEachLook(page, 'a wrong line');
    await field.fill(`${ONE}\n${TWO}`);
    await preview.click();
    await page.getByText('2 people will be invited. Nothing has been sent yet.').waitFor();
    assert.equal(mailed.mail.mails.length, 0);
    await page.getByRole('button', { name: 'Invite 2 people' }).click();
    await announced(page, 'Invited: 2 people.');
    await page.getByText(`Mailed to ${ONE}.`).waitFor();
    await page.locator(`[data-colleague="${TWO}"]`).getByText('The link works until').waitFor();
    await assertSoundInEachLook(page, 'invited');

    const row = page.locator(`[data-colleague="${TWO}"]`);
    await row.getByRole('button', { name: /^End/ }).click();
    await row.getByText(`Withdraw the invitation of ${TWO}?`).waitFor();
    await row.getByRole('button', { name: /^Yes, end it/ }).click();
    await row.waitFor({ state: 'detached' });
    const ended = await fetch(mailed.server.url + linkOf(await mailed.mailed(TWO)));
    assert.equal(ended.status, 410);

    const desk = page.locator('queue-desks', { has: page.getByRole('heading', { name: /Harford/ }) });
    await desk.getByText('Give this desk').click();
    await desk.getByRole('button', { name: /^Make a sign-in link for this desk/ }).click();
    await desk.locator('copy-field textarea').waitFor();
    await page.locator('[data-colleague^="Desk: "]').waitFor();
    assert.deepEqual([errors, consoleLines], [[], []]);
    await close();
  });

  test('colleagues page: a new hire opens the link, and reads what to read, whom to ask and where to practice', async () => {
    const path = linkOf(await mailed.mailed(ONE));
    const { page, errors, consoleLines, close } = await openDashboard(browser, mailed.server, path, '');
    await page.getByRole('button', { name: /^Sign in as Provider: / }).click();
    await page.getByRole('heading', { name: 'Start here' }).waitFor();
    await page.getByText('Reference desk, 410-555-0100').waitFor();
    await page.getByText('liaison harford (liaison)').waitFor();
    await page.getByRole('link', { name: /^Policies of =?Harford/ }).waitFor();
    await page
      .getByRole('link', { name: /^Guide: / })
      .first()
      .waitFor();
    await assertSoundInEachLook(page, 'start here');
    await page.getByRole('link', { name: /^Practice with the button of / }).click();
    await page.locator('ask-us-now[practice]').waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'Then go to your start page' }).click();
    await page.locator('provider-home').waitFor();
    await openAccount(page);
    await page.getByRole('link', { name: 'Start here' }).waitFor();
    assert.deepEqual([errors, consoleLines], [[], []]);
    await close();
  });
});
