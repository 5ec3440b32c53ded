// A mail to all liaisons over a real SMTP server: to whom, from whom, how often, once, and how it ends.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { createTransport } from 'nodemailer';
import {
  addRecipient,
  chooseDirectory,
  getAudit,
  getDirectoryChoice,
  getLiaisonMessaging,
  previewLiaisonMessage,
  removeRecipient,
  sendLiaisonMessage,
} from '@askusnow/sdk';
import { LIAISON_MESSAGE_DAYS } from '@askusnow/sdk/contract';
import { notify } from '../../../server/src/help/notices/notices.ts';
import { eraseOldMessages } from '../../../server/src/help/notices/own-mail-store.ts';
import { giveUp } from '../../../server/src/help/notices/outbox-store.ts';
import { stopMails } from '../../../server/src/help/notices/summary-mail-store.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { answerRecipientLink, mailEnvironment, mailText, pressForm } from '../../support/app/account-mail.ts';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, problemOf } from '../../support/app/requests.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';
import { unsubscribeLink } from '../../support/app/summaries.ts';
import { aNotice } from '../../support/data/notices.ts';
import { startMailServer, type MailServer, type ReceivedMail } from '../../support/peers/mail-server.ts';
import { eventually } from '../../support/waiting.ts';

const MAIL = { subject: 'Who closes early?', text: 'We close at noon on Friday.\nAnd you?' };
const LABELS = {
  'liaison harford': 'harford@library.example',
  'liaison cecil': 'cecil@library.example',
  'liaison harford cecil': 'both@library.example',
  'viewer cecil': 'viewer@library.example',
  coordinator: 'coordinator@state.example',
};

/** Addresses in a mail that are neither its reader's nor its sender's. */
const foreignAddresses = (mail: ReceivedMail, { reader, sender }: { reader: string; sender: string }): string[] => {
  const text = JSON.stringify([mail.to, mail.headers, mailText(mail)]);
  return Object.values(LABELS).filter((address) => address !== reader && address !== sender && text.includes(address));
};

withApp({
  now: '2026-11-23T15:00:00Z',
  peers: { mail: () => startMailServer() },
  environment: mailEnvironment,
  as: {
    harford: ['liaison', 'harford'],
    cecil: ['liaison', 'cecil'],
    both: ['liaison', 'harford', 'cecil'],
    viewer: ['viewer', 'cecil'],
    provider: ['provider'],
    coordinator: ['coordinator'],
  },
}).describe('mails to all liaisons', (on) => {
  const setAddress = (label: string, email: string, email_confirmed: boolean) =>
    on.app.database.db.updateTable('account').set({ email, email_confirmed }).where('label', '=', label).execute();
  const arrived = async (mail: MailServer, count: number): Promise<ReceivedMail[]> => {
    await eventually(async () => (on.clock.advance(1_000), mail.mails.length >= count ? true : undefined));
    return mail.mails.splice(0).sort((one, other) => one.to[0]!.localeCompare(other.to[0]!));
  };

  const deliveries = (state: 'waiting' | 'given-up') =>
    on.app.database.db.selectFrom('notice_delivery').select('error').where('state', '=', state).execute();

  before(async () => {
    for (const [label, email] of Object.entries(LABELS)) await setAddress(label, email, true);
    // An address that nobody has confirmed may be somebody else's.
    await setAddress('liaison harford cecil', LABELS['liaison harford cecil'], false);
  });

  test('mail to all: a liaison or the coordinator writes it, and nobody else', async () => {
    for (const other of [on.viewer, on.provider]) assert.match(await codeOf(sendLiaisonMessage(other, MAIL)), /^403 /);
    const empty = await problemOf(sendLiaisonMessage(on.harford, { subject: ' ', text: '' }));
    assert.deepEqual([empty.status, empty.fields], [422, ['subject', 'text']]);
    assert.deepEqual(on.mail.mails, []);
  });

  test('mail to all: a sender without a confirmed address is told so, and nothing goes out', async () => {
    assert.equal((await getLiaisonMessaging(on.both)).replyTo, null);
    assert.equal(await codeOf(previewLiaisonMessage(on.both, MAIL)), '409 no-address');
    assert.equal(await codeOf(sendLiaisonMessage(on.both, MAIL)), '409 no-address');
    assert.equal((await getLiaisonMessaging(on.both)).left, 3, 'what is refused is not counted');
  });

  test('mail to all: one mail each, from the server, with replies to the sender, as the preview has it', async () => {
    assert.deepEqual(await getLiaisonMessaging(on.harford), {
      ...{ isAvailable: true, replyTo: LABELS['liaison harford'], people: 2, left: 3, nextAt: null, sent: [] },
    });
    const preview = await previewLiaisonMessage(on.harford, MAIL);
    assert.deepEqual(await sendLiaisonMessage(on.harford, MAIL), { people: 2 });
    const mails = await arrived(on.mail, 2);
    assert.deepEqual(
      mails.map(({ to }) => to),
      [[LABELS['liaison cecil']], [LABELS.coordinator]],
    );
    for (const mail of mails) {
      const headers = ['from', 'reply-to', 'subject'].map((name) => on.mail.header(mail, name)[0]);
      assert.deepEqual(headers, ['askusnow@state.example', LABELS['liaison harford'], MAIL.subject]);
      assert.deepEqual(headers, [preview.from, preview.replyTo, preview.subject]);
      const text = mailText(mail).replaceAll('\r\n', '\n');
      assert.ok(text.startsWith(preview.text), text);
      assert.match(text, /liaison harford wrote this/);
      assert.match(text, /because you are one of them/);
      assert.match(text, /Stop these mails:\n.+\/unsubscribe\/[\w-]{43}/);
      const of = { reader: mail.to[0]!, sender: LABELS['liaison harford'] };
      assert.deepEqual(foreignAddresses(mail, of), []);
    }
    const links = mails.map((mail) => unsubscribeLink(on.mail, mail).pathname);
    assert.notEqual(links[0], links[1], 'each has a link of its own');
  });

  test('mail to all: mutant: one mail to all of them has the addresses of the others', async () => {
    const to = [LABELS['liaison cecil'], LABELS.coordinator];
    await createTransport({ url: on.mail.url }).sendMail({ from: 'askusnow@state.example', to, ...MAIL });
    const [mail] = await arrived(on.mail, 1);
    const of = { reader: LABELS['liaison cecil'], sender: LABELS['liaison harford'] };
    assert.deepEqual(foreignAddresses(mail!, of), [LABELS.coordinator]);
  });

  test('mail to all: the audit log has who and how many, and neither the words nor an address', async () => {
    const { entries } = await getAudit(on.coordinator, {});
    const [entry] = entries.filter(({ action }) => action === 'liaisons-written');
    assert.deepEqual([entry!.by, entry!.before, entry!.after], ['liaison harford', null, { people: 2 }]);
    assert.doesNotMatch(JSON.stringify(entry), /noon|early|@/);
  });

  test('mail to all: sent twice with its key, to a mail server that is down for hours, it arrives once', async () => {
    let isDown = true;
    on.mail.handlers.onMail = () => (isDown ? 451 : null);
    const send = () =>
      fetch(`${on.app.url}/v1/liaison-messages`, {
        method: 'POST',
        headers: {
          ...{ cookie: on.cookies.cecil, origin: on.app.config.publicUrl, 'content-type': 'application/json' },
          'idempotency-key': 'twice',
        },
        body: JSON.stringify(MAIL),
      });
    const replies = [await send(), await send()];
    assert.deepEqual(
      replies.map(({ status }) => status),
      [201, 201],
    );
    assert.deepEqual(await Promise.all(replies.map((reply) => reply.json())), [{ people: 2 }, { people: 2 }]);
    assert.equal((await getLiaisonMessaging(on.cecil)).left, 2);
    for (let hour = 0; hour < 3; hour++) on.clock.advance(HOUR_MS);
    isDown = false;
    const mails = await arrived(on.mail, 2);
    assert.deepEqual(
      mails.map(({ to }) => to[0]),
      [LABELS.coordinator, LABELS['liaison harford']],
    );
    on.clock.advance(3 * HOUR_MS);
    await eventually(async () => ((await deliveries('waiting')).length === 0 ? true : undefined));
    assert.deepEqual(on.mail.mails, []);
    delete on.mail.handlers.onMail;
  });

  test('mail to all: a recipient of notices gets none of these, a liaison none of its notices, and each page names its mails', async () => {
    const address = 'desk@state.example';
    const { recipient } = await addRecipient(on.coordinator, {
      ...{ tier: 'statewide', library: null, channel: 'email', address, kinds: ['assistance-escalated'] },
    });
    await answerRecipientLink(on.app, on.mail, address);
    await sendLiaisonMessage(on.cecil, MAIL);
    const of = { key: 'escalated', kind: 'assistance-escalated', tier: 'statewide', library: null } as const;
    const notice = aNotice({ ...of, atMs: on.clock.now() });
    await on.app.database.db.transaction().execute((trx) => notify(trx, notice));
    const mails = await arrived(on.mail, 4);
    assert.deepEqual(
      mails.map(({ to }) => to[0]),
      [LABELS.coordinator, address, address, LABELS['liaison harford']],
      'its link and its notice',
    );
    const pages = [];
    for (const mail of [mails[0]!, mails.find((each) => on.mail.header(each, 'subject')[0] === notice.subject)!])
      pages.push(await (await fetch(on.app.url + unsubscribeLink(on.mail, mail).pathname)).text());
    assert.match(pages[0]!, /You get what a liaison or the coordinator writes to all liaisons\./);
    assert.match(pages[1]!, /You get mails of the chat service of [^]+ All of them stop/);
    await removeRecipient(on.coordinator, recipient.id);
  });

  test('mail to all: who stops these mails by their link, or on the own account, gets none, and can start them again', async () => {
    await sendLiaisonMessage(on.harford, MAIL);
    const [toCecil, toCoordinator] = await arrived(on.mail, 2);
    const link = unsubscribeLink(on.mail, toCecil!).pathname;
    const asked = await (await fetch(on.app.url + link)).text();
    assert.match(asked, /You get what a liaison or the coordinator writes to all liaisons/);
    assert.equal(
      (await getDirectoryChoice(on.cecil)).getsMessages,
      true,
      'a scanner that opens the link stops nothing',
    );
    assert.equal((await pressForm(on.app, link)).status, 200);
    assert.equal((await getDirectoryChoice(on.cecil)).getsMessages, false);
    assert.equal((await getLiaisonMessaging(on.harford)).people, 1);
    await chooseDirectory(on.coordinator, { getsMessages: false });
    assert.equal(await codeOf(sendLiaisonMessage(on.harford, MAIL)), '409 nobody');
    assert.equal((await fetch(on.app.url + unsubscribeLink(on.mail, toCoordinator!).pathname)).status, 200);
    await chooseDirectory(on.cecil, { getsMessages: true });
    await sendLiaisonMessage(on.harford, MAIL);
    const mails = await arrived(on.mail, 1);
    assert.deepEqual(
      mails.map(({ to }) => to[0]),
      [LABELS['liaison cecil']],
    );
    await chooseDirectory(on.coordinator, { getsMessages: true });
  });

  test('mail to all: its sender reads how many mails were given up, and no address; another one nothing', async () => {
    const sentBy = async (by = on.both) => (await getLiaisonMessaging(by)).sent;
    await setAddress('liaison harford cecil', LABELS['liaison harford cecil'], true);
    let refused = 0;
    on.mail.handlers.onRecipient = () => (refused++ === 0 ? 550 : null);
    const { people } = await sendLiaisonMessage(on.both, MAIL);
    const sent = await eventually(async () => {
      on.clock.advance(1_000);
      const [last] = await sentBy();
      return last?.waiting === 0 ? last : undefined;
    });
    assert.deepEqual([sent.people, sent.givenUp], [people, 1]);
    assert.doesNotMatch(JSON.stringify(sent), /@/);
    assert.equal(
      (await sentBy(on.cecil)).some(({ at }) => at === sent.at),
      false,
    );
    delete on.mail.handlers.onRecipient;
    on.mail.mails.length = 0;
    await setAddress('liaison harford cecil', LABELS['liaison harford cecil'], false);
  });

  test('mail to all: a stop by the link and one on the own account at once both end, in one order', async () => {
    const { db } = on.app.database;
    const ofCecil = db.selectFrom('account').select('id').where('label', '=', 'liaison cecil');
    const row = db.selectFrom('notice_recipient').where('account_id', '=', ofCecil).where('library_id', 'is', null);
    const { id } = await row.select('id').executeTakeFirstOrThrow();
    const waits = { state: 'waiting', next_at: new Date(on.clock.now() + DAY_MS) } as const;
    await db.updateTable('notice_delivery').set(waits).where('recipient_id', '=', id).execute();
    const [choice] = await meetUnderWay(
      on.app,
      async (trx) => {
        // As the link does: what waits first, then the recipient.
        await giveUp(trx, id, 'stopped');
        return () => stopMails(trx, id, 'all', on.clock.now());
      },
      [() => chooseDirectory(on.cecil, { getsMessages: false })],
    );
    assert.equal(choice?.getsMessages, false);
    await chooseDirectory(on.cecil, { getsMessages: true });
  });

  test('mail to all: a fourth in seven days is refused, and says when it is possible', async () => {
    const problem = await problemOf(sendLiaisonMessage(on.harford, MAIL));
    assert.deepEqual([problem.status, problem.code], [429, 'quota-reached']);
    const { left, nextAt } = await getLiaisonMessaging(on.harford);
    assert.equal(left, 0);
    on.clock.set(nextAt!);
    await sendLiaisonMessage(on.harford, MAIL);
    await arrived(on.mail, 2);
  });

  test('mail to all: one that waits goes neither to nor from an address that is confirmed no more', async () => {
    const givenUp = async (words: string): Promise<number> => {
      on.clock.advance(1_000);
      return (await deliveries('given-up')).filter(({ error }) => error?.includes(words)).length;
    };
    on.mail.handlers.onMail = () => 451;
    await sendLiaisonMessage(on.cecil, MAIL);
    await setAddress('coordinator', LABELS.coordinator, false);
    await eventually(async () => ((await givenUp('no mail address')) === 1 ? true : undefined));
    await setAddress('liaison cecil', LABELS['liaison cecil'], false);
    await eventually(async () => ((await givenUp('no confirmed address')) === 1 ? true : undefined));
    delete on.mail.handlers.onMail;
    assert.deepEqual(on.mail.mails, []);
  });

  test('mail to all: its words are erased after a week', async () => {
    const { db } = on.app.database;
    const words = async () =>
      JSON.stringify(
        await db.selectFrom('notice').select(['subject', 'text']).where('kind', '=', 'liaison-message').execute(),
      );
    assert.match(await words(), /noon/);
    await eraseOldMessages(db, on.clock.now() + MINUTE_MS);
    assert.doesNotMatch(await words(), /noon|early/);
    assert.equal(LIAISON_MESSAGE_DAYS * DAY_MS > 6 * DAY_MS, true, 'an outbox gives up before');
  });
});

withApp({ as: { liaison: ['liaison', 'harford'] } }).describe('mails to all liaisons, without a mail server', (on) => {
  test('mail to all: a server that sends no mail says so', async () => {
    assert.equal((await getLiaisonMessaging(on.liaison)).isAvailable, false);
    assert.equal(await codeOf(sendLiaisonMessage(on.liaison, MAIL)), '409 no-mail');
  });
});
