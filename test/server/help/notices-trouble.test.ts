// A presence source or a calendar that keeps failing is announced, once per incident, to those who can fix it.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { invite } from '../../../server/src/accounts/invite.ts';
import { findSession } from '../../../server/src/accounts/session-store.ts';
import { useInvitation } from '../../../server/src/accounts/invitation-store.ts';
import { createRegistry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { startTroubleWatch } from '../../../server/src/help/notices/watch.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { addDesks } from '../../support/data/desks.ts';
import { addRecipient, deliveriesOf } from '../../support/data/notices.ts';
import { eventually } from '../../support/waiting.ts';

const START = '2026-05-04T18:00:00.000Z';

forEachEngine((_engine, open) => {
  let database: Database;
  const clock = createManualClock(START);
  const recipients: Record<string, number> = {};
  const minutesAgo = (minutes: number) => new Date(clock.now() - minutes * MINUTE_MS);
  const setPresence = (queue: string, failingSince: Date | null) =>
    database.db
      .insertInto('queue_presence')
      .values({
        queue_id: queue,
        failing_since: failingSince,
        fault_code: 'timeout',
        fault_detail: 'not within 5000 ms',
      })
      .onConflict((conflict) => conflict.column('queue_id').doUpdateSet({ failing_since: failingSince }))
      .execute();
  const notices = () => database.db.selectFrom('notice').selectAll().orderBy('at').orderBy('key').execute();

  /** One look by each of two nodes; done when neither has more to write. */
  async function look(): Promise<void> {
    const registry = await createRegistry(database);
    const errors: Error[] = [];
    const deps = { database, registry, clock, publicUrl: 'https://ask.example.org' };
    const nodes = [1, 2].map(() => startTroubleWatch({ ...deps, onError: (error) => errors.push(error) }));
    clock.advance(5 * MINUTE_MS);
    await Promise.all(nodes.map((node) => node.wake()));
    for (const node of nodes) await node.close();
    await registry.close();
    assert.deepEqual(errors, []);
  }

  before(async () => {
    database = await open();
    await addDesks(database);
    const presence = JSON.stringify({ kind: 'libanswers', widget: '12345' });
    await database.db.updateTable('queue').set({ presence }).where('id', '!=', 'world').execute();
    const kinds = ['feed-failing', 'presence-failing'] as const;
    recipients['harford'] = await addRecipient(database, { kinds: [...kinds] });
    recipients['garrett'] = await addRecipient(database, { library: 'garrett', kinds: [...kinds] });
    recipients['statewide'] = await addRecipient(database, { tier: 'statewide', kinds: [...kinds] });
  });

  test('faults: half an hour of failing notifies the desk’s people, less does not', async () => {
    await setPresence('harford-desk', minutesAgo(26));
    await setPresence('garrett-desk', minutesAgo(20));
    await setPresence('world', minutesAgo(600));
    await look();
    const [notice, ...others] = await notices();
    assert.equal(others.length, 0, 'nor of a queue that has no source any more');
    assert.deepEqual(
      [notice?.kind, notice?.tier, notice?.library_id, notice?.subject],
      ['presence-failing', 'local', 'harford', 'Presence cannot be observed: Harford desk'],
    );
    assert.match(
      notice?.text ?? '',
      /Since Mon, May 4, 1:34 PM EDT\..*\n\n.*\nhttps:\/\/ask\.example\.org\/dashboard\/harford\n$/s,
    );
    assert.deepEqual(
      (await deliveriesOf(database)).map(({ recipient_id }) => recipient_id),
      [recipients['harford']],
    );
  });

  test('faults: one notice however long the fault lasts, and another after it worked meanwhile', async () => {
    await setPresence('garrett-desk', null);
    await look();
    await look();
    assert.equal((await notices()).length, 1);
    await setPresence('harford-desk', minutesAgo(31));
    await look();
    assert.equal((await notices()).length, 2);
  });

  test('faults: a shared desk’s notifies its own tier', async () => {
    await setPresence('state', minutesAgo(40));
    await look();
    const notice = (await notices()).at(-1);
    assert.deepEqual([notice?.tier, notice?.library_id], ['statewide', null]);
    assert.equal(
      (await deliveriesOf(database)).filter((row) => row.recipient_id === recipients['statewide']).length,
      1,
    );
  });

  test('faults: a calendar that fails three times in a row, without its address', async () => {
    const url = 'https://calendar.example.org/private-0c1d2e/basic.ics';
    await database.db
      .insertInto('shift_feed')
      .values({ queue_id: 'garrett-desk', url, failures: 2, fault_code: 'unreachable', next_at: new Date(clock.now()) })
      .execute();
    await look();
    const before = (await notices()).length;
    await database.db
      .updateTable('shift_feed')
      .set({ failures: 3, confirmed_at: minutesAgo(50) })
      .execute();
    await look();
    await look();
    const told = await notices();
    assert.equal(told.length, before + 1);
    const notice = told.find(({ kind }) => kind === 'feed-failing');
    assert.equal(notice?.library_id, 'garrett');
    assert.ok(!JSON.stringify(notice).includes('private'));
    await database.db
      .updateTable('shift_feed')
      .set({ confirmed_at: minutesAgo(45) })
      .execute();
    await look();
    await eventually(async () => (await notices()).length === before + 2);
  });

  test('faults: a desk without heartbeats for half an hour of scheduled time, once, and not outside of it', async () => {
    const { db } = database;
    const presence = JSON.stringify({ kind: 'heartbeat' });
    await db.updateTable('queue').set({ presence }).where('id', '=', 'harford-desk').execute();
    await setPresence('harford-desk', null);
    const scheduled = (startsAt: Date, endsAt: Date) => ({
      queue_id: 'harford-desk',
      kind: 'shift' as const,
      source: 'rules' as const,
      label: 'Desk',
      uid: startsAt.toISOString(),
      starts_at: startsAt,
      ends_at: endsAt,
    });
    const missed = async () => (await notices()).filter(({ text }) => text.includes('no heartbeat'));
    // Two shifts that meet are one stretch; the first began 26 minutes before the look.
    const first = scheduled(minutesAgo(21), minutesAgo(10));
    await db
      .insertInto('schedule_range')
      .values([first, scheduled(first.ends_at, minutesAgo(-20))])
      .execute();
    await look();
    assert.equal((await missed()).length, 0, 'whoever has just begun is not late');
    await look();
    await look();
    const [notice, ...others] = await missed();
    assert.equal(others.length, 0);
    assert.deepEqual([notice?.kind, notice?.library_id], ['presence-failing', 'harford']);
    assert.match(notice?.text ?? '', /It has never worked\.\n.*open its page there/);
    await db
      .updateTable('queue_presence')
      .set({ state: 'available', since: minutesAgo(26), sampled_at: minutesAgo(24) })
      .execute();
    await look();
    assert.equal((await missed()).length, 1, 'it has spoken 29 minutes ago');
    await look();
    assert.equal((await missed()).length, 1, 'its time is over');
    await db
      .updateTable('schedule_range')
      .set({ ends_at: minutesAgo(-60) })
      .where('ends_at', '>', first.ends_at)
      .execute();
    await look();
    assert.equal((await missed()).length, 2);
  });

  test('faults: a desk whose browser is signed out within a week, once for that day, to its people', async () => {
    await database.db.deleteFrom('notice').execute();
    await database.db
      .updateTable('queue')
      .set({ presence: JSON.stringify({ kind: 'heartbeat' }) })
      .where('id', '=', 'harford-desk')
      .execute();
    const invited = await invite(database, {
      label: null,
      role: 'desk',
      libraries: [],
      queues: ['harford-desk'],
      clock,
    });
    const { token } = (await useInvitation(database, invited.token, undefined, clock.now()))!;
    const told = async () => (await notices()).filter(({ kind }) => kind === 'desk-expiring');
    const DAY_MS = 24 * 60 * MINUTE_MS;
    clock.advance(22 * DAY_MS);
    await look();
    assert.equal((await told()).length, 0);
    clock.advance(DAY_MS);
    await look();
    await look();
    const [notice, ...others] = await told();
    assert.deepEqual(
      [notice?.tier, notice?.library_id, notice?.subject, others.length],
      ['local', 'harford', 'A desk will be signed out: Harford desk', 0],
    );
    assert.match(notice!.text, /On .*\d [AP]M EDT\.\n[^]*dashboard\/-\/desk\?queue=harford-desk\n$/);
    // Used, it is another month until it is told of again.
    assert.ok((await findSession(database.db, token, clock.now()))?.renewed);
    clock.advance(DAY_MS);
    await look();
    assert.equal((await told()).length, 1);
    clock.advance(30 * DAY_MS);
    await look();
    assert.equal((await told()).length, 1, 'it is signed out: there is nothing to be done in time');
  });
});
