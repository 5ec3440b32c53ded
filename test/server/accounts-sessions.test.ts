import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { sql } from 'kysely';
import { invite, InviteError, INVITATION_TTL_MS } from '../../server/src/accounts/invite.ts';
import {
  endSession,
  findInvitation,
  findSession,
  SESSION_TTL_MS,
  useInvitation,
} from '../../server/src/accounts/store.ts';
import { createToken } from '../../server/src/accounts/token.ts';
import type { Database } from '../../server/src/db/open.ts';
import { createManualClock } from '../support/clock.ts';
import { aLibrary } from '../support/counters.ts';
import { forEachEngine } from '../support/database.ts';

const DAY_MS = 86_400_000;

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
  const inviteHarford = (): Promise<string> => invite(database.db, { ...harford, libraries: ['harford'] });
  const signIn = async (): Promise<string> =>
    (await useInvitation(database.db, await inviteHarford(), undefined, clock.now()))!;

  test('of twenty browsers that use a link at once, one is signed in', async () => {
    const token = await inviteHarford();
    const sessions = await Promise.all(
      Array.from({ length: 20 }, () => useInvitation(database.db, token, undefined, clock.now())),
    );
    assert.equal(sessions.filter((session) => session !== undefined).length, 1);
  });

  test('looking first and marking afterwards, the mutant, signs in more than one', async () => {
    const token = await inviteHarford();
    const naive = async (): Promise<boolean> => {
      const found = await findInvitation(database.db, token, clock.now());
      await new Promise((resolve) => setImmediate(resolve));
      return found?.state === 'open';
    };
    const passed = await Promise.all([naive(), naive()]);
    assert.deepEqual(passed, [true, true]);
  });

  test('looking at a link, however often, leaves it open', async () => {
    const token = await inviteHarford();
    for (let look = 0; look < 5; look++)
      assert.equal((await findInvitation(database.db, token, clock.now()))!.state, 'open');
    assert.ok(await useInvitation(database.db, token, undefined, clock.now()));
    assert.equal((await findInvitation(database.db, token, clock.now()))!.state, 'used');
  });

  test('a link ends after seven days, or sooner if so made', async () => {
    const [long, short] = [
      await inviteHarford(),
      await invite(database.db, { ...harford, libraries: ['harford'], ttlMs: 3_600_000 }),
    ];
    const inAnHour = clock.now() + 3_600_000;
    assert.equal(await useInvitation(database.db, short, undefined, inAnHour), undefined);
    assert.equal((await findInvitation(database.db, short, inAnHour))!.state, 'expired');
    assert.equal(await useInvitation(database.db, long, undefined, clock.now() + INVITATION_TTL_MS), undefined);
    assert.ok(await useInvitation(database.db, long, undefined, clock.now() + INVITATION_TTL_MS - 1));
  });

  test('a second link for the same function is for the same account; other libraries are another', async () => {
    const ids = [await signIn(), await signIn()].map(
      async (session) => (await findSession(database.db, session, clock.now()))!.account.id,
    );
    const [first, second] = await Promise.all(ids);
    assert.equal(first, second);
    const both = await invite(database.db, { ...harford, libraries: ['harford', 'cecil', 'harford'] });
    const session = (await useInvitation(database.db, both, undefined, clock.now()))!;
    const { account } = (await findSession(database.db, session, clock.now()))!;
    assert.notEqual(account.id, first);
    assert.deepEqual(account.libraries, ['cecil', 'harford']);
  });

  test('a desk is an account by its queues', async () => {
    const desk = { label: null, role: 'desk', libraries: [], clock } as const;
    const accountOf = async (queues: string[]) => {
      const token = await invite(database.db, { ...desk, libraries: [], queues });
      const session = (await useInvitation(database.db, token, undefined, clock.now()))!;
      return (await findSession(database.db, session, clock.now()))!.account;
    };
    const one = await accountOf(['harford-desk']);
    assert.deepEqual([one.label, one.libraries, one.queues], ['Desk: harford-desk', [], ['harford-desk']]);
    assert.equal((await accountOf(['harford-desk', 'harford-desk'])).id, one.id);
    assert.notEqual((await accountOf(['harford-desk', 'statewide'])).id, one.id);
  });

  test('an invitation that makes no sense is refused by name and leaves nothing', async () => {
    const count = async (): Promise<number> => (await database.db.selectFrom('account').select('id').execute()).length;
    const accounts = await count();
    const bad: [Partial<Parameters<typeof invite>[1]>, RegExp][] = [
      [{ libraries: [] }, /^InviteError: libraries: a liaison needs/],
      [{ libraries: ['harford', 'nowhere'] }, /no library is called "nowhere"/],
      [{ role: 'coordinator' }, /the coordinator sees every library/],
      [{ role: 'desk', queues: ['harford-desk'] }, /libraries: a desk answers at queues/],
      [{ role: 'desk', libraries: [] }, /^InviteError: queues: a desk needs at least one queue/],
      [{ role: 'desk', libraries: [], queues: ['harford-desk', 'nowhere'] }, /no queue is called "nowhere"/],
      [{ queues: ['harford-desk'] }, /only a desk answers at queues/],
      [{ label: ' ' }, /^InviteError: label:/],
    ];
    for (const [over, message] of bad) {
      await assert.rejects(
        invite(database.db, { ...harford, libraries: ['harford'], ...over }),
        (error) => error instanceof InviteError && message.test(String(error)),
      );
    }
    assert.equal(await count(), accounts);
  });

  test('a session ends 30 days after it was last renewed, and is renewed by use', async () => {
    const session = await signIn();
    const start = clock.now();
    assert.equal((await findSession(database.db, session, start + 14 * DAY_MS))!.renewed, false);
    assert.equal((await findSession(database.db, session, start + 20 * DAY_MS))!.renewed, true);
    assert.ok(await findSession(database.db, session, start + 49 * DAY_MS));
    const untouched = await signIn();
    assert.equal(await findSession(database.db, untouched, start + SESSION_TTL_MS), undefined);
  });

  test('a session that was ended is over for every holder of its cookie', async () => {
    const session = await signIn();
    await endSession(database.db, session);
    assert.equal(await findSession(database.db, session, clock.now()), undefined);
  });

  test('signing in ends the session that the browser brought and never takes its token over', async () => {
    const planted = await signIn();
    const session = await useInvitation(database.db, await inviteHarford(), planted, clock.now());
    assert.notEqual(session, planted);
    assert.equal(await findSession(database.db, planted, clock.now()), undefined);
    const invented = createToken();
    await useInvitation(database.db, await inviteHarford(), invented, clock.now());
    assert.equal(await findSession(database.db, invented, clock.now()), undefined);
  });

  test('no table holds a token', async () => {
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

  test('a library that leaves the cooperative leaves its liaison’s session without it', async () => {
    await aLibrary(database.db, { id: 'leaving' });
    const token = await invite(database.db, { ...harford, libraries: ['leaving'] });
    const session = (await useInvitation(database.db, token, undefined, clock.now()))!;
    await database.db.deleteFrom('library').where('id', '=', 'leaving').execute();
    assert.deepEqual((await findSession(database.db, session, clock.now()))!.account.libraries, []);
  });
});
