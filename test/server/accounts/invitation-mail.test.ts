// An invitation by mail, through a real mail server: to whom it goes, what ends, and what the coordinator reads.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { inviteAccount, inviteAgain, type Connection, type NewAccount } from '@askusnow/sdk';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { startMailServer } from '../../support/peers/mail-server.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';

const LINK = /\/sign-in\/[\w-]{43}/;
const PERSON: NewAccount = { role: 'liaison', label: 'Invited', libraries: ['harford'] };
const EMAIL = 'invited@harford.example';

describe('a mailed invitation', () => {
  let mail: Awaited<ReturnType<typeof startMailServer>>;
  let server: TestApp;
  let coordinator: Connection;
  let reply: number | null = null;
  before(async () => {
    mail = await startMailServer({ onMail: () => reply });
    const environment = { SMTP_URL: mail.url, MAIL_FROM: 'askusnow@state.example' };
    server = await startApp({ engine: GATE_ENGINE, cooperative: TWO_LIBRARIES, environment });
    coordinator = connectionTo(server, await server.signIn('coordinator'));
  });
  after(async () => {
    await server.close();
    await mail.close();
  });

  /** The text of the last mail. A long line travels as quoted-printable. */
  const lastText = (): string => mail.mails.at(-1)!.body.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  const use = async (link: string): Promise<number> => {
    const headers = { origin: server.config.publicUrl, 'content-type': 'application/x-www-form-urlencoded' };
    const path = LINK.exec(link)![0];
    return (await fetch(server.url + path, { method: 'POST', headers, redirect: 'manual' })).status;
  };

  test('mailed invitation: goes to the account’s address, and a new one ends the one before', async () => {
    const first = await inviteAccount(coordinator, { ...PERSON, email: EMAIL });
    assert.equal(first.mail, 'sent');
    assert.deepEqual(mail.mails.at(-1)!.to, [EMAIL]);
    assert.match(lastText(), /once, for 72 hours/);
    assert.equal(LINK.exec(lastText())![0], LINK.exec(first.link)![0]);
    assert.equal((await inviteAgain(coordinator, first.account.id)).mail, 'sent');
    assert.equal(await use(first.link), 410);
    assert.equal(await use(lastText()), 303);
  });

  test('mailed invitation: where the mail server refuses it, the answer says so and has a link that works', async () => {
    reply = 550;
    const made = await inviteAccount(coordinator, { ...PERSON, email: EMAIL });
    reply = null;
    assert.equal(made.mail, 'failed');
    assert.equal(await use(made.link), 303);
  });

  test('mailed invitation: without an address nothing is mailed', async () => {
    const before = mail.mails.length;
    const { mail: outcome } = await inviteAccount(coordinator, { ...PERSON, label: 'Without an address' });
    assert.deepEqual([outcome, mail.mails.length], ['none', before]);
  });
});
