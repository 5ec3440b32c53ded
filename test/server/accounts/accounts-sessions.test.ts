import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { invite, INVITATION_TTL_MS } from '../../../server/src/accounts/invite.ts';
import { limitsOf } from '../../../server/src/accounts/session-limits.ts';
import { endSession, findSession } from '../../../server/src/accounts/session-store.ts';
import { findInvitation, useInvitation } from '../../../server/src/accounts/invitation-store.ts';
import { change } from '../../../server/src/platform/audit/change.ts';
import { Refusal } from '../../../server/src/platform/refusal.ts';
import { createToken } from '../../../server/src/accounts/token.ts';
import type { Database } from '../../../server/src/platform/db/open.ts';
import { DAY_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { aLibrary } from '../../support/data/counters.ts';
import { forEachEngine } from '../../support/app/database.ts';

forEachEngine((_engine, open) => {
  const clock = createManualClock('2026-11-24T12:00:00.000Z');
  let database: Database;
  before(async () => {
    database = await open();
    await aLibrary(database.db);
    await aLibrary(database.db, { id: 'cecil' });
    const desk = { tier: 'local', zone: 'UTC', weekly: null, seasons: '[]', exceptions: '[]' } as const;
    await database.db
      .insertInto('queue')
      .values(['harford-desk', 'statewide'].map((id) => ({ ...desk, id, name: id })))
      .execute();
  });
  const harford = { label: 'Harford liaison', role: 'liaison', libraries: ['harford'], clock } as const;
  const inviteHarford = async (): Promise<string> =>
    (await invite(database, { ...harford, libraries: ['harford'] })).token;
  const signIn = async (): Promise<string> =>
    (await useInvitation(database, await inviteHarford(), undefined, clock.now()))!.token;

  test('sessions: if twenty browsers use a link at once, one is signed in', async () => {
    const token = await inviteHarford();
    const sessions = await Promise.all(
      Array.from({ length: 20 }, () => useInvitation(database, token, undefined, clock.now())),
    );
    assert.equal(sessions.filter((session) => session !== undefined).length, 1);
  });

  test('sessions: looking first and marking afterwards, the mutant, signs in more than one', async () => {
    const token = await inviteHarford();
    const naive = async (): Promise<boolean> => {
      const found = await findInvitation(database.db, token, clock.now());
      await new Promise((resolve) => setImmediate(resolve));
      return found?.state === 'open';
    };
    const passed = await Promise.all([naive(), naive()]);
    assert.deepEqual(passed, [true, true]);
  });

  test('sessions: looking at a link, however often, leaves it open', async () => {
    const token = await inviteHarford();
    for (let look = 0; look < 5; look++)
      assert.equal((await findInvitation(database.db, token, clock.now()))!.state, 'open');
    assert.ok(await useInvitation(database, token, undefined, clock.now()));
    assert.equal((await findInvitation(database.db, token, clock.now()))!.state, 'used');
  });

  test('sessions: a link ends after 72 hours, or sooner if so made', async () => {
    const [long, short] = [
      await inviteHarford(),
      (await invite(database, { ...harford, libraries: ['harford'], ttlMs: 3_600_000 })).token,
    ];
    const inAnHour = clock.now() + 3_600_000;
    assert.equal(await useInvitation(database, short, undefined, inAnHour), undefined);
    assert.equal((await findInvitation(database.db, short, inAnHour))!.state, 'expired');
    assert.equal(await useInvitation(database, long, undefined, clock.now() + INVITATION_TTL_MS), undefined);
    assert.ok(await useInvitation(database, long, undefined, clock.now() + INVITATION_TTL_MS - 1));
  });

  test('sessions: a second link for the same function is for the same account; other libraries are another', async () => {
    const ids = [await signIn(), await signIn()].map(
      async (session) => (await findSession(database.db, session, clock.now()))!.account.id,
    );
    const [first, second] = await Promise.all(ids);
    assert.equal(first, second);
    const { token: both } = await invite(database, { ...harford, libraries: ['harford', 'cecil', 'harford'] });
    const session = (await useInvitation(database, both, undefined, clock.now()))!.token;
    const { account } = (await findSession(database.db, session, clock.now()))!;
    assert.notEqual(account.id, first);
    assert.deepEqual(account.libraries, ['cecil', 'harford']);
  });

  test('sessions: a desk is an account by its queues', async () => {
    const desk = { label: null, role: 'desk', libraries: [], clock } as const;
    const accountOf = async (queues: string[]) => {
      const { token } = await invite(database, { ...desk, libraries: [], queues });
      const session = (await useInvitation(database, token, undefined, clock.now()))!.token;
      return (await findSession(database.db, session, clock.now()))!.account;
    };
    const one = await accountOf(['harford-desk']);
    assert.deepEqual([one.label, one.libraries, one.queues], ['Desk: harford-desk', [], ['harford-desk']]);
    assert.equal((await accountOf(['harford-desk', 'harford-desk'])).id, one.id);
    assert.notEqual((await accountOf(['harford-desk', 'statewide'])).id, one.id);
  });

  test('sessions: an invitation that makes no sense is refused by name and leaves nothing', async () => {
    const count = async (): Promise<number> => (await database.db.selectFrom('account').select('id').execute()).length;
    const accounts = await count();
    const bad: [Partial<Parameters<typeof invite>[1]>, RegExp][] = [
      [{ libraries: [] }, /libraries.*a liaison needs/],
      [{ libraries: ['harford', 'nowhere'] }, /no library is called \\"nowhere\\"/],
      [{ role: 'coordinator' }, /the coordinator sees every library/],
      [{ role: 'desk', queues: ['harford-desk'] }, /libraries.*a desk answers at queues/],
      [{ role: 'desk', libraries: [] }, /queues.*a desk needs at least one queue/],
      [{ role: 'desk', libraries: [], queues: ['harford-desk', 'nowhere'] }, /no queue is called \\"nowhere\\"/],
      [{ queues: ['harford-desk'] }, /only a desk answers at queues/],
      [{ label: ' ' }, /"label"/],
    ];
    for (const [over, message] of bad) {
      await assert.rejects(
        invite(database, { ...harford, libraries: ['harford'], ...over }),
        (error) => error instanceof Refusal && message.test(JSON.stringify(error.more.errors)),
      );
    }
    assert.equal(await count(), accounts);
  });

  test('sessions: a person’s session ends 14 days after its last use, and 90 days after it was opened however much it is used', async () => {
    const start = clock.now();
    const found = (session: string, atMs: number) => findSession(database.db, session, atMs);
    const idle = await signIn();
    assert.ok(await found(idle, start));
    assert.equal(await found(idle, start + limitsOf({ role: 'liaison' }).idleMs), undefined);
    const used = await signIn();
    for (let day = 13; day < 90; day += 13) assert.equal((await found(used, start + day * DAY_MS))!.renewed, true);
    assert.ok(await found(used, start + 90 * DAY_MS - 1));
    assert.equal(await found(used, start + 90 * DAY_MS), undefined);
  });

  test('sessions: mutant: an end that each use moves on keeps a person’s session for ever', async () => {
    const used = await signIn();
    const start = clock.now();
    const slide = async (atMs: number): Promise<boolean> => {
      const found = await findSession(database.db, used, atMs);
      const expires_at = new Date(atMs + limitsOf({ role: 'liaison' }).idleMs);
      if (found)
        await database.db.updateTable('session').set({ expires_at }).where('id', '=', found.session.id).execute();
      return found !== undefined;
    };
    for (let day = 13; day < 400; day += 13) assert.ok(await slide(start + day * DAY_MS), `day ${day}`);
  });

  test('sessions: a desk’s session has no end as long as it is used; unused, it ends after 30 days', async () => {
    const desk = { label: null, role: 'desk', libraries: [], queues: ['harford-desk'], clock } as const;
    const { token } = await invite(database, { ...desk, libraries: [], queues: ['harford-desk'] });
    const session = (await useInvitation(database, token, undefined, clock.now()))!.token;
    const start = clock.now();
    for (let day = 29; day < 400; day += 29) assert.ok(await findSession(database.db, session, start + day * DAY_MS));
    assert.equal(
      await findSession(database.db, session, start + 377 * DAY_MS + limitsOf({ role: 'desk' }).idleMs),
      undefined,
    );
  });

  test('sessions: a session is renewed once an hour, and what is kept of it is known to the hour', async () => {
    const session = await signIn();
    const start = clock.now();
    const renewed = async (atMs: number) => (await findSession(database.db, session, atMs))!.renewed;
    assert.deepEqual(
      [await renewed(start + 3_599_999), await renewed(start + 3_600_000), await renewed(start + 3_600_001)],
      [false, true, false],
    );
    const rows = await database.db.selectFrom('session').select(['opened_at', 'used_at', 'expires_at']).execute();
    for (const row of rows) for (const instant of Object.values(row)) assert.equal(instant.getTime() % 3_600_000, 0);
  });

  test('sessions: a session that was ended is over for every holder of its cookie', async () => {
    const session = await signIn();
    const by = { id: null, label: 'test' };
    await change(database, null, { by, atMs: clock.now() }, (trx, record) => endSession(trx, record, session));
    assert.equal(await findSession(database.db, session, clock.now()), undefined);
  });

  test('sessions: signing in ends the session that the browser brought and never takes its token over', async () => {
    const planted = await signIn();
    const { token: session } = (await useInvitation(database, await inviteHarford(), planted, clock.now()))!;
    assert.notEqual(session, planted);
    assert.equal(await findSession(database.db, planted, clock.now()), undefined);
    const invented = createToken();
    await useInvitation(database, await inviteHarford(), invented, clock.now());
    assert.equal(await findSession(database.db, invented, clock.now()), undefined);
  });

  test('sessions: no table holds a token', async () => {
    const token = await inviteHarford();
    const session = await signIn();
    const { rows } = await sql<{ text: string }>`
      select string_agg(t::text, ' ') as text from (select i::text from invitation i union all select s::text from session s) t`.execute(
      database.db,
    );
    for (const secret of [token, session]) {
      assert.ok(!rows[0]!.text.includes(secret));
      assert.ok(!rows[0]!.text.includes(Buffer.from(secret, 'base64url').toString('hex')));
    }
  });

  test('sessions: a library that leaves the cooperative leaves its liaison’s session without it', async () => {
    await aLibrary(database.db, { id: 'leaving' });
    const { token } = await invite(database, { ...harford, libraries: ['leaving'] });
    const session = (await useInvitation(database, token, undefined, clock.now()))!.token;
    await database.db.deleteFrom('library').where('id', '=', 'leaving').execute();
    assert.deepEqual((await findSession(database.db, session, clock.now()))!.account.libraries, []);
  });
});
