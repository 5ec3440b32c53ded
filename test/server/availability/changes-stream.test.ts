// Signed-in pages are notified when to load again: the kinds of changes, and nothing of another's scope.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { watchChanges, type ChangeKind, type ChangeWatch } from '@askusnow/sdk';
import { registeredChannel } from '../../../server/src/cooperative/store.ts';
import { EVERYTHING } from '../../../server/src/platform/db/database.ts';
import { saveSample } from '../../../server/src/coverage/presence/sample-store.ts';
import { startApp } from '../../support/app/app.ts';
import { untilCaughtUp } from '../../support/app/changes.ts';
import { withApp } from '../../support/app/fixture.ts';
import { untilRan } from '../../support/app/job-runs.ts';
import { MONDAY_10, watchHeartbeats } from '../../support/data/desks.ts';
import { readStream, type StreamReader } from '../../support/data/event-stream.ts';
import { TWO_LIBRARIES } from '../../support/app/two-libraries.ts';
import { eventually } from '../../support/waiting.ts';

const SEC = 1000;

withApp({ now: MONDAY_10, as: { desk: ['desk', 'harford-desk'] } }).describe('changes', (on) => {
  const readers: StreamReader[] = [];
  const watches: ChangeWatch[] = [];
  before(async () => {
    await watchHeartbeats(on.app, 'harford-desk');
    // Their first runs tell of changes, too.
    await untilRan(on.app.database, ['assistance', 'schedule', 'scores', 'trouble']);
    await untilCaughtUp(on.app.database);
  });
  afterEach(() => {
    for (const open of [...readers.splice(0), ...watches.splice(0)]) open.close();
    on.clock.advance(SEC);
  });
  after(async () => {
    // A connection on which fetch has asked nothing yet is none that a server counts as idle.
    on.app.app.server.closeAllConnections();
  });

  const read = async (): Promise<StreamReader> => {
    const reader = readStream(on.app.config.port, '/v1/changes/stream', '1.1', 'GET', { cookie: on.cookies.desk });
    readers.push(reader);
    await eventually(() => reader.events.length > 0);
    return reader;
  };
  const changed = ({ events }: StreamReader) =>
    events.filter(({ event }) => event === 'changed').map(({ data }) => data);
  const told = async (reader: StreamReader, count: number): Promise<unknown> => {
    await eventually(() => (on.clock.advance(250), changed(reader).length >= count));
    return changed(reader).slice(count - 1);
  };
  const publish = (payload: string) => on.app.database.changes.publish(payload);

  test('changes: each is sent by its kind, those of 250 ms together, each once', async () => {
    const reader = await read();
    for (const [payload, what] of [
      ['queue:harford-desk', ['queue']],
      ['library-message', ['queue']],
      [registeredChannel('libraries', 'kent'), ['queue', 'schedule']],
      [registeredChannel('queues', 'harford-desk'), ['queue', 'schedule']],
      ['shifts:harford-desk', ['schedule']],
      ['schedule:harford-desk', ['schedule']],
      ['corrections:harford-desk', ['schedule']],
      ['requests', ['requests']],
      ['notices', ['notices']],
      ['recipients', ['requests']],
      ['counts', ['counts']],
      ['policy-pages', ['workspace']],
      [EVERYTHING, ['queue', 'schedule', 'presence', 'requests', 'notices', 'counts', 'workspace']],
    ] as const) {
      const count = changed(reader).length;
      await publish(payload);
      assert.deepEqual(await told(reader, count + 1), [{ what }], payload);
    }
    const count = changed(reader).length;
    await publish('notices');
    await eventually(() => (on.clock.advance(0), changed(reader).length > count));
    // In one transaction, or the last of them might reach a slow machine after the 250 ms.
    await on.app.database.db.transaction().execute(async (trx) => {
      for (const payload of ['requests', 'queue:a', 'queue:b', 'something-else'])
        await on.app.database.changes.publish(payload, trx);
    });
    assert.deepEqual(await told(reader, count + 2), [{ what: ['queue', 'requests'] }]);
  });

  test('changes: presence is sent when the observed or displayed state changes, by a sample or by the clock, not with each sample', async () => {
    const reader = await read();
    const sample = (state: 'available' | 'nobody') =>
      saveSample(on.app.database, 'harford-desk', { state, atMs: on.clock.now() });
    const seenAt = () => on.app.presence.observation('harford-desk')!.sampledAtMs;
    await sample('available');
    assert.deepEqual(await told(reader, 1), [{ what: ['presence'] }]);
    for (let poll = 0; poll < 5; poll += 1) {
      on.clock.advance(30 * SEC);
      await sample('available');
      await eventually(() => seenAt() === on.clock.now());
    }
    on.clock.advance(89 * SEC);
    assert.equal(changed(reader).length, 1);
    on.clock.advance(2 * SEC);
    assert.deepEqual(await told(reader, 2), [{ what: ['presence'] }], 'unknown after 90 s');
  });

  test('changes: sent when somebody is back, and again when patrons see it', async () => {
    const reader = await read();
    const sample = (state: 'available' | 'nobody') =>
      saveSample(on.app.database, 'harford-desk', { state, atMs: on.clock.now() });
    await sample('nobody');
    assert.deepEqual(await told(reader, 1), [{ what: ['presence'] }]);
    on.clock.advance(20 * SEC);
    await sample('available');
    assert.deepEqual(await told(reader, 2), [{ what: ['presence'] }], 'seen, though not shown');
    on.clock.advance(41 * SEC);
    assert.deepEqual(await told(reader, 3), [{ what: ['presence'] }], 'shown');
  });

  test('changes: it ticks every 15 seconds', async () => {
    const reader = await read();
    on.clock.advance(45 * SEC);
    await eventually(() => reader.events.filter(({ event }) => event === 'tick').length === 4);
  });

  test('changes: none without a session', async () => {
    const reply = await fetch(`${on.app.url}/v1/changes/stream`);
    assert.equal(reply.status, 401);
    const head = await fetch(`${on.app.url}/v1/changes/stream`, {
      method: 'HEAD',
      headers: { cookie: on.cookies.desk },
    });
    assert.equal(head.status, 404);
  });

  test('changes: a page gets all kinds on connecting and on reconnecting, and the rest by kind', async () => {
    const heard: (readonly ChangeKind[])[] = [];
    watches.push(
      watchChanges(
        {
          endpoint: on.app.url,
          fetch: (url, init) => fetch(url, { ...init, headers: { cookie: on.cookies.desk } }),
          clock: { now: () => Date.now(), after: (ms, run) => clockAfter(ms, run) },
        },
        (what) => heard.push(what),
      ),
    );
    const everything = ['queue', 'schedule', 'presence', 'requests', 'notices', 'counts', 'workspace'];
    await eventually(() => heard.length === 1);
    await publish('requests');
    await eventually(() => (on.clock.advance(250), heard.length === 2));
    on.app.app.server.closeAllConnections();
    await eventually(() => (on.clock.advance(SEC), heard.length === 3));
    assert.deepEqual(heard, [everything, ['requests'], everything]);
  });

  test('changes: a page whose session has ended gets nothing, and does not reconnect', async () => {
    const heard: unknown[] = [];
    const statuses: number[] = [];
    const asStranger: typeof fetch = async (url, init) => {
      const reply = await fetch(url, init);
      statuses.push(reply.status);
      return reply;
    };
    const options = { endpoint: on.app.url, fetch: asStranger, clock: { now: Date.now, after: clockAfter } };
    watches.push(watchChanges(options, (what) => heard.push(what)));
    await eventually(() => statuses.length === 1);
    for (let minute = 0; minute < 5; minute += 1) {
      on.clock.advance(60 * SEC);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual([heard, statuses], [[], [401]]);
  });

  const clockAfter = (ms: number, run: () => void): (() => void) => {
    const timer = on.clock.after(ms, run);
    return () => timer.cancel();
  };
});

test('changes: when the server closes, the stream ends whole and says when to come back', async () => {
  const server = await startApp({ engine: 'pglite', cooperative: TWO_LIBRARIES });
  const cookie = await server.signIn('coordinator');
  const reader = readStream(server.config.port, '/v1/changes/stream', '1.1', 'GET', { cookie });
  await eventually(() => reader.events.length > 0);
  await server.close();
  await eventually(() => reader.isClosed());
  assert.equal(reader.isComplete(), true);
  assert.equal(reader.retries.length, 2);
});
