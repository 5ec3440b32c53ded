// Recipients, as the people of a library and of the cooperative see and change them; and the feed of one of them.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { XMLParser } from 'fast-xml-parser';
import type { NewRecipient, RecipientChange, RecipientList } from '@askusnow/sdk/contract';
import { addRecipient, getRecipients, isProblemError, removeRecipient } from '@askusnow/sdk';
import { notify } from '../../../server/src/help/notices/notices.ts';
import { answerRecipientLink } from '../../support/app/account-mail.ts';
import { startApp } from '../../support/app/app.ts';
import { withApp } from '../../support/app/fixture.ts';
import { connectionTo, problemOf, sendRequest } from '../../support/app/requests.ts';
import { addDesks } from '../../support/data/desks.ts';
import { startMailServer } from '../../support/peers/mail-server.ts';
import { aNotice } from '../../support/data/notices.ts';
import { eventually } from '../../support/waiting.ts';

const aRecipient = (over: Partial<RecipientChange> = {}): RecipientChange => ({
  tier: 'local',
  library: 'harford',
  channel: 'email',
  address: 'desk@harford.example',
  kinds: ['assistance-opened', 'assistance-over'],
  ...over,
});
const aFeed = (over: Partial<RecipientChange> = {}) => aRecipient({ channel: 'atom', address: null, ...over });

withApp({
  peers: { mailServer: () => startMailServer() },
  desks: true,
  environment: ({ mailServer }) => ({ SMTP_URL: mailServer.url, MAIL_FROM: 'askusnow@state.example' }),
  as: { liaison: ['liaison', 'harford'], coordinator: ['coordinator'] },
}).describe('recipient routes', (on) => {
  let mailIsTaken = true;
  const connectionOf = (cookie: string) => connectionTo(on.app, cookie);
  const add = (cookie: string, change: RecipientChange) => addRecipient(connectionOf(cookie), change);
  const list = async (cookie: string): Promise<RecipientList['recipients']> =>
    (await getRecipients(connectionOf(cookie))).recipients;
  const tellIt = (key: string) => on.app.database.db.transaction().execute((trx) => notify(trx, aNotice({ key })));

  before(() => void (on.mailServer.handlers.onRecipient = () => (mailIsTaken ? null : 451)));

  test('recipient routes: a liaison adds, sees and removes those of the own library; the coordinator all', async () => {
    const mine = await add(on.cookies.liaison, aRecipient());
    assert.deepEqual([mine.secret, mine.feed], [null, null]);
    const theirs = await add(
      on.cookies.coordinator,
      aRecipient({ library: 'garrett', address: 'desk@garrett.example' }),
    );
    const everybody = await add(on.cookies.coordinator, aRecipient({ tier: 'statewide', library: null }));
    assert.deepEqual(await list(on.cookies.liaison), [mine.recipient]);
    assert.deepEqual(
      (await list(on.cookies.coordinator)).map(({ id }) => id),
      [mine, theirs, everybody].map(({ recipient }) => recipient.id),
    );
    for (const { recipient } of [theirs, everybody]) {
      assert.equal((await problemOf(removeRecipient(connectionOf(on.cookies.liaison), recipient.id))).status, 404);
    }
    await removeRecipient(connectionOf(on.cookies.liaison), mine.recipient.id);
    assert.equal((await problemOf(removeRecipient(connectionOf(on.cookies.liaison), mine.recipient.id))).status, 404);
    assert.deepEqual(await list(on.cookies.liaison), []);
    assert.equal((await list(on.cookies.coordinator)).length, 2);
  });

  test('recipient routes: the audit keeps who added and removed whom, without an address', async () => {
    const { db } = on.app.database;
    const latest = () => db.selectFrom('audit_entry').selectAll().orderBy('id', 'desc').limit(2).execute();
    const address = 'https://hooks.example.org/secret-path';
    const { recipient } = await add(on.cookies.liaison, aRecipient({ channel: 'webhook', address }));
    const both = await Promise.allSettled(
      [1, 2].map(() => removeRecipient(connectionOf(on.cookies.liaison), recipient.id)),
    );
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    const { id, kinds } = recipient;
    const shown = { recipient: id, channel: 'webhook', kinds };
    const entries = await latest();
    assert.deepEqual(
      entries.map(({ subject, action, before, after }) => [subject, action, before, after]),
      [
        ['library:harford', 'recipient-removed', shown, null],
        ['library:harford', 'recipient-added', null, shown],
      ],
    );
    assert.ok(entries.every(({ account_id }) => account_id !== null));
    assert.doesNotMatch(JSON.stringify(entries), /secret-path/);
    const far = await add(on.cookies.coordinator, aFeed({ tier: 'global', library: null }));
    assert.equal((await latest())[0]?.subject, 'tier:global');
    await removeRecipient(connectionOf(on.cookies.coordinator), far.recipient.id);
  });

  test('recipient routes: a new recipient is notified by the running server', async () => {
    await add(on.cookies.liaison, aRecipient({ address: 'told@harford.example', kinds: ['assistance-taken'] }));
    await answerRecipientLink(on.app, on.mailServer, 'told@harford.example');
    on.mailServer.mails.length = 0;
    const notice = aNotice({ key: 'request:9:taken', kind: 'assistance-taken' });
    await on.app.database.db.transaction().execute((trx) => notify(trx, notice));
    await eventually(() => on.mailServer.mails.some(({ to }) => to.includes('told@harford.example')));
    const [told] = (await list(on.cookies.liaison)).filter(({ address }) => address === 'told@harford.example');
    await eventually(async () => (await list(on.cookies.liaison)).find(({ id }) => id === told?.id)?.lastSentAt);
    await removeRecipient(connectionOf(on.cookies.liaison), told!.id);
  });

  test('recipient routes: only the coordinator sets the recipients for everybody, and nobody without a session', async () => {
    for (const tier of ['statewide', 'global'] as const) {
      const { status, code } = await problemOf(add(on.cookies.liaison, aRecipient({ tier, library: null })));
      assert.deepEqual([status, code], [403, 'not-yours']);
    }
    assert.equal((await problemOf(add('', aRecipient()))).status, 401);
    assert.equal((await problemOf(getRecipients(connectionOf('')))).status, 401);
  });

  test('recipient routes: an invalid recipient is refused by field, and nothing is stored', async () => {
    const rows = () => on.app.database.db.selectFrom('notice_recipient').select('id').execute();
    const before = await rows();
    const cases: [object, string[]][] = [
      [aRecipient({ address: 'desk at harford' }), ['address']],
      [aRecipient({ address: null }), ['address']],
      [aRecipient({ channel: 'webhook', address: 'http://hooks.example.org/' }), ['address']],
      [aRecipient({ channel: 'webhook', address: 'https://192.168.1.7/' }), ['address']],
      [aFeed({ address: 'https://hooks.example.org/' }), ['address']],
      [aRecipient({ library: null }), ['library']],
      [aRecipient({ library: 'garrett' }), ['library']],
      [aRecipient({ library: 'nowhere' }), ['library']],
      [aRecipient({ kinds: [] }), ['kinds']],
      [{ ...aRecipient(), kinds: ['weather'] }, ['kinds.0']],
      [{ ...aRecipient(), channel: 'pigeon' }, ['channel']],
      [{ ...aRecipient(), secret: 'mine' }, ['body']],
    ];
    for (const [change, fields] of cases) {
      const problem = await problemOf(add(on.cookies.liaison, change as RecipientChange));
      assert.deepEqual([problem.status, problem.fields], [422, fields], JSON.stringify(change));
    }
    assert.deepEqual(await rows(), before);
  });

  test('recipient routes: the same address twice for a library is refused, also when added twice at once', async () => {
    const change = aRecipient({ address: 'twice@harford.example' });
    const both = await Promise.allSettled([add(on.cookies.liaison, change), add(on.cookies.liaison, change)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
    assert.equal((await problemOf(add(on.cookies.liaison, change))).code, 'duplicate-recipient');
    await assert.rejects(
      add(on.cookies.liaison, change),
      (error) => isProblemError(error) && /Change in the list what it gets/.test(error.problem.detail ?? ''),
    );
    const added = both.find((one): one is PromiseFulfilledResult<NewRecipient> => one.status === 'fulfilled');
    await removeRecipient(connectionOf(on.cookies.liaison), added!.value.recipient.id);
    await add(on.cookies.liaison, change);
  });

  test('recipient routes: a secret and a feed’s address are shown once, and are not in the database as they were shown', async () => {
    const hook = await add(on.cookies.liaison, aRecipient({ channel: 'webhook', address: 'https://hooks.invalid/a' }));
    assert.match(hook.secret ?? '', /^whsec_[A-Za-z0-9+/]{43}=$/);
    const { feed } = await add(on.cookies.liaison, aFeed());
    const [, token = ''] = /\/v1\/notices\/([\w-]{43})\.atom$/.exec(feed ?? '') ?? [];
    assert.ok(token);
    const shown = JSON.stringify(await list(on.cookies.liaison));
    assert.ok(!shown.includes('whsec_') && !shown.includes(token));
    const rows = await on.app.database.db.selectFrom('notice_recipient').selectAll().execute();
    assert.ok(!JSON.stringify(rows).includes(token));
  });

  test('recipient routes: a feed’s address shows its recipient’s notices, and a repeated request is cheap', async () => {
    const { feed, recipient } = await add(on.cookies.coordinator, aFeed({ kinds: ['assistance-opened'] }));
    const other = await add(on.cookies.coordinator, aFeed({ library: 'garrett' }));
    await tellIt('request:1:opened');
    const reply = await fetch(feed!);
    assert.deepEqual(
      [reply.status, reply.headers.get('content-type'), reply.headers.get('cache-control')],
      [200, 'application/atom+xml; charset=utf-8', 'private, no-cache'],
    );
    const titlesOf = (xml: string): string[] => {
      const parser = new XMLParser({ isArray: (name) => name === 'entry' });
      const { feed: read } = parser.parse(xml) as { feed: { entry?: { title: string }[] } };
      return read.entry?.map(({ title }) => title) ?? [];
    };
    const xml = await reply.text();
    assert.deepEqual(titlesOf(xml), ['Harford desk: nobody is there since 14:00']);
    assert.ok(!xml.includes(feed!.slice(-20, -5)), 'the address is the password');
    assert.deepEqual(titlesOf(await (await fetch(other.feed!)).text()), []);
    const etag = reply.headers.get('etag')!;
    assert.equal((await fetch(feed!.replace('.atom', ''), { headers: { 'if-none-match': etag } })).status, 304);
    await tellIt('request:2:opened');
    assert.equal((await fetch(feed!, { headers: { 'if-none-match': etag } })).status, 200);
    await removeRecipient(connectionOf(on.cookies.coordinator), recipient.id);
    assert.equal((await fetch(feed!)).status, 404);
    for (const wrong of ['x', 'x'.repeat(43), 'x'.repeat(43) + '.atom', `${'x'.repeat(61)}`]) {
      assert.ok([404, 422].includes((await fetch(`${on.app.url}/v1/notices/${wrong}`)).status), wrong);
    }
  });

  test('recipient routes: removing one deletes the address, the secret and the waiting notices', async () => {
    const { recipient } = await add(on.cookies.liaison, aRecipient({ address: 'gone@harford.example' }));
    await answerRecipientLink(on.app, on.mailServer, 'gone@harford.example');
    // Or it could be sent before they are removed.
    mailIsTaken = false;
    await tellIt('request:3:opened');
    await removeRecipient(connectionOf(on.cookies.liaison), recipient.id);
    const { db } = on.app.database;
    const row = await db.selectFrom('notice_recipient').selectAll().where('id', '=', recipient.id).executeTakeFirst();
    assert.deepEqual([row?.address, row?.secret, row?.stopped_at !== null], [null, null, true]);
    const waiting = await db
      .selectFrom('notice_delivery')
      .innerJoin('notice', 'notice.id', 'notice_id')
      .select('state')
      .where('recipient_id', '=', recipient.id)
      .where('key', '=', 'request:3:opened')
      .execute();
    assert.deepEqual(waiting, [{ state: 'given-up' }]);
  });
});

test('without a mail server email is no channel: the list says so, and an address is refused in plain words', async () => {
  const node = await startApp({ engine: 'pglite' });
  try {
    await addDesks(node.database);
    await node.registry.reload();
    const coordinator = await node.signIn('coordinator');
    assert.deepEqual((await sendRequest<RecipientList>(node, coordinator, 'recipients')).body.channels, [
      'teams',
      'slack',
      'webhook',
      'atom',
    ]);
    const refused = await sendRequest(node, coordinator, 'recipients', aRecipient());
    assert.equal(refused.status, 422);
    assert.deepEqual(refused.body.errors, [
      { field: 'channel', message: 'should be another channel: email is not set up on this server' },
    ]);
  } finally {
    await node.close();
  }
});
