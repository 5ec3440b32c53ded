// A reader that does not read is dropped before it costs memory; a slow one is kept.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { beginStream, writeChunk, type EventStream } from '../../../server/src/availability/push/event-stream.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { eventually } from '../../support/waiting.ts';

const TICK_MS = 15_000;
const MAX_BUFFERED_BYTES = 256 * 1024;
const TICK = Buffer.from('10\r\n: a tick of 16 B\r\n');

describe('a stream', () => {
  let server: Server;
  let clock: ManualClock;
  let reader: Socket;
  let stream: EventStream;
  before(async () => {
    server = createServer((request, response) => {
      const begun = beginStream(request, response, clock);
      if (begun) stream = begun;
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  beforeEach(async () => {
    clock = createManualClock('2026-11-24T14:00:00.000Z');
    reader = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    reader.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await once(reader, 'data');
    reader.pause();
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const write = (chunk: Buffer): void => writeChunk(stream, chunk, clock.now(), MAX_BUFFERED_BYTES);
  /** The kernel takes some megabytes for a reader that does not read; then bytes wait in this process. */
  const fillKernel = async (): Promise<void> => {
    while (stream.socket.writableLength === 0) {
      write(Buffer.alloc(64 * 1024));
      await new Promise((resolve) => setImmediate(resolve));
    }
  };
  const tick = async (): Promise<void> => {
    clock.advance(TICK_MS);
    write(TICK);
    await new Promise((resolve) => setImmediate(resolve));
  };

  test('slow reader: is dropped when its reader has taken nothing for two ticks', async () => {
    await fillKernel();
    for (let count = 0; count < 3 && !stream.socket.destroyed; count += 1) await tick();
    assert.ok(stream.socket.destroyed);
    assert.ok(stream.socket.writableLength < MAX_BUFFERED_BYTES, 'by the time, not by the bytes');
  });

  test('slow reader: mutant: with a bound on bytes alone, it costs a write request per tick for hours', async () => {
    await fillKernel();
    const boundOnly = ({ socket }: EventStream, chunk: Buffer): void => {
      if (socket.writableLength > MAX_BUFFERED_BYTES) socket.destroy();
      else socket.write(chunk);
    };
    for (let hours = 0; hours < 4; hours += 1) for (let ticks = 0; ticks < 240; ticks += 1) boundOnly(stream, TICK);
    assert.equal(stream.socket.destroyed, false);
    reader.destroy();
  });

  test('slow reader: is kept while its reader takes something in between, however much waits', async () => {
    await fillKernel();
    for (let count = 0; count < 8; count += 1) {
      const { writableLength } = stream.socket;
      reader.resume();
      await eventually(() => stream.socket.writableLength < writableLength);
      reader.pause();
      await fillKernel();
      await tick();
    }
    assert.equal(stream.socket.destroyed, false);
    reader.destroy();
  });

  test('slow reader: is dropped at once when more waits for it than its share of memory', async () => {
    await fillKernel();
    for (let count = 0; count < 6 && !stream.socket.destroyed; count += 1) write(Buffer.alloc(64 * 1024));
    assert.ok(stream.socket.destroyed);
  });

  test('slow reader: a second request over its connection ends it, since one reader has one place', async () => {
    reader.resume();
    reader.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await eventually(() => reader.closed);
  });
});
