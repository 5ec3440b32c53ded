// Who is notified, on screen: the director gets the month's page by two presses and one opened link; feeds and webhooks.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RecipientList } from '@askusnow/sdk/contract';
import { linkOf, mailEnvironment } from '../support/app/account-mail.ts';
import { startApp, type TestApp } from '../support/app/app.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { TWO_LIBRARIES } from '../support/app/two-libraries.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';
import { startMailServer, type MailServer } from '../support/peers/mail-server.ts';
import { eventually } from '../support/waiting.ts';

const DIRECTOR = 'director@harford.example';

describe('notifications page', () => {
  let mail: MailServer;
  let server: TestApp;
  let browser: Chromium;
  let cookie: string;

  before(async () => {
    mail = await startMailServer();
    server = await startApp({
      engine: GATE_ENGINE,
      cooperative: TWO_LIBRARIES,
      environment: mailEnvironment({ mail }),
    });
    browser = await launchChromium();
    cookie = await server.signIn('liaison', ['harford']);
  });
  after(async () => {
    await browser.close();
    await server.close();
    await mail.close();
  });

  const open = () => openDashboard(browser, server, '/dashboard/harford/notifications', cookie);
  const read = async (): Promise<RecipientList['recipients']> => {
    const reply = await fetch(`${server.url}/v1/recipients`, { headers: { cookie } });
    return ((await reply.json()) as RecipientList).recipients;
  };

  test('notifications page: the director is on the month’s page by two presses, once the mailed link was opened', async () => {
    const { page, errors, consoleLines, close } = await open();
    await page.getByText('Nobody is notified yet').waitFor();
    assert.equal(await page.locator('recipient-form :checked:not(option)').count(), 0, 'nothing is picked beforehand');
    await page.getByLabel('Email address').fill('director@harford');
    await page.getByRole('radio', { name: /^The month’s page only/ }).check();
    await page.getByRole('button', { name: 'Add recipient' }).click();
    await page.locator('#address-fault').waitFor();
    assert.equal(await page.getByLabel('Email address').getAttribute('aria-invalid'), 'true');
    await assertSoundInEachLook(page);
    await page.reload();

    await page.getByLabel('Email address').fill(DIRECTOR);
    await page.getByRole('radio', { name: /^The month’s page only/ }).click();
    await page.getByRole('button', { name: 'Add recipient' }).click();
    await announced(page, /^Added: director@harford\.example\. We mail a link to it/);
    const row = page.getByRole('listitem').filter({ hasText: DIRECTOR });
    await row.getByText(`Waiting for ${DIRECTOR} to open the link`).waitFor();
    await row.getByText('The month’s page only').waitFor();
    await assertSoundInEachLook(page);
    assert.deepEqual(
      (await read()).map(({ kinds }) => kinds),
      [['monthly-report']],
    );
    await row.getByRole('button', { name: 'Send the link again' }).click();
    await announced(page, `Mailed the link to ${DIRECTOR}.`);

    const received = await eventually(() => mail.mails[1]);
    assert.deepEqual(received.to, [DIRECTOR]);
    const theirs = await openDashboard(browser, server, linkOf(received), '');
    await theirs.page.getByText('one mail a month with the numbers of its chat service').waitFor();
    await assertSoundInEachLook(theirs.page);
    await theirs.page.getByRole('button', { name: 'Yes, send me these mails' }).click();
    await theirs.page.getByRole('heading', { name: 'You will get these mails' }).waitFor();
    await assertSoundInEachLook(theirs.page);
    assert.deepEqual(theirs.errors, []);
    await theirs.close();

    await announced(page, `Confirmed: Email: ${DIRECTOR}.`);
    await row.getByText('Confirmed. Nothing sent yet').waitFor();
    assert.equal(await row.getByRole('button', { name: 'Send the link again' }).count(), 0);
    await row.getByRole('button', { name: /^Change/ }).click();
    assert.ok(await row.getByRole('radio', { name: /^The month’s page only/ }).isChecked());
    await row.getByLabel('Choose one by one').check();
    await row.getByRole('checkbox', { name: 'Each month by the numbers, for administration' }).uncheck();
    await row.getByRole('button', { name: 'Save' }).click();
    await row.getByText('Choose at least one.').waitFor();
    await assertSoundInEachLook(page, 'a pick that is changed');
    await row.getByRole('radio', { name: /^Weekly/ }).check();
    await row.getByRole('button', { name: 'Save' }).click();
    await announced(page, 'Saved.');
    await row.getByText('About: Weekly', { exact: true }).waitFor();
    await row.getByText('Confirmed. Nothing sent yet').waitFor();
    await row.getByRole('button', { name: /^Remove/ }).click();
    await page.getByRole('button', { name: 'Yes, remove it' }).click();
    await page.getByText('Nobody is notified yet').waitFor();
    assert.deepEqual(
      [...errors, ...consoleLines].filter((line) => !line.includes('422')),
      [],
    );
    await close();
  });

  test('notifications page: a webhook with kinds that are chosen one by one, its secret shown once; a channel of Slack; a feed; one mail a day', async () => {
    const { page, close } = await open();
    await page.getByText('Advanced: Teams, Slack, webhook or feed').click();
    await page.getByLabel('Send by').selectOption('Webhook, signed');
    const address = page.getByLabel('Address, beginning with https');
    await address.fill('http://10.0.0.1/hook');
    await page.getByLabel('Choose one by one').check();
    await page.getByRole('button', { name: 'Add recipient' }).click();
    await page.getByText('Choose at least one.').waitFor();
    await page.getByRole('checkbox', { name: 'Request taken' }).check();
    await page.getByRole('button', { name: 'Add recipient' }).click();
    await page.locator('#address-fault').waitFor();
    assert.equal(await address.inputValue(), 'http://10.0.0.1/hook');
    await assertSoundInEachLook(page);
    await address.fill('https://hooks.library.example/ask');
    await page.getByRole('button', { name: 'Add recipient' }).press('Enter');
    await announced(page, /Added: Webhook/);
    assert.match(await page.getByLabel(/The secret that signs this webhook/).inputValue(), /^whsec_/);
    assert.deepEqual(
      (await read()).map(({ channel, kinds }) => [channel, kinds]),
      [['webhook', ['assistance-taken']]],
    );
    await page.getByText('Nobody gets an email.').waitFor();
    await page.getByLabel('Send by').selectOption('Slack');
    await page.getByLabel('Address of the incoming webhook').fill('https://hooks.library.example/secret');
    await page.getByRole('radio', { name: /^Urgent/ }).check();
    await page.getByLabel('Name of the channel').fill('Reference desk');
    await page.getByRole('button', { name: 'Add recipient' }).click();
    await announced(page, 'Added: Slack: Reference desk.');
    assert.equal(await page.getByText('hooks.library.example/secret').count(), 0);
    await page.getByRole('button', { name: 'Send a test Slack: Reference desk' }).click();
    await announced(page, 'A test is on its way to Slack: Reference desk.');
    await assertSoundInEachLook(page);
    await page.getByLabel('Send by').selectOption('News feed');
    await page.getByRole('radio', { name: /^Everything/ }).check();
    await page.getByRole('button', { name: 'Add recipient' }).click();
    await page.getByLabel(/The feed’s address/).waitFor();
    await page.getByLabel('Send by').selectOption('Email');
    await page.getByLabel('Email address').fill('team@harford.example');
    await page.getByRole('radio', { name: /^Urgent/ }).check();
    assert.equal(await page.getByLabel('What is not urgent').count(), 0, 'nothing of it may wait');
    await page.getByRole('radio', { name: /^Everything/ }).check();
    await page.getByLabel('What is not urgent').selectOption('One mail a day, at 7 AM');
    await assertSoundInEachLook(page);
    await page.getByRole('button', { name: 'Add recipient' }).click();
    await page.getByText('policies · One mail a day, at 7 AM').waitFor();
    await page.reload();
    await page.getByText('News feed', { exact: true }).first().waitFor();
    assert.equal(await page.getByLabel(/The secret/).count(), 0);
    const ask = page.getByRole('button', { name: 'Remove Webhook, signed: https://hooks.library.example/ask' });
    await ask.click();
    await page.getByRole('button', { name: 'Keep it' }).click();
    await ask.and(page.locator(':focus')).waitFor();
    await close();
  });
});
