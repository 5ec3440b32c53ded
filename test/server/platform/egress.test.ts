// What the server asks of others: bounded in time and size, and carrying nothing on.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createRawServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { afterEach, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { createEgress, EgressError, type EgressRequest } from '../../../server/src/platform/egress/egress.ts';

const ASK: EgressRequest = { timeoutMs: 5_000, maxBytes: 1_000 };
const faultOf = async (asking: Promise<unknown>): Promise<string> => {
  const error = await asking.then(
    () => undefined,
    (fault: unknown) => fault,
  );
  assert.ok(error instanceof EgressError, String(error));
  return error.code;
};

describe('the server asks another', () => {
  const servers: Server[] = [];
  const sockets = new Set<Socket>();
  const listen = async (server: Server): Promise<string> => {
    servers.push(server.on('connection', (socket: Socket) => sockets.add(socket)));
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  };
  const serve = (listener: RequestListener) => listen(createServer(listener));
  const raw = (onData: (socket: Socket) => void) =>
    listen(createRawServer((socket) => void socket.on('error', () => undefined).once('data', () => onData(socket))));

  afterEach(() => {
    for (const server of servers.splice(0)) server.close();
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  });

  test('egress: a host that the configuration names is reached in plain http, by name and port as written', async () => {
    const host = await serve((_request, response) => void response.end('here'));
    const reply = await createEgress({ allow: [host] }).request(`http://${host}/status`, ASK);
    assert.equal(reply.status, 200);
    assert.equal(reply.body.toString(), 'here');
    assert.equal(reply.url, `http://${host}/status`);
    await createEgress({ allow: ['127.0.0.1'] }).request(`http://${host}/status`, ASK);
    const [, port = ''] = host.split(':');
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    await createEgress({ allow: [`presence.internal:${port}`], resolve }).request(
      `http://presence.internal:${port}/`,
      ASK,
    );
  });

  test('egress: naming one port, or one host, lets no other through', async () => {
    const host = await serve((_request, response) => void response.end('here'));
    const egress = createEgress({ allow: ['127.0.0.1:1', 'presence.internal', 'localhost'] });
    assert.equal(await faultOf(egress.request(`http://${host}/`, ASK)), 'private-address');
    assert.equal(await faultOf(egress.request(`https://${host}/`, ASK)), 'private-address');
    assert.equal(await faultOf(egress.request('https://a.presence.internal/', ASK)), 'unreachable');
    assert.equal(sockets.size, 0);
  });

  test('egress: headers go to the origin they were meant for, and no further', async () => {
    const seen: IncomingMessage['headers'][] = [];
    const other = await serve(({ headers }, response) => void (seen.push(headers), response.end()));
    const host = await serve(({ headers, url }, response) => {
      seen.push(headers);
      const location = url === '/' ? '/again' : `http://${other}/`;
      response.writeHead(302, { location, 'set-cookie': 'a=1' }).end();
    });
    const headers = { authorization: 'Bearer token', 'if-none-match': '"1"' };
    const reply = await createEgress({ allow: [host, other] }).request(`http://${host}/`, { ...ASK, headers });
    assert.equal(reply.url, `http://${other}/`);
    assert.deepEqual(
      seen.map(({ authorization, cookie, connection }) => [authorization, cookie, connection]),
      [
        ['Bearer token', undefined, 'close'],
        ['Bearer token', undefined, 'close'],
        [undefined, undefined, 'close'],
      ],
    );
    assert.equal(seen[2]?.['if-none-match'], undefined);
  });

  test('egress: a header that is given twice keeps both values, and cookies are dropped', async () => {
    const host = await raw((socket) =>
      socket.end('HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Type: text/xml\r\nSet-Cookie: a=1\r\n\r\n'),
    );
    const reply = await createEgress({ allow: [host] }).request(`http://${host}/`, ASK);
    assert.deepEqual(reply.headers, { 'content-type': 'text/html, text/xml' });
  });

  test('egress: redirects end somewhere, and a post is never sent on', async () => {
    let asked = 0;
    const host = await serve((_request, response) => {
      asked++;
      response.writeHead(307, { location: '/' }).end();
    });
    const egress = createEgress({ allow: [host] });
    assert.equal(await faultOf(egress.request(`http://${host}/`, ASK)), 'too-many-redirects');
    assert.equal(asked, 4);
    const reply = await egress.request(`http://${host}/`, { ...ASK, method: 'POST', body: '{}' });
    assert.equal(reply.status, 307);
    assert.equal(asked, 5);
  });

  test('egress: a body larger than was allowed is not read to its end', async () => {
    let sent = 0;
    const host = await serve((_request, response) => {
      const flood = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(1_000, 'x'))) sent += 1_000;
        if (!response.destroyed) response.once('drain', flood);
      };
      flood();
    });
    assert.equal(await faultOf(createEgress({ allow: [host] }).request(`http://${host}/`, ASK)), 'too-large');
    assert.ok(sent < 10_000_000);
  });

  test('egress: a packed body is asked not to come, and not unpacked when it does', async () => {
    let accepted: string | undefined;
    const host = await serve(({ headers }, response) => {
      accepted = headers['accept-encoding'];
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(1_000_000)));
    });
    assert.equal(await faultOf(createEgress({ allow: [host] }).request(`http://${host}/`, ASK)), 'unreachable');
    assert.equal(accepted, 'identity');
  });

  /** As long as the whole body would take, a byte in 20 ms. */
  const DRIPPED_MS = 900 * 20;
  const SLOW: Record<string, (socket: Socket) => void> = {
    'says nothing': () => undefined,
    'never ends its headers': (socket) => drip(socket, 'HTTP/1.1 200 OK\r\n', 'x: y\r\n'),
    'drips its body': (socket) => drip(socket, 'HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\n', '.'),
  };
  for (const [how, onData] of Object.entries(SLOW)) {
    test(`egress: a host that ${how} is given up in time`, async () => {
      const host = await raw(onData);
      const begun = performance.now();
      const asking = createEgress({ allow: [host] }).request(`http://${host}/`, { ...ASK, timeoutMs: 300 });
      assert.equal(await faultOf(asking), 'timeout');
      assert.ok(performance.now() - begun < DRIPPED_MS / 2);
    });
  }

  test('egress: a name that is never resolved is given up in time', async () => {
    const egress = createEgress({ allow: [], resolve: () => new Promise(() => undefined) });
    assert.equal(await faultOf(egress.request('https://slow.example/', { ...ASK, timeoutMs: 200 })), 'timeout');
  });

  test('egress: a host that is away, hangs up or speaks no HTTP is unreachable', async () => {
    const away = await serve(() => undefined);
    await new Promise((done) => servers.pop()?.close(done));
    const rude = await raw((socket) => socket.destroy());
    const garbled = await raw((socket) => socket.end('\u0000\u0001 nonsense\r\n\r\n'));
    const half = await raw((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 900\r\n\r\nhalf'));
    const egress = createEgress({ allow: [away, rude, garbled, half] });
    for (const host of [away, rude, garbled, half]) {
      assert.equal(await faultOf(egress.request(`http://${host}/`, ASK)), 'unreachable', host);
    }
    assert.equal(await faultOf(egress.request('https://nowhere.invalid/', ASK)), 'unreachable');
  });

  test('egress: closing ends what is under way, and nothing is asked afterwards', async () => {
    const host = await raw(() => egress.close());
    const egress = createEgress({ allow: [host] });
    assert.equal(await faultOf(egress.request(`http://${host}/`, ASK)), 'unreachable');
    assert.equal(await faultOf(egress.request(`http://${host}/`, ASK)), 'unreachable');
  });

  test('egress: no error contains a path or a query, which may hold tokens', async () => {
    const egress = createEgress({ allow: [] });
    for (const url of ['https://127.0.0.1/token?key=token', 'https://nowhere.invalid/token', 'ftp://a/token']) {
      const error = await egress.request(url, ASK).catch((fault: unknown) => fault);
      assert.doesNotMatch(String(error), /token/);
    }
  });
});

function drip(socket: Socket, head: string, drop: string): void {
  socket.write(head);
  const timer = setInterval(() => (socket.destroyed ? clearInterval(timer) : socket.write(drop)), 20);
  timer.unref();
}
