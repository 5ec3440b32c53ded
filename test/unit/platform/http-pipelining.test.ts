// Pipelined requests: two of a connection are handled at a time, and none that nobody waits for.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { after, test } from 'node:test';
import { limitPipelining } from '../../../server/src/platform/http/pipelining.ts';
import { eventually } from '../../support/waiting.ts';

/** Two that are handled, and 32 that wait. */
const MAX_UNANSWERED = 34;

const servers: Server[] = [];
after(() => {
  for (const server of servers) server.close().closeAllConnections();
});

/** Without `isLimited`: Node's own server. Nothing is answered before the test does it. */
async function startServer({ isLimited }: { isLimited: boolean }) {
  const handled: ServerResponse[] = [];
  const abandoned: string[] = [];
  let open = 0;
  const handle = (_request: IncomingMessage, response: ServerResponse): void => void handled.push(response);
  const abandon = ({ url = '' }: IncomingMessage): void => void abandoned.push(url);
  const server = createServer(isLimited ? limitPipelining({ handle, abandon }) : handle);
  server.on('connection', (socket) => {
    open += 1;
    socket.once('close', () => (open -= 1));
  });
  servers.push(server.listen(0, '127.0.0.1'));
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { handled, abandoned, openCount: () => open, port };
}

const pathsOf = (count: number): string[] => Array.from({ length: count }, (_, index) => `/${index}`);
const requestsOf = (count: number): string =>
  pathsOf(count)
    .map((path) => `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`)
    .join('');
const openSocket = async (port: number): Promise<Socket> => {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
};

test('pipelining: two requests of a connection are handled at a time, and each is answered, in its order', async () => {
  const { handled, port } = await startServer({ isLimited: true });
  const socket = await openSocket(port);
  let text = '';
  socket.on('data', (data) => (text += data.toString()));
  socket.write(requestsOf(MAX_UNANSWERED));
  for (let answered = 0; answered < MAX_UNANSWERED; answered += 1) {
    await eventually(() => handled.length > answered);
    assert.ok(handled.length <= answered + 2, `${handled.length} handled, ${answered} answered`);
    handled[answered]!.end(`<${handled[answered]!.req.url}>`);
  }
  await eventually(() => text.includes(`</${MAX_UNANSWERED - 1}>`));
  assert.deepEqual(
    [...text.matchAll(/<(.*)>/g)].map(([, path]) => path),
    pathsOf(MAX_UNANSWERED),
  );
  socket.destroy();
});

test('pipelining: what was not begun when its client left is dropped; mutant: Node’s own server has handled all of it', async () => {
  const CLIENTS = 20;
  const burst = async (isLimited: boolean) => {
    const { handled, abandoned, openCount, port } = await startServer({ isLimited });
    const sockets = await Promise.all(Array.from({ length: CLIENTS }, () => openSocket(port)));
    for (const socket of sockets) socket.write(requestsOf(MAX_UNANSWERED));
    await eventually(() => handled.length >= CLIENTS * 2);
    for (const socket of sockets) socket.resetAndDestroy();
    await eventually(() => openCount() === 0);
    for (const response of handled) response.end();
    return { handled: handled.length, abandoned: abandoned.length };
  };
  assert.deepEqual(await burst(true), { handled: CLIENTS * 2, abandoned: CLIENTS * (MAX_UNANSWERED - 2) });
  assert.equal((await burst(false)).handled, CLIENTS * MAX_UNANSWERED);
});

test('pipelining: one request more than may wait ends the connection, whose requests are not handled', async () => {
  const { handled, abandoned, openCount, port } = await startServer({ isLimited: true });
  const socket = await openSocket(port);
  socket.write(requestsOf(1000));
  await once(socket, 'close');
  await eventually(() => openCount() === 0);
  assert.equal(handled.length, 2);
  assert.equal(abandoned.length, MAX_UNANSWERED - 2, 'what was held');
});

test('pipelining: requests that come one after the other are all handled, however many', async () => {
  const { handled, port } = await startServer({ isLimited: true });
  const socket = await openSocket(port);
  for (let count = 1; count <= 3 * MAX_UNANSWERED; count += 1) {
    socket.write(requestsOf(1));
    await eventually(() => handled.length === count);
    handled.at(-1)!.end();
    await once(socket, 'data');
  }
  socket.destroy();
});
