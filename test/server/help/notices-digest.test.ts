// One mail a day or a week in place of single notices, over a real mail server: each notice is in exactly one, also after a kill.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { createRegistry, type Registry } from '../../../server/src/cooperative/registry.ts';
import { dueBefore, queueDigests } from '../../../server/src/help/notices/digest.ts';
import { createNoticeMailer } from '../../../server/src/help/notices/mail.ts';
import { notify, type Notice } from '../../../server/src/help/notices/notices.ts';
import { claimDelivery } from '../../../server/src/help/notices/outbox-store.ts';
import { loadRecipients, removeRecipient } from '../../../server/src/help/notices/recipient-store.ts';
import { createOutbox, type Outbox } from '../../../server/src/help/notices/run.ts';
import { createEgress } from '../../../server/src/platform/egress/egress.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { addDesks } from '../../support/data/desks.ts';
import { addRecipient, aNotice, deliveriesOf } from '../../support/data/notices.ts';
import { startMailServer, type MailServer } from '../../support/peers/mail-server.ts';
import { eventually } from '../../support/waiting.ts';

const PUBLIC_URL = 'https://ask.example.org';
const FROM = 'askusnow@state.example';
const KINDS = ['assistance-opened', 'meeting-ahead', 'weekly-summary', 'announcement'] as const;
const HELD = 'Nobody has counted';
const CLAIM_MS = 60_000;

test('digest: is due from seven o’clock by the wall’s clock, each day or each Monday', () => {
  const at = (instant: string, digest: 'day' | 'week') => dueBefore(Date.parse(instant), 'America/New_York', digest);
  assert.equal(at('2026-05-06T10:59:59Z', 'day').day, '2026-05-05');
  assert.deepEqual(at('2026-05-06T11:00:00Z', 'day'), { day: '2026-05-06', ms: Date.parse('2026-05-06T11:00:00Z') });
  assert.equal(at('2026-05-06T11:00:00Z', 'week').day, '2026-05-04');
  assert.equal(at('2026-05-04T10:59:00Z', 'week').day, '2026-04-27');
});

test('digest: is due at seven on the days of a clock change, too', () => {
  const at = (instant: string) => dueBefore(Date.parse(instant), 'America/New_York', 'day');
  // Six o'clock: the clock was set back, and an hour more is past.
  assert.deepEqual(at('2026-11-01T11:00:00Z'), { day: '2026-10-31', ms: Date.parse('2026-10-31T11:00:00Z') });
  assert.deepEqual(at('2026-11-01T12:00:00Z'), { day: '2026-11-01', ms: Date.parse('2026-11-01T12:00:00Z') });
  // Seven o'clock: the clock was set forward, and an hour less is past.
  assert.deepEqual(at('2027-03-14T10:59:59Z'), { day: '2027-03-13', ms: Date.parse('2027-03-13T12:00:00Z') });
  assert.deepEqual(at('2027-03-14T11:00:00Z'), { day: '2027-03-14', ms: Date.parse('2027-03-14T11:00:00Z') });
});

forEachEngine((_engine, open) => {
  let database: Database;
  let registry: Registry;
  let mailServer: MailServer;
  let clock: ManualClock;
  const errors: Error[] = [];
  const onError = (error: Error): void => void errors.push(error);
  const egress = createEgress({ allow: [] });
  let told = 0;

  before(async () => {
    database = await open();
    await addDesks(database);
    mailServer = await startMailServer();
  });
  after(async () => {
    egress.close();
    await mailServer.close();
    assert.deepEqual(errors, []);
  });
  beforeEach(async () => {
    // Monday, noon in Maryland.
    clock = createManualClock('2026-05-04T16:00:00.000Z');
    registry = await createRegistry(database, onError, clock);
    await database.db.deleteFrom('notice').execute();
    await database.db.deleteFrom('notice_recipient').execute();
    mailServer.mails.length = 0;
  });

  afterEach(() => registry.close());

  const look = () => queueDigests({ database, registry, clock, onError });
  const tell = (over: Partial<Notice> = {}) => {
    told += 1;
    clock.advance(1);
    const subject = `${HELD} ${told}`;
    const notice = aNotice({ key: `told:${told}`, kind: 'meeting-ahead', subject, atMs: clock.now(), ...over });
    return database.db.transaction().execute((trx) => notify(trx, notice));
  };
  const startOutbox = (): Outbox => {
    const config = { mail: { smtpUrl: mailServer.url, from: FROM }, publicUrl: PUBLIC_URL };
    return createOutbox({ config, database, egress, clock, onError, claimMs: CLAIM_MS });
  };
  const states = async () => (await deliveriesOf(database)).map(({ state }) => state);
  const sendAll = async (): Promise<void> => {
    const outbox = startOutbox();
    await eventually(async () => (clock.advance(1_000), !(await states()).includes('waiting')));
    await outbox.close();
  };
  /** By mail, whatever was sent again under the same id: the notices that it has. */
  const digests = (): string[][] => {
    const byId = new Map(mailServer.mails.map((mail) => [mailServer.header(mail, 'message-id')[0], mail.body]));
    return [...byId.values()].map((body) => [...new Set(body.match(new RegExp(`${HELD} \\d+`, 'g')))]);
  };
  const assertEachInOneDigest = (): void => {
    const all = digests().flat();
    assert.deepEqual(all.toSorted(), [...new Set(all)].toSorted());
  };

  test('digest: what is not urgent waits for one mail a day, in its order; what is urgent and the week’s mail do not', async () => {
    const id = await addRecipient(database, { kinds: [...KINDS], digest: 'day' });
    await addRecipient(database, { kinds: [...KINDS] });
    const first = told + 1;
    await tell();
    await tell({ kind: 'announcement' });
    await tell({ kind: 'assistance-opened', subject: 'Help wanted' });
    await tell({ kind: 'weekly-summary', subject: 'The week' });
    const ofFirst = async () => (await deliveriesOf(database)).filter(({ recipient_id }) => recipient_id === id);
    assert.deepEqual(
      (await ofFirst()).map(({ state }) => state),
      ['held', 'held', 'waiting', 'waiting'],
    );
    await look();
    await sendAll();
    assert.equal(mailServer.mails.length, 6, 'four to the one, two to the other');
    mailServer.mails.length = 0;
    clock.advance(DAY_MS);
    await look();
    await look();
    await sendAll();
    assert.deepEqual(digests(), [[`${HELD} ${first}`, `${HELD} ${first + 1}`]]);
    assert.match(mailServer.header(mailServer.mails[0], 'subject')[0] ?? '', /^2 notices: Harford/);
    assert.match(mailServer.mails[0]!.body, /Take it|dashboard/);
  });

  test('digest: nothing new makes no mail', async () => {
    await addRecipient(database, { kinds: [...KINDS], digest: 'day' });
    await tell();
    for (let day = 0; day < 4; day++) {
      clock.advance(DAY_MS);
      await look();
      await sendAll();
    }
    assert.equal(mailServer.mails.length, 1);
  });

  test('digest: a week’s mail comes on Monday, and a removed recipient gets none', async () => {
    const id = await addRecipient(database, { kinds: [...KINDS], digest: 'week' });
    await addRecipient(database, { kinds: [...KINDS], digest: 'week' });
    for (let day = 0; day < 7; day++) {
      await tell();
      clock.advance(DAY_MS);
      await look();
      if (day < 6)
        assert.ok(
          (await states()).every((state) => state === 'held'),
          `day ${day}`,
        );
    }
    clock.advance(HOUR_MS);
    await removeRecipient(database, id, { by: { id: null, label: 'test' }, atMs: clock.now() });
    await sendAll();
    assert.deepEqual(
      digests().map((notices) => notices.length),
      [7],
    );
    await tell();
    const [left] = await loadRecipients(database, { scope: 'all' });
    await removeRecipient(database, left!.id, { by: { id: null, label: 'test' }, atMs: clock.now() });
    clock.advance(7 * DAY_MS);
    await look();
    assert.ok(!(await states()).includes('held'));
  });

  const mailer = () =>
    createNoticeMailer({ smtpUrl: mailServer.url, from: FROM, withinMs: 60_000, publicUrl: PUBLIC_URL });

  test('digest: killed between the mail server’s acceptance and its own commit, has each notice in one mail', async () => {
    await addRecipient(database, { kinds: [...KINDS], digest: 'day' });
    await tell();
    clock.advance(DAY_MS);
    await look();
    const delivery = await claimDelivery(database.db, { nowMs: clock.now(), untilMs: clock.now() + CLAIM_MS });
    assert.equal(await mailer()(delivery!), 'sent', 'and its process dies');
    await tell();
    clock.advance(DAY_MS);
    await Promise.all([look(), look()]);
    await sendAll();
    assert.equal(mailServer.mails.length, 3, 'the first one twice, under one id');
    assert.equal(digests().length, 2);
    assertEachInOneDigest();
  });

  test('digest: mutant: one that sends first, and marks what it has sent afterwards, repeats a notice after a kill', async () => {
    const id = await addRecipient(database, { kinds: [...KINDS], digest: 'day' });
    const [reader] = await loadRecipients(database, { scope: 'all' });
    const sendAndMark = async (isKilled: boolean): Promise<void> => {
      const held = await database.db
        .selectFrom('notice_delivery')
        .innerJoin('notice', 'notice.id', 'notice_id')
        .select(['notice.id', 'subject', 'at'])
        .where('state', '=', 'held')
        .execute();
      const text = held.map(({ subject }) => subject).join('\n');
      const { key: _key, ...notice } = aNotice({ text, atMs: clock.now() });
      const of = { recipientId: id, channel: 'email', address: reader!.address, replyTo: null, secret: null } as const;
      const mail = { ...notice, id: `digest-${clock.now()}` };
      await mailer()({ notice: mail, ...of, attempts: 1, claimedUntilMs: 0 });
      if (isKilled) return;
      await database.db.updateTable('notice_delivery').set({ state: 'sent' }).execute();
    };
    await tell();
    await sendAndMark(true);
    clock.advance(DAY_MS);
    await tell();
    await sendAndMark(false);
    assert.throws(assertEachInOneDigest);
  });
});
