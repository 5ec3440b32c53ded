// The mail that asks whether a contact is still right, through a real mail server: its link, its answer, and what is kept.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import {
  addContact,
  addRecipient,
  changeContact,
  checkContact,
  CONTACT_VERIFY_DAYS,
  getContacts,
  type Contact,
} from '@askusnow/sdk';
import { createToken, hashToken } from '../../../server/src/accounts/token.ts';
import { remindOfContacts } from '../../../server/src/workspace/local-facts/contacts/check-jobs.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { answerRecipientLink, mailEnvironment } from '../../support/app/account-mail.ts';
import { withApp } from '../../support/app/fixture.ts';
import { problemOf } from '../../support/app/requests.ts';
import { startMailServer } from '../../support/peers/mail-server.ts';
import { eventually } from '../../support/waiting.ts';

const LINK = /\/contact-check\/[\w-]{43}/;
const contact = {
  name: 'Circulation <b>',
  phone: '410-555-0100',
  email: 'circulation@harford.example',
  page: null,
  note: 'for staff alone',
  revision: 0,
};

withApp({
  now: '2026-06-01T14:00:00Z',
  peers: { mail: () => startMailServer() },
  environment: mailEnvironment,
  as: { liaison: ['liaison', 'harford'] },
}).describe('contact checks', (on) => {
  let reply: number | null = null;
  before(() => void (on.mail.handlers.onMail = () => reply));

  const bodyOf = (index: number): string =>
    on.mail.mails.at(index)!.body.replaceAll('=\r\n', '').replaceAll('=3D', '=');
  const linkOf = (index = -1): string => on.app.url + LINK.exec(bodyOf(index))![0];
  const stateOf = async (id: number): Promise<string | undefined> =>
    (await getContacts(on.liaison, 'harford')).contacts.find((each) => each.id === id)?.check?.state;
  const answer = (link: string, value: string, origin = on.app.config.publicUrl): Promise<Response> =>
    fetch(link, {
      method: 'POST',
      headers: { origin, 'content-type': 'application/x-www-form-urlencoded' },
      body: `answer=${value}`,
    });
  const ask = async (more: Partial<typeof contact> = {}): Promise<Contact> => {
    const { id } = await addContact(on.liaison, 'harford', { ...contact, ...more });
    const sent = on.mail.mails.length;
    const asked = await checkContact(on.liaison, 'harford', id, { to: 'contact' });
    await eventually(() => (on.mail.mails.length > sent ? true : undefined));
    await eventually(async () => ((await stateOf(id)) === 'sent' ? true : undefined));
    return asked;
  };

  test('contact checks: opening the link changes nothing; a button answers, once; the contact is verified then', async () => {
    const { id } = await ask();
    assert.deepEqual(on.mail.mails.at(-1)!.to, ['circulation@harford.example']);
    for (let opened = 0; opened < 3; opened++) {
      const page = await fetch(linkOf());
      const text = await page.text();
      assert.equal(page.status, 200);
      assert.match(text, /Circulation &lt;b&gt;/);
      // The page shows what the mail has, and no more.
      assert.doesNotMatch(text + bodyOf(-1), /for staff alone|Cecil/);
    }
    assert.equal(await stateOf(id), 'sent');
    on.clock.advance(DAY_MS);
    assert.equal((await answer(linkOf(), 'right', 'https://evil.example')).status, 403);
    assert.equal((await answer(linkOf(), 'right')).status, 200);
    const { contacts } = await getContacts(on.liaison, 'harford');
    assert.deepEqual([contacts[0]!.check!.state, contacts[0]!.verifiedAt], ['right', '2026-06-02T14:00:00.000Z']);
    assert.equal((await answer(linkOf(), 'changed')).status, 410);
    assert.equal((await fetch(linkOf())).status, 410);
    assert.equal(await stateOf(id), 'right');
  });

  test('contact checks: mutant: a link that answers when it is opened takes a mail scanner for the contact', async () => {
    const { id } = await ask({ name: 'Scanned' });
    const scanner = (link: string) => fetch(link);
    const mutant = (link: string) => answer(link, 'right');
    await scanner(linkOf());
    assert.equal(await stateOf(id), 'sent');
    await mutant(linkOf());
    assert.equal(await stateOf(id), 'right');
  });

  test('contact checks: “something changed” notifies the library, and verifies nothing', async () => {
    await addRecipient(on.liaison, {
      tier: 'local',
      library: 'harford',
      channel: 'email',
      address: 'liaison@harford.example',
      kinds: ['contact-changed', 'contacts-due'],
    });
    await answerRecipientLink(on.app, on.mail, 'liaison@harford.example');
    const { id, verifiedAt } = await ask({ name: 'Changed desk' });
    on.clock.advance(1000);
    const before = on.mail.mails.length;
    assert.equal((await answer(linkOf(), 'changed')).status, 200);
    await eventually(() => (on.mail.mails.length > before ? true : undefined));
    assert.deepEqual(on.mail.mails.at(-1)!.to, ['liaison@harford.example']);
    assert.match(bodyOf(-1), /something changed/);
    const found = (await getContacts(on.liaison, 'harford')).contacts.find((each) => each.id === id)!;
    assert.deepEqual([found.check!.state, found.verifiedAt], ['changed', verifiedAt]);
    on.clock.advance(1000);
    const corrected = await changeContact(on.liaison, 'harford', id, {
      ...contact,
      name: 'Corrected desk',
      revision: 1,
    });
    assert.equal(corrected.check, null, 'what is corrected is not shown as wrong');
  });

  test('contact checks: the link ends after 30 days, and an unknown one is not there', async () => {
    await ask({ name: 'Slow desk' });
    const link = linkOf();
    on.clock.advance(30 * DAY_MS);
    assert.equal((await fetch(link)).status, 410);
    assert.equal((await answer(link, 'right')).status, 410);
    assert.equal((await fetch(`${on.app.url}/contact-check/${'x'.repeat(43)}`)).status, 404);
    await on.signInAgain('liaison');
  });

  test('contact checks: a used link shows no facts, whatever is posted to it', async () => {
    await ask({ name: 'Answered desk' });
    assert.equal((await answer(linkOf(), 'neither')).status, 422);
    assert.equal((await answer(linkOf(), 'right')).status, 200);
    const used = await answer(linkOf(), 'neither');
    assert.equal(used.status, 410);
    assert.doesNotMatch(await used.text(), /Answered desk|410-555-0100|circulation@/);
  });

  test('contact checks: a change of the contact ends its link; mutant: a link that stays shows the new details, and verifies them', async () => {
    const { id } = await ask({ name: 'Moved desk' });
    const link = linkOf();
    const { db } = on.app.database;
    const { rows } = await sql<{ check: string }>`
        select to_jsonb(c)::text as check from contact_check as c where contact_id = ${id}`.execute(db);
    const secret = { ...contact, name: 'Moved desk', phone: '410-555-0199', revision: 1 };
    await changeContact(on.liaison, 'harford', id, secret);
    const read = async (reply: Response) => [reply.status, (await reply.text()).includes(secret.phone)];
    const verifiedAt = async () =>
      (await getContacts(on.liaison, 'harford')).contacts.find((each) => each.id === id)!.verifiedAt;
    const changedAt = await verifiedAt();
    on.clock.advance(1000);
    assert.deepEqual(await read(await fetch(link)), [404, false]);
    assert.deepEqual(await read(await answer(link, 'neither')), [404, false]);
    assert.deepEqual(await read(await answer(link, 'right')), [404, false]);
    assert.deepEqual([await verifiedAt(), await stateOf(id)], [changedAt, undefined]);
    // The mutant: the row of the link stays.
    await sql`insert into contact_check select * from jsonb_populate_record(null::contact_check, ${rows[0]!.check}::jsonb)`.execute(
      db,
    );
    assert.deepEqual(await read(await fetch(link)), [200, true]);
    await answer(link, 'right');
    assert.notEqual(await verifiedAt(), changedAt);
  });

  test('contact checks: a change of the contact before its mail is sent takes the mail back', async () => {
    reply = 451;
    const { id } = await addContact(on.liaison, 'harford', { ...contact, name: 'Waiting desk' });
    await checkContact(on.liaison, 'harford', id, { to: 'contact' });
    const attempted = sql`select from contact_check where contact_id = ${id} and attempts > 0`;
    await eventually(async () => ((await attempted.execute(on.app.database.db)).rows.length > 0 ? true : undefined));
    await changeContact(on.liaison, 'harford', id, { ...contact, email: 'new@harford.example', revision: 1 });
    reply = null;
    const { rows } = await sql`select from contact_check where contact_id = ${id}`.execute(on.app.database.db);
    assert.equal(rows.length, 0);
    const sent = on.mail.mails.length;
    await checkContact(on.liaison, 'harford', id, { to: 'contact' });
    await eventually(async () => ((await stateOf(id)) === 'sent' ? true : undefined));
    assert.deepEqual(
      on.mail.mails.slice(sent).map(({ to }) => to),
      [['new@harford.example']],
    );
  });

  test('contact checks: an answer and a change of the contact at one time do not wait for each other', async () => {
    const { id } = await addContact(on.liaison, 'harford', { ...contact, name: 'Busy desk' });
    for (let revision = 1; revision <= 10; revision++) {
      const token = createToken();
      const now = new Date(on.clock.now());
      await on.app.database.db
        .insertInto('contact_check')
        .values({
          ...{ id: randomUUID(), contact_id: id, address: null, token: null, token_hash: hashToken(token) },
          ...{ state: 'sent', next_at: now, created_at: now, expires_at: new Date(on.clock.now() + DAY_MS) },
        })
        .execute();
      const [answered] = await Promise.all([
        answer(`${on.app.url}/contact-check/${token}`, 'right'),
        changeContact(on.liaison, 'harford', id, { ...contact, name: 'Busy desk', revision }),
      ]);
      assert.ok([200, 404, 410].includes(answered.status), `${answered.status}`);
    }
  });

  test('contact checks: a mail server that is down for a day gets the mail after, once, and the link is kept as a hash', async () => {
    reply = 451;
    const { id } = await addContact(on.liaison, 'harford', {
      ...contact,
      name: 'Patient desk',
      email: 'patient@harford.example',
    });
    const sent = on.mail.mails.length;
    await checkContact(on.liaison, 'harford', id, { to: 'contact' });
    const again = await problemOf(checkContact(on.liaison, 'harford', id, { to: 'contact' }));
    assert.deepEqual([again.status, again.code], [409, 'too-soon']);
    const attempts = async (): Promise<number> => {
      const { rows } = await sql<{ attempts: number }>`
          select attempts from contact_check where contact_id = ${id}`.execute(on.app.database.db);
      return rows[0]!.attempts;
    };
    await eventually(async () => ((await attempts()) > 0 ? true : undefined));
    on.clock.advance(DAY_MS);
    await eventually(async () => ((await attempts()) > 1 ? true : undefined));
    reply = null;
    // In steps: the timer of the next attempt is set only when the last one has ended.
    await eventually(async () => {
      on.clock.advance(600_000);
      return (await stateOf(id)) === 'sent';
    });
    on.clock.advance(3 * 3_600_000);
    assert.equal(on.mail.mails.length, sent + 1);
    const { rows } = await sql<{ kept: boolean }>`
        select token is not null or address is not null as kept from contact_check where contact_id = ${id}`.execute(
      on.app.database.db,
    );
    assert.deepEqual(rows, [{ kept: false }]);
  });

  test('contact checks: without an address a sentence says so; contacts that are due are reminded of once a month', async () => {
    const { id } = await addContact(on.liaison, 'harford', { ...contact, name: 'No address', email: null });
    assert.equal((await problemOf(checkContact(on.liaison, 'harford', id, { to: 'contact' }))).code, 'no-address');
    assert.equal((await problemOf(checkContact(on.liaison, 'harford', id, { to: 'me' }))).code, 'no-address');
    const deps = {
      config: on.app.config,
      database: on.app.database,
      registry: on.app.registry,
      clock: on.clock,
      onError: assert.fail,
    };
    const notices = async (): Promise<number> => {
      const { rows } = await sql<{ count: number }>`
          select count(*)::integer as count from notice where kind = 'contacts-due'`.execute(on.app.database.db);
      return rows[0]!.count;
    };
    await remindOfContacts(deps);
    assert.equal(await notices(), 0);
    on.clock.advance(CONTACT_VERIFY_DAYS * DAY_MS);
    await remindOfContacts(deps);
    await remindOfContacts(deps);
    assert.equal(await notices(), 1);
    on.clock.advance(31 * DAY_MS);
    await remindOfContacts(deps);
    assert.equal(await notices(), 2);
  });
});
