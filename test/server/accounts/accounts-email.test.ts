// The e-mail address of an account: set with the invitation or, without a mail server, by a coordinator; of one account alone.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { invite } from '../../../server/src/accounts/invite.ts';
import { Refusal } from '../../../server/src/platform/refusal.ts';
import { withApp } from '../../support/app/fixture.ts';

const HARFORD = 'desk@harford.example';

withApp({ now: '2026-11-24T12:00:00.000Z' }).describe('an account’s e-mail address', (on) => {
  const invited = (email: string | null, label: string) =>
    invite(on.app.database, { label, email, role: 'liaison', libraries: ['harford'], clock: on.clock });
  before(async () => {
    await invited(HARFORD, 'Harford liaison');
  });

  test('e-mail address: two people of one function are two accounts; no two accounts share an address', async () => {
    const first = await invited('first@harford.example', 'Harford desk lead');
    const second = await invited('second@harford.example', 'Harford desk lead');
    assert.notEqual(first.accountId, second.accountId);
    assert.equal((await invited('SECOND@harford.example', 'Harford desk lead')).accountId, second.accountId);
    assert.equal((await invited(null, 'Harford desk lead')).accountId, first.accountId);
    await assert.rejects(
      invited('first@harford.example', 'Another function'),
      (error) => error instanceof Refusal && error.more.errors?.[0]?.field === 'email',
    );
  });

  test('e-mail address: a coordinator sets theirs; a taken one is refused, and the audit has no address', async () => {
    const cookie = await on.app.signIn('coordinator');
    const read = async (): Promise<unknown> =>
      (await fetch(`${on.app.url}/v1/session/email`, { headers: { cookie } })).json();
    const shown = async () => (await read()) as { email: string | null; revision: number };
    const change = async (email: string | null, revision?: number): Promise<[number, unknown]> => {
      const reply = await fetch(`${on.app.url}/v1/session/email`, {
        method: 'PUT',
        headers: { cookie, origin: on.app.config.publicUrl, 'content-type': 'application/json' },
        body: JSON.stringify({ email, revision: revision ?? (await shown()).revision }),
      });
      const body = (await reply.json()) as { email?: string | null; code?: string };
      return [reply.status, body.code ?? body.email];
    };
    const until = { changeableUntil: '2026-11-24T12:10:00.000Z', isAvailable: false };
    const none = { isConfirmed: false, pending: null, ...until };
    assert.deepEqual(await read(), { email: null, ...none, revision: 1 });
    assert.deepEqual(await change('state@library.example'), [200, 'state@library.example']);
    assert.deepEqual(await change('state@library.example', 1), [200, 'state@library.example'], 'the answer was lost');
    assert.deepEqual(await change(HARFORD.toUpperCase()), [409, 'email-taken']);
    assert.deepEqual(await change('not an address'), [422, 'invalid-request']);
    assert.deepEqual(await read(), { email: 'state@library.example', ...none, revision: 2 });
    const stale = [409, 'stale-revision'];
    assert.deepEqual(await change('mine@library.example', 1), stale, 'a colleague has set one meanwhile');
    assert.deepEqual(await change(null, 1), stale);
    assert.equal((await shown()).email, 'state@library.example');
    assert.deepEqual(await change(null), [200, null]);
    const rows = await on.app.database.db.selectFrom('audit_entry').selectAll().execute();
    assert.deepEqual(
      rows.filter(({ action }) => action.startsWith('email-')).map(({ action }) => action),
      ['email-set', 'email-removed'],
    );
    assert.ok(!JSON.stringify(rows).includes('@library.example'));
    for (let more = 0; more < 5; more++) await change(null);
    assert.deepEqual(await change(null), [429, 'too-many-changes']);
  });
});
