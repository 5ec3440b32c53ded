// Sign-in by a mailed link and invitations by mail, on screen: the form, what it answers, and what the coordinator reads.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startApp, type TestApp } from '../support/app/app.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { startMailServer, type MailServer } from '../support/peers/mail-server.ts';

const EMAIL = 'cecil@library.example';

describe('sign-in by mail on screen', () => {
  let mail: MailServer;
  let server: TestApp;
  let browser: Chromium;
  let reply: number | null = null;
  before(async () => {
    mail = await startMailServer({ onMail: () => reply });
    const environment = { SMTP_URL: mail.url, MAIL_FROM: 'askusnow@state.example' };
    server = await startApp({ engine: 'pglite', cooperative: TWO_LIBRARIES, environment });
    browser = await launchChromium();
  });
  after(async () => {
    await browser.close();
    await server.close();
    await mail.close();
  });

  test('sign-in page: the form and its answers have no fault, by the keyboard', async () => {
    const { page, errors, close } = await openDashboard(browser, server, '/sign-in', '');
    const field = page.getByLabel('Email address');
    await field.waitFor();
    await assertSoundInEachLook(page);
    // The browser's own check stands before the server's.
    await page.evaluate(`document.querySelector('form').noValidate = true`);
    await field.press('Enter');
    await page.getByText('Enter one email address').waitFor();
    await assertSoundInEachLook(page);
    await page.getByLabel('Email address').focus();
    await page.keyboard.type('nobody@library.example');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Check your email' }).waitFor();
    await assertSoundInEachLook(page);
    assert.deepEqual(errors, []);
    await close();
  });

  test('accounts page: says that an invitation was mailed, and that one was not', async () => {
    const cookie = await server.signIn('coordinator');
    const { page, errors, close } = await openDashboard(browser, server, '/dashboard/-/accounts', cookie);
    await page.locator('invite-form select').selectOption('coordinator');
    await page.getByLabel('Label (a role, not a person; optional)').fill('Second coordinator');
    await page.getByLabel('Email address for sign-in links (optional)').fill(EMAIL);
    await page.getByRole('button', { name: 'Make a sign-in link' }).press('Enter');
    const made = page.locator('invite-form invitation-card');
    await made.getByText(`Mailed a sign-in link for Second coordinator to ${EMAIL}.`).waitFor();
    await announced(page, `It was mailed to ${EMAIL}.`);
    assert.deepEqual(mail.mails.at(-1)?.to, [EMAIL]);
    reply = 550;
    await page.getByText('Manage Second coordinator').press('Enter');
    await page.getByRole('button', { name: 'Make a new link for Second coordinator' }).press('Enter');
    await page.locator('account-table invitation-card').getByText(`The email to ${EMAIL} could not be sent.`).waitFor();
    reply = null;
    await assertSoundInEachLook(page);
    assert.deepEqual(errors, []);
    await close();
  });
});
