// An account's address: confirmed by its mailbox, changed soon after a sign-in alone, and nothing said about others'.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { PostgresQueryCompiler, type Kysely } from 'kysely';
import {
  getAccounts,
  getOwnEmail,
  getSession,
  inviteAccount,
  inviteAgain,
  setOwnEmail,
  type Connection,
  type NewAccount,
} from '@askusnow/sdk';
import type { AccountEmail, Role } from '@askusnow/sdk/contract';
import { askForEmail } from '../../../server/src/accounts/email-change-store.ts';
import { removeDeskEmails } from '../../../server/src/accounts/desk-email-store.ts';
import type { Tables } from '../../../server/src/platform/db/tables.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { linkOf, mailText, pressForm, startWithMail, storeEmail } from '../../support/app/account-mail.ts';
import type { TestApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { GATE_ENGINE, ENGINES_BY_TIER } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { connectionTo, problemOf } from '../../support/app/requests.ts';

const MINE = 'mine@library.example';
const COORDINATORS = 'coordinator@state.example';

const accountOf = async (db: Kysely<Tables>, label: string) =>
  db
    .selectFrom('account')
    .select(['id', 'email', 'email_confirmed'])
    .where('label', '=', label)
    .executeTakeFirstOrThrow();

/** As a person does who has just read the page. */
const setEmail = async (person: Connection, email: string | null) =>
  setOwnEmail(person, { email, revision: (await getOwnEmail(person)).revision });

for (const engine of ENGINES_BY_TIER) {
  describe(`a change of an account’s address on ${engine}`, () => {
    const clock = createManualClock('2026-11-24T12:00:00.000Z');
    let around: Awaited<ReturnType<typeof startWithMail>>;
    let server: TestApp;
    let person: Connection;
    /** Its address, and the one that it asks for: others in each test, since a mail of the test before may come late. */
    let [mine, next, tests] = ['', '', 0];
    before(async () => {
      around = await startWithMail({ engine, clock });
      server = around.server;
      await server.signIn('coordinator');
      await storeEmail(server.database.db, 'coordinator', COORDINATORS);
    });
    after(() => around.close());
    /** A new hour: limits begin anew. The person has accepted an invitation just now. */
    beforeEach(async () => {
      clock.advance(60 * MINUTE_MS);
      tests += 1;
      [mine, next] = [`mine${tests}@library.example`, `next${tests}@library.example`];
      around.mail.mails.length = 0;
      await server.database.db.deleteFrom('email_change').execute();
      person = await as('viewer', ['cecil']);
      await storeEmail(server.database.db, 'viewer cecil', mine);
    });
    const as = async (role: Role, ids: string[] = []): Promise<Connection> =>
      connectionTo(server, await server.signIn(role, ids));
    const askFor = (email: string): Promise<Response> => pressForm(server, '/sign-in', { email });
    const stored = () => accountOf(server.database.db, 'viewer cecil');

    test('address: counts once the link that was mailed to it is used, by the button and not by a scanner', async () => {
      const asked = await setEmail(person, next);
      assert.deepEqual([asked.email, asked.pending?.email], [mine, next]);
      const path = linkOf(await around.mailed(next));
      assert.match(mailText(await around.mailed(next)), /signed in as viewer cecil asks/);
      for (let scan = 0; scan < 3; scan++) {
        const page = await fetch(server.url + path, { headers: { 'user-agent': 'SafeLinks' } });
        assert.deepEqual([page.status, page.headers.get('cache-control')], [200, 'no-store']);
        assert.match(await page.text(), /will be mailed to <strong>next\d+@library\.example/);
      }
      assert.equal((await stored()).email, mine);
      const foreign = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
      assert.equal((await pressForm(server, path, {}, foreign)).status, 403);
      assert.equal((await pressForm(server, path)).status, 200);
      assert.deepEqual({ ...(await stored()), id: 0 }, { id: 0, email: next, email_confirmed: true });
      assert.equal((await pressForm(server, path)).status, 410, 'used');
      assert.deepEqual((await getOwnEmail(person)).pending, null);
    });

    test('address: mutant: one that counts at once signs in whoever typed it', async () => {
      const signsIn = async (email: string): Promise<boolean> => {
        await askFor(email);
        await askFor(mine);
        await around.mailed(mine);
        return around.to(email).some((mail) => linkOf(mail).startsWith('/sign-in/'));
      };
      await setEmail(person, next);
      await around.mailed(next);
      assert.equal(await signsIn(next), false);
      await storeEmail(server.database.db, 'viewer cecil', 'thief@evil.example');
      await askFor('thief@evil.example');
      assert.match(linkOf(await around.mailed('thief@evil.example')), /^\/sign-in\//);
    });

    test('address: a newer request replaces the link of the one before; the stored address ends both', async () => {
      await setEmail(person, next);
      const first = linkOf(await around.mailed(next));
      await setEmail(person, 'other@library.example');
      assert.equal((await pressForm(server, first)).status, 410);
      const second = linkOf(await around.mailed('other@library.example'));
      await server.database.db
        .updateTable('account')
        .set({ email_confirmed: true })
        .where('email', '=', mine)
        .execute();
      assert.equal((await setEmail(person, mine)).pending, null, 'sent again');
      assert.equal((await pressForm(server, second)).status, 410);
      await setEmail(person, next);
      const third = linkOf(await around.mailed(next, 2));
      clock.advance(24 * 60 * MINUTE_MS);
      assert.equal((await fetch(server.url + third)).status, 410);
      assert.equal((await pressForm(server, third)).status, 410);
      assert.equal((await stored()).email, mine);
    });

    test('address: is changed within ten minutes of a sign-in; accepting an invitation is one', async () => {
      assert.ok((await getOwnEmail(person)).changeableUntil);
      clock.advance(10 * MINUTE_MS - 1);
      await setEmail(person, next);
      clock.advance(1);
      for (const email of ['thief@evil.example', null]) {
        const refused = await problemOf(setEmail(person, email));
        assert.deepEqual([refused.status, refused.code], [403, 'sign-in-again']);
      }
      assert.equal((await getOwnEmail(person)).changeableUntil, null);
      await askFor(mine);
      const reply = await pressForm(server, linkOf(await around.mailed(mine)));
      const again = connectionTo(server, reply.headers.getSetCookie()[0]!.split(';')[0]!);
      assert.ok(await setEmail(again, next));
    });

    test('link: a session that was left open makes none for its own account, and so does not renew itself', async () => {
      const coordinator = await as('coordinator');
      const own = (await getAccounts(coordinator, {})).accounts.find(({ isYou }) => isYou)!;
      assert.ok(await inviteAgain(coordinator, own.id));
      clock.advance(10 * MINUTE_MS);
      const refused = await problemOf(inviteAgain(coordinator, own.id));
      assert.deepEqual([refused.status, refused.code], [403, 'sign-in-again']);
    });

    test('address: mutant: a sign-in that is known to the hour, as sessions show it, lets one of half an hour ago change it', async () => {
      clock.advance(30 * MINUTE_MS);
      const { db } = server.database;
      const { opened_at } = await db
        .selectFrom('session')
        .select('opened_at')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirstOrThrow();
      assert.ok(opened_at.getTime() + 60 * MINUTE_MS > clock.now(), 'fresh by the hour');
      assert.equal((await problemOf(setEmail(person, next))).code, 'sign-in-again');
    });

    test('address: that another account has gets the same answer, no mail, and stays with it; mutant: one that looks first says so', async () => {
      const shownOf = ({ pending, ...rest }: AccountEmail) => ({ ...rest, pending: { ...pending, email: '' } });
      const known = await setEmail(person, COORDINATORS.toUpperCase());
      const unknown = await setEmail(person, next);
      assert.deepEqual(shownOf(known), shownOf(unknown));
      await setEmail(person, COORDINATORS);
      const other = await as('liaison', ['harford']);
      await setEmail(other, next);
      await around.mailed(next);
      assert.deepEqual(around.to(COORDINATORS), []);
      assert.equal((await accountOf(server.database.db, 'coordinator')).email, COORDINATORS);
      const naive = (email: string) =>
        server.database.db
          .updateTable('account')
          .set({ email })
          .where('label', '=', 'viewer cecil')
          .execute()
          .then(
            () => 200,
            () => 409,
          );
      assert.deepEqual([await naive(COORDINATORS), await naive('free@library.example')], [409, 200]);
    });

    test('address: that another account has costs the same statements', async () => {
      const maintenance = server.database.for('maintenance');
      const { id } = await stored();
      const { revision } = await getOwnEmail(person);
      const statementsFor = async (email: string): Promise<string[]> => {
        const statements: string[] = [];
        const compiler = new PostgresQueryCompiler();
        const recorded = maintenance.db.withPlugin({
          transformQuery({ node, queryId }) {
            statements.push(compiler.compileQuery(node, queryId).sql);
            return node;
          },
          transformResult: ({ result }) => Promise.resolve(result),
        });
        const by = { id, label: 'viewer cecil', role: 'viewer' as const, libraries: ['cecil'], queues: [] };
        await askForEmail({ ...maintenance, db: recorded }, { email, revision }, true, { by, atMs: clock.now() });
        return statements;
      };
      const [known, unknown] = [await statementsFor(COORDINATORS), await statementsFor('free@library.example')];
      assert.ok(known.length >= 5);
      assert.deepEqual(known, unknown);
    });

    test('address: that two accounts ask for is of the one whose link is used first; of an invitation, of the invited', async () => {
      const other = await as('liaison', ['harford']);
      await setEmail(person, next);
      const first = linkOf(await around.mailed(next));
      await setEmail(other, next);
      const second = linkOf(await around.mailed(next, 2));
      assert.equal((await pressForm(server, second)).status, 200);
      const late = await pressForm(server, first);
      assert.deepEqual([late.status, (await stored()).email], [409, mine]);
      assert.match(await late.text(), /Another account has this address by now/);

      await setEmail(person, 'invited@library.example');
      const third = linkOf(await around.mailed('invited@library.example'));
      const invited: NewAccount = {
        role: 'viewer',
        label: 'Invited',
        libraries: ['cecil'],
        email: 'invited@library.example',
      };
      await inviteAccount(await as('coordinator'), invited);
      assert.equal((await pressForm(server, third)).status, 409);
    });

    test('address: stored by an earlier version it stays, and is confirmed by the next mailed sign-in, not by another link', async () => {
      assert.deepEqual((await getOwnEmail(person)).isConfirmed, false);
      await as('viewer', ['cecil']);
      assert.equal((await stored()).email_confirmed, false, 'the coordinator saw that link');
      await askFor(mine);
      await pressForm(server, linkOf(await around.mailed(mine)));
      assert.deepEqual([(await stored()).email, (await stored()).email_confirmed], [mine, true]);
    });

    test('address: a link that was mailed to the former one signs nobody in', async () => {
      await askFor(mine);
      const former = linkOf(await around.mailed(mine));
      await setEmail(person, 'other@library.example');
      await pressForm(server, linkOf(await around.mailed('other@library.example')));
      assert.equal((await pressForm(server, former)).status, 410);
      assert.ok(await getSession(person));
    });
  });
}

withApp({ engines: [GATE_ENGINE] }).describe('addresses without a mail server, and of desks', (on) => {
  test('address: without a mail server only the coordinator sets addresses; a person may remove theirs', async () => {
    const [coordinator, person] = [await on.signIn('coordinator'), await on.signIn('liaison', ['cecil'])];
    const refused = await problemOf(setEmail(person, MINE));
    assert.deepEqual([refused.status, refused.code], [409, 'no-mail']);
    const set = await setEmail(coordinator, COORDINATORS);
    assert.deepEqual([set.email, set.isConfirmed, set.pending], [COORDINATORS, false, null]);
    await inviteAccount(coordinator, { role: 'liaison', label: 'liaison cecil', libraries: ['cecil'], email: MINE });
    assert.equal((await problemOf(setEmail(coordinator, MINE))).code, 'email-taken');
    assert.equal((await setEmail(person, null)).email, null);
  });

  test('address: a desk has none; one of an earlier version is removed by the start, and the coordinator is told', async () => {
    const [coordinator, desk] = [await on.signIn('coordinator'), await on.signIn('desk', ['statewide'])];
    assert.equal((await problemOf(setEmail(desk, MINE))).code, 'desk-account');
    const invited = inviteAccount(coordinator, { role: 'desk', queues: ['statewide'], email: MINE });
    assert.deepEqual((await problemOf(invited)).fields, ['email']);
    const maintenance = on.app.database.for('maintenance');
    const { db } = maintenance;
    await storeEmail(db, 'desk statewide', MINE);
    for (let start = 0; start < 2; start++) await removeDeskEmails(maintenance, Date.now());
    assert.equal((await accountOf(db, 'desk statewide')).email, null);
    const tasks = await coordinator.fetch!(`${on.app.url}/v1/tasks`);
    const titles = ((await tasks.json()) as { tasks: { title: string }[] }).tasks.map(({ title }) => title);
    assert.ok(
      titles.some((title) => title.startsWith('1 desk has no email address any more')),
      titles.join(),
    );
  });
});
