import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { after, before, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { withApp } from '../../support/app/fixture.ts';
import { eventually, HANGS_AFTER_MS, pause } from '../../support/waiting.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';

withApp({ engines: [GATE_ENGINE], cooperative: null }).describe('slow client', (on) => {
  /** The framework’s defaults. */
  const mutant = Fastify();
  /** Of clients that read nothing, from the beginning: both tests wait for their limits at the same time. */
  let stuck: { real: Socket; mutant: Socket };
  before(async () => {
    mutant.get('/openapi.json', () => Buffer.alloc(621_000));
    mutant.addContentTypeParser('text/plain', { parseAs: 'string' }, (_request, body, done) => done(null, body));
    mutant.post('/v1/events', () => 'ok');
    await mutant.listen({ host: '127.0.0.1', port: 0 });
    stuck = { real: await readNothing(on.app.app), mutant: await readNothing(mutant) };
  });
  after(async () => {
    mutant.server.closeAllConnections();
    await mutant.close();
  });

  /** Asks for more than the kernel takes for a client that reads nothing; the server’s end of the connection. */
  async function readNothing({ server: http }: FastifyInstance): Promise<Socket> {
    const accepted = once(http, 'connection') as Promise<[Socket]>;
    const client = connect((http.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    client.pause().write('GET /openapi.json HTTP/1.1\r\nhost: localhost\r\n\r\n'.repeat(34));
    const [socket] = await accepted;
    await eventually(() => socket.writableLength > 0);
    return socket;
  }

  /** Sends the head of a request and no body; the answer once the server has closed, or null if `until` comes first. */
  const sendHalf = (port: number, until: Promise<unknown>): Promise<string | null> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      let text = '';
      void until.then(() => {
        socket.destroy();
        resolve(null);
      });
      socket.on('data', (data) => (text += data.toString()));
      socket.on('close', () => resolve(text));
      socket.write(
        'POST /v1/events HTTP/1.1\r\nhost: localhost\r\ncontent-type: text/plain\r\ncontent-length: 100\r\n\r\nslow',
      );
    });

  test('slow client: bodies that do not come are cut off within seconds; the framework’s default, kept as a mutant, waits for ever', async () => {
    /** How much longer than the server the mutant is watched. Units: ms. */
    const LONGER_MS = 3_000;
    const mutantPort = (mutant.server.address() as { port: number }).port;

    const hanging = pause(HANGS_AFTER_MS, { isWaitedFor: false });
    const slow = Promise.all(Array.from({ length: 50 }, () => sendHalf(Number(new URL(on.app.url).port), hanging)));
    const [answers, held] = await Promise.all([
      slow,
      sendHalf(
        mutantPort,
        slow.then(() => pause(LONGER_MS)),
      ),
    ]);
    for (const answer of answers) assert.match(answer ?? 'held open', /^HTTP\/1\.1 408 /);
    assert.equal(held, null);
    assert.equal((await fetch(`${on.app.url}/health`)).status, 200);
  });

  test('slow client: one that reads nothing of what waits for it is closed; the framework’s default, kept as a mutant, holds it', async () => {
    await eventually(() => stuck.real.destroyed);
    assert.equal(stuck.mutant.destroyed, false);
  });
});
