// The monthly mail for administration: over a real SMTP server, as a webhook and in a feed; when it is sent, and how it ends.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { addRecipient, getRecipients, setMonthComment } from '@askusnow/sdk';
import { MAILED_LINK } from '../../../server/src/accounts/account-audit-store.ts';
import { endMails, findMailed } from '../../../server/src/help/notices/summary-mail-store.ts';
import { notify } from '../../../server/src/help/notices/notices.ts';
import { monthAt } from '../../../server/src/workspace/reports/summaries-run.ts';
import { answerRecipientLink, mailEnvironment, mailText } from '../../support/app/account-mail.ts';
import { withApp } from '../../support/app/fixture.ts';
import { lookAtSummaries, mailAfterADayDown, queuedKeys, unsubscribeLink } from '../../support/app/summaries.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';
import { startMailServer, type ReceivedMail } from '../../support/peers/mail-server.ts';

const DIRECTOR = 'director@harford.example';
const COMMENT = 'The new banner helped.';

test('monthly mail: from seven on the third weekday after the month, by the library’s clock, until the ninth', () => {
  const ZONE = 'America/New_York';
  const at = (iso: string): string | undefined => monthAt(Date.parse(iso), ZONE);
  // December 1, 2026 is a Tuesday; August 1 a Saturday; November 1 a Sunday, on which clocks go back; January 1 a Friday.
  assert.equal(at('2026-12-03T11:59:00Z'), undefined);
  assert.equal(at('2026-12-03T12:00:00Z'), '2026-11');
  assert.equal(at('2026-12-09T23:00:00Z'), '2026-11');
  assert.equal(at('2026-12-10T12:00:00Z'), undefined);
  assert.equal(at('2026-08-04T15:00:00Z'), undefined);
  assert.equal(at('2026-08-05T11:00:00Z'), '2026-07');
  assert.equal(at('2026-11-03T15:00:00Z'), undefined);
  assert.equal(at('2026-11-04T12:00:00Z'), '2026-10');
  assert.equal(at('2027-01-04T15:00:00Z'), undefined);
  assert.equal(at('2027-01-05T12:00:00Z'), '2026-12');
});

withApp({
  now: '2026-11-16T17:00:00Z',
  peers: { mail: () => startMailServer() },
  environment: mailEnvironment,
  as: { liaison: ['liaison', 'harford', 'cecil'] },
}).describe('monthly mail', (on) => {
  let feed: string;

  before(async () => {
    const { db } = on.app.database;
    const placement = await aPlacement(db, { library: 'harford', firstSeen: '2026-10-02T12:00:00.000Z' });
    for (const [date, clicks] of [
      ['2026-10-02', 3],
      ['2026-11-10', 12],
      ['2026-12-01', 99],
    ] as const)
      await aDay(db, { library: 'harford', placement, date, clicks, impressions: 60 });
  });

  const lookAt = (iso: string): Promise<void> => lookAtSummaries(on.app, on.clock, iso);
  const queued = (): Promise<string[]> => queuedKeys(on.app, 'monthly-report');
  const linkIn = (received: ReceivedMail): URL => unsubscribeLink(on.mail, received);
  /** Weeks later the first session is over. */
  const kindsOf = async (address: string): Promise<readonly string[] | undefined> => {
    const reader = await on.signIn('liaison', ['harford', 'cecil']);
    return (await getRecipients(reader)).recipients.find((each) => each.address === address)?.kinds;
  };

  test('monthly mail: a liaison adds who gets it; its unsubscribe token is not shown to the liaison', async () => {
    const added = await addRecipient(on.liaison, {
      tier: 'local',
      library: 'harford',
      channel: 'email',
      address: DIRECTOR,
      kinds: ['monthly-report', 'announcement'],
    });
    assert.deepEqual([added.secret, added.feed], [null, null]);
    await addRecipient(on.liaison, {
      tier: 'local',
      library: 'cecil',
      channel: 'email',
      address: 'director@cecil.example',
      kinds: ['monthly-report'],
    });
    const atom = await addRecipient(on.liaison, {
      tier: 'local',
      library: 'harford',
      channel: 'atom',
      address: null,
      kinds: ['monthly-report'],
    });
    feed = atom.feed!;
    for (const address of [DIRECTOR, 'director@cecil.example'])
      assert.equal((await answerRecipientLink(on.app, on.mail, address)).status, 200);
    on.mail.mails.length = 0;
  });

  test('monthly mail: a comment that is written on the second weekday after the month is in it', async () => {
    on.clock.set('2026-12-02T20:00:00Z');
    const reader = await on.signIn('liaison', ['harford']);
    await setMonthComment(reader, 'harford', '2026-11', { text: COMMENT, revision: 0 });
  });

  test('monthly mail: a mail server that is down for a day gets it after, once; none about a library of which nothing can be said', async () => {
    await lookAt('2026-12-03T11:35:00Z');
    assert.deepEqual(await queued(), []);
    const received = await mailAfterADayDown(on, async () => {
      await lookAt('2026-12-03T12:15:00Z');
      // Seven o'clock at Cecil, of which nothing is known.
      await lookAt('2026-12-03T15:15:00Z');
      assert.deepEqual(await queued(), ['monthly:harford:2026-11']);
    });
    await lookAt('2026-12-06T12:00:00Z');
    assert.equal(on.mail.mails.length, 1);
    assert.deepEqual(
      [received.to, on.mail.header(received, 'list-unsubscribe-post')],
      [[DIRECTOR], ['List-Unsubscribe=One-Click']],
    );
    assert.match(on.mail.header(received, 'content-type')[0]!, /^multipart\/alternative/);
  });

  test('monthly mail: says what leaves the library, as text and as HTML: no figure below 5, and none of this month', () => {
    const words = mailText(on.mail.mails[0]!).replaceAll('\r\n', ' ');
    assert.ok(words.includes('Clicks on the button: 12. Month before: not counted in full.'), words);
    assert.ok(words.includes('Counting began: October 2, 2026.'), words);
    assert.ok(words.includes(COMMENT), words);
    assert.ok(words.includes('Links and QR codes followed: fewer than 5.'), words);
    assert.ok(words.includes('<th scope="row">Clicks on the button</th>'), words);
    assert.doesNotMatch(words, /<img|<script|src=|\b99\b|button: 3\b/);
  });

  test('monthly mail: the same text is in the feed', async () => {
    const entries = await (await fetch(on.app.url + new URL(feed).pathname)).text();
    assert.match(entries, /<category term="monthly-report"\/>/);
    assert.ok(entries.includes('Clicks on the button: 12.'), entries);
  });

  test('monthly mail: is queued once, however often the job looks; mutant: a key with the time of the look queues it twice', async () => {
    await lookAt('2026-12-06T15:00:00Z');
    await lookAt('2026-12-07T15:00:00Z');
    assert.deepEqual(await queued(), ['monthly:harford:2026-11']);
    const { db } = on.app.database;
    const waiting = async (): Promise<number> =>
      (await db.selectFrom('notice_delivery').select('notice_id').execute()).length;
    const before = await waiting();
    const queue = (key: string): Promise<void> =>
      db.transaction().execute((trx) =>
        notify(trx, {
          key,
          kind: 'monthly-report',
          tier: 'local',
          library: 'harford',
          subject: 'Twice',
          text: 'Twice',
          data: null,
          atMs: on.clock.now(),
        }),
      );
    await queue('monthly:harford:2026-11');
    assert.equal(await waiting(), before);
    for (const look of [1, 2]) await queue(`monthly:harford:2026-11:${look}`);
    assert.equal(await waiting(), before + 4);
  });

  test('monthly mail: a scanner that opens its link ends nothing; mutant: a link that ends it by GET is ended by the scanner', async () => {
    const link = linkIn(on.mail.mails[0]!);
    const opened = await fetch(on.app.url + link.pathname);
    assert.equal(opened.status, 200);
    assert.match(await opened.text(), /You get the week or the month of =Harford, &quot;County&quot; by mail\./);
    assert.deepEqual(await kindsOf(DIRECTOR), ['monthly-report', 'announcement']);
    const { recipientId } = (await findMailed(on.app.database.db, link.pathname.split('/').at(-1)!, 'summaries'))!;
    await endMails(on.app.database, recipientId, 'summaries', { by: MAILED_LINK, atMs: on.clock.now() });
    assert.deepEqual(await kindsOf(DIRECTOR), ['announcement']);
    await on.app.database.db
      .updateTable('notice_recipient')
      .set({ kinds: ['monthly-report', 'announcement'] })
      .where('id', '=', recipientId)
      .execute();
  });

  test('monthly mail: one click ends it and no other notice; a recipient of nothing else is stopped, and listed so', async () => {
    const post = (path: string): Promise<Response> =>
      fetch(on.app.url + path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
        redirect: 'manual',
      });
    const { pathname } = linkIn(on.mail.mails[0]!);
    for (const reply of [await post(pathname), await post(pathname)]) {
      assert.equal(reply.status, 200);
      assert.match(await reply.text(), /The library can start them again/);
    }
    assert.deepEqual(await kindsOf(DIRECTOR), ['announcement']);
    const { db } = on.app.database;
    const { secret } = await db
      .selectFrom('notice_recipient')
      .select('secret')
      .where('address', '=', 'director@cecil.example')
      .executeTakeFirstOrThrow();
    await post(`/unsubscribe/${secret}`);
    assert.deepEqual(await kindsOf('director@cecil.example'), []);
  });
});
