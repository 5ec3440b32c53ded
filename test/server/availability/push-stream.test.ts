// A stream begins with a snapshot, sends each change once, ticks, and ends with the server.
import assert from 'node:assert/strict';
import { after, before, beforeEach, afterEach, describe, test } from 'node:test';
import type { Availability, Tick } from '@askusnow/sdk/contract';
import type { Database } from '../../../server/src/platform/db/open.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { GATE_ENGINE, openTestDatabase } from '../../support/app/database.ts';
import { addDesks, closeQueue, MONDAY_10, startAnswering, type AnsweringNode } from '../../support/data/desks.ts';
import { readStream, type StreamReader } from '../../support/data/event-stream.ts';
import { eventually } from '../../support/waiting.ts';

const BOTH = '/v1/availability/stream?library=harford&library=carroll';
const ticks = ({ events }: StreamReader) =>
  events.filter(({ event }) => event === 'tick').map(({ data }) => data as Tick);
const told = ({ events }: StreamReader) =>
  events
    .filter(({ event }) => event === 'availability')
    .map(({ data }) => `${(data as Availability).library} ${(data as Availability).tier}`);

describe('the stream', () => {
  let database: Database;
  let clock: ManualClock;
  let node: AnsweringNode;
  const readers: StreamReader[] = [];
  const read = async (path = BOTH, httpVersion: '1.1' | '1.0' = '1.1'): Promise<StreamReader> => {
    // Each from a network of its own.
    const reader = readStream(node.port, path, httpVersion, 'GET', {}, `127.1.${readers.length}.1`);
    readers.push(reader);
    await eventually(() => ticks(reader).length > 0);
    return reader;
  };
  before(async () => {
    database = await openTestDatabase(GATE_ENGINE);
    await addDesks(database);
  });
  beforeEach(async () => {
    clock = createManualClock(MONDAY_10);
    node = await startAnswering(database, clock, { maxStreams: 20 });
  });
  afterEach(async () => {
    for (const reader of readers.splice(0)) reader.close();
    await node.close();
  });
  after(() => database.close());

  test('availability stream: it begins with when to come back, a snapshot of each library, and a tick', async () => {
    const reader = await read(`${BOTH}&library=carroll`);
    assert.match(reader.head(), /^http\/1\.1 200/);
    for (const header of [
      'content-type: text/event-stream',
      'cache-control: no-store',
      'x-accel-buffering: no',
      'access-control-allow-origin: *',
    ]) {
      assert.ok(reader.head().includes(header), header);
    }
    assert.deepEqual(
      reader.events.map(({ event }) => event),
      ['availability', 'availability', 'tick'],
    );
    assert.deepEqual(told(reader).sort(), ['carroll statewide', 'harford local']);
    const [carroll, harford] = reader.events.map(({ data }) => data as Availability);
    assert.deepEqual(ticks(reader), [
      {
        now: MONDAY_10,
        validUntil: { carroll: '2026-05-04T15:00:00.000Z', harford: '2026-05-04T15:00:00.000Z' },
        revision: { carroll: carroll!.revision, harford: harford!.revision },
      },
    ]);
    assert.ok(reader.retries[0]! >= 1_000 && reader.retries[0]! <= 30_000);
  });

  test('availability stream: an event has the body of the route', async () => {
    const reader = await read('/v1/availability/stream?library=harford');
    assert.deepEqual(
      reader.events[0]?.data,
      await (await fetch(`${node.url}/v1/libraries/harford/availability`)).json(),
    );
  });

  test('availability stream: it ticks every 15 seconds, each stream from its own beginning', async () => {
    const first = await read();
    clock.advance(4_000);
    const second = await read('/v1/availability/stream?library=carroll');
    clock.advance(41_000);
    await eventually(() => ticks(first).length === 4 && ticks(second).length === 3);
    assert.deepEqual(
      ticks(first).map(({ now }) => now.slice(17, 19)),
      ['00', '15', '30', '45'],
    );
    assert.deepEqual(
      ticks(second).map(({ now }) => now.slice(17, 19)),
      ['04', '19', '34'],
    );
    assert.deepEqual(Object.keys(ticks(second)[1]!.validUntil), ['carroll']);
  });

  test('availability stream: a change is sent once, to the streams of its libraries only', async () => {
    const [both, carroll] = [await read(), await read('/v1/availability/stream?library=carroll')];
    await closeQueue(database, 'harford-desk', '2026-05-04T20:00:00.000Z');
    await eventually(() => (clock.advance(250), told(both).length === 3));
    clock.advance(2_000);
    await eventually(() => ticks(both).length >= 1);
    assert.equal(told(both)[2], 'harford statewide');
    assert.deepEqual(told(carroll), ['carroll statewide']);
    await closeQueue(database, 'harford-desk', null);
    await eventually(() => node.live.frame('harford')?.availability.tier === 'local');
  });

  test('availability stream: changes within 250 ms come together, and a stream opened between gets them once', async () => {
    const early = await read();
    await closeQueue(database, 'state', '2026-05-04T20:00:00.000Z');
    await eventually(() => node.live.frame('carroll')?.availability.tier === 'global');
    clock.advance(0);
    await eventually(() => told(early).length === 4);
    await closeQueue(database, 'state', null);
    await eventually(() => node.live.frame('carroll')?.availability.tier === 'statewide');
    const late = await read('/v1/availability/stream?library=carroll');
    clock.advance(249);
    assert.equal(told(early).length, 4, 'not before 250 ms have passed');
    clock.advance(1);
    await eventually(() => told(early).length === 6);
    clock.advance(15_000);
    await eventually(() => ticks(late).length === 2);
    assert.deepEqual(told(late), ['carroll statewide']);
  });

  test('availability stream: a proxy that speaks HTTP/1.0, as nginx does by default, gets the same events unframed', async () => {
    const reader = await read(BOTH, '1.0');
    assert.doesNotMatch(reader.head(), /transfer-encoding/);
    clock.advance(15_000);
    await eventually(() => ticks(reader).length === 2);
    assert.equal(told(reader).length, 2);
  });

  test('availability stream: what cannot be streamed is refused before the stream begins', async () => {
    const ask = async (query: string, init: RequestInit = {}) => {
      const reply = await fetch(`${node.url}/v1/availability/stream${query}`, init);
      const { code } = (await reply.json().catch(() => ({}))) as { code?: string };
      return `${reply.status} ${code ?? ''}`.trim();
    };
    assert.equal(await ask(''), '422 invalid-request');
    assert.equal(await ask('?library=Not%20An%20Id'), '422 invalid-request');
    assert.equal(await ask(`?${'library=harford&'.repeat(51)}`), '422 invalid-request');
    assert.equal(await ask('?library=harford&library=nowhere'), '404 unknown-library');
    assert.equal((await ask('?library=harford', { method: 'HEAD' })).slice(0, 3), '404');
    assert.equal(node.push.streamCount(), 0);
  });

  test('availability stream: past the limit 503 with Retry-After; a closed stream frees its place', async () => {
    for (let count = 0; count < 20; count += 1) await read('/v1/availability/stream?library=carroll');
    const refused = await fetch(`${node.url}${BOTH}`);
    assert.equal(refused.status, 503);
    assert.ok(Number(refused.headers.get('retry-after')) >= 1);
    await refused.body?.cancel();
    readers[0]?.close();
    await eventually(() => node.push.streamCount() === 19);
    await read();
  });

  test('availability stream: when the server closes, streams end with a last chunk and a spread of times to come back', async () => {
    for (let count = 0; count < 12; count += 1) await read('/v1/availability/stream?library=carroll');
    const old = await read(BOTH, '1.0');
    await node.close();
    await eventually(() => readers.every((reader) => reader.isClosed()));
    assert.ok(readers.every((reader) => reader.isComplete() || reader === old));
    assert.equal(new Set(readers.map(({ retries }) => retries.at(-1))).size > 6, true);
    assert.ok(readers.every(({ retries }) => retries.length === 2));
  });
});
