// A client that takes nothing of what waits for it is dropped; a slow one, and an event stream, are kept.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { after, before, beforeEach, describe, test } from 'node:test';
import { endStuckReaders, streaming } from '../../../server/src/platform/http/stuck-readers.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { eventually } from '../../support/waiting.ts';

const LOOK_MS = 1_000;
const MAX_LOOKS = 10;
/** More than the kernel takes at once for a client: it shows that room has come in steps of some megabytes. */
const READ_BYTES = 10 * 1024 * 1024;
/** In one write. */
const BODY = Buffer.alloc(READ_BYTES * MAX_LOOKS * 2);

describe('a client', () => {
  const clock = createManualClock('2026-11-24T14:00:00.000Z');
  let server: Server;
  let reader: Socket;
  let socket: Socket;
  before(async () => {
    server = createServer((request, response) => {
      socket = request.socket;
      response.end(BODY);
    }).listen(0, '127.0.0.1');
    endStuckReaders(server, clock);
    await once(server, 'listening');
  });
  beforeEach(async () => {
    reader = connect((server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    reader.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    await once(reader, 'data');
    reader.pause();
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  const readSome = async (): Promise<void> => {
    const endBytes = reader.bytesRead + READ_BYTES;
    while (reader.bytesRead < endBytes) {
      await once(reader.resume(), 'data');
      reader.pause();
    }
  };
  const leave = async (): Promise<void> => {
    reader.destroy();
    await eventually(() => socket.closed);
  };

  test('stuck reader: is dropped when it has taken nothing for ten seconds', async () => {
    clock.advance(LOOK_MS * MAX_LOOKS);
    assert.equal(socket.destroyed, false);
    // What the kernel still took at the first look was progress.
    clock.advance(LOOK_MS * 2);
    assert.ok(socket.destroyed);
    await leave();
  });

  test('stuck reader: one that takes a little of a large body is kept; mutant: by whole writes it is taken for stuck', async () => {
    let whole = { taken: 0, looks: 0 };
    let isDroppedByWhole = false;
    for (let looks = 0; looks <= MAX_LOOKS; looks += 1) {
      await readSome();
      clock.advance(LOOK_MS);
      const taken = socket.bytesWritten - socket.writableLength;
      whole = { taken, looks: taken === whole.taken ? whole.looks + 1 : 0 };
      isDroppedByWhole ||= whole.looks >= MAX_LOOKS;
    }
    assert.equal(socket.destroyed, false);
    assert.ok(isDroppedByWhole);
    await leave();
  });

  test('stuck reader: an event stream keeps its own limit', async () => {
    streaming.add(socket);
    clock.advance(LOOK_MS * MAX_LOOKS * 3);
    assert.equal(socket.destroyed, false);
    await leave();
  });

  test('stuck reader: a connection for which nothing waits is kept, and nothing is looked at once all are closed', async () => {
    reader.resume();
    await eventually(() => socket.writableLength === 0);
    clock.advance(LOOK_MS * MAX_LOOKS * 3);
    assert.equal(socket.destroyed, false);
    await leave();
    clock.advance(LOOK_MS);
    assert.equal(clock.timerCount(), 0);
  });
});
