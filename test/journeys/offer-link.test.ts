// The page that a mailed link opens about an hour that another library gives: one question, one press, by keyboard, too.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { offerHour } from '@askusnow/sdk';
import { mailEnvironment, mailText } from '../support/app/account-mail.ts';
import { withApp } from '../support/app/fixture.ts';
import { assertSoundInEachLook } from '../support/browser/audit.ts';
import { launchChromium, openPage, type Chromium } from '../support/browser/browser.ts';
import { MONDAY_10 } from '../support/data/desks.ts';
import { addRecipient } from '../support/data/notices.ts';
import { anHour, hoursWritten, SHARED_HOURS_FILE } from '../support/data/shared-hours.ts';
import { startMailServer } from '../support/peers/mail-server.ts';
import { eventually } from '../support/waiting.ts';

const ADDRESS = 'liaison@cecil.example';
const LINK = /\/offers\/[\w-]{43}/;
/** Of May 11: more than a day ahead. */
const NEXT_WEEK = 7 * 24;

withApp({
  now: MONDAY_10,
  cooperative: SHARED_HOURS_FILE,
  peers: { mail: () => startMailServer() },
  environment: mailEnvironment,
  as: { harford: ['liaison', 'harford'], cecil: ['liaison', 'cecil'], carroll: ['liaison', 'carroll'] },
}).describe('offer link page', (on) => {
  let browser: Chromium;
  before(async () => {
    await hoursWritten(on.app);
    await on.app.database.db
      .updateTable('account')
      .set({ email: ADDRESS, email_confirmed: true })
      .where('label', '=', 'liaison cecil')
      .execute();
    await addRecipient(on.app.database, { library: 'cecil', address: ADDRESS, kinds: ['hour-offered'] });
    browser = await launchChromium();
  });
  after(() => browser.close());

  /** Harford gives a part of an hour; the address in cecil's mail. */
  async function mailedLink(from: number, to: number): Promise<string> {
    on.mail.mails.length = 0;
    await offerHour(on.harford, 'harford', anHour(NEXT_WEEK + from, NEXT_WEEK + to));
    await eventually(() => on.mail.mails.length === 1);
    return on.app.url + LINK.exec(mailText(on.mail.mails[0]!))![0];
  }

  test('offer link page: each of its pages is sound in each look, and the link is good for one press', async () => {
    const link = await mailedLink(14, 15);
    const { page, errors, close } = await openPage(browser);
    await page.goto(link);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await assertSoundInEachLook(page, 'the question');
    await page.getByRole('button').click();
    await page.getByRole('heading', { name: 'Cecil has taken the hour' }).waitFor();
    await assertSoundInEachLook(page, 'the answer');
    await page.goto(link);
    await page.getByRole('heading', { name: 'This link has ended' }).waitFor();
    await assertSoundInEachLook(page, 'a link that was used');
    assert.deepEqual(errors, []);
    await close();
  });

  test('offer link page: by keyboard in a narrow window, the one button is the first stop, with an outline', async () => {
    const link = await mailedLink(15, 16);
    const { page, close } = await openPage(browser, { viewport: { width: 320, height: 640 } });
    await page.goto(link);
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate('document.activeElement.localName'), 'button');
    assert.notEqual(await page.evaluate('getComputedStyle(document.activeElement).outlineStyle'), 'none');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Cecil has taken the hour' }).waitFor();
    await close();
  });
});
