// Whoever may sign in can be listed, invited again, signed out and ended; what hung on a session ends with it, on every node.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import {
  endAccount,
  endAccountSessions,
  endAllSessions,
  endOneSession,
  endSession,
  getAccountAudit,
  getAccounts,
  getQueuePresence,
  getSession,
  getSessions,
  inviteAccount,
  inviteAgain,
  sendHeartbeat,
  withdrawInvitations,
  type ListedAccount,
} from '@askusnow/sdk';
import { COMMAND_LINE } from '../../../server/src/accounts/account-audit-store.ts';
import { endAccount as endInStore } from '../../../server/src/accounts/account-store.ts';
import { hashToken } from '../../../server/src/accounts/token.ts';
import { DAY_MS, HOUR_MS, toUtcDate } from '../../../server/src/platform/time/instants.ts';
import { createTestCommands } from '../../support/app/commands.ts';
import { EVERYTHING } from '../../../server/src/platform/db/database.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { codeOf, connectionTo } from '../../support/app/requests.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { createTestStore, ENGINES_BY_TIER, type TestStore } from '../../support/app/database.ts';
import { MONDAY_10, watchHeartbeats } from '../../support/data/desks.ts';
import { readStream, type StreamReader } from '../../support/data/event-stream.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { eventually } from '../../support/waiting.ts';

for (const engine of ENGINES_BY_TIER) {
  describe(`accounts on ${engine}`, () => {
    let store: TestStore;
    let clock: ManualClock;
    let node: TestApp;
    /** The other node of the same database; PGlite has one. */
    let other: TestApp;
    const readers: StreamReader[] = [];
    before(async () => {
      clock = createManualClock(MONDAY_10);
      store = await createTestStore(engine);
      node = await startApp({ engine, clock, store, cooperative: TWO_LIBRARIES });
      other = engine === 'postgres' ? await startApp({ engine, clock, store }) : node;
      await watchHeartbeats(node);
    });
    afterEach(() => {
      for (const reader of readers.splice(0)) reader.close();
    });
    after(async () => {
      for (const each of new Set([node, other])) {
        each.app.server.closeAllConnections();
        await each.close();
      }
      await store.remove();
    });

    const as = (cookie: string) => connectionTo(node, cookie);
    const coordinator = async () => as(await node.signIn('coordinator'));
    const find = async (label: string): Promise<ListedAccount | undefined> =>
      (await getAccounts(await coordinator(), { q: label })).accounts.find((each) => each.label === label);
    const follow = async (link: string): Promise<Response> =>
      fetch(new URL(new URL(link).pathname, node.url), {
        method: 'POST',
        headers: { origin: node.config.publicUrl },
        redirect: 'manual',
      });
    const read = async (at: TestApp, cookie: string): Promise<StreamReader> => {
      const reader = readStream(at.config.port, '/v1/changes/stream', '1.1', 'GET', { cookie });
      readers.push(reader);
      await eventually(() => reader.events.length > 0);
      return reader;
    };
    const isOpen = async (cookie: string) => (await codeOf(getSession(as(cookie)))) === 'done';

    test('accounts: the coordinator lists accounts, finds them by a library’s name, and sees who is signed in and invited', async () => {
      const { account, until } = await inviteAccount(await coordinator(), {
        role: 'liaison',
        label: 'Cecil liaison',
        libraries: ['cecil'],
      });
      assert.equal(until, new Date(clock.now() + 72 * HOUR_MS).toISOString());
      assert.deepEqual(account, {
        id: account.id,
        label: 'Cecil liaison',
        role: 'liaison',
        signsInBy: 'link',
        libraries: [{ id: 'cecil', name: 'Cecil' }],
        ...{ queues: [], email: null, isEmailConfirmed: false, isYou: false, revision: 1 },
        ...{ signedInOn: null, activeOn: null, sessions: 0, sessionsUntil: null, invitedUntil: until },
      });
      await node.signIn('desk', ['cecil-desk']);
      const { accounts, total } = await getAccounts(await coordinator(), { q: 'ceCil' });
      assert.deepEqual(
        accounts.map(({ label, sessions, signedInOn }) => [label, sessions, signedInOn]),
        [
          ['Cecil liaison', 0, null],
          ['desk cecil-desk', 1, new Date(clock.now()).toISOString().slice(0, 10)],
        ],
      );
      assert.equal(total, 2);
      for (const q of ['%', '_', '\\', "'"]) assert.equal((await getAccounts(await coordinator(), { q })).total, 0);
      const page = await getAccounts(await coordinator(), { q: 'liaison cecil', limit: 1, offset: 0 });
      assert.deepEqual([page.total, page.accounts.map(({ label }) => label)], [1, ['Cecil liaison']]);
      assert.deepEqual((await getAccounts(await coordinator(), { q: 'cecil', limit: 1, offset: 1 })).total, 2);
      for (const [role, ids] of [
        ['liaison', ['harford']],
        ['desk', ['statewide']],
      ] as const)
        assert.equal(await codeOf(getAccounts(as(await node.signIn(role, [...ids])))), '403 coordinator-only');
    });

    test('accounts: an invitation that makes no sense is refused by its field', async () => {
      const connection = await coordinator();
      for (const [body, field] of [
        [{ role: 'liaison', libraries: ['nowhere'] }, 'libraries'],
        [{ role: 'desk' }, 'queues'],
        [{ role: 'liaison', libraries: ['harford'], label: 'x'.repeat(81) }, 'label'],
        [{ role: 'king' }, 'role'],
      ] as const) {
        const error = await inviteAccount(connection, body as never).then(
          () => assert.fail(field),
          ({ problem }: { problem: { status: number; errors: { field: string }[] } }) => problem,
        );
        assert.deepEqual([error.status, error.errors[0]!.field], [422, field]);
      }
    });

    test('accounts: a new link ends the old one; a withdrawn link opens nothing', async () => {
      const connection = await coordinator();
      const first = await inviteAccount(connection, { role: 'liaison', label: 'Resent', libraries: ['harford'] });
      const second = await inviteAgain(connection, first.account.id);
      assert.notEqual(second.link, first.link);
      assert.equal((await follow(first.link)).status, 410);
      await withdrawInvitations(connection, first.account.id);
      assert.equal((await follow(second.link)).status, 410);
      assert.equal((await find('Resent'))!.invitedUntil, null);
      const third = await inviteAgain(connection, first.account.id);
      assert.equal((await follow(third.link)).status, 303);
      assert.equal(await codeOf(inviteAgain(connection, 999_999)), '404 not-found');
    });

    test('accounts: an end that was interrupted is ended by the same request once more: the desks go, then it is unknown', async () => {
      const cookie = await node.signIn('desk', ['harford-desk']);
      await sendHeartbeat(as(cookie), 'harford-desk', { state: 'available', seq: 1 });
      const { id } = (await find('desk harford-desk'))!;
      // As far as a process came that was killed.
      await endInStore(node.database, id, { by: COMMAND_LINE, atMs: clock.now(), keepLast: true });
      const desks = async () => (await getQueuePresence(await coordinator(), 'harford-desk')).desks.length;
      assert.equal(await desks(), 1);
      assert.equal(await codeOf(endAccount(await coordinator(), id)), '404 not-found');
      assert.equal(await desks(), 0);
    });

    test('accounts: on the command line, too, an end that was interrupted takes the desks away the next time', async () => {
      const cookie = await node.signIn('desk', ['harford-desk']);
      await sendHeartbeat(as(cookie), 'harford-desk', { state: 'available', seq: 1 });
      const { id } = (await find('desk harford-desk'))!;
      await endInStore(node.database, id, { by: COMMAND_LINE, atMs: clock.now(), keepLast: true });
      const commands = createTestCommands({ database: node.database, clock, publicUrl: node.config.publicUrl });
      assert.equal(await commands.endAccount({ id }), null);
      assert.deepEqual((await getQueuePresence(await coordinator(), 'harford-desk')).desks, []);
    });

    test('accounts: ending an account ends its sessions, links, desks and streams on every node, at once', async () => {
      const cookie = await node.signIn('desk', ['harford-desk']);
      await sendHeartbeat(as(cookie), 'harford-desk', { state: 'available', seq: 1 });
      const { id } = (await find('desk harford-desk'))!;
      const link = await node.invite('desk', ['harford-desk']);
      const stranger = await node.signIn('liaison', ['harford']);
      const [near, far, unconcerned] = [
        await read(node, cookie),
        await read(other, cookie),
        await read(node, stranger),
      ];
      await endAccount(await coordinator(), id);
      // No clock moves: neither stream waits for a tick.
      await eventually(() => near.isClosed() && far.isClosed());
      assert.equal(unconcerned.isClosed(), false);
      assert.equal(await isOpen(cookie), false);
      assert.equal(
        await codeOf(sendHeartbeat(as(cookie), 'harford-desk', { state: 'available', seq: 2 })),
        '401 signed-out',
      );
      assert.equal((await follow(link)).status, 410);
      assert.equal(await find('desk harford-desk'), undefined);
      const presence = await getQueuePresence(as(stranger), 'harford-desk');
      assert.deepEqual([presence.state, presence.desks], ['unknown', []]);
      assert.equal(await codeOf(endAccount(await coordinator(), id)), '404 not-found');
      // The same people may be invited again: that is another account.
      await node.invite('desk', ['harford-desk']);
      assert.notEqual((await find('desk harford-desk'))!.id, id);
    });

    test('accounts: mutant: an end that only deletes the session’s row leaves its stream open', async () => {
      const cookie = await node.signIn('liaison', ['cecil']);
      const reader = await read(node, cookie);
      // The rows go without a word on the channel.
      const { id } = (await find('liaison cecil'))!;
      await node.database.db.deleteFrom('session').where('account_id', '=', id).execute();
      clock.advance(15_000);
      assert.equal(await isOpen(cookie), false);
      assert.equal(reader.isClosed(), false);
      // After a lost connection of the channel the database is asked.
      await node.database.changes.publish(EVERYTHING);
      await eventually(() => reader.isClosed());
    });

    test('accounts: signing out ends the streams of that browser, and no others', async () => {
      const [here, there] = [await node.signIn('liaison', ['harford']), await node.signIn('liaison', ['harford'])];
      const [mine, theirs] = [await read(node, here), await read(other, there)];
      await endSession(as(here));
      await eventually(() => mine.isClosed());
      assert.deepEqual([theirs.isClosed(), await isOpen(there)], [false, true]);
    });

    test('accounts: a session that runs out ends its stream at the next tick; one that was used meanwhile goes on', async () => {
      const [idle, used] = [await node.signIn('liaison', ['harford']), await node.signIn('liaison', ['harford'])];
      const endsIn = async (cookie: string, ms: number): Promise<void> => {
        const hash = hashToken(cookie.split('=')[1]!);
        const expires_at = new Date(clock.now() + ms);
        await node.database.db.updateTable('session').set({ expires_at }).where('token_hash', '=', hash).execute();
      };
      for (const cookie of [idle, used]) await endsIn(cookie, 10_000);
      const [closing, staying] = [await read(node, idle), await read(node, used)];
      await endsIn(used, DAY_MS);
      clock.advance(15_000);
      await eventually(() => closing.isClosed());
      assert.equal(staying.isClosed(), false);
    });

    test('accounts: anyone sees where they are signed in, to the hour, and ends one of them or all; nobody another’s', async () => {
      const cookies = [await node.signIn('liaison', ['harford']), await node.signIn('liaison', ['harford'])];
      await endAllSessions(as(cookies[0]!));
      assert.deepEqual(await Promise.all(cookies.map(isOpen)), [false, false]);
      const [here, there] = [await node.signIn('liaison', ['harford']), await node.signIn('liaison', ['harford'])];
      const { sessions } = await getSessions(as(here));
      assert.equal(sessions.length, 2);
      assert.deepEqual(sessions.map(({ isThis }) => isThis).sort(), [false, true]);
      for (const { openedAt, usedAt } of sessions)
        assert.deepEqual([Date.parse(openedAt) % HOUR_MS, Date.parse(usedAt) % HOUR_MS], [0, 0]);
      const elsewhere = sessions.find(({ isThis }) => !isThis)!;
      const stranger = as(await node.signIn('liaison', ['cecil']));
      assert.equal(await codeOf(endOneSession(stranger, elsewhere.id)), '404 not-found');
      assert.equal(await isOpen(there), true);
      await endOneSession(as(here), elsewhere.id);
      assert.deepEqual([await isOpen(here), await isOpen(there)], [true, false]);
      await endAccountSessions(await coordinator(), (await find('liaison harford'))!.id);
      assert.equal(await isOpen(here), false);
    });

    test('accounts: sign-ins, invitations and endings are written down with who did it, and no link or token', async () => {
      const connection = await coordinator();
      const { account, link } = await inviteAccount(connection, {
        role: 'desk',
        label: 'Audited',
        queues: ['statewide'],
      });
      const signedIn = await follow(link);
      const cookie = signedIn.headers.getSetCookie()[0]!.split(';')[0]!;
      await endSession(as(cookie));
      await inviteAgain(connection, account.id);
      await withdrawInvitations(connection, account.id);
      await endAccountSessions(connection, account.id);
      const { entries } = await getAccountAudit(connection, account.id);
      assert.deepEqual(
        entries.map(({ action, by }) => `${action} by ${by}`),
        [
          'sessions-ended by coordinator',
          'link-withdrawn by coordinator',
          'link-made by coordinator',
          'signed-out by Audited',
          'signed-in by Audited',
          'invited by coordinator',
        ],
      );
      const rows = JSON.stringify(await node.database.db.selectFrom('audit_entry').selectAll().execute());
      for (const secret of [link.split('/').at(-1)!, cookie.split('=')[1]!]) assert.ok(!rows.includes(secret));
    });

    test('accounts: the last active day is of the last use, though the sign-in was earlier', async () => {
      const liaison = await node.signIn('liaison', ['harford']);
      const active = async () => {
        const { signedInOn, activeOn } = (await find('liaison harford'))!;
        return [signedInOn, activeOn];
      };
      const [day] = await active();
      clock.advance(DAY_MS);
      assert.equal(await isOpen(liaison), true);
      assert.deepEqual(await active(), [day, toUtcDate(clock.now())]);
    });
  });
}
