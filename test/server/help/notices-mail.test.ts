// Mail over a real SMTP server: one mail for one address, and each way in which it does not get there.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { after, describe, test } from 'node:test';
import { createTransport } from 'nodemailer';
import { createNoticeMailer } from '../../../server/src/help/notices/mail.ts';
import type { Delivery } from '../../../server/src/help/notices/notice.ts';
import { startMailServer, type MailServerOptions } from '../../support/peers/mail-server.ts';
import { aNotice } from '../../support/data/notices.ts';
import { reservePort } from '../../support/ports.ts';
import { LATE_MS } from '../../support/waiting.ts';

const FROM = 'askusnow@state.example';
const WITHIN_MS = 500;
/** For mails that should arrive: a busy machine takes longer than half a second. */
const ANSWERS_WITHIN_MS = 60_000;
const ID = '0b8e7a52-3f0f-4a3e-9d0c-2f5a4a1c9e77';

const aDelivery = (over: Partial<Delivery['notice']> = {}, address = 'desk@harford.example'): Delivery => ({
  notice: { ...aNotice(), id: ID, ...over },
  recipientId: 7,
  channel: 'email',
  address,
  replyTo: null,
  secret: null,
  attempts: 1,
  claimedUntilMs: 0,
});

describe('a notice by mail', () => {
  const closers: (() => unknown)[] = [];
  const start = async (options?: MailServerOptions) => {
    const server = await startMailServer(options);
    closers.push(server.close);
    return server;
  };
  const mailerOf = (smtpUrl: string, withinMs = ANSWERS_WITHIN_MS) =>
    createNoticeMailer({ smtpUrl, from: FROM, withinMs, publicUrl: 'https://ask.example.org' });
  after(async () => {
    for (const close of closers) await close();
  });

  test('mail: is plain text to one address, under an id that each attempt has in common, and asks for no answer', async () => {
    const server = await start();
    const send = mailerOf(server.url);
    assert.equal(await send(aDelivery()), 'sent');
    assert.equal(await send(aDelivery()), 'sent');
    const [mail, again] = server.mails;
    assert.deepEqual([mail?.from, mail?.to], [FROM, ['desk@harford.example']]);
    const fields = ['to', 'from', 'subject', 'message-id', 'auto-submitted', 'list-id', 'date'];
    assert.deepEqual(
      fields.map((name) => server.header(mail, name)),
      [
        ['desk@harford.example'],
        [FROM],
        ['Harford desk: nobody is there since 14:00'],
        [`<${ID}-7@state.example>`],
        ['auto-generated'],
        ['<notices.state.example>'],
        ['Mon, 04 May 2026 18:00:00 +0000'],
      ],
    );
    assert.match(server.header(mail, 'content-type')[0] ?? '', /^text\/plain; charset=utf-8/);
    assert.match(
      mail?.body ?? '',
      /^The desk should be staffed until 17:00\.\r\nhttps:\/\/ask\.example\.org\/dashboard/,
    );
    assert.deepEqual(server.header(again, 'message-id'), server.header(mail, 'message-id'));
  });

  test('mail: has no header and no address that its subject, text or address smuggles in', async () => {
    const server = await start();
    const send = mailerOf(server.url);
    const smuggled = 'Bcc: all@example.org';
    for (const broken of ['\r\n', '\n', '\r', '\u2028', '\r\n\r\n', '\u0000\n ']) {
      assert.equal(
        await send(aDelivery({ subject: `Gap${broken}${smuggled}`, text: `.\r\n.\r\n${smuggled}` })),
        'sent',
      );
    }
    for (const list of ['a@x.example, b@y.example', 'a@x.example>\r\nRCPT TO:<b@y.example', 'A <a@x.example>']) {
      await send(aDelivery({}, list));
    }
    for (const mail of server.mails) {
      assert.deepEqual(server.header(mail, 'bcc'), []);
      assert.equal(mail.to.length, 1);
      assert.ok(!mail.to.includes('b@y.example') && !mail.to.includes('all@example.org'));
    }
    assert.match(server.header(server.mails[0], 'subject')[0] ?? '', /^Gap Bcc: all@example\.org$/);
  });

  test('mail: mutant: a mail whose head is written by hand takes a second header from its subject', async () => {
    const server = await start();
    const subject = 'Gap\r\nBcc: all@example.org';
    const raw = `From: ${FROM}\r\nTo: desk@harford.example\r\nSubject: ${subject}\r\n\r\nText`;
    const transport = createTransport({ url: server.url });
    await transport.sendMail({ envelope: { from: FROM, to: ['desk@harford.example'] }, raw });
    assert.deepEqual(server.header(server.mails[0], 'bcc'), ['all@example.org']);
  });

  test('mail: refused for now comes again; refused for good does not; and neither quotes the server', async () => {
    const answers = [451, 552, null];
    const server = await start({ onMail: () => answers.shift() ?? null });
    const send = mailerOf(server.url);
    assert.deepEqual(await send(aDelivery()), { failed: 'The mail server asks to try again later (451).' });
    assert.deepEqual(await send(aDelivery()), {
      failed: 'The mail server refuses this address or message permanently (552).',
      again: 'never',
    });
    assert.equal(await send(aDelivery()), 'sent');
    const recipients = [450, 550];
    const picky = await start({ onRecipient: () => recipients.shift() ?? null });
    const sendThere = mailerOf(picky.url);
    assert.deepEqual(await sendThere(aDelivery()), { failed: 'The mail server asks to try again later (450).' });
    assert.deepEqual(await sendThere(aDelivery()), {
      failed: 'The mail server refuses this address or message permanently (550).',
      again: 'never',
    });
    assert.equal(picky.mails.length, 0);
  });

  test('mail: is given up in time by a server that hangs at any step', async () => {
    const never = new Promise<null>(() => undefined);
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    closers.push(() => silent.close());
    const atGreeting = `smtp://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const atRecipient = (await start({ onRecipient: () => never, server: { closeTimeout: 1 } })).url;
    const atMail = (await start({ onMail: () => never, server: { closeTimeout: 1 } })).url;
    for (const url of [atGreeting, atRecipient, atMail]) {
      const startedMs = performance.now();
      assert.deepEqual(await mailerOf(url, WITHIN_MS)(aDelivery()), {
        failed: 'The mail server has not answered in time.',
      });
      assert.ok(performance.now() - startedMs < LATE_MS);
    }
  });

  test('mail: does not reach a server that is not there, that cannot be trusted, or that does not know us', async () => {
    const nobody = await mailerOf(`smtp://127.0.0.1:${await reservePort()}`)(aDelivery());
    assert.deepEqual(nobody, { failed: 'The mail server cannot be reached.' });
    const selfSigned = await start({ server: { disabledCommands: ['AUTH'] } });
    assert.deepEqual(await mailerOf(selfSigned.url)(aDelivery()), {
      failed: 'This server has no safe connection to the mail server; the person who runs it can fix this.',
    });
    const closed = await start({
      server: {
        disabledCommands: ['STARTTLS'],
        authOptional: false,
        onAuth: (_auth, _session, done) => done(new Error('no')),
      },
    });
    const stranger = `smtp://user:wrong@127.0.0.1:${closed.port}`;
    assert.deepEqual(await mailerOf(stranger)(aDelivery()), {
      failed: 'The mail server does not let this server sign in; the person who runs it can fix this.',
    });
    assert.equal(selfSigned.mails.length + closed.mails.length, 0);
  });
});
