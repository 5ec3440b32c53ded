// A liaison shows a phone to the other liaisons, and writes to all of them after a preview; each gets a mail of their own.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mailText, startWithMail } from '../support/app/account-mail.ts';
import { GATE_ENGINE } from '../support/app/database.ts';
import { announced } from '../support/browser/announced.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, type Chromium } from '../support/browser/browser.ts';
import { openDashboard } from '../support/browser/dashboard.ts';

const PHONE = '410-555-0177';
const OTHERS = ['cecil@library.example', 'state@library.example'];

describe('liaisons on screen', () => {
  let mailed: Awaited<ReturnType<typeof startWithMail>>;
  let browser: Chromium;
  let liaison: string;
  let other: string;
  let coordinator: string;
  const setAddress = (label: string, email: string) =>
    mailed.server.database.db
      .updateTable('account')
      .set({ email, email_confirmed: true })
      .where('label', '=', label)
      .execute();
  before(async () => {
    mailed = await startWithMail({ engine: GATE_ENGINE });
    browser = await launchChromium();
    liaison = await mailed.server.signIn('liaison', ['harford']);
    other = await mailed.server.signIn('liaison', ['cecil']);
    coordinator = await mailed.server.signIn('coordinator');
    await setAddress('liaison cecil', OTHERS[0]!);
    await setAddress('coordinator', OTHERS[1]!);
  });
  after(async () => {
    await browser.close();
    await mailed.close();
  });

  test('liaisons page: a phone is written, shown by a tick, and stands beside its liaison for the others', async () => {
    const own = await openDashboard(browser, mailed.server, '/dashboard/-/account', liaison);
    const tick = own.page.getByLabel('Show my phone to the other liaisons');
    await tick.waitFor();
    assert.deepEqual([await tick.isChecked(), await tick.isDisabled()], [false, true]);
    const panel = own.page.locator('directory-choice');
    await panel.getByText('Phone: none').click();
    await panel.getByLabel('Phone (empty: none)').fill('call me');
    await panel.getByRole('button', { name: 'Save the phone' }).click();
    await panel.getByText('a phone number like').waitFor();
    await panel.getByLabel('Phone (empty: none)').fill(PHONE);
    await panel.getByRole('button', { name: 'Save the phone' }).click();
    await announced(own.page, `Saved: ${PHONE}.`);
    await tick.check();
    await announced(own.page, 'Your phone is shown to the other liaisons.');
    await assertSoundInEachLook(own.page, 'own account');
    await own.close();
    const { page, close } = await openDashboard(browser, mailed.server, '/dashboard/-/liaisons', other);
    await page
      .getByRole('row', { name: /^=Harford/ })
      .getByRole('link', { name: PHONE })
      .waitFor();
    await close();
  });

  test('liaisons page: a row for each library; the coordinator invites a liaison where there is none', async () => {
    const { server } = mailed;
    await server.database.db
      .updateTable('account')
      .set({ ended_at: new Date() })
      .where('label', '=', 'liaison cecil')
      .execute();
    const { page, errors, close } = await openDashboard(browser, server, '/dashboard/-/liaisons', coordinator);
    await page.getByText('1 liaison at 1 of 2 libraries. 1 library has no liaison.').waitFor();
    await page.getByLabel('Find a library or liaison').fill('cec');
    await page.getByText('No liaison found. 1 library has no liaison.').waitFor();
    await assertSoundInEachLook(page, 'liaisons');
    await page.getByRole('link', { name: 'Invite one for Cecil' }).click();
    assert.ok(await page.getByRole('checkbox', { name: 'Cecil' }).isChecked());
    assert.equal(await page.getByRole('combobox', { name: 'Role' }).first().inputValue(), 'liaison');
    await server.database.db
      .updateTable('account')
      .set({ ended_at: null })
      .where('label', '=', 'liaison cecil')
      .execute();
    assert.deepEqual(errors, []);
    await close();
  });

  test('liaisons page: a mail to all is looked at first, and each gets it alone', async () => {
    const { page, errors, close } = await openDashboard(browser, mailed.server, '/dashboard/harford/local', liaison);
    await page.getByRole('link', { name: 'Liaisons of all libraries' }).click();
    await page.getByText('Send a mail to all liaisons').click();
    await page.getByText('you have no confirmed one').waitFor();
    await setAddress('liaison harford', 'harford@library.example');
    await page.reload();
    await page.getByText('Send a mail to all liaisons').click();
    await page.getByLabel('Subject').fill('Who closes early?');
    await page.getByLabel('Text').fill('We close at noon on Friday.');
    await page.getByRole('button', { name: 'Preview the mail' }).click();
    await page.getByText('This mail goes to 2 people.').waitFor();
    await page.getByText('Replies go to: harford@library.example').waitFor();
    await assertSoundInEachLook(page, 'preview');
    assert.equal(mailed.mail.mails.length, 0);
    await page.getByLabel('Subject').fill('Who closes early on Friday?');
    assert.equal(await page.getByRole('button', { name: /^Send/ }).count(), 0, 'what is sent has been looked at');
    await page.getByRole('button', { name: 'Preview the mail' }).click();
    await page.getByRole('button', { name: 'Send to 2 people' }).click();
    await announced(page, 'On its way to 2 people.');
    await page.getByText('Left now: 2.').waitFor();
    for (const address of OTHERS) {
      const mail = await mailed.mailed(address);
      assert.deepEqual(mail.to, [address]);
      assert.match(mailText(mail), /We close at noon on Friday/);
    }
    assert.deepEqual(errors, []);
    await close();
  });
});
