// Two nodes on one Postgres, one of them on a machine whose clock is wrong: working sources stay available on both.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { sql } from 'kysely';
import type { Availability } from '@askusnow/sdk/contract';
import { createSharedClock, type Clock } from '../../../server/src/platform/clock.ts';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { createTestStore, type TestStore } from '../../support/app/database.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { createWrongClock, moveDatabaseTime, type WrongClock } from '../../support/app/machine-clock.ts';
import { startServerProcess, temporaryFolder } from '../../support/app/process.ts';
import { startPresencePeer, type PresencePeer } from '../../support/peers/presence-peer.ts';
import { eventually, pause } from '../../support/waiting.ts';

const files = temporaryFolder();
const MIN_MS = 60_000;
const STEP_MS = 1_000;
const REAL_STEP_MS = 20;
/** A poll, a minute of hysteresis, and leases that change hands. */
const SETTLED_WITHIN_MS = 3 * MIN_MS;

const cooperativeOf = (peer: PresencePeer): string => `
cooperative: { name: Test cooperative }
queues:
  - { id: desk, name: Desk, tier: local, zone: America/New_York, hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "00:00", close: "24:00" }] }, presence: ${JSON.stringify(peer.source('desk'))} }
libraries:
  - { id: harford, name: Harford, zone: America/New_York, live: true, origins: ["https://harford.example.org"], queues: { local: { queue: desk, chat: "https://chat.example.org/harford" } } }
`;

describe('two nodes, one with a wrong clock', () => {
  let peer: PresencePeer;
  let store: TestStore;
  let time: ManualClock;
  let setDatabaseTime: (nowMs: number) => Promise<void>;
  let nodes: TestApp[];
  let closeAdmin: () => Promise<void>;
  /** Of all leases but one that each node has; or of one. */
  let holders: (lease?: string) => Promise<string[]>;

  before(async () => {
    peer = await startPresencePeer();
  });
  beforeEach(async () => {
    nodes = [];
    time = createManualClock(MONDAY_10);
    store = await createTestStore('postgres');
    const admin = await openDatabase(store.config, () => undefined);
    setDatabaseTime = await moveDatabaseTime(admin);
    await setDatabaseTime(time.now());
    closeAdmin = () => admin.close();
    holders = async (lease) => {
      const isNamed = lease === undefined ? sql`name != 'availability-told'` : sql`name = ${lease}`;
      const { rows } = await sql<{ holder: string }>`select distinct holder from lease where ${isNamed}
        and expires_at > ${new Date(time.now())}`.execute(admin.db);
      return rows.map(({ holder }) => holder);
    };
  });
  afterEach(async () => {
    for (const node of nodes) await node.close();
    await closeAdmin();
    await store.remove();
  });
  after(async () => {
    files.remove();
    await peer.close();
  });

  async function startNode(clock: Clock): Promise<TestApp> {
    const isFirst = nodes.length === 0;
    const environment = { EGRESS_ALLOW: peer.host };
    const cooperative = isFirst ? { cooperative: cooperativeOf(peer) } : {};
    const node = await startApp({ engine: 'postgres', store, clock, environment, ...cooperative });
    nodes.push(node);
    return node;
  }
  const stop = async (node: TestApp): Promise<void> => {
    nodes = nodes.filter((other) => other !== node);
    await node.close();
  };

  const read = async (node: TestApp): Promise<Availability> =>
    (await (await fetch(`${node.url}/v1/libraries/harford/availability`)).json()) as Availability;
  const states = (): Promise<string[]> => Promise.all(nodes.map(async (node) => (await read(node)).state));
  const areAvailable = async (): Promise<boolean> => (await states()).every((state) => state === 'available');

  /** Everybody's time passes: the database's, and that of every machine, right or wrong. */
  async function step(): Promise<void> {
    await setDatabaseTime(time.now() + STEP_MS);
    time.advance(STEP_MS);
    await pause(REAL_STEP_MS);
    // On a busy machine a question would take minutes of this time.
    await eventually(() => peer.openCount() === 0);
  }
  async function passUntil(isReached: () => Promise<boolean>, withinMs: number): Promise<void> {
    for (let passedMs = 0; passedMs < withinMs && !(await isReached()); passedMs += STEP_MS) await step();
    await eventually(isReached);
  }
  async function stayAvailable(forMs: number): Promise<void> {
    for (let passedMs = 0; passedMs < forMs; passedMs += STEP_MS) {
      await step();
      assert.deepEqual([...new Set(await states())], ['available'], `after ${passedMs} ms`);
    }
  }
  const warnings = (node: TestApp): string[] => node.log.filter((line) => line.startsWith('warning: '));
  const dateOf = async ({ url }: TestApp, path: string): Promise<number> =>
    Date.parse((await fetch(url + path)).headers.get('date') ?? '');

  test('clocks: a first import is dated by the database’s clock, whatever the machine’s is', async () => {
    const file = files.write('cooperative.yaml', cooperativeOf(peer));
    const environment = {
      DATABASE_URL: store.config.databaseUrl!,
      DATA_DIR: files.path,
      EGRESS_ALLOW: peer.host,
      PORT: '0',
    };
    // The machine is months ahead of this database.
    const server = await startServerProcess(environment, ['--import', file]);
    await server.signal('SIGTERM');
    const database = await openDatabase(store.config, () => undefined);
    const { at } = await database.db
      .selectFrom('audit_entry')
      .select('at')
      .where('subject', '=', 'cooperative')
      .executeTakeFirstOrThrow();
    await database.close();
    assert.ok(Math.abs(at.getTime() - time.now()) < MIN_MS, at.toISOString());
  });

  for (const [words, aheadMs] of [
    ['5 minutes ahead', 5 * MIN_MS],
    ['5 minutes behind', -5 * MIN_MS],
  ] as const) {
    test(`clocks: ${words}, a node corrects itself, stands back, and takes over when it is alone`, async () => {
      const wrong = await startNode(createSharedClock(createWrongClock(aheadMs, time)));
      await passUntil(areAvailable, SETTLED_WITHIN_MS);
      assert.deepEqual(await holders(), [wrong.nodes.id], 'alone, it does the work by its corrected clock');

      const right = await startNode(createSharedClock(createWrongClock(0, time)));
      await passUntil(
        async () => (await areAvailable()) && (await holders('presence')).join() === right.nodes.id,
        SETTLED_WITHIN_MS,
      );
      await stayAvailable(3 * MIN_MS);
      assert.deepEqual(await holders(), [right.nodes.id]);
      assert.deepEqual([wrong.nodes.mayHold(), right.nodes.mayHold()], [false, true]);
      assert.deepEqual(wrong.nodes.clock(), { state: 'off', skewMs: aheadMs });
      assert.equal(warnings(wrong).length, 1, 'said once');
      assert.match(warnings(wrong)[0]!, /300 s (ahead of|behind) the database's/);
      assert.deepEqual(warnings(right), []);
      assert.deepEqual(
        [right, wrong].map(({ nodes: { liveCount } }) => liveCount()),
        [2, 2],
      );
      for (const path of ['/v1/libraries/harford/availability', '/v1/libraries/harford/availability?x', '/health'])
        assert.ok(Math.abs((await dateOf(wrong, path)) - time.now()) <= STEP_MS, path);

      await stop(right);
      await stayAvailable(3 * MIN_MS);
      assert.deepEqual(await holders(), [wrong.nodes.id]);
    });
  }

  test('clocks: a machine whose clock is set while it runs goes on, and is right again once it is set right', async () => {
    const machine: WrongClock = createWrongClock(0, time);
    const node = await startNode(createSharedClock(machine));
    await passUntil(areAvailable, SETTLED_WITHIN_MS);
    for (const [aheadMs, state] of [
      [5 * MIN_MS, 'off'],
      [0, 'right'],
    ] as const) {
      machine.setAhead(aheadMs);
      assert.deepEqual(await states(), ['available']);
      // No time passes while it is measured: on a busy machine that would take seconds of this time.
      await eventually(() => node.nodes.clock().state === state);
      await stayAvailable(MIN_MS);
      assert.equal(node.nodes.clock().state, state);
    }
    assert.deepEqual(
      warnings(node).map((line) => /300 s ahead|agrees/.exec(line)?.[0]),
      ['300 s ahead', 'agrees'],
    );
  });

  test('clocks: mutant: leases and samples by a machine’s own clock: 5 minutes ahead, it blinds the right node', async () => {
    const wrong = await startNode(createWrongClock(5 * MIN_MS, time));
    await passUntil(areAvailable, SETTLED_WITHIN_MS);
    const right = await startNode(createWrongClock(0, time));
    for (let passedMs = 0; passedMs < MIN_MS; passedMs += STEP_MS) await step();
    assert.equal((await read(right)).state, 'unknown');
    await stop(wrong);
    for (let passedMs = 0; passedMs < MIN_MS; passedMs += STEP_MS) await step();
    assert.equal((await read(right)).state, 'available', 'a node that closes gives its lease back');
  });
});
