// Sign-in by OpenID Connect at a real provider: who gets in, as what, for how long, and what is stored.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import {
  deleteAccountData,
  endAccount,
  getAccountData,
  getAccounts,
  inviteAccount,
  inviteAgain,
  makeCalendarLink,
  makeToken,
} from '@askusnow/sdk';
import { signIn } from '../../../server/src/accounts/session-store.ts';
import { change } from '../../../server/src/platform/audit/change.ts';
import { DAY_MS, HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { ENGINES, GATE_ENGINE } from '../../support/app/database.ts';
import { startOpenIdServer, type OpenIdServer } from '../../support/app/openid-server.ts';
import { connectionTo } from '../../support/app/requests.ts';

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'done',
    (error: { problem?: { status: number; code: string } }) => `${error.problem?.status} ${error.problem?.code}`,
  );

for (const engine of ENGINES) {
  describe(`sign-in by OpenID Connect on ${engine}`, () => {
    // The provider goes by the machine's clock.
    const clock = createManualClock(new Date().toISOString());
    let all: OpenIdServer;
    before(async () => {
      all = await startOpenIdServer({ engine, clock });
    });
    after(() => all.close());

    const give = (login: string, ...roles: string[]): void => void all.provider.roles.set(login, roles);
    const signedIn = async (login: string) => {
      const browser = all.browser();
      const end = await browser.signIn(login);
      assert.deepEqual(
        [end.status, new URL(end.url).pathname],
        [303, '/dashboard'],
        end.text + all.server.log.join(''),
      );
      return browser;
    };
    const refused = async (login: string, why: RegExp) => {
      const browser = all.browser();
      const end = await browser.signIn(login);
      assert.equal(end.status, 403);
      assert.match(end.text, why);
      assert.equal(await all.session(browser), null);
    };
    const coordinator = async () => connectionTo(all.server, await all.server.signIn('coordinator'));
    const actionsOf = async (id: number): Promise<string[]> => {
      const rows = await all.server.database.db
        .selectFrom('audit_entry')
        .select('action')
        .where('subject', '=', `account:${id}`)
        .orderBy('id')
        .execute();
      return rows.map(({ action }) => action);
    };
    const accountOf = async (label: string) =>
      (await getAccounts(await coordinator(), {})).accounts.filter((each) => each.label === label);

    test('openid: a role of the claim opens a session, and the same person has the same account again', async () => {
      give('pat', 'askusnow:liaison:harford', 'other:role', 'askusnow:liaison:cecil', 'askusnow:liaison:gone');
      const session = await all.session(await signedIn('pat'));
      assert.deepEqual(
        [session?.role, session?.libraries.map(({ id }) => id), session?.signsInBy],
        ['liaison', ['harford', 'cecil'], 'organization'],
      );
      await signedIn('pat');
      const [account, ...others] = await accountOf('Liaison: =Harford, "County", Cecil');
      assert.deepEqual(others, []);
      assert.deepEqual([account?.signsInBy, account?.email, account?.sessions], ['organization', null, 2]);
      const data = await getAccountData(await coordinator(), account!.id);
      assert.equal(data.account.signsInBy, 'organization');
      assert.deepEqual(await actionsOf(account!.id), ['account-made', 'signed-in', 'signed-in']);
    });

    test('openid: nothing of the person is stored or logged, and no token', async () => {
      give('zoe-quill', 'askusnow:provider');
      await signedIn('zoe-quill');
      const { server } = all;
      for (const table of ['account', 'session', 'audit_entry', 'invitation'] as const) {
        const rows = JSON.stringify(await server.database.db.selectFrom(table).selectAll().execute());
        assert.doesNotMatch(rows, /zoe-quill|Pat Example|people\.example|eyJ/, table);
      }
      assert.doesNotMatch(server.log.join(''), /zoe-quill|Pat Example|people\.example|eyJ|code=|state=/);
    });

    test('openid: without a role nobody gets in, and no account is made', async () => {
      for (const roles of [[], ['staff'], ['askusnow:liaison:gone'], ['askusnow:desk:harford-desk']]) {
        give('nobody', ...roles);
        await refused('nobody', /Your organization has given you no role here/);
      }
      all.provider.roles.delete('nobody');
      await refused('nobody', /no role here/);
      give('nobody', 'askusnow:coordinator', 'askusnow:liaison:harford');
      await refused('nobody', /more than one role here/);
      assert.deepEqual(await accountOf('Statewide coordinator'), []);
    });

    test('openid: a new person in two browsers at once has one account', async () => {
      give('twice', 'askusnow:viewer:cecil');
      await Promise.all([signedIn('twice'), signedIn('twice'), signedIn('twice')]);
      assert.deepEqual(
        (await accountOf('Viewer: Cecil')).map(({ sessions }) => sessions),
        [3],
      );
    });

    test('openid: a role that has changed is the account’s at the next sign-in, and its other sessions end', async () => {
      give('mover', 'askusnow:liaison:harford');
      const first = await signedIn('mover');
      give('mover', 'askusnow:viewer:cecil');
      const second = await signedIn('mover');
      assert.equal(await all.session(first), null);
      const session = await all.session(second);
      assert.deepEqual([session?.role, session?.libraries.map(({ id }) => id)], ['viewer', ['cecil']]);
      const reply = await second.get(`${all.server.url}/v1/libraries/harford/metrics?from=2026-11-01&to=2026-11-02`);
      assert.equal(reply.status, 404);
    });

    test('openid: a role that is taken away ends sessions, tokens and addresses; mutant: the stored role still opens', async () => {
      give('leaver', 'askusnow:coordinator');
      const browser = await signedIn('leaver');
      const token = await makeToken(all.as(browser), { name: 'Report', scopes: ['metrics:read'], days: 90 });
      const { url } = await makeCalendarLink(all.as(browser), 'harford-desk');
      const [account] = await accountOf('Statewide coordinator');
      give('leaver', 'staff');
      await refused('leaver', /no role here/);
      assert.equal(await all.session(browser), null);
      const headers = { authorization: `Bearer ${token.secret}` };
      const metrics = `${all.server.url}/v1/libraries/harford/metrics?from=2026-11-01&to=2026-11-02`;
      assert.equal((await fetch(metrics, { headers })).status, 401);
      assert.equal((await fetch(all.server.url + new URL(url).pathname)).status, 404);
      assert.deepEqual((await actionsOf(account!.id)).slice(-2), ['token-made', 'role-withdrawn']);
      // The mutant asks whether the account is known, and not what the claim says now.
      const { database } = all.server;
      const stored = await database.db
        .selectFrom('account')
        .select(['id', 'role'])
        .where('id', '=', account!.id)
        .where('ended_at', 'is', null)
        .executeTakeFirstOrThrow();
      const by = { id: null, label: 'mutant' };
      const naive = await change(database, null, { by, atMs: clock.now() }, (trx, record) =>
        signIn(trx, record, stored, undefined, clock.now()),
      );
      assert.equal((await getAccounts(connectionTo(all.server, `askusnow=${naive.token}`), {})).total > 0, true);
      give('leaver', 'askusnow:viewer:cecil');
      assert.equal((await all.session(await signedIn('leaver')))?.role, 'viewer');
      assert.equal((await fetch(metrics, { headers })).status, 401);
    });

    test('openid: a session lives for eight hours at most, however much it is used', async () => {
      give('daily', 'askusnow:liaison:harford');
      const browser = await signedIn('daily');
      const { endsAt, endsAtLatest } = (await all.session(browser))!;
      assert.equal(endsAt, endsAtLatest);
      assert.ok(Date.parse(endsAt) - clock.now() <= 8 * HOUR_MS);
      for (let hour = 0; hour < 7; hour++) {
        clock.advance(HOUR_MS - 1);
        assert.notEqual(await all.session(browser), null, `hour ${hour}`);
      }
      clock.advance(HOUR_MS + 7);
      assert.equal(await all.session(browser), null);
    });

    test('openid: an API token ends 30 days after the last sign-in', async () => {
      give('scripter', 'askusnow:liaison:harford');
      const token = await makeToken(all.as(await signedIn('scripter')), {
        name: 'Report',
        scopes: ['metrics:read'],
        days: 90,
      });
      const statusOf = async (): Promise<number> => {
        const headers = { authorization: `Bearer ${token.secret}` };
        const at = `${all.server.url}/v1/libraries/harford/metrics?from=2026-11-01&to=2026-11-02`;
        return (await fetch(at, { headers })).status;
      };
      clock.advance(29 * DAY_MS);
      assert.equal(await statusOf(), 200);
      clock.advance(DAY_MS);
      assert.equal(await statusOf(), 401);
    });

    test('openid: no link opens such an account, and none leads to it by its label', async () => {
      give('unlinked', 'askusnow:liaison:cecil');
      await signedIn('unlinked');
      const [account] = await accountOf('Liaison: Cecil');
      const me = await coordinator();
      assert.equal(await codeOf(inviteAgain(me, account!.id)), '409 by-organization');
      const invited = await inviteAccount(me, { role: 'liaison', libraries: ['cecil'] });
      assert.notEqual(invited.account.id, account!.id);
    });

    test('openid: a person whose account was ended stays out until its data is deleted', async () => {
      give('ended', 'askusnow:viewer:harford');
      const browser = await signedIn('ended');
      const [account] = await accountOf('Viewer: =Harford, "County"');
      const me = await coordinator();
      await endAccount(me, account!.id);
      assert.equal(await all.session(browser), null);
      await refused('ended', /Your account here has been ended/);
      await deleteAccountData(me, account!.id);
      assert.equal((await all.session(await signedIn('ended')))?.role, 'viewer');
    });

    test('openid: the last coordinator with a link is not ended, also while a coordinator of the organization is signed in', async () => {
      const me = await coordinator();
      const mine = (await getAccounts(me, {})).accounts.find(({ isYou }) => isYou)!;
      give('chief', 'askusnow:coordinator');
      const chief = all.as(await signedIn('chief'));
      assert.equal(await codeOf(endAccount(chief, mine.id)), '409 last-coordinator');
      const own = (await getAccounts(chief, {})).accounts.find(({ isYou }) => isYou)!;
      assert.equal(await codeOf(endAccount(chief, own.id)), 'done');
    });

    test('openid: a network that begins again and again waits, and who is at the provider by then comes back', async () => {
      clock.advance(HOUR_MS);
      give('slow', 'askusnow:provider');
      const browser = all.browser();
      const callback = await browser.toCallback('slow');
      const begin = () => fetch(`${all.server.url}/sign-in/openid`, { redirect: 'manual' });
      for (let each = 1; each < 120; each++) assert.equal((await begin()).status, 303);
      const { status, headers } = await begin();
      assert.deepEqual([status, headers.has('retry-after'), headers.has('set-cookie')], [429, true, false]);
      assert.equal((await browser.get(callback)).status, 303);
    });
  });
}

test('openid: roles that are at the userinfo endpoint alone are read there', async () => {
  const all = await startOpenIdServer({ engine: GATE_ENGINE, isInToken: false });
  try {
    all.provider.roles.set('pat', ['askusnow:viewer:cecil']);
    const browser = all.browser();
    await browser.signIn('pat');
    assert.equal((await all.session(browser))?.role, 'viewer');
    assert.ok(all.provider.asked.includes('/me'));
  } finally {
    await all.close();
  }
});
