// Notices in the outbox are sent: once, by any node; again after a failure; no more after a final refusal.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { createEgress, type Egress } from '../../../server/src/platform/egress/egress.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { notify, type Notice } from '../../../server/src/help/notices/notices.ts';
import { claimDelivery } from '../../../server/src/help/notices/outbox-store.ts';
import { loadRecipients } from '../../../server/src/help/notices/recipient-store.ts';
import { GIVE_UP_URGENT_AFTER_MS } from '../../../server/src/help/notices/retry.ts';
import { createOutbox, type Outbox, type OutboxDeps } from '../../../server/src/help/notices/run.ts';
import { createSecret } from '../../../server/src/help/notices/webhook.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngineByTier } from '../../support/app/database.ts';
import { addDesks } from '../../support/data/desks.ts';
import { startMailServer, type MailServer } from '../../support/peers/mail-server.ts';
import { addRecipient, aNotice, deliveriesOf } from '../../support/data/notices.ts';
import { startReceiver } from '../../support/peers/receiver.ts';
import { eventually } from '../../support/waiting.ts';

const PUBLIC_URL = 'https://ask.example.org';
const FROM = 'askusnow@state.example';
const CLAIM_MS = 600_000;

forEachEngineByTier((_engine, open) => {
  let database: Database;
  let mailServer: MailServer;
  let receiver: Awaited<ReturnType<typeof startReceiver>>;
  let egress: Egress;
  let onMail: () => Promise<number | null> | number | null;
  let onPost: () => number;
  const outboxes: Outbox[] = [];
  const errors: Error[] = [];
  const clock = createManualClock('2026-05-04T18:00:00.000Z');
  let told = 0;

  before(async () => {
    database = await open();
    await addDesks(database);
    mailServer = await startMailServer({ onMail: () => onMail() });
    receiver = await startReceiver(() => ({ status: onPost() }));
    egress = createEgress({ allow: [receiver.host] });
  });
  after(async () => {
    egress.close();
    await mailServer.close();
    await receiver.close();
  });
  afterEach(async () => {
    for (const outbox of outboxes.splice(0)) await outbox.close();
    await database.db.deleteFrom('notice_recipient').execute();
    mailServer.mails.length = 0;
    receiver.posts.length = 0;
    assert.deepEqual(errors, []);
  });

  const start = (over: Partial<OutboxDeps> = {}): Outbox => {
    onMail = () => null;
    onPost = () => 204;
    const mail = { smtpUrl: mailServer.url, from: FROM };
    const onError = (error: Error): void => void errors.push(error);
    const outbox = createOutbox({
      config: { mail, publicUrl: PUBLIC_URL },
      database,
      egress,
      clock,
      onError,
      claimMs: CLAIM_MS,
      ...over,
    });
    outboxes.push(outbox);
    return outbox;
  };
  const addWebhook = () =>
    addRecipient(database, { channel: 'webhook', address: receiver.url, secret: createSecret() });
  const tellOne = (over: Partial<Notice> = {}) => {
    told += 1;
    const notice = aNotice({ key: `request:${String(told).padStart(3, '0')}:opened`, atMs: clock.now(), ...over });
    return database.db.transaction().execute((trx) => notify(trx, notice));
  };
  const states = async () => (await deliveriesOf(database)).map(({ state, attempts }) => `${state} ${attempts}`);
  const untilStates = (...expected: string[]) =>
    eventually(async () => JSON.stringify(await states()) === JSON.stringify(expected)).catch(async () =>
      assert.deepEqual(await states(), expected),
    );

  test('sending: a notice is on its way as soon as it is committed, to each in their own way', async () => {
    start();
    await addRecipient(database);
    await addWebhook();
    await tellOne();
    await untilStates('sent 1', 'sent 1');
    assert.deepEqual([mailServer.mails.length, receiver.posts.length], [1, 1]);
    const [mail] = await loadRecipients(database, { scope: 'all' });
    assert.deepEqual([mail?.lastSentAt, mail?.failing], [new Date(clock.now()).toISOString(), null]);
  });

  test('sending: on a server with simulated data nothing leaves it, and the recipient’s line says why', async () => {
    start({ config: { mail: { smtpUrl: mailServer.url, from: FROM }, publicUrl: PUBLIC_URL, simulated: true } });
    await addRecipient(database);
    await addWebhook();
    await tellOne();
    await untilStates('given-up 1', 'given-up 1');
    assert.deepEqual([mailServer.mails.length, receiver.posts.length], [0, 0]);
    const [mail] = await loadRecipients(database, { scope: 'all' });
    assert.match(mail?.failing?.detail ?? '', /simulated: nothing is sent out/);
  });

  test('sending: what was refused for now goes out later, never sooner than it should, and once', async () => {
    start();
    const askedAtMs: number[] = [];
    onMail = () => (askedAtMs.push(clock.now()), [451, 421][askedAtMs.length - 1] ?? null);
    await addRecipient(database);
    await tellOne();
    const toldMs = clock.now();
    await eventually(() => askedAtMs.length === 1);
    await eventually(() => (clock.advance(250), askedAtMs.length === 2));
    const detail = async () => (await loadRecipients(database, { scope: 'all' }))[0]?.failing?.detail;
    await eventually(async () => (await detail()) === 'The mail server asks to try again later (421).');
    await eventually(() => (clock.advance(250), askedAtMs.length === 3));
    await untilStates('sent 3');
    assert.equal(mailServer.mails.length, 1);
    assert.equal(await detail(), undefined);
    const [first = 0, second = 0, third = 0] = askedAtMs;
    assert.ok(first === toldMs && second - first >= 3_750 && third - second >= 7_500);
  });

  test('sending: a final refusal is given up, and shown at the recipient without the server’s text', async () => {
    start();
    onMail = () => 550;
    await addRecipient(database);
    const toldAt = new Date(clock.now()).toISOString();
    await tellOne();
    await untilStates('given-up 1');
    const [recipient] = await loadRecipients(database, { scope: 'all' });
    assert.deepEqual(recipient?.failing, {
      since: toldAt,
      detail: 'The mail server refuses this address or message permanently (550).',
    });
  });

  test('sending: after a day it is given up, and the next notice is tried all the same', async () => {
    start();
    onPost = () => 503;
    await addWebhook();
    await tellOne({ atMs: clock.now() - GIVE_UP_URGENT_AFTER_MS + 1_000 });
    await untilStates('given-up 1');
    onPost = () => 200;
    await tellOne();
    await untilStates('given-up 1', 'sent 1');
  });

  test('sending: a receiver that answers 410 gets no more notices, and is still listed', async () => {
    start();
    onPost = () => 410;
    const id = await addWebhook();
    await tellOne();
    await eventually(async () => {
      const row = await database.db.selectFrom('notice_recipient').select('stopped_at').executeTakeFirstOrThrow();
      return row.stopped_at;
    });
    await tellOne();
    assert.deepEqual(await states(), ['given-up 1']);
    const [shown] = await loadRecipients(database, { scope: 'all' });
    assert.deepEqual([shown?.id, shown?.failing?.detail], [id, 'The receiver wants no more notices (410).']);
  });

  test('sending: several nodes share the work, and nothing goes out twice', async () => {
    for (let node = 0; node < 3; node++) start();
    await addRecipient(database);
    await addWebhook();
    await Promise.all(Array.from({ length: 30 }, () => tellOne()));
    await untilStates(...Array.from({ length: 60 }, () => 'sent 1'));
    assert.deepEqual([mailServer.mails.length, receiver.posts.length], [30, 30]);
    const ids = new Set(mailServer.mails.map((mail) => mailServer.header(mail, 'message-id')[0]));
    assert.equal(ids.size, 30);
  });

  test('sending: a claim that its process did not outlive is taken over when its time is past, and not before', async () => {
    const claim = () => ({ nowMs: clock.now(), untilMs: clock.now() + CLAIM_MS });
    await addRecipient(database);
    await tellOne();
    assert.ok(await claimDelivery(database.db, claim()), 'and that process dies');
    start();
    assert.equal(await claimDelivery(database.db, claim()), undefined);
    clock.advance(CLAIM_MS - 2_000);
    await untilStates('waiting 1');
    assert.equal(mailServer.mails.length, 0);
    // Looks are seconds apart: the next one comes after the claim's end.
    await eventually(() => (clock.advance(1_000), mailServer.mails.length === 1));
    await untilStates('sent 2');
  });

  test('sending: one peer that hangs holds up none of the others, however much waits for it', async () => {
    start();
    const releases: (() => void)[] = [];
    onMail = () => new Promise((resolve) => releases.push(() => resolve(null)));
    await addRecipient(database);
    for (let index = 0; index < 10; index++) await tellOne();
    await eventually(() => releases.length === 1);
    await addWebhook();
    await tellOne();
    await eventually(() => receiver.posts.length === 1);
    assert.deepEqual([mailServer.mails.length, releases.length], [0, 1]);
    onMail = () => null;
    releases[0]!();
    await untilStates(...Array.from({ length: 12 }, () => 'sent 1'));
  });

  test('sending: without a mail server a mail waits for one', async () => {
    const outbox = start({ config: { mail: null, publicUrl: PUBLIC_URL } });
    await addRecipient(database);
    await tellOne();
    // It waits before it is tried, too.
    await eventually(async () =>
      /^Email is not set up on this server/.test((await deliveriesOf(database))[0]?.error ?? ''),
    );
    await untilStates('waiting 1');
    await outbox.close();
    start();
    await eventually(() => (clock.advance(5_000), mailServer.mails.length === 1));
    await untilStates('sent 2');
  });
});
