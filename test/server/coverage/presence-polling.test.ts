// The server polls each source once for all, accepts only valid answers, and shows what it does not know.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { createRegistry, type Registry } from '../../../server/src/cooperative/registry.ts';
import type { Database } from '../../../server/src/platform/db/open.ts';
import { createEgress, type Egress } from '../../../server/src/platform/egress/egress.ts';
import { createPresence, type Presence } from '../../../server/src/coverage/presence/presence.ts';
import { createPolling } from '../../../server/src/coverage/presence/run.ts';
import { shownAt } from '../../../server/src/coverage/presence/hysteresis.ts';
import { loadPresence } from '../../../server/src/coverage/presence/seen-store.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { openTestDatabase } from '../../support/app/database.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { MANNERS, startPresencePeer, type PresencePeer } from '../../support/peers/presence-peer.ts';
import { aRandom } from '../../support/data/random.ts';
import { eventually } from '../../support/waiting.ts';

const SEC = 1000;

describe('polling', () => {
  let database: Database;
  let peer: PresencePeer;
  let clock: ManualClock;
  let egress: Egress;
  let registry: Registry;
  let presence: Presence;
  let closers: (() => Promise<void> | void)[];

  before(async () => {
    database = await openTestDatabase('pglite');
  });
  beforeEach(async () => {
    closers = [];
    peer = await startPresencePeer();
    clock = createManualClock(MONDAY_10);
  });
  afterEach(async () => {
    for (const close of closers.reverse()) await close();
    await peer.close();
    await database.db.deleteFrom('queue').execute();
    await database.db.deleteFrom('lease').execute();
  });
  after(() => database.close());

  const addQueue = (id: string) =>
    database.db
      .insertInto('queue')
      .values({
        id,
        name: id,
        tier: 'local',
        zone: 'UTC',
        weekly: null,
        seasons: '[]',
        exceptions: '[]',
        presence: JSON.stringify(peer.source(id)),
      })
      .execute();

  async function poll(...queues: string[]) {
    for (const queue of queues) await addQueue(queue);
    egress = createEgress({ allow: [peer.host] });
    registry = await createRegistry(database);
    presence = await createPresence({ database, registry, clock });
    closers.push(() => egress.close(), registry.close, presence.close);
    return startNode();
  }
  /** One node; `settled` once all that it has asked is answered and written. */
  function startNode(nodeClock: ManualClock = clock) {
    let [asked, recorded] = [0, 0];
    const polling = createPolling({
      database,
      registry,
      presence: {
        observation: presence.observation,
        async record(...reading) {
          await presence.record(...reading);
          recorded += 1;
        },
      },
      deskClock: { keepSeen: () => Promise.resolve() },
      egress: { request: (...question) => ((asked += 1), egress.request(...question)) },
      clock: nodeClock,
      random: aRandom(7),
    });
    let closing: Promise<void> | undefined;
    const close = () => (closing ??= polling.close());
    closers.push(close);
    const settled = async () => {
      await eventually(() => recorded === asked);
      await new Promise((resolve) => setImmediate(resolve));
    };
    return { close, settled };
  }
  const shown = (queue: string): string => shownAt(presence.observation(queue)!, clock.now()).state;
  const pass = async (seconds: number, look: () => Promise<unknown>, stepSec = 1): Promise<void> => {
    for (let passed = 0; passed < seconds; passed += stepSec) {
      clock.advance(stepSec * SEC);
      await look();
    }
  };
  const leased = () => eventually(() => database.db.selectFrom('lease').select('holder').executeTakeFirst());

  test('polling: whatever a source does instead of answering, it is unknown within 90 s, and says why', async () => {
    const { online: _online, offline: _offline, ...bad } = MANNERS;
    const queues = Object.keys(bad).map((_manner, index) => `q${index}`);
    const node = await poll(...queues);
    await leased();
    await pass(40, node.settled);
    for (const queue of queues) assert.equal(shown(queue), 'available');
    Object.values(bad).forEach((manner, index) => peer.behave(`q${index}`, manner));
    const changedMs = clock.now();
    clock.advance(31 * SEC);
    await node.settled();
    await pass(60, () => Promise.resolve());
    for (const queue of queues) {
      assert.ok((presence.observation(queue)?.sampledAtMs ?? Infinity) <= changedMs);
      assert.equal(shown(queue), 'unknown', queue);
      const { failing } = await loadPresence(database, queue);
      assert.ok(failing !== null && failing.code.length > 0 && failing.detail.length > 0, queue);
    }
  });

  test('polling: a source that never made sense is never available', async () => {
    const { online: _online, offline: _offline, hangs: _hangs, 'hangs half-way': _halfWay, ...bad } = MANNERS;
    const queues = Object.values(bad).map((manner, index) => (peer.behave(`q${index}`, manner), `q${index}`));
    const node = await poll(...queues);
    await leased();
    await pass(200, async () => {
      await node.settled();
      for (const queue of queues) assert.equal(shown(queue), 'unknown');
    });
    assert.ok(queues.every((queue) => peer.countOf(queue) >= 3));
  });

  test('polling: a source that flaps at 1 Hz is never shown as available after its first down', async () => {
    const node = await poll('flaps');
    peer.behave('flaps', (response) => MANNERS[Math.floor(clock.now() / SEC) % 2 ? 'online' : 'offline'](response));
    await leased();
    const seen = new Set<string>();
    await pass(1_800, async () => {
      await node.settled();
      seen.add(presence.observation('flaps')!.state);
      if (seen.has('nobody')) assert.notEqual(shown('flaps'), 'available');
    });
    assert.ok(seen.has('available'), 'it was seen there, and not believed');
  });

  test('polling: somebody who comes back and stays is shown after a minute', async () => {
    const node = await poll('desk');
    peer.behave('desk', MANNERS.offline);
    await leased();
    await pass(31, node.settled);
    assert.equal(shown('desk'), 'nobody');
    peer.behave('desk', MANNERS.online);
    await pass(30, node.settled);
    assert.equal(shown('desk'), 'nobody');
    await pass(60, node.settled);
    assert.equal(shown('desk'), 'available');
  });

  test('polling: a source that fails is asked less and less often, at least every 5 minutes, and for ever', async () => {
    peer.behave('desk', MANNERS['a fault of its own']);
    const node = await poll('desk');
    await leased();
    await pass(600, node.settled);
    const inTenMinutes = peer.countOf('desk');
    assert.ok(inTenMinutes >= 4 && inTenMinutes <= 7, `${inTenMinutes}`);
    for (let hour = 0; hour < 3; hour += 1) {
      const before = peer.countOf('desk');
      await pass(3_600, node.settled, 5);
      const asked = peer.countOf('desk') - before;
      assert.ok(asked >= 11 && asked <= 14, `${asked} in hour ${hour}`);
    }
    peer.behave('desk', MANNERS.online);
    await pass(310, node.settled);
    assert.equal(shown('desk'), 'available');
    const before = peer.countOf('desk');
    await pass(300, node.settled);
    assert.ok(peer.countOf('desk') - before >= 10, 'and then as often as before');
  });

  test('polling: a clock that is set back lets no source wait for as long', async () => {
    const node = await poll('desk');
    await leased();
    clock.advance(3_600 * SEC);
    await node.settled();
    await pass(31, node.settled);
    clock.set(MONDAY_10);
    peer.behave('desk', MANNERS.offline);
    await pass(65, node.settled);
    assert.equal(shown('desk'), 'nobody');
  });

  test('polling: a hundred queues are asked at different moments, each twice a minute, and never more than fifty at once', async () => {
    const queues = Array.from({ length: 100 }, (_, index) => `q${index}`);
    const node = await poll(...queues);
    await leased();
    let most = 0;
    await pass(150, async () => {
      const before = peer.asked.length;
      await node.settled();
      most = Math.max(most, peer.asked.length - before);
    });
    assert.ok(most <= 20, `${most} in one second`);
    for (const queue of queues) {
      const count = peer.countOf(queue);
      assert.ok(count >= 4 && count <= 6, `${queue}: ${count}`);
      peer.behave(queue, MANNERS.hangs);
    }
    clock.advance(31 * SEC);
    await eventually(() => peer.mostOpen() === 50);
    await node.close();
    egress.close();
    assert.equal(peer.mostOpen(), 50);
  });

  test('the file decides whom to ask: a new address is asked, one that is gone is not', async () => {
    const node = await poll('desk', 'other');
    await leased();
    await pass(40, node.settled);
    await database.db
      .updateTable('queue')
      .set({ presence: JSON.stringify(peer.source('moved')) })
      .where('id', '=', 'desk')
      .execute();
    await database.db.updateTable('queue').set({ presence: null }).where('id', '=', 'other').execute();
    await registry.reload();
    const before = { desk: peer.countOf('desk'), other: peer.countOf('other') };
    await pass(65, node.settled);
    assert.ok(peer.countOf('moved') >= 2);
    assert.deepEqual({ desk: peer.countOf('desk'), other: peer.countOf('other') }, before);
    assert.equal(presence.observation('other'), null);
    assert.equal(shown('desk'), 'available');
  });

  test('polling: one of two nodes polls; if it dies the other follows within a minute, if it closes at once', async () => {
    const node = await poll('desk');
    await leased();
    const dying = createManualClock(MONDAY_10);
    const other = startNode(dying);
    await pass(120, async () => {
      dying.advance(SEC);
      await node.settled();
    });
    assert.ok(peer.countOf('desk') <= 5, `${peer.countOf('desk')}`);
    // A node that hangs renews nothing: its clock stands still.
    const before = peer.countOf('desk');
    for (let second = 0; second < 60 && peer.countOf('desk') === before; second += 1) {
      dying.advance(SEC);
      await new Promise((resolve) => setImmediate(resolve));
      await other.settled();
    }
    assert.ok(peer.countOf('desk') > before, 'not within a minute');
    await other.close();
    clock.set(new Date(dying.now()).toISOString());
    const afterClosing = peer.countOf('desk');
    await pass(11, node.settled);
    await pass(30, node.settled);
    assert.ok(peer.countOf('desk') > afterClosing);
  });
});
