// An invitation by mail, through a real mail server: to whom it goes, what ends, and what the coordinator reads.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { inviteAccount, inviteAgain, type NewAccount } from '@askusnow/sdk';
import { mailEnvironment } from '../../support/app/account-mail.ts';
import { withApp } from '../../support/app/fixture.ts';
import { startMailServer } from '../../support/peers/mail-server.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';

const LINK = /\/sign-in\/[\w-]{43}/;
const PERSON: NewAccount = { role: 'liaison', label: 'Invited', libraries: ['harford'] };
const EMAIL = 'invited@harford.example';

withApp({
  engines: [GATE_ENGINE],
  peers: { mail: () => startMailServer() },
  environment: mailEnvironment,
  as: { coordinator: ['coordinator'] },
}).describe('a mailed invitation', (on) => {
  let reply: number | null = null;
  before(() => void (on.mail.handlers.onMail = () => reply));
  const use = async (link: string): Promise<number> => {
    const headers = { origin: on.app.config.publicUrl, 'content-type': 'application/x-www-form-urlencoded' };
    const path = LINK.exec(link)![0];
    return (await fetch(on.app.url + path, { method: 'POST', headers, redirect: 'manual' })).status;
  };

  test('mailed invitation: goes to the account’s address, and a new one ends the one before', async () => {
    /** The text of the last mail. A long line travels as quoted-printable. */
    const lastText = (): string => on.mail.mails.at(-1)!.body.replaceAll('=\r\n', '').replaceAll('=3D', '=');
    const first = await inviteAccount(on.coordinator, { ...PERSON, email: EMAIL });
    assert.equal(first.mail, 'sent');
    assert.deepEqual(on.mail.mails.at(-1)!.to, [EMAIL]);
    assert.match(lastText(), /once, for 72 hours/);
    assert.equal(LINK.exec(lastText())![0], LINK.exec(first.link)![0]);
    assert.equal((await inviteAgain(on.coordinator, first.account.id)).mail, 'sent');
    assert.equal(await use(first.link), 410);
    assert.equal(await use(lastText()), 303);
  });

  test('mailed invitation: where the mail server refuses it, the answer says so and has a link that works', async () => {
    reply = 550;
    const made = await inviteAccount(on.coordinator, { ...PERSON, email: EMAIL });
    reply = null;
    assert.equal(made.mail, 'failed');
    assert.equal(await use(made.link), 303);
  });

  test('mailed invitation: without an address nothing is mailed', async () => {
    const before = on.mail.mails.length;
    const { mail: outcome } = await inviteAccount(on.coordinator, { ...PERSON, label: 'Without an address' });
    assert.deepEqual([outcome, on.mail.mails.length], ['none', before]);
  });
});
