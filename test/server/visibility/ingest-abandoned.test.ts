// A page that leaves while its batch waits behind other requests of its connection.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import Fastify from 'fastify';
import { systemClock } from '../../../server/src/platform/clock.ts';
import type { Database } from '../../../server/src/platform/db/open.ts';
import { createAddressOf } from '../../../server/src/platform/http/address.ts';
import { createHttpDate } from '../../../server/src/platform/http/date.ts';
import { withPreRouter } from '../../../server/src/platform/http/pre-router.ts';
import { securityHeaders } from '../../../server/src/platform/http/security-headers.ts';
import { countAbandoned, eventsFastPath } from '../../../server/src/visibility/ingest/fast-path.ts';
import { createOutcomeSender } from '../../../server/src/visibility/ingest/send-outcome.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { addLibraries, BROWSER, ORIGIN, startNode, sumOf, type Node } from '../../support/app/ingest.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { eventually } from '../../support/waiting.ts';

const security = securityHeaders({ secure: true, simulated: false });
const GET = 'GET /held HTTP/1.1\r\nhost: localhost\r\n\r\n';
const postOf = (body: string): string =>
  `POST /v1/events HTTP/1.1\r\nhost: localhost\r\norigin: ${ORIGIN}\r\nuser-agent: ${BROWSER}\r\n` +
  `content-type: text/plain;charset=UTF-8\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;

forEachEngine((_engine, open) => {
  let database: Database;
  let node: Node;
  before(async () => {
    database = await open();
    await addLibraries(database);
    node = await startNode(database, systemClock);
  });
  after(() => node.close());

  /** Sends two requests that are never answered, and `text` behind them; leaves without an answer. */
  async function sendAndLeave(text: string, { countsAbandoned = true } = {}): Promise<{ heldCount: number }> {
    const events = { ingest: node.ingest, sendOutcome: createOutcomeSender(security), addressOf: createAddressOf([]) };
    const options = { security, date: createHttpDate(systemClock) };
    const abandon = countsAbandoned ? { abandon: countAbandoned(events) } : {};
    const app = Fastify({ serverFactory: withPreRouter({ ...options, ...abandon }, eventsFastPath(events)) });
    let heldCount = 0;
    app.get('/held', (_request, reply) => {
      heldCount += 1;
      reply.hijack();
    });
    await app.listen({ host: '127.0.0.1', port: 0 });
    const closed = new Promise((resolve) => app.server.once('connection', (socket) => socket.once('close', resolve)));
    const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(GET + GET + text);
    await eventually(() => heldCount === 2);
    socket.resetAndDestroy();
    await closed;
    await app.close();
    return { heldCount };
  }

  test('ingest: a batch that waited, whole, when its page was reset is counted once, also where it is sent again', async () => {
    const batch = aBatch();
    const { heldCount } = await sendAndLeave(postOf(JSON.stringify(batch)) + GET);
    await eventually(async () => (await sumOf(database, 'click'))['counted'] === 1);
    assert.equal(heldCount, 2, 'the request behind it was dropped');
    assert.equal((await node.send(batch)).body.accepted, 0, 'it is known already');
    assert.deepEqual(await sumOf(database, 'click'), { counted: 1 });
  });

  test('ingest: a batch of which a part had come is not counted', async () => {
    const batch = aBatch();
    await sendAndLeave(postOf(JSON.stringify(batch)).slice(0, -1));
    assert.equal((await node.send(batch)).body.accepted, 1, 'it was not known');
  });

  test('ingest: mutant: a limit that drops whatever waits loses the batch', async () => {
    const batch = aBatch();
    await sendAndLeave(postOf(JSON.stringify(batch)), { countsAbandoned: false });
    assert.equal((await node.send(batch)).body.accepted, 1, 'it was not known');
  });
});
