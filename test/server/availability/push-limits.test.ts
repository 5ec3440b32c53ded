// However many streams a network or an account asks for, others find room, and who is refused polls.
import assert from 'node:assert/strict';
import { after, afterEach, before, beforeEach, describe, test } from 'node:test';
import { createAvailabilityWatcher } from '@askusnow/sdk';
import { systemClock } from '../../../server/src/platform/clock.ts';
import type { Database } from '../../../server/src/platform/db/open.ts';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { GATE_ENGINE, openTestDatabase } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { addDesks, closeQueue, MONDAY_10, startAnswering, type AnsweringNode } from '../../support/data/desks.ts';
import { createHandClock } from '../../support/peers/edge.ts';
import { readStream, type StreamReader } from '../../support/data/event-stream.ts';
import { eventually } from '../../support/waiting.ts';

const MAX_STREAMS = 400;
const readers: StreamReader[] = [];
/** Opens a stream, or is refused; gives the status and headers. */
async function open(port: number, path: string, headers: Record<string, string>, from?: string): Promise<string> {
  const reader = readStream(port, path, '1.1', 'GET', headers, from);
  readers.push(reader);
  await eventually(() => reader.head() !== '');
  return reader.head();
}
const closeAll = (): void => readers.splice(0).forEach((reader) => reader.close());

describe('availability streams', () => {
  let database: Database;
  let node: AnsweringNode;
  const statusFrom = async (network: string): Promise<string> =>
    (await open(node.port, '/v1/availability/stream?library=harford', {}, `${network}.7`)).slice(9, 12);
  const fill = async (network: string): Promise<number> => {
    for (let count = 0; ; count += 1) if ((await statusFrom(network)) !== '200') return count;
  };
  before(async () => {
    database = await openTestDatabase(GATE_ENGINE);
    await addDesks(database);
  });
  beforeEach(async () => {
    node = await startAnswering(database, createManualClock(MONDAY_10), { maxStreams: MAX_STREAMS });
  });
  afterEach(async () => {
    closeAll();
    await node.close();
  });
  after(() => database.close());

  test('stream limits: a network that opens all it can leaves places for another, and so do many', async () => {
    assert.equal(await fill('127.0.1'), 20);
    assert.match(await open(node.port, '/v1/availability/stream?library=harford', {}, '127.0.1.9'), /^http\/1.1 429/);
    assert.equal(await statusFrom('127.0.2'), '200');
    for (let attacker = 3; attacker < 23; attacker += 1) await fill(`127.0.${attacker}`);
    assert.equal(await statusFrom('127.9.9'), '200');
  });

  test('stream limits: a refusal says when to come back, not at the same time for all, and a place that is left is free again', async () => {
    await fill('127.0.1');
    const waits = new Set<number>();
    for (let count = 0; count < 8; count += 1) {
      const head = await open(node.port, '/v1/availability/stream?library=harford', {}, '127.0.1.9');
      waits.add(Number(/retry-after: (\d+)/.exec(head)?.[1]));
    }
    assert.ok(Math.min(...waits) >= 30 && Math.max(...waits) <= 90 && waits.size > 2, [...waits].join());
    const streams = node.push.streamCount();
    readers[0]!.close();
    await eventually(() => node.push.streamCount() === streams - 1);
    assert.equal(await statusFrom('127.0.1'), '200');
  });

  test('stream limits: if all pages show one address, refused ones still learn of changes by polls', async () => {
    // As behind a proxy that TRUSTED_PROXIES does not name. The Date of a reply is the machine's own.
    await node.close();
    node = await startAnswering(database, systemClock, { maxStreams: 20 });
    await fill('127.0.0');
    const clock = createHandClock(new Date().toISOString());
    const states: string[] = [];
    const watcher = createAvailabilityWatcher({ endpoint: node.url, clock });
    const watch = watcher.watch('carroll', ({ state }) => states.push(state));
    await eventually(() => states.length === 1);
    for (const queue of ['state', 'world'])
      await closeQueue(database, queue, new Date(Date.now() + HOUR_MS).toISOString());
    await eventually(() => node.live.frame('carroll')?.availability.state === 'closed');
    const fromMs = clock.now();
    await eventually(() => (clock.hand.advance(1000), states.length > 1));
    assert.deepEqual(states, ['available', 'closed']);
    assert.ok(clock.now() - fromMs <= 120_000, `${clock.now() - fromMs} ms`);
    assert.equal(node.push.streamCount(), 1);
    watch.close();
  });
});

withApp({ engines: [GATE_ENGINE] }).describe('change streams', (on) => {
  after(async () => {
    closeAll();
  });

  test('change streams: an account that opens all it can leaves places for another', async () => {
    const status = async (cookie: string): Promise<string> =>
      (await open(on.app.config.port, '/v1/changes/stream', { cookie })).slice(9, 12);
    const desk = await on.app.signIn('desk', ['harford-desk']);
    const coordinator = await on.app.signIn('coordinator');
    const statuses: string[] = [];
    for (let count = 0; count < 60; count += 1) statuses.push(await status(desk));
    assert.deepEqual(
      statuses.map((each) => each === '200'),
      // A twentieth of 1,000, and as its share shrinks.
      statuses.map((_, index) => index < 48),
    );
    assert.equal(statuses.at(-1), '429');
    assert.equal(await status(coordinator), '200');
  });
});
