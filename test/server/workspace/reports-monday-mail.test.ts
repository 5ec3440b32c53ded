// The Monday mail over a real SMTP server: when it is sent and to whom, what it says, and how it ends.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { addMeeting, getMondayMail, getMondayPreview, getTasks, setMondayMail } from '@askusnow/sdk';
import { mailEnvironment, mailText, storeEmail } from '../../support/app/account-mail.ts';
import { withApp } from '../../support/app/fixture.ts';
import { knowSchedulesSince } from '../../support/app/known-schedules.ts';
import { problemOf, sendRequest } from '../../support/app/requests.ts';
import { lookAtSummaries, mailAfterADayDown, queuedKeys, unsubscribeLink } from '../../support/app/summaries.ts';
import { aDay, aPlacement } from '../../support/data/counters.ts';
import { startMailServer, type ReceivedMail } from '../../support/peers/mail-server.ts';
import { eventually } from '../../support/waiting.ts';

const LIAISON = 'liaison@harford.example';
const LABEL = 'liaison harford cecil';

withApp({
  now: '2026-11-22T17:00:00Z',
  peers: { mail: () => startMailServer() },
  environment: mailEnvironment,
  as: { liaison: ['liaison', 'harford', 'cecil'] },
}).describe('Monday mail', (on) => {
  before(async () => {
    await knowSchedulesSince(on.app.database, '2026-11-01T04:00:00Z');
    const { db } = on.app.database;
    const placement = await aPlacement(db, { library: 'harford', firstSeen: '2026-11-02T12:00:00.000Z' });
    for (const [date, clicks] of [
      ['2026-11-02', 4],
      ['2026-11-10', 8],
      ['2026-11-16', 5],
      ['2026-11-22', 7],
      ['2026-11-23', 9],
    ] as const)
      await aDay(db, { library: 'harford', placement, date, clicks, viewable: 50, impressions: 60 });
  });

  const lookAt = (iso: string, hasFailed = false): Promise<void> => lookAtSummaries(on.app, on.clock, iso, hasFailed);
  const queued = (): Promise<string[]> => queuedKeys(on.app, 'weekly-summary');
  const linkIn = (received: ReceivedMail): URL => unsubscribeLink(on.mail, received);

  test('Monday mail: an account starts it for its own libraries, and for no other', async () => {
    assert.deepEqual(await getMondayMail(on.liaison), {
      isAvailable: true,
      hasAddress: false,
      libraries: [
        { library: 'cecil', name: 'Cecil', subscribed: false },
        { library: 'harford', name: '=Harford, "County"', subscribed: false },
      ],
    });
    await storeEmail(on.app.database.db, LABEL, LIAISON);
    await setMondayMail(on.liaison, { library: 'harford', subscribed: true });
    await setMondayMail(on.liaison, { library: 'cecil', subscribed: true });
    const { hasAddress, libraries } = await setMondayMail(on.liaison, { library: 'harford', subscribed: true });
    assert.deepEqual([hasAddress, libraries.map(({ subscribed }) => subscribed)], [true, [true, true]]);
    const other = await on.signIn('liaison', ['cecil']);
    assert.equal((await problemOf(setMondayMail(other, { library: 'harford', subscribed: true }))).status, 404);
    assert.equal((await getMondayMail(other)).libraries[0]!.subscribed, false);
  });

  test('Monday mail: the preview is what will be sent; the last whole week against the one before', async () => {
    on.clock.set('2026-11-23T11:30:00Z');
    const { mail: preview } = await getMondayPreview(on.liaison, 'harford');
    assert.equal(preview!.subject, '=Harford, "County": your week, November 16 to November 22');
    assert.ok(preview!.text.includes('Clicks on the button: 12, after 8 the week before.'), preview!.text);
    assert.ok(preview!.text.includes('Coverage: Not measured for this desk.'), preview!.text);
    assert.ok(Math.max(...preview!.text.split('\n').map((line) => line.length)) <= 72);
    assert.ok(preview!.html.includes('=Harford, &quot;County&quot;'));
    assert.ok(!/<img|<script|src=/.test(preview!.html));
  });

  test('Monday mail: a gap that has begun is listed from now on, and one of a desk around the clock for seven days', async () => {
    const coordinator = await on.app.signIn('coordinator');
    const save = async (path: string, change: object): Promise<void> => {
      const address = `queues/cecil-desk/${path}`;
      const { revision } = (await sendRequest<{ revision: number }>(on.app, coordinator, address)).body;
      const { status, body } = await sendRequest(on.app, coordinator, address, { ...change, revision }, 'PUT');
      assert.equal(status, 200, JSON.stringify(body));
    };
    const days = ['mo', 'tu', 'we', 'th', 'fr', 'sa', 'su'];
    await save('hours', { hours: { weekly: [{ days, open: '00:00', close: '24:00' }] } });
    await save('shifts', {
      shifts: [{ label: 'Desk', date: '2026-12-24', start: '10:00', end: '11:00' }],
    });
    const line = await eventually(async () => {
      const { mail: preview } = await getMondayPreview(on.liaison, 'cecil');
      return /nobody scheduled:\n(- [^]*?)\n\n/.exec(preview?.text ?? '')?.[1];
    });
    assert.equal(line, '- Monday, November 23 at 3:30 AM – Monday, November 30 at 3:30 AM');
    await save('shifts', { shifts: [] });
    await save('hours', { hours: { weekly: [{ days: ['mo'], open: '09:00', close: '17:00' }] } });
    await eventually(async () => ((await getMondayPreview(on.liaison, 'cecil')).mail === null ? true : undefined));
  });

  test('Monday mail: its next step is one of the library, and not of an account', async () => {
    const coordinator = await on.signIn('coordinator');
    await addMeeting(coordinator, { date: '2026-11-30', time: '10:00', zone: 'America/New_York', place: 'Online' });
    const waiting = (await getTasks(on.liaison)).tasks.filter(({ library }) => library?.id !== 'cecil');
    assert.equal(waiting[0]?.key, 'meeting-ahead', waiting.map(({ key }) => key).join());
    const { mail: preview } = await getMondayPreview(on.liaison, 'harford');
    assert.doesNotMatch(preview!.text, /Propose a topic/);
  });

  test('Monday mail: none before seven by the library’s clock; a mail server that is down for a day gets it after, once', async () => {
    await lookAt('2026-11-23T11:35:00Z');
    assert.deepEqual(await queued(), []);
    const received = await mailAfterADayDown(on, async () => {
      await lookAt('2026-11-23T12:15:00Z');
      assert.deepEqual(await queued(), ['weekly:harford:2026-11-23']);
      // Eight o'clock at Cecil.
      await lookAt('2026-11-23T16:00:00Z');
      assert.deepEqual(await queued(), ['weekly:harford:2026-11-23']);
    });
    await lookAt('2026-11-26T12:00:00Z');
    assert.equal(on.mail.mails.length, 1);
    assert.deepEqual(
      [received.to, on.mail.header(received, 'list-unsubscribe-post')],
      [[LIAISON], ['List-Unsubscribe=One-Click']],
    );
    assert.match(on.mail.header(received, 'content-type')[0]!, /^multipart\/alternative/);
    const words = mailText(received);
    assert.ok(words.includes('Clicks on the button: 12, after 8 the week before.'));
    assert.ok(words.includes(`Stop these mails:\r\n${linkIn(received).href}`), words);
  });

  test('Monday mail: none about a library of which nothing can be said', async () => {
    assert.equal((await getMondayPreview(on.liaison, 'cecil')).mail, null);
  });

  test('Monday mail: its link ends it by POST without a question; GET shows a button, and ends nothing', async () => {
    const { pathname } = linkIn(on.mail.mails[0]!);
    const subscribed = async (): Promise<boolean> => (await getMondayMail(on.liaison)).libraries[1]!.subscribed;
    const page = await fetch(on.app.url + pathname);
    assert.equal(page.status, 200);
    assert.match(await page.text(), /<form method="post"><button/);
    assert.equal(await subscribed(), true);
    const post = (): Promise<Response> =>
      fetch(on.app.url + pathname, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
        redirect: 'manual',
      });
    for (const reply of [await post(), await post()]) {
      assert.deepEqual([reply.status, reply.headers.get('set-cookie')], [200, null]);
      assert.match(await reply.text(), /The mails have stopped/);
    }
    assert.equal(await subscribed(), false);
    await lookAt('2026-11-30T12:15:00Z');
    assert.deepEqual(await queued(), ['weekly:harford:2026-11-23']);
    assert.equal((await fetch(`${on.app.url}/unsubscribe/${'a'.repeat(43)}`)).status, 404);
  });

  test('Monday mail: an account without an address, and one that has lost the library, get none', async () => {
    await setMondayMail(on.liaison, { library: 'harford', subscribed: true });
    await storeEmail(on.app.database.db, LABEL, null);
    await lookAt('2026-12-07T12:15:00Z');
    const { db } = on.app.database;
    const deliveries = await db
      .selectFrom('notice_delivery')
      .innerJoin('notice', 'notice.id', 'notice_id')
      .select('key')
      .where('kind', '=', 'weekly-summary')
      .execute();
    assert.deepEqual(
      deliveries.map(({ key }) => key),
      ['weekly:harford:2026-11-23'],
    );
  });

  test('Monday mail: one that the database refuses delays no other library’s; it is sent on Tuesday still, once', async () => {
    const { db } = on.app.database;
    await storeEmail(on.app.database.db, LABEL, LIAISON);
    const placement = await aPlacement(db, { library: 'cecil', firstSeen: '2026-11-02T12:00:00.000Z' });
    await aDay(db, { library: 'cecil', placement, date: '2026-12-10', clicks: 3, viewable: 50, impressions: 60 });
    const before = (await queued()).length;
    const since = async (): Promise<string[]> => (await queued()).filter((key) => key.endsWith('2026-12-14'));
    await sql`alter table notice add constraint refused check (library_id <> 'cecil') not valid`.execute(db);
    await lookAt('2026-12-14T16:00:00Z', true);
    assert.deepEqual(await since(), ['weekly:harford:2026-12-14']);
    await sql`alter table notice drop constraint refused`.execute(db);
    await lookAt('2026-12-15T16:15:00Z', true);
    assert.deepEqual(await since(), ['weekly:cecil:2026-12-14', 'weekly:harford:2026-12-14']);
    await lookAt('2026-12-16T12:15:00Z', true);
    assert.equal((await queued()).length, before + 2);
    const late = await eventually(async () =>
      on.mail.mails.find((received) => on.mail.header(received, 'subject')[0]?.startsWith('Cecil')),
    );
    assert.equal(on.mail.header(late, 'subject')[0], 'Cecil: your week, December 7 to December 13');
  });
});
