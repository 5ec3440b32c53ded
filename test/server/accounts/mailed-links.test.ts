// A sign-in link by mail, through a real mail server: who gets one, what it does, and what the page shows to everybody.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { invite } from '../../../server/src/accounts/invite.ts';
import { findInvitation } from '../../../server/src/accounts/invitation-store.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { mailEnvironment } from '../../support/app/account-mail.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { withApp } from '../../support/app/fixture.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { startMailServer, type ReceivedMail } from '../../support/peers/mail-server.ts';
import { eventually, pause } from '../../support/waiting.ts';

const HARFORD = 'desk@harford.example';
const STRANGER = 'nobody@harford.example';
const LINK = /\/sign-in\/([\w-]{43})/;

/** As a browser sends a form of this server. */
const press = (server: TestApp, path: string, fields: Record<string, string> = {}, headers = {}): Promise<Response> =>
  fetch(server.url + path, {
    method: 'POST',
    headers: {
      origin: server.config.publicUrl,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
    redirect: 'manual',
  });
const askFor = (server: TestApp, email: string): Promise<Response> => press(server, '/sign-in', { email });
/** A long line travels as quoted-printable. */
const textOf = ({ body }: ReceivedMail): string => body.replaceAll('=\r\n', '').replaceAll('=3D', '=');
const linkIn = (mail: ReceivedMail): string => LINK.exec(textOf(mail))![0];

const aManager = (server: TestApp, clock: { now(): number }) => async (email: string | null, label: string) =>
  invite(server.database, {
    label,
    email,
    role: 'liaison',
    libraries: ['harford'],
    clock: { ...clock, after: () => ({ cancel: () => undefined }) },
  });

withApp({
  now: '2026-11-24T12:00:00.000Z',
  peers: { mail: () => startMailServer() },
  environment: mailEnvironment,
}).describe('a mailed sign-in link', (on) => {
  /** What the mail server answers to each mail; null: it accepts. */
  let onMail: () => number | null | Promise<number | null> = () => null;
  before(async () => {
    on.mail.handlers.onMail = () => onMail();
    await aManager(on.app, on.clock)(HARFORD, 'Harford liaison');
  });
  /** Limits are per quarter of an hour: each test has one of its own. */
  const nextQuarter = (): void => {
    on.clock.advance(15 * MINUTE_MS);
    on.mail.mails.length = 0;
    onMail = () => null;
  };
  const mailed = async (count = 1): Promise<ReceivedMail> => {
    await eventually(() => on.mail.mails.length >= count);
    return on.mail.mails.at(-1)!;
  };

  test('mailed link: the field for the address has a label, and says what a browser may fill in', async () => {
    const page = await (await fetch(`${on.app.url}/sign-in`)).text();
    assert.match(page, /<label>[^<]+<br><input type="email" name="email"[^>]* autocomplete="email"/);
  });

  test('mailed link: goes to the address that the account has, whatever the case that was typed, and signs in once', async () => {
    nextQuarter();
    const reply = await askFor(on.app, ' Desk@HARFORD.example ');
    assert.equal(reply.status, 200);
    assert.match(await reply.text(), /Check your email[^]*If an account has this address/);
    const received = await mailed();
    assert.deepEqual([received.from, received.to], ['askusnow@state.example', [HARFORD]]);
    assert.deepEqual(on.mail.header(received, 'subject'), ['Your sign-in link for Test cooperative']);
    assert.deepEqual(on.mail.header(received, 'list-id'), []);
    assert.match(textOf(received), /sign in as Harford liaison:/);
    assert.ok(textOf(received).includes(`${on.app.config.publicUrl}/sign-in/`));
    const path = linkIn(received);
    const used = await press(on.app, path);
    assert.deepEqual([used.status, used.headers.get('location')], [303, '/dashboard']);
    const again = await press(on.app, path);
    assert.equal(again.status, 410);
    assert.match(
      await again.text(),
      /has been used[^]*<a class="button primary" href="\/sign-in">Get a new link by email<\/a>/,
    );
  });

  test('mailed link: opened by scanners it stays open; mutant: used up by GET, the person gets nothing', async () => {
    nextQuarter();
    await askFor(on.app, HARFORD);
    const path = linkIn(await mailed());
    const scan = (open: (path: string) => Promise<Response>) => Promise.all([open(path), open(path)]);
    await scan((each) => fetch(on.app.url + each, { headers: { 'user-agent': 'SafeLinks' } }));
    assert.equal((await findInvitation(on.app.database.db, path.split('/')[2]!, on.clock.now()))!.state, 'open');
    await scan((each) => press(on.app, each));
    assert.equal((await press(on.app, path)).status, 410);
  });

  test('mailed link: lives for 15 minutes', async () => {
    nextQuarter();
    await askFor(on.app, HARFORD);
    await askFor(on.app, HARFORD);
    const [one, other] = (await mailed(2), on.mail.mails.map(linkIn));
    on.clock.advance(15 * MINUTE_MS - 1);
    assert.equal((await press(on.app, one!)).status, 303);
    on.clock.advance(1);
    const late = await press(on.app, other!);
    assert.equal(late.status, 410);
    assert.match(await late.text(), /has expired/);
  });

  test('mailed link: the database has its hash and no link, and nothing of an address that no account has', async () => {
    nextQuarter();
    await askFor(on.app, STRANGER);
    await askFor(on.app, HARFORD);
    const token = linkIn(await mailed()).split('/')[2]!;
    for (const table of ['account', 'invitation', 'audit_entry', 'notice', 'notice_recipient'] as const) {
      const rows = JSON.stringify(await on.app.database.db.selectFrom(table).selectAll().execute());
      assert.ok(!rows.includes(token) && !rows.includes(STRANGER), table);
    }
    assert.ok(!on.app.log.some((line) => line.includes(token) || line.includes(STRANGER) || line.includes(HARFORD)));
    assert.deepEqual(
      on.mail.mails.map(({ to }) => to),
      [[HARFORD]],
    );
  });

  /** What a stranger can compare: the status, the headers without the time, and the words. */
  async function shownOf(reply: Response): Promise<unknown> {
    const headers = [...reply.headers].filter(([name]) => name !== 'date');
    return { status: reply.status, headers, text: await reply.text() };
  }

  test('mailed link: the answer is the same whether the address has an account or not, byte for byte; mutant: one that says so differs', async () => {
    nextQuarter();
    const [known, unknown] = [
      await shownOf(await askFor(on.app, HARFORD)),
      await shownOf(await askFor(on.app, STRANGER)),
    ];
    assert.deepEqual(known, unknown);
    const naive = async (email: string): Promise<unknown> => {
      const row = await on.app.database.db
        .selectFrom('account')
        .select('id')
        .where('email', '=', email)
        .executeTakeFirst();
      return { ...(known as object), ...(row ? {} : { status: 404 }) };
    };
    assert.notDeepEqual(await naive(HARFORD), await naive(STRANGER));
    // The limit, too.
    for (const email of [HARFORD, STRANGER]) for (let more = 0; more < 2; more++) await askFor(on.app, email);
    const limited = [await askFor(on.app, HARFORD), await askFor(on.app, STRANGER)];
    assert.deepEqual(
      limited.map(({ status }) => status),
      [429, 429],
    );
    assert.deepEqual(await shownOf(limited[0]!), await shownOf(limited[1]!));
    await mailed(3);
  });

  test('mailed link: the answer waits for neither the look-up nor the mail; mutant: one that awaits the mail is held up', async () => {
    nextQuarter();
    const held: (() => void)[] = [];
    onMail = () => new Promise<null>((resolve) => void held.push(() => resolve(null)));
    const naive = askFor(on.app, HARFORD).then(() => mailed());
    // Each is answered while the mail server still holds the first mail.
    for (const email of [HARFORD, STRANGER]) assert.equal((await askFor(on.app, email)).status, 200);
    const first = await Promise.race([naive, pause(200).then(() => 'held up')]);
    assert.equal(first, 'held up');
    assert.equal(on.mail.mails.length, 0);
    onMail = () => null;
    for (const accept of held) accept();
    await mailed(2);
    assert.deepEqual((await naive).to, [HARFORD]);
  });

  test('mailed link: is sent again where the mail server asks for it, with the same link and id', async () => {
    nextQuarter();
    const answers = [451, null];
    onMail = () => answers.shift() ?? null;
    await askFor(on.app, HARFORD);
    await eventually(() => answers.length === 1);
    assert.equal(on.mail.mails.length, 0);
    await eventually(() => {
      on.clock.advance(1_000);
      return on.mail.mails.length === 1;
    });
    assert.equal((await press(on.app, linkIn(await mailed()))).status, 303);
  });

  test('mailed link: a mail that is refused for good is logged without the address', async () => {
    nextQuarter();
    onMail = () => 552;
    await askFor(on.app, HARFORD);
    await eventually(() => on.app.log.some((line) => line.includes('a sign-in mail was not sent')));
    assert.match(on.app.log.join(''), /a sign-in mail was not sent: The mail server refuses .* permanently \(552\)/);
    assert.ok(!on.app.log.join('').includes(HARFORD));
  });

  test('mailed link: another site, and a text that is no address, send nothing', async () => {
    nextQuarter();
    const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    assert.equal((await press(on.app, '/sign-in', { email: HARFORD }, foreign)).status, 403);
    for (const email of ['', 'harford', `${HARFORD}, ${STRANGER}`, `${HARFORD}\r\nBcc: ${STRANGER}`, '\0@a.example']) {
      const reply = await askFor(on.app, email);
      assert.equal(reply.status, 422, email);
      assert.match(await reply.text(), /aria-invalid="true" aria-describedby="fault"[^]*id="fault">Enter one email/);
    }
    assert.equal((await press(on.app, '/sign-in')).status, 422);
    await askFor(on.app, HARFORD);
    await mailed();
    assert.equal(on.mail.mails.length, 1);
  });

  test('mailed link: a network gets thirty in a quarter of an hour', async () => {
    nextQuarter();
    const statuses: number[] = [];
    for (let each = 0; each < 31; each++) statuses.push((await askFor(on.app, `a${each}@b.example`)).status);
    assert.deepEqual(statuses, [...Array<number>(30).fill(200), 429]);
  });

  test('mailed link: an account that has ended gets none, and another may have its address', async () => {
    nextQuarter();
    const invited = aManager(on.app, on.clock);
    const { accountId } = await invited('ended@harford.example', 'To be ended');
    const cookie = await on.app.signIn('coordinator');
    const headers = { cookie, origin: on.app.config.publicUrl };
    const end = await fetch(`${on.app.url}/v1/accounts/${accountId}`, { method: 'DELETE', headers });
    assert.equal(end.status, 200);
    await askFor(on.app, 'ended@harford.example');
    await askFor(on.app, HARFORD);
    await mailed();
    assert.equal(on.mail.mails.length, 1);
    await invited('ENDED@harford.example', 'The next one');
    await askFor(on.app, 'ended@harford.example');
    assert.match(textOf(await mailed(2)), /sign in as The next one/);
  });

  test('mailed link: asking for one neither ends an invitation nor shows as one', async () => {
    const KEEPER = 'keeper@harford.example';
    nextQuarter();
    const { token, accountId } = await aManager(on.app, on.clock)(KEEPER, 'Keeper');
    await askFor(on.app, KEEPER);
    await mailed();
    assert.equal((await press(on.app, `/sign-in/${token}`)).status, 303);
    const headers = { cookie: await on.app.signIn('coordinator') };
    const listed = (await (await fetch(`${on.app.url}/v1/accounts?q=${KEEPER}`, { headers })).json()) as {
      accounts: { id: number; email: string; invitedUntil: string | null }[];
    };
    assert.deepEqual(
      listed.accounts.map(({ id, email, invitedUntil }) => ({ id, email, invitedUntil })),
      [{ id: accountId, email: KEEPER, invitedUntil: null }],
    );
  });
});

test('mailed link: without a mail server the page says how to get a link, and takes no address', async () => {
  const server = await startApp({ engine: 'pglite', cooperative: TWO_LIBRARIES });
  try {
    const page = await (await fetch(`${server.url}/sign-in`)).text();
    assert.match(page, /This service sends no email[^]*Ask your statewide coordinator[^]*makes a link for you/);
    assert.doesNotMatch(page, /<form|<input/);
    assert.equal((await askFor(server, HARFORD)).status, 404);
  } finally {
    await server.close();
  }
});
