// Whoever took an account over by its address: the former mailbox is told and takes it back; signing out everywhere leaves nothing.
import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import {
  endAllSessions,
  endAccountSessions,
  getOwnEmail,
  getSession,
  inviteAgain,
  getAccounts,
  makeToken,
  setOwnEmail,
  type Connection,
} from '@askusnow/sdk';
import { deleteSessions } from '../../../server/src/accounts/session-store.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { linkOf, mailText, pressForm, startWithMail, storeEmail } from '../../support/app/account-mail.ts';
import type { TestApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { ENGINES_BY_TIER } from '../../support/app/database.ts';
import { connectionTo } from '../../support/app/requests.ts';
import { eventually } from '../../support/waiting.ts';

const DAY_MS = 1440 * MINUTE_MS;
const LABEL = 'liaison harford';

/** As a person does who has just read the page. */
const setEmail = async (person: Connection, email: string | null) =>
  setOwnEmail(person, { email, revision: (await getOwnEmail(person)).revision });

for (const engine of ENGINES_BY_TIER) {
  describe(`taking an account back on ${engine}`, () => {
    const clock = createManualClock('2026-11-24T12:00:00.000Z');
    let answer: number | null = null;
    let around: Awaited<ReturnType<typeof startWithMail>>;
    let server: TestApp;
    /** An open session, in whoever's hands. */
    let open: Connection;
    /** Others in each test, since a mail of the test before may come late. */
    let [mine, theirs, tests] = ['', '', 0];
    before(async () => {
      around = await startWithMail({ engine, clock }, { onMail: () => answer });
      server = around.server;
    });
    after(() => around.close());
    beforeEach(async () => {
      clock.advance(60 * MINUTE_MS);
      tests += 1;
      [mine, theirs] = [`mine${tests}@library.example`, `thief${tests}@evil.example`];
      around.mail.mails.length = 0;
      await server.database.db.deleteFrom('email_change').execute();
      open = connectionTo(server, await server.signIn('liaison', ['harford']));
      await storeEmail(server.database.db, LABEL, mine);
    });
    const stored = async () => {
      const row = await server.database.db
        .selectFrom('account')
        .select(['id', 'email', 'email_confirmed'])
        .where('label', '=', LABEL)
        .executeTakeFirstOrThrow();
      return row;
    };
    const isOpen = (connection: Connection): Promise<boolean> =>
      getSession(connection).then(
        () => true,
        () => false,
      );
    const change = async (email: string): Promise<void> => {
      const asked = () => around.to(email).filter((mail) => mailText(mail).includes('button to confirm it'));
      const { length } = asked();
      await setEmail(open, email);
      await eventually(() => asked().length > length);
      assert.equal((await pressForm(server, linkOf(asked().at(-1)!))).status, 200);
    };
    const secretOf = async (): Promise<() => Promise<number>> => {
      const { secret } = await makeToken(open, { name: 'Theirs', scopes: ['metrics:read'], libraries: [], days: 30 });
      const headers = { authorization: `Bearer ${secret}` };
      return async () => (await fetch(`${server.url}/v1/libraries/harford/metrics?days=7`, { headers })).status;
    };

    test('undo: the former address is told of a change, and restores itself for seven days; sessions, links and tokens end', async () => {
      const reads = await secretOf();
      await change(theirs);
      const told = await around.mailed(mine);
      assert.deepEqual(around.mail.header(told, 'subject'), ['Your email address for Test cooperative was changed']);
      assert.ok(!mailText(told).includes(theirs));
      const path = linkOf(told);
      await pressForm(server, '/sign-in', { email: theirs });
      const link = linkOf(await around.mailed(theirs, 2));
      await setEmail(open, 'third@evil.example');
      const waiting = linkOf(await around.mailed('third@evil.example'));

      clock.advance(7 * DAY_MS - 60 * MINUTE_MS);
      for (let scan = 0; scan < 2; scan++) assert.equal((await fetch(server.url + path)).status, 200);
      assert.equal((await stored()).email, theirs);
      assert.equal(await reads(), 200);
      assert.equal((await pressForm(server, path)).status, 200);
      assert.deepEqual([(await stored()).email, (await stored()).email_confirmed], [mine, true]);
      assert.deepEqual([await isOpen(open), await reads()], [false, 401]);
      assert.deepEqual([(await pressForm(server, link)).status, (await pressForm(server, waiting)).status], [410, 410]);
      assert.match(mailText(await around.mailed(theirs, 3)), /has its former address again/);
      assert.equal((await pressForm(server, path)).status, 410);
    });

    test('undo: after seven days its link has ended', async () => {
      await change(theirs);
      const path = linkOf(await around.mailed(mine));
      clock.advance(7 * DAY_MS);
      assert.equal((await pressForm(server, path)).status, 410);
      assert.equal((await stored()).email, theirs);
      await eventually(
        async () => (await server.database.db.selectFrom('email_change').select('id').execute()).length === 0,
      );
    });

    test('undo: a removal is undone, too; two changes in a row, and what a thief could undo ends with it', async () => {
      await setEmail(open, null);
      assert.equal((await pressForm(server, linkOf(await around.mailed(mine)))).status, 200);
      assert.equal((await stored()).email, mine);
      clock.advance(60 * MINUTE_MS);
      open = connectionTo(server, await server.signIn('liaison', ['harford']));
      await change(theirs);
      clock.advance(1_000);
      await change('third@evil.example');
      const link = linkOf(await around.mailed(theirs, 2));
      assert.equal((await pressForm(server, linkOf(await around.mailed(mine, 2)))).status, 200);
      assert.equal((await pressForm(server, link)).status, 410);
      assert.equal((await stored()).email, mine);
    });

    test('undo: who goes back to the former address by another change tells the one in between, which cannot undo that', async () => {
      await change(theirs);
      await change(mine);
      await eventually(() => around.to(theirs).some((mail) => mailText(mail).includes('has its former address again')));
      assert.ok(around.to(theirs).every((mail) => !mailText(mail).includes('undo the change')));
      const left = await server.database.db.selectFrom('email_change').select(['kind', 'token_hash']).execute();
      assert.deepEqual(left, [{ kind: 'undone', token_hash: null }]);
    });

    test('undo: the notice waits for a mail server that is down, with the same link, which is in no log and kept no longer', async () => {
      answer = 451;
      await setEmail(open, null);
      const { db } = server.database;
      const row = () => db.selectFrom('email_change').select(['token', 'attempts']).executeTakeFirstOrThrow();
      const { token } = await eventually(async () => ((await row()).attempts === 1 ? row() : undefined));
      assert.ok(token);
      answer = null;
      await eventually(() => {
        clock.advance(MINUTE_MS);
        return around.to(mine).length > 0;
      });
      assert.equal(linkOf(await around.mailed(mine)), `/email/${token}`);
      await eventually(async () => (await row()).token === null);
      assert.ok(!server.log.some((line) => line.includes(token) || line.includes(mine)));
    });

    test('sign out everywhere: ends unused links, API tokens and an address that waits; the undo stays', async () => {
      for (const byCoordinator of [false, true]) {
        open = connectionTo(server, await server.signIn('liaison', ['harford']));
        const coordinator = connectionTo(server, await server.signIn('coordinator'));
        const reads = await secretOf();
        const { accounts } = await getAccounts(coordinator, { q: LABEL });
        const { link } = await inviteAgain(coordinator, accounts[0]!.id);
        await storeEmail(server.database.db, LABEL, mine);
        await change(theirs);
        await setEmail(open, 'third@evil.example');
        const waiting = linkOf(await around.mailed('third@evil.example', byCoordinator ? 2 : 1));
        assert.equal((await getOwnEmail(open)).email, theirs, 'shown to who signs out');
        if (byCoordinator) await endAccountSessions(coordinator, accounts[0]!.id);
        else await endAllSessions(open);
        assert.deepEqual([await isOpen(open), await reads()], [false, 401]);
        assert.equal((await pressForm(server, new URL(link).pathname)).status, 410);
        assert.equal((await pressForm(server, waiting)).status, 410);
        const undo = linkOf(await around.mailed(mine, byCoordinator ? 2 : 1));
        assert.equal((await pressForm(server, undo)).status, 200);
        clock.advance(60 * MINUTE_MS);
      }
    });

    test('sign out everywhere: mutant: sessions alone leave a token that reads and a link that signs in', async () => {
      const reads = await secretOf();
      await pressForm(server, '/sign-in', { email: mine });
      const link = linkOf(await around.mailed(mine));
      const { id } = await stored();
      await server.database.db.transaction().execute((trx) => deleteSessions(trx, { publish: () => undefined }, id));
      assert.equal(await isOpen(open), false);
      assert.deepEqual([await reads(), (await pressForm(server, link)).status], [200, 303]);
    });
  });
}
