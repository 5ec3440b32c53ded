// A liaison invites viewers and providers of their library and makes desk accounts: what they can never give, end or learn.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  changeRole,
  endColleague,
  getAccountAudit,
  getAccounts,
  getColleagues,
  getSession,
  inviteAccount,
  inviteColleagueAgain,
  inviteColleagues,
  inviteDesk,
  type Connection,
  type NewColleagues,
} from '@askusnow/sdk';
import { endAccount } from '../../../server/src/accounts/account-store.ts';
import { insertAccount } from '../../../server/src/accounts/invited-account-store.ts';
import { linkOf, mailEnvironment, pressForm } from '../../support/app/account-mail.ts';
import { withApp } from '../../support/app/fixture.ts';
import { meetUnderWay } from '../../support/app/under-way.ts';
import { codeOf, connectionTo, problemOf, sendRequest } from '../../support/app/requests.ts';
import { startMailServer } from '../../support/peers/mail-server.ts';

let count = 0;
const anAddress = (): string => `person-${(count += 1)}@harford.example`;
const viewers = (...emails: string[]): NewColleagues => ({ role: 'viewer', emails });

withApp({
  now: '2026-11-02T15:00:00.000Z',
  peers: { mail: () => startMailServer() },
  environment: mailEnvironment,
  as: {
    coordinator: ['coordinator'],
    harford: ['liaison', 'harford'],
    other: ['liaison', 'harford', 'cecil'],
    cecil: ['liaison', 'cecil'],
    viewer: ['viewer', 'harford'],
    provider: ['provider'],
    desk: ['desk', 'harford-desk'],
  },
}).describe('colleagues', (on) => {
  const invite = async (by: Connection, wanted: NewColleagues, library = 'harford') =>
    (await inviteColleagues(by, library, wanted)).invited;
  const inviteOne = async (...asked: Parameters<typeof invite>) => (await invite(...asked))[0]!.colleague;
  const emailsOf = async (by: Connection, library = 'harford') =>
    (await getColleagues(by, library)).colleagues.map(({ email }) => email);
  const mailsTo = (address: string) => on.mail.mails.filter(({ to: [one] }) => one === address);
  const accountOf = async (id: number) =>
    (await getAccounts(on.coordinator)).accounts.find((account) => account.id === id);
  const give = async (id: number, role: 'liaison' | 'coordinator' | 'viewer', libraries: string[]) =>
    changeRole(on.coordinator, id, { role, libraries, revision: (await accountOf(id))!.revision });
  const open = async (path: string): Promise<{ cookie: string; location: string | null }> => {
    const reply = await pressForm(on.app, path);
    assert.equal(reply.status, 303);
    return { cookie: reply.headers.getSetCookie()[0]!.split(';')[0]!, location: reply.headers.get('location') };
  };

  test('colleagues: two are invited by mail, one opens the link, and the address is theirs', async () => {
    const [one, two] = [anAddress(), anAddress()];
    const invited = await invite(on.harford, { role: 'provider', emails: [one, two] });
    assert.deepEqual(
      invited.map(({ link, mail, colleague: { email, role, libraries } }) => [
        link,
        mail,
        email,
        role,
        libraries[0]!.id,
      ]),
      [
        [null, 'sent', one, 'provider', 'harford'],
        [null, 'sent', two, 'provider', 'harford'],
      ],
    );
    const id = invited[0]!.colleague.id;
    assert.equal((await accountOf(id))!.email, null, 'not before the link is used');
    const { cookie, location } = await open(linkOf(mailsTo(one)[0]!));
    assert.equal(location, '/dashboard/-/welcome');
    const session = await getSession(connectionTo(on.app, cookie));
    assert.deepEqual(
      [session.role, session.libraries, session.worksFor.map((each) => each.id)],
      ['provider', [], ['harford']],
    );
    const account = (await accountOf(id))!;
    assert.deepEqual([account.email, account.isEmailConfirmed, account.libraries[0]!.id], [one, true, 'harford']);
    const { entries } = await getAccountAudit(on.coordinator, id);
    assert.deepEqual(
      entries.map(({ action }) => action),
      ['email-confirmed', 'signed-in', 'invited'],
    );
    assert.equal(entries[2]!.by, 'liaison harford');
    assert.ok(!JSON.stringify(entries).includes(one), 'an entry has no address');
  });

  test('colleagues: a provider of a library reads what one without a library reads', async () => {
    const address = anAddress();
    await invite(on.harford, { role: 'provider', emails: [address] });
    const { cookie } = await open(linkOf(mailsTo(address)[0]!));
    const without = on.cookies.provider;
    for (const { method, url, access } of on.app.app.routeAccess) {
      if (
        method !== 'GET' ||
        /stream|\*|session/.test(url) ||
        !['any-account', 'own-library', 'signed-in', 'staff'].includes(access)
      )
        continue;
      const path = url.replace(':library', 'harford').replace(/:\w+/g, '22').replace('/v1/', '');
      const [a, b] = [
        await sendRequest<object>(on.app, cookie, path),
        await sendRequest<object>(on.app, without, path),
      ];
      assert.deepEqual([a.status, a.body], [b.status, b.body], url);
    }
  });

  test('colleagues: a list with a wrong address invites nobody, and names each that is wrong', async () => {
    const [there, good] = [anAddress(), anAddress()];
    await invite(on.harford, viewers(there));
    const before = on.mail.mails.length;
    const asked = inviteColleagues(on.harford, 'harford', viewers(good, there.toUpperCase(), good));
    assert.deepEqual(await problemOf(asked), {
      status: 422,
      code: 'invalid-request',
      fields: ['emails.1', 'emails.2'],
    });
    const { fields } = await problemOf(inviteColleagues(on.harford, 'harford', viewers(good, 'not an address')));
    assert.deepEqual(fields, ['emails.1']);
    const many = Array.from({ length: 21 }, anAddress);
    assert.deepEqual((await problemOf(inviteColleagues(on.harford, 'harford', viewers(...many)))).fields, ['emails']);
    assert.equal(on.mail.mails.length, before);
    assert.ok(!(await emailsOf(on.harford)).includes(good));
  });

  test('colleagues: a liaison gives no other role and no other library, and neither do the others', async () => {
    for (const role of ['liaison', 'coordinator', 'desk'])
      assert.deepEqual(
        await problemOf(inviteColleagues(on.harford, 'harford', { role, emails: [anAddress()] } as never)),
        { status: 422, code: 'invalid-request', fields: ['role'] },
      );
    const code = (by: Connection, library = 'harford') => codeOf(invite(by, viewers(anAddress()), library));
    assert.equal(await code(on.harford, 'cecil'), '404 unknown-library');
    assert.equal(await code(on.viewer), '403 read-only');
    assert.equal(await code(on.provider), '403 own-account-only');
    assert.match(await code(on.desk), /^40[34] /);
    assert.equal(
      await codeOf(inviteAccount(on.harford, { role: 'viewer', libraries: ['harford'] })),
      '403 coordinator-only',
    );
    assert.equal(await code(on.coordinator, 'cecil'), 'done');
  });

  test('colleagues: a desk account is of a local desk of the library, and its link is shown once', async () => {
    const { link, mail, colleague } = await inviteDesk(on.harford, 'harford-desk');
    assert.deepEqual([mail, colleague.role, colleague.queues.map(({ id }) => id)], ['none', 'desk', ['harford-desk']]);
    const { cookie, location } = await open(new URL(link!).pathname);
    assert.equal(location, '/dashboard');
    assert.equal((await getSession(connectionTo(on.app, cookie))).role, 'desk');
    assert.ok((await getColleagues(on.harford, 'harford')).colleagues.some(({ id }) => id === colleague.id));
    assert.equal(await codeOf(inviteDesk(on.cecil, 'harford-desk')), '404 unknown-queue');
    assert.equal(await codeOf(inviteDesk(on.viewer, 'harford-desk')), '403 read-only');
    await endColleague(on.harford, colleague.id);
    assert.equal((await sendRequest(on.app, cookie, 'session')).status, 401);
  });

  test('colleagues: each sees whom they have invited, and nobody else’s; the inviter alone ends it', async () => {
    const address = anAddress();
    const colleague = await inviteOne(on.harford, viewers(address));
    const { cookie } = await open(linkOf(mailsTo(address)[0]!));
    assert.ok((await emailsOf(on.harford)).includes(address));
    for (const by of [on.other, on.cecil, on.coordinator]) {
      const library = by === on.cecil ? 'cecil' : 'harford';
      assert.ok(!(await emailsOf(by, library)).includes(address));
      assert.equal(await codeOf(endColleague(by, colleague.id)), '404 not-found');
      assert.equal(await codeOf(inviteColleagueAgain(by, colleague.id)), '404 not-found');
    }
    assert.equal(await codeOf(endColleague(on.viewer, colleague.id)), '403 read-only');
    await endColleague(on.harford, colleague.id);
    assert.equal((await sendRequest(on.app, cookie, 'session')).status, 401);
    assert.ok(!(await emailsOf(on.harford)).includes(address));
    assert.equal(await codeOf(endColleague(on.harford, colleague.id)), '404 not-found');
  });

  test('colleagues: what has become a liaison’s, a coordinator’s or another library’s too is not theirs to end; mutant: who invited it may end it', async () => {
    for (const [role, libraries] of [
      ['liaison', ['harford']],
      ['coordinator', []],
      ['viewer', ['harford', 'cecil']],
    ] as const) {
      const address = anAddress();
      const colleague = await inviteOne(on.harford, viewers(address));
      await give(colleague.id, role, [...libraries]);
      assert.ok(!(await emailsOf(on.harford)).includes(address));
      assert.equal(await codeOf(inviteColleagueAgain(on.harford, colleague.id)), '404 not-found');
      assert.equal(await codeOf(endColleague(on.harford, colleague.id)), '404 not-found');
      const mutant = { by: { id: null, label: 'who invited it' }, atMs: on.clock.now(), keepLast: true };
      assert.ok(await endAccount(on.app.database, colleague.id, mutant), 'the mutant asks nothing more, and ends it');
    }
  });

  test('colleagues: whether another account has the address is not to be learnt; mutant: a taken address is refused', async () => {
    const [taken, free] = [anAddress(), anAddress()];
    await inviteAccount(on.coordinator, { role: 'liaison', libraries: ['cecil'], label: `Of ${taken}`, email: taken });
    const strip = (text: unknown) =>
      JSON.stringify(text)
        .replaceAll(taken, 'x')
        .replaceAll(free, 'x')
        .replace(/"id":\d+/g, '');
    const [one] = await invite(on.harford, viewers(taken));
    const [two] = await invite(on.harford, viewers(free));
    assert.equal(strip(one), strip(two));
    for (const address of [taken, free]) await open(linkOf(mailsTo(address).at(-1)!));
    const listed = async (address: string) =>
      strip((await getColleagues(on.harford, 'harford')).colleagues.find(({ email }) => email === address));
    assert.equal(await listed(taken), await listed(free));
    assert.deepEqual(
      [(await accountOf(one!.colleague.id))!.email, (await accountOf(two!.colleague.id))!.email],
      [null, free],
      'the address stays with its account',
    );
    const naive = inviteAccount(on.coordinator, {
      role: 'viewer',
      libraries: ['harford'],
      label: 'Naive',
      email: taken,
    });
    assert.deepEqual((await problemOf(naive)).fields, ['email']);
  });

  test('colleagues: an invitation without address does not lead to a colleague’s account', async () => {
    const address = anAddress();
    const colleague = await inviteOne(on.cecil, viewers(address), 'cecil');
    const { account } = await inviteAccount(on.coordinator, { role: 'viewer', libraries: ['cecil'] });
    assert.notEqual(account.id, colleague.id);
  });

  test('colleagues: a mailbox gets three invitations in a day, and the answer does not say so', async () => {
    const address = anAddress();
    const [first] = await invite(on.harford, viewers(address));
    for (let times = 0; times < 3; times += 1)
      assert.equal((await inviteColleagueAgain(on.harford, first!.colleague.id)).mail, 'sent');
    assert.equal(mailsTo(address).length, 3);
    assert.equal((await invite(on.cecil, viewers(address), 'cecil'))[0]!.mail, 'sent');
    assert.equal(mailsTo(address).length, 3, 'whoever asks');
  });

  test('colleagues: sent again with its key, a list invites and mails once, and its links work', async () => {
    const [one, two] = [anAddress(), anAddress()];
    const send = () =>
      fetch(`${on.app.url}/v1/libraries/harford/colleagues`, {
        method: 'POST',
        headers: {
          cookie: on.cookies.harford,
          origin: on.app.config.publicUrl,
          'content-type': 'application/json',
          'idempotency-key': `key-${one}`,
        },
        body: JSON.stringify(viewers(one, two)),
      }).then((reply) => reply.json() as Promise<{ invited: { colleague: { id: number } }[] }>);
    const [first, second] = [await send(), await send()];
    assert.deepEqual(
      second.invited.map(({ colleague }) => colleague.id),
      first.invited.map(({ colleague }) => colleague.id),
    );
    const [link, ...further] = mailsTo(two).map((mail) => linkOf(mail));
    assert.deepEqual(further, []);
    assert.equal((await pressForm(on.app, link!)).status, 303);
  });

  test('colleagues: a liaison who loses the library between guard and press invites nobody; mutant: the rights of the guard', async () => {
    const person = await inviteAccount(on.coordinator, { role: 'liaison', label: 'Leaving', libraries: ['harford'] });
    const { cookie } = await open(new URL(person.link).pathname);
    const leaving = connectionTo(on.app, cookie);
    const colleague = await inviteOne(leaving, viewers(anAddress()));
    const address = anAddress();
    const { id } = person.account;
    const outcomes = await meetUnderWay(
      on.app,
      async (trx) => {
        await trx.selectFrom('account').select('id').where('id', '=', id).forNoKeyUpdate().execute();
        await trx.updateTable('account_library').set({ library_id: 'cecil' }).where('account_id', '=', id).execute();
      },
      [
        () => codeOf(invite(leaving, viewers(address))),
        () => codeOf(endColleague(leaving, colleague.id)),
        () => codeOf(inviteDesk(leaving, 'harford-desk')),
      ],
    );
    // On an embedded database the change is done before the guard asks.
    for (const outcome of outcomes)
      assert.match(outcome, /^40[34] (?:rights-changed|not-found|unknown-library|unknown-queue)$/);
    assert.equal((await getAccounts(on.coordinator, { q: address })).total, 0);
    assert.ok(await accountOf(colleague.id), 'it has not ended');
    const naive = { label: 'Mutant', email: null, role: 'viewer' as const, libraries: ['harford'], queues: [] };
    assert.ok(await insertAccount(on.app.database.db, naive, { invited_by: id }), 'the mutant goes by the guard');
  });
});
