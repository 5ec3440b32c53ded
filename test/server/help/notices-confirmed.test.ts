// A recipient's mail address counts only after somebody there has opened its mailed link and agreed, over a real SMTP server.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RECIPIENT_LINK_DAYS, type RecipientChange } from '@askusnow/sdk/contract';
import { addRecipient, changeRecipientKinds, getRecipients, mailRecipientLink, removeRecipient } from '@askusnow/sdk';
import { notify } from '../../../server/src/help/notices/notices.ts';
import { loadSubscriptions, saveNotice } from '../../../server/src/help/notices/outbox-store.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { answerRecipientLink, linkOf, mailEnvironment, mailText, pressForm } from '../../support/app/account-mail.ts';
import { withApp } from '../../support/app/fixture.ts';
import { codeOf, connectionTo, problemOf } from '../../support/app/requests.ts';
import { unsubscribeLink } from '../../support/app/summaries.ts';
import { aNotice } from '../../support/data/notices.ts';
import { startMailServer, type ReceivedMail } from '../../support/peers/mail-server.ts';
import { eventually } from '../../support/waiting.ts';

withApp({
  now: '2026-11-16T17:00:00Z',
  peers: { mail: () => startMailServer() },
  environment: mailEnvironment,
  as: { liaison: ['liaison', 'harford'], other: ['liaison', 'cecil'], coordinator: ['coordinator'] },
}).describe('confirmed recipients', (on) => {
  const anAddress = (address: string, over: Partial<RecipientChange> = {}): RecipientChange => ({
    ...{ tier: 'local', library: 'harford', channel: 'email', address, kinds: ['assistance-opened'] },
    ...over,
  });
  const mailsTo = (address: string): ReceivedMail[] => on.mail.mails.filter(({ to }) => to[0] === address);
  const mailed = (address: string, count = 1): Promise<ReceivedMail> => eventually(() => mailsTo(address)[count - 1]);
  const rowOf = async (address: string, as = on.liaison) =>
    (await getRecipients(as)).recipients.find((each) => each.address === address);
  let notices = 0;
  /** Returns once a recipient that has agreed has it: by then each other one would, too. */
  async function tellAll(save: typeof notify = notify): Promise<void> {
    notices += 1;
    const notice = aNotice({ key: `told:${notices}`, subject: `Notice ${notices}`, atMs: on.clock.now() });
    const subject = notice.subject;
    await on.app.database.db.transaction().execute((trx) => save(trx, notice));
    await eventually(() =>
      mailsTo('desk@harford.example').some((mail) => on.mail.header(mail, 'subject')[0] === subject),
    );
  }
  const auditOf = async (id: number): Promise<string[]> => {
    const rows = await on.app.database.db.selectFrom('audit_entry').selectAll().orderBy('id').execute();
    return rows
      .filter(({ before, after }) =>
        [before, after].some((each) => (each as { recipient?: number } | null)?.recipient === id),
      )
      .map(({ action, program, role }) => `${action} by ${program ?? role}`);
  };

  test('confirmed recipients: a new address gets its link and nothing else until somebody agrees there, once', async () => {
    const { recipient } = await addRecipient(on.liaison, anAddress('desk@harford.example'));
    const until = new Date(on.clock.now() + RECIPIENT_LINK_DAYS * DAY_MS).toISOString();
    assert.deepEqual(recipient.pending, { until });
    const mail = await mailed('desk@harford.example');
    const words = mailText(mail).replaceAll('\r\n', '\n');
    assert.match(on.mail.header(mail, 'subject')[0]!, /Do_you_want_mails_about_the_chat_service/);
    assert.match(words, /Nothing else is sent to you before you agree\.[^]*works once, until November 23, 2026:/);
    const link = linkOf(mail);
    const page = await fetch(on.app.url + link);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /Yes, send me these mails[^]*These mails are not for me/);
    assert.deepEqual(
      (await rowOf('desk@harford.example'))?.pending,
      { until },
      'a scanner that opens it agrees to nothing',
    );
    assert.equal((await pressForm(on.app, link, { answer: 'yes' }, { origin: 'https://evil.example' })).status, 403);
    assert.equal((await pressForm(on.app, link, {})).status, 422);
    const both = await Promise.all([1, 2].map(() => pressForm(on.app, link, { answer: 'yes' })));
    assert.equal(
      both.filter(({ status }) => status === 200).length,
      1,
      'works once, also where it is pressed twice at once',
    );
    assert.equal((await fetch(on.app.url + link)).status, 404);
    assert.equal((await rowOf('desk@harford.example'))?.pending, null);
    await tellAll();
    assert.deepEqual(await auditOf(recipient.id), [
      'recipient-added by liaison',
      'recipient-confirmed by link in a mail',
    ]);
  });

  test('confirmed recipients: an unconfirmed address is sent no notice and is no one to ask; mutant: recipients without that check are mailed', async () => {
    const address = 'typo@harford.example';
    await addRecipient(on.liaison, anAddress(address, { kinds: ['assistance-opened', 'assistance-taken'] }));
    await mailed(address);
    const kinds = { local: 'assistance-taken', statewide: 'assistance-taken', global: 'assistance-taken' } as const;
    const reach = () => loadSubscriptions(on.app.database.db, { kinds, libraries: ['harford'] }, true);
    assert.deepEqual(await reach(), []);
    await tellAll();
    assert.equal(mailsTo(address).length, 1);
    assert.equal((await rowOf(address))?.lastSentAt, null, 'the link is no notice');
    await tellAll(async (trx, notice) => {
      const to = trx.selectFrom('notice_recipient').where('stopped_at', 'is', null).where('channel', '=', 'email');
      await saveNotice(trx, crypto.randomUUID(), notice, to);
    });
    await mailed(address, 2);
    await answerRecipientLink(on.app, on.mail, address);
    assert.deepEqual(await reach(), [{ tier: 'local', library: 'harford' }]);
  });

  test('confirmed recipients: “not for me” ends it, and the library sees that', async () => {
    const address = 'stranger@example.org';
    const { recipient } = await addRecipient(on.liaison, anAddress(address));
    const mail = await mailed(address);
    assert.match(
      unsubscribeLink(on.mail, mail).pathname,
      /^\/unsubscribe\/[\w-]{43}\/all$/,
      'nor does it need the page',
    );
    assert.equal((await answerRecipientLink(on.app, on.mail, address, 'no')).status, 200);
    assert.equal((await fetch(on.app.url + linkOf(mail))).status, 404);
    const row = await rowOf(address);
    assert.deepEqual([row?.kinds, row?.pending === null], [[], false]);
    await tellAll();
    assert.equal(mailsTo(address).length, 1);
    assert.deepEqual(await auditOf(recipient.id), [
      'recipient-added by liaison',
      'recipient-stopped by link in a mail',
    ]);
  });

  test('confirmed recipients: a link ends after its days; it is mailed again by those who look after the recipient', async () => {
    const address = 'late@harford.example';
    const { recipient } = await addRecipient(on.liaison, anAddress(address));
    const link = linkOf(await mailed(address));
    on.clock.advance(RECIPIENT_LINK_DAYS * DAY_MS);
    assert.equal((await fetch(on.app.url + link)).status, 404);
    assert.equal((await pressForm(on.app, link, { answer: 'yes' })).status, 404);
    for (const [as, status] of [
      [on.other, 404],
      [connectionTo(on.app, ''), 401],
    ] as const)
      assert.equal((await problemOf(mailRecipientLink(as, recipient.id))).status, status);
    const again = await mailRecipientLink(on.liaison, recipient.id);
    assert.equal(Date.parse(again.pending!.until!), on.clock.now() + RECIPIENT_LINK_DAYS * DAY_MS);
    await mailed(address, 2);
    assert.equal((await answerRecipientLink(on.app, on.mail, address)).status, 200);
    assert.equal((await problemOf(mailRecipientLink(on.liaison, recipient.id))).code, 'not-pending');
  });

  test('confirmed recipients: an address gets three links in a day at most, whoever adds it', async () => {
    const address = 'victim@example.org';
    const { recipient } = await addRecipient(on.liaison, anAddress(address));
    await mailRecipientLink(on.liaison, recipient.id);
    await addRecipient(on.other, anAddress(address, { library: 'cecil' }));
    await mailed(address, 3);
    const full = await problemOf(mailRecipientLink(on.liaison, recipient.id));
    assert.deepEqual([full.status, full.code], [429, 'quota-reached']);
    await removeRecipient(on.liaison, recipient.id);
    assert.equal((await problemOf(addRecipient(on.liaison, anAddress(address)))).status, 429);
    assert.equal(await rowOf(address), undefined, 'nothing of it is stored');
    on.clock.advance(DAY_MS);
    await addRecipient(on.liaison, anAddress(address));
  });

  test('confirmed recipients: the account’s own confirmed address needs no link; an unconfirmed one does', async () => {
    const account = on.app.database.db.updateTable('account').where('label', '=', 'liaison cecil');
    await account.set({ email: 'Me@cecil.example', email_confirmed: true }).execute();
    const mine = anAddress('me@cecil.example', { library: 'cecil' });
    const own = await addRecipient(on.other, mine);
    assert.equal(own.recipient.pending, null);
    await removeRecipient(on.other, own.recipient.id);
    await account.set({ email_confirmed: false }).execute();
    assert.notEqual((await addRecipient(on.other, mine)).recipient.pending, null);
    assert.equal(
      (await addRecipient(on.coordinator, { ...anAddress(''), channel: 'atom', address: null })).recipient.pending,
      null,
    );
  });

  test('confirmed recipients: a repeated request mails one link, which goes on working', async () => {
    const address = 'once@harford.example';
    const send = () =>
      fetch(`${on.app.url}/v1/recipients`, {
        method: 'POST',
        headers: {
          cookie: on.cookies.liaison,
          origin: on.app.config.publicUrl,
          'content-type': 'application/json',
          'idempotency-key': 'lost-answer',
        },
        body: JSON.stringify(anAddress(address)),
      });
    const replies = [await send(), await send()];
    assert.deepEqual(
      replies.map(({ status }) => status),
      [201, 201],
    );
    await mailed(address);
    assert.equal((await answerRecipientLink(on.app, on.mail, address)).status, 200);
    await tellAll();
    await mailed(address, 2);
    assert.equal(mailsTo(address).length, 2);
  });

  test('confirmed recipients: each notice has a link that stops all mails, by a press and not by opening it', async () => {
    const address = 'once@harford.example';
    const { pathname } = unsubscribeLink(on.mail, mailsTo(address).at(-1)!);
    assert.match(pathname, /^\/unsubscribe\/[\w-]{43}\/all$/);
    assert.ok(mailText(mailsTo(address).at(-1)!).includes(pathname));
    assert.match(await (await fetch(on.app.url + pathname)).text(), /All of them stop, calls for help too\./);
    assert.deepEqual((await rowOf(address))?.kinds, ['assistance-opened']);
    await pressForm(on.app, pathname, { 'List-Unsubscribe': 'One-Click' }, { origin: '' });
    assert.deepEqual((await rowOf(address))?.kinds, []);
    await tellAll();
    assert.equal(mailsTo(address).length, 2);
  });

  test('confirmed recipients: the Monday mail goes to one that picked it, too, with a link that stops it', async () => {
    const address = 'staff@harford.example';
    await addRecipient(on.liaison, anAddress(address, { kinds: ['weekly-summary'] }));
    await answerRecipientLink(on.app, on.mail, address);
    const notice = aNotice({ key: 'weekly:harford:2026-11-16', kind: 'weekly-summary', atMs: on.clock.now() });
    await on.app.database.db.transaction().execute((trx) => notify(trx, notice));
    const { pathname } = unsubscribeLink(on.mail, await mailed(address, 2));
    await pressForm(on.app, pathname);
    assert.deepEqual((await rowOf(address))?.kinds, []);
  });

  test('confirmed recipients: a pick is changed in place, by who has read it last, and the address stays confirmed', async () => {
    const address = 'picks@harford.example';
    await addRecipient(on.liaison, anAddress(address));
    await answerRecipientLink(on.app, on.mail, address);
    const before = (await rowOf(address))!;
    const { id, revision } = before;
    const put = (kinds: RecipientChange['kinds'], more: { revision?: number; as?: typeof on.liaison } = {}) =>
      changeRecipientKinds(more.as ?? on.liaison, id, { kinds, revision: more.revision ?? revision });
    assert.deepEqual((await problemOf(put([]))).fields, ['kinds']);
    assert.equal((await problemOf(put(['announcement'], { as: on.other }))).status, 404);
    const mails = mailsTo(address).length;
    const changed = await put(['monthly-report', 'weekly-summary', 'assistance-taken', 'assistance-taken']);
    const kinds = ['monthly-report', 'weekly-summary', 'assistance-taken'];
    assert.deepEqual(changed, { ...before, kinds, revision: revision + 1 });
    const stale = await problemOf(put(['announcement']));
    assert.deepEqual([stale.status, stale.code], [409, 'stale-revision']);
    assert.deepEqual(await rowOf(address), changed);
    const both = await Promise.all(
      [1, 2].map(() => codeOf(put(['weekly-summary', 'assistance-opened'], { revision: revision + 1 }))),
    );
    assert.deepEqual(both.sort(), ['409 stale-revision', 'done']);
    await tellAll();
    await mailed(address, mails + 1);
    const links = mailsTo(address).filter((mail) => mailText(mail).includes('/recipients/'));
    assert.equal(links.length, 1, 'the notice, and no other link');
    assert.deepEqual(
      (await auditOf(id)).filter((entry) => entry.startsWith('recipient-changed')),
      ['recipient-changed by liaison', 'recipient-changed by liaison'],
    );
    await removeRecipient(on.liaison, id);
    assert.equal(await codeOf(put(['announcement'], { revision: revision + 2 })), '404 not-found');
  });

  test('confirmed recipients: what somebody there has stopped by a link no change brings back; mutant: the kinds as they are asked for', async () => {
    const address = 'stops@harford.example';
    await addRecipient(on.liaison, anAddress(address, { kinds: ['assistance-opened', 'monthly-report'] }));
    await answerRecipientLink(on.app, on.mail, address);
    const { id, revision } = (await rowOf(address))!;
    await tellAll();
    const { pathname } = unsubscribeLink(on.mail, await mailed(address, 2));
    const link = pathname.replace(/\/all$/, '');
    assert.equal((await pressForm(on.app, link)).status, 200);
    assert.deepEqual((await rowOf(address))?.kinds, ['assistance-opened']);
    const put = (kinds: RecipientChange['kinds'], read: number) =>
      problemOf(changeRecipientKinds(on.liaison, id, { kinds, revision: read }));
    assert.equal((await put(['monthly-report'], revision)).code, 'stale-revision', 'what was read before the stop');
    const again = await put(['assistance-opened', 'monthly-report'], revision + 1);
    assert.deepEqual([again.status, again.fields], [422, ['kinds']]);
    await changeRecipientKinds(on.liaison, id, {
      kinds: ['assistance-opened', 'announcement'],
      revision: revision + 1,
    });

    const { db } = on.app.database;
    const naive = db
      .updateTable('notice_recipient')
      .set({ kinds: ['monthly-report'] })
      .where('id', '=', id);
    await naive.execute();
    assert.deepEqual((await rowOf(address))?.kinds, ['monthly-report'], 'the mutant');

    assert.equal((await pressForm(on.app, `${link}/all`)).status, 200);
    assert.equal((await put(['announcement'], (await rowOf(address))!.revision)).code, 'stopped');
  });
});
