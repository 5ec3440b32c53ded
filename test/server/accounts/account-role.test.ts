// The coordinator changes a person's role and libraries: the next request has them, and somebody stays who can change them back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { changeRole, endAccount, getAccountAudit, getAccounts, inviteAccount, type RoleChange } from '@askusnow/sdk';
import type { Role } from '@askusnow/sdk/contract';
import { withApp } from '../../support/app/fixture.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { readStream } from '../../support/data/event-stream.ts';
import { eventually } from '../../support/waiting.ts';

type Wanted = Omit<RoleChange, 'revision'>;

interface Refusal {
  problem: { status: number; code: string; errors?: { field: string; message: string }[] };
}

withApp({ as: { coordinator: ['coordinator'] } }).describe('account’s role', (on) => {
  /** The cookie of a coordinator who is one still. */
  let coordinator: string;
  before(() => void (coordinator = on.cookies.coordinator));
  after(() => on.app.app.server.closeAllConnections());

  const me = () => connectionTo(on.app, coordinator);
  const find = async (label: string) =>
    (await getAccounts(me(), { q: label })).accounts.find((each) => each.label === label)!;
  /** A signed-in account with a label of its own. */
  const person = async (label: string, role: Role, libraries: string[]) => {
    const { account, link } = await inviteAccount(me(), { label, role, libraries });
    const headers = { origin: on.app.config.publicUrl };
    const reply = await fetch(link, { method: 'POST', headers, redirect: 'manual' });
    return { id: account.id, cookie: reply.headers.getSetCookie()[0]!.split(';')[0]! };
  };
  const statusOf = async (cookie: string, library: string, method = 'GET') => {
    const path = method === 'GET' ? 'metrics?days=7' : 'notes';
    const { status } = await fetch(`${on.app.url}/v1/libraries/${library}/${path}`, {
      method,
      headers: { cookie, origin: on.app.config.publicUrl, 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: JSON.stringify({ date: '2026-11-01', text: 'A new menu' }) }),
    });
    return status;
  };
  const shownOf = async (id: number) => (await getAccounts(me())).accounts.find((each) => each.id === id);
  /** As somebody does it who sees the account as it is. */
  const change = async (id: number, wanted: Wanted, by = me()) =>
    changeRole(by, id, { ...wanted, revision: (await shownOf(id))?.revision ?? 1 });
  const refusalOf = (id: number, wanted: Wanted, by = me()) =>
    change(id, wanted, by).then(
      () => assert.fail('was not refused'),
      ({ problem: { status, code, errors = [] } }: Refusal) => ({
        was: `${status} ${code}`,
        fields: errors.map(({ field, message }) => `${field}: ${message}`),
      }),
    );

  test('account’s role: who is signed in reads another library at once, and changes nothing any more', async () => {
    const { id, cookie } = await person('Moving', 'liaison', ['harford']);
    assert.deepEqual([await statusOf(cookie, 'harford'), await statusOf(cookie, 'cecil')], [200, 404]);
    const stream = readStream(on.app.config.port, '/v1/changes/stream', '1.1', 'GET', { cookie });
    await eventually(() => stream.events.length > 0);
    const wanted: Wanted = { role: 'viewer', libraries: ['cecil', 'cecil'], label: 'Moved' };
    const { revision } = (await shownOf(id))!;
    const changed = await changeRole(me(), id, { ...wanted, revision });
    assert.deepEqual(
      [changed.role, changed.label, changed.libraries.map((each) => each.id), changed.sessions],
      ['viewer', 'Moved', ['cecil'], 1],
    );
    await eventually(() => stream.isClosed());
    assert.deepEqual([await statusOf(cookie, 'harford'), await statusOf(cookie, 'cecil')], [404, 200]);
    assert.equal(await statusOf(cookie, 'cecil', 'POST'), 403);
    const { entries } = await getAccountAudit(me(), id);
    const entry = entries.find(({ action }) => action === 'role-changed')!;
    assert.deepEqual(entry.before, { role: 'liaison', libraries: ['harford'] });
    assert.deepEqual(entry.after, { role: 'viewer', libraries: ['cecil'] });
    await changeRole(me(), id, { ...wanted, revision });
    const again = (await getAccountAudit(me(), id)).entries.filter(({ action }) => action === 'role-changed');
    assert.equal(again.length, 1, 'the same once more changes nothing');
  });

  test('account’s role: without a label the account is named after its role and libraries', async () => {
    const { id } = await person('To be named', 'viewer', ['harford']);
    const { label, libraries } = await change(id, { role: 'liaison', libraries: ['cecil'] });
    assert.equal(label, `Liaison: ${libraries[0]!.name}`);
  });

  test('account’s role: of two changes of one revision, the second is refused', async () => {
    const { id } = await person('Shared', 'liaison', ['harford', 'cecil']);
    const { revision } = (await shownOf(id))!;
    const mine: Wanted = { role: 'viewer', label: 'Shared', libraries: ['harford'] };
    const theirs: Wanted = { role: 'liaison', label: 'Shared', libraries: ['cecil'] };
    const both = [mine, theirs].map((wanted) =>
      changeRole(me(), id, { ...wanted, revision }).then(
        () => 'changed',
        ({ problem }: Refusal) => problem.code,
      ),
    );
    assert.deepEqual((await Promise.all(both)).toSorted(), ['changed', 'stale-revision']);
    const { entries } = await getAccountAudit(me(), id);
    assert.equal(entries.filter(({ action }) => action === 'role-changed').length, 1);
  });

  test('account’s role: what is wrong is refused with its field, and nothing is changed', async () => {
    const { id, cookie } = await person('Unchanged', 'liaison', ['harford']);
    const before = await find('Unchanged');
    for (const [wanted, field] of [
      [{ role: 'liaison', libraries: [] }, 'libraries: a liaison needs at least one library'],
      [{ role: 'liaison', libraries: ['nowhere'] }, 'libraries: no library is called "nowhere"'],
      [{ role: 'coordinator', libraries: ['harford'] }, 'libraries: the coordinator sees every library; name none'],
      [{ role: 'provider' }, 'label: a provider needs a label, like "Provider 12"'],
    ] as const)
      assert.deepEqual(await refusalOf(id, wanted as Wanted), { was: '422 invalid-request', fields: [field] });
    const desk = { role: 'desk', libraries: [] } as unknown as Wanted;
    assert.match((await refusalOf(id, desk)).fields.join(), /^role: /);
    assert.equal(
      (await refusalOf(id, { role: 'coordinator' }, connectionTo(on.app, cookie))).was,
      '403 coordinator-only',
    );
    assert.equal((await refusalOf(999_999, { role: 'coordinator' })).was, '404 not-found');
    assert.deepEqual(await find('Unchanged'), before);
  });

  test('account’s role: neither a desk’s nor one that an organization gives can be changed', async () => {
    await on.app.signIn('desk', ['harford-desk']);
    const { id } = await find('desk harford-desk');
    assert.equal((await refusalOf(id, { role: 'viewer', libraries: ['cecil'] })).was, '409 desk-account');
    const employee = await person('Employee', 'liaison', ['harford']);
    const { db } = on.app.database;
    await sql`update account set openid_key = ${Buffer.alloc(32, 7)} where id = ${employee.id}`.execute(db);
    assert.equal((await refusalOf(employee.id, { role: 'coordinator' })).was, '409 by-organization');
  });

  test('account’s role: of two coordinators who demote each other, one stays coordinator', async () => {
    const [one, two] = [await person('One', 'coordinator', []), await person('Two', 'coordinator', [])];
    const others = (await getAccounts(me(), { q: 'coordinator' })).accounts.filter(
      ({ role, id }) => role === 'coordinator' && id !== one.id && id !== two.id,
    );
    coordinator = one.cookie;
    for (const { id } of others) await endAccount(me(), id);
    const demote = (id: number, cookie: string) =>
      changeRole(connectionTo(on.app, cookie), id, {
        role: 'viewer',
        libraries: ['cecil'],
        revision: 1,
      }).then(
        () => 'changed',
        ({ problem }: Refusal) => problem.code,
      );
    const outcomes = await Promise.all([demote(two.id, one.cookie), demote(one.id, two.cookie)]);
    const left = await on.app.database.db
      .selectFrom('account')
      .where('role', '=', 'coordinator')
      .where('ended_at', 'is', null)
      .select('id')
      .execute();
    assert.equal(left.length, 1, outcomes.join());
    coordinator = left[0]!.id === one.id ? one.cookie : two.cookie;
    assert.equal((await refusalOf(left[0]!.id, { role: 'viewer', libraries: ['cecil'] })).was, '409 last-coordinator');
  });
});
