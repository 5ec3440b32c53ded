// What is seen at a desk reaches every page on every node within a second, once; and survives what nodes go through.
import assert from 'node:assert/strict';
import { afterEach, describe, test } from 'node:test';
import { addDesk, sendDeskHeartbeat, type Availability, type DeskState, type PresenceSource } from '@askusnow/sdk';
import { saveSample } from '../../../server/src/coverage/presence/sample-store.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { createTestStore, ENGINES_BY_TIER, type TestStore } from '../../support/app/database.ts';
import { MONDAY_10 } from '../../support/data/desks.ts';
import { readStream, type StreamReader } from '../../support/data/event-stream.ts';
import { administer } from '../../support/app/postgres.ts';
import { startPresencePeer } from '../../support/peers/presence-peer.ts';
import { eventually } from '../../support/waiting.ts';

const SEC = 1000;
const ALWAYS = 'hours: { weekly: [{ days: [mo, tu, we, th, fr, sa, su], open: "00:00", close: "24:00" }] }';
const cooperative = (source: PresenceSource): string => `
cooperative: { name: Test cooperative }
queues:
  - { id: desk, name: Desk, tier: local, zone: America/New_York, ${ALWAYS}, presence: ${JSON.stringify(source)} }
  - { id: state, name: State, tier: statewide, zone: America/New_York, ${ALWAYS} }
libraries:
  - { id: harford, name: Harford, zone: America/New_York, live: true, origins: [], queues: { local: { queue: desk, chat: "https://chat.example.org/desk" }, statewide: { queue: state, chat: "https://chat.example.org/state" } } }
  - { id: cecil, name: Cecil, zone: America/New_York, live: true, origins: [], queues: { local: { queue: desk, chat: "https://chat.example.org/desk" } } }
`;
const HEARTBEAT = cooperative({ kind: 'heartbeat' });

const answers = ({ events }: StreamReader): string[] =>
  events
    .filter(({ event }) => event === 'availability')
    .map(({ data }) => data as Availability)
    .map(({ library, state, tier, evidence }) => [library, state, tier, evidence].filter(Boolean).join(' '));

describe('presence on its way to the page', () => {
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const each of open.splice(0).reverse()) await each.close();
  });
  const started = async (...options: Parameters<typeof startApp>): Promise<TestApp> => {
    const node = await startApp(...options);
    let closing: Promise<void> | undefined;
    const once = { ...node, close: () => (closing ??= node.close()) };
    open.push(once);
    return once;
  };
  const stored = async (engine: 'pglite' | 'postgres'): Promise<TestStore> => {
    const store = await createTestStore(engine);
    open.push({ close: () => store.remove() });
    return store;
  };
  const reading = async (node: TestApp): Promise<StreamReader> => {
    const reader = readStream(node.config.port, '/v1/availability/stream?library=harford&library=cecil');
    open.push(reader);
    await eventually(() => answers(reader).length >= 2);
    return reader;
  };

  test('presence: a heartbeat is on every streaming page of both nodes within a second, each change once', async () => {
    const store = await stored('postgres');
    const here = await started({ engine: 'postgres', store, cooperative: HEARTBEAT });
    const there = await started({ engine: 'postgres', store });
    const cookie = await here.signIn('coordinator');
    const { token } = await addDesk(
      {
        endpoint: here.url,
        fetch: (url, init) =>
          fetch(url, {
            ...init,
            headers: { ...(init?.headers as object), cookie, origin: here.config.publicUrl },
          }),
      },
      'desk',
      { name: 'Desk' },
    );
    const readers = [await reading(here), await reading(here), await reading(there), await reading(there)];
    const before = 'harford available statewide scheduled';
    for (const reader of readers) assert.deepEqual(answers(reader).sort(), ['cecil unknown none', before]);
    let seq = 0;
    const steps: [DeskState, string[]][] = [
      ['available', ['cecil available local observed', 'harford available local observed']],
      // The same again changes nothing, and nobody is told.
      ['available', []],
      ['busy', ['cecil busy local observed', before]],
      ['away', ['cecil closed observed', before]],
    ];
    for (const [state, expected] of steps) {
      const counts = readers.map((reader) => reader.events.length);
      const sentMs = Date.now();
      await sendDeskHeartbeat({ endpoint: here.url }, token, { state, seq: (seq += 1) });
      const news = (reader: StreamReader, index: number) => ({ ...reader, events: reader.events.slice(counts[index]) });
      await eventually(() => readers.every((reader, index) => answers(news(reader, index)).length >= expected.length));
      readers.forEach((reader, index) => {
        const { events } = news(reader, index);
        assert.deepEqual(answers({ ...reader, events }).sort(), [...expected].sort(), state);
        for (const { atMs, event } of events)
          assert.ok(event !== 'availability' || atMs - sentMs < 1_000, `${atMs - sentMs} ms`);
      });
    }
  });

  test('presence: after a lost connection to the channel everything is read again', async () => {
    const store = await stored('postgres');
    const node = await started({ engine: 'postgres', store, cooperative: HEARTBEAT });
    await saveSample(node.database, 'desk', { state: 'available', atMs: Date.now() });
    const reader = await reading(node);
    await eventually(() => answers(reader).includes('cecil available local observed'));
    // A change that nobody is told of.
    await node.database.db.updateTable('queue_presence').set({ state: 'busy' }).execute();
    await administer(
      store.config.databaseUrl!,
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and (query ilike 'listen%' or query = 'select 1')",
    );
    await eventually(() => answers(reader).includes('cecil busy local observed'));
  });

  for (const engine of ENGINES_BY_TIER) {
    test(`presence: a restart within 90 s keeps what was seen, and no longer than it was good for, on ${engine}`, async () => {
      const store = await stored(engine);
      const clock = createManualClock(MONDAY_10);
      const first = await started({ engine, store, clock, cooperative: HEARTBEAT });
      await saveSample(first.database, 'desk', { state: 'available', atMs: clock.now() });
      await first.close();
      clock.advance(60 * SEC);
      const second = await started({ engine, store, clock });
      const { state, evidence, validUntil } = second.live.frame('cecil')!.availability;
      assert.deepEqual([state, evidence, validUntil], ['available', 'observed', '2026-05-04T14:01:30.000Z']);
      clock.advance(30 * SEC);
      assert.equal(second.live.frame('cecil')!.availability.state, 'unknown');
    });
  }

  test('presence: however many visitors and nodes there are, each source is asked once in half a minute', async () => {
    const peer = await startPresencePeer();
    open.push(peer);
    const store = await stored('postgres');
    const clock = createManualClock(MONDAY_10);
    const environment = { EGRESS_ALLOW: peer.host };
    const options = { engine: 'postgres', store, clock, environment } as const;
    const here = await started({ ...options, cooperative: cooperative(peer.source('desk')) });
    const there = await started(options);
    await eventually(() =>
      here.database.db.selectFrom('lease').select('name').where('name', '=', 'presence').executeTakeFirst(),
    );
    for (let visitor = 0; visitor < 10; visitor += 1) {
      await reading(here);
      await reading(there);
    }
    let asked = peer.countOf('desk');
    /** The clock goes on once what the source has said is stored: the database takes its own time. */
    const untilStored = async (): Promise<void> => {
      if (peer.countOf('desk') === asked) return;
      asked = peer.countOf('desk');
      const fromMs = clock.now() - 10 * SEC;
      await eventually(async () => {
        const row = here.database.db.selectFrom('queue_presence').select('sampled_at').where('queue_id', '=', 'desk');
        return ((await row.executeTakeFirst())?.sampled_at?.getTime() ?? 0) >= fromMs;
      });
    };
    for (let second = 0; second < 180; second += 1) {
      clock.advance(SEC);
      await untilStored();
      const pages = [here, there, here, there].map(({ url }) => fetch(`${url}/v1/libraries/harford/availability`));
      for (const page of await Promise.all(pages)) await page.arrayBuffer();
    }
    await eventually(() => there.live.frame('cecil')!.availability.state === 'available');
    const count = peer.countOf('desk');
    assert.ok(count >= 4 && count <= 7, `${count} times in three minutes`);
  });
});
