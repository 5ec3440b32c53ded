// The security headers stand on every reply: each route, each refusal, and what never becomes a request.
import assert from 'node:assert/strict';
import { createServer, request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { test } from 'node:test';
import { securityHeaders } from '../../../server/src/platform/http/security-headers.ts';
import { withApp } from '../../support/app/fixture.ts';
import { GATE_ENGINE } from '../../support/app/database.ts';

const NEEDED = ['content-security-policy', 'cross-origin-opener-policy', 'x-content-type-options'];
const HSTS = 'strict-transport-security';

type HeaderValues = Record<string, string | string[] | undefined>;

/** The reply's head; its body, which may be a stream without an end, is cut off. */
const head = (url: string, method: string, headers: Record<string, string> = {}, body?: string) =>
  new Promise<{ status: number; headers: HeaderValues }>((resolve, reject) => {
    const sent = httpRequest(url, { method, headers }, (reply) => {
      resolve({ status: reply.statusCode ?? 0, headers: reply.headers });
      reply.destroy();
    });
    sent.once('error', reject).end(body);
  });

/** What is missing, or says something weaker. */
function faultsOf(headers: HeaderValues, isSecure: boolean): string[] {
  const needed = isSecure ? [...NEEDED, HSTS] : NEEDED;
  const faults = needed.filter((name) => headers[name] === undefined);
  if (!String(headers['content-security-policy']).includes("default-src 'none'")) faults.push("default-src 'none'");
  if (headers['x-content-type-options'] !== 'nosniff') faults.push('nosniff');
  if (headers['cross-origin-opener-policy'] !== 'same-origin') faults.push('same-origin');
  if (!isSecure && headers[HSTS] !== undefined) faults.push('HSTS over http');
  return faults;
}

for (const publicUrl of ['https://ask.example.org', undefined]) {
  const isSecure = publicUrl !== undefined;
  withApp({
    engines: [GATE_ENGINE],
    environment: isSecure ? { PUBLIC_URL: publicUrl } : {},
    demoFolder: `${import.meta.dirname}/../../../examples`,
  }).describe(`security headers, reached by ${isSecure ? 'https' : 'http'}`, (on) => {
    test('security headers: each route has them, found, refused or streamed', async () => {
      const cookie = await on.app.signIn('coordinator');
      const seen = new Set<number>();
      for (const { method, url } of on.app.app.routeAccess) {
        const path = url
          .replace(':library', 'harford')
          .replace(':queue', 'statewide')
          .replace(/:\w+|\*/g, 'x');
        const query = url === '/v1/availability/stream' ? '?library=harford' : '';
        for (const headers of [{}, { cookie, origin: on.app.config.publicUrl }]) {
          const reply = await head(`${on.app.url}${path}${query}`, method, headers);
          seen.add(reply.status);
          assert.deepEqual(faultsOf(reply.headers, isSecure), [], `${method} ${path} ${reply.status}`);
        }
      }
      for (const status of [200, 401, 404]) assert.ok(seen.has(status), String(status));
    });

    test('security headers: what is nowhere, undecodable, too large, of another kind, or not HTTP has them', async () => {
      const large = 'x'.repeat(9_000);
      for (const [path, method, headers, body] of [
        ['/nowhere', 'GET', {}, undefined],
        ['/%zz', 'GET', {}, undefined],
        ['/v1/events', 'POST', { 'content-type': 'text/plain' }, '{'],
        ['/v1/events', 'POST', { 'content-type': 'text/plain' }, large],
        ['/v1/events', 'POST', { 'content-type': 'application/xml' }, '<a/>'],
        ['/v1/libraries/harford/availability', 'OPTIONS', {}, undefined],
      ] as const) {
        const reply = await head(on.app.url + path, method, headers, body);
        assert.ok(reply.status >= 400, path);
        assert.deepEqual(faultsOf(reply.headers, isSecure), [], `${method} ${path} ${reply.status}`);
      }
      const raw = await sendRaw(on.app.config.port, 'NOT HTTP\r\n\r\n');
      assert.match(raw, /^HTTP\/1\.1 400 /);
      assert.deepEqual(faultsOf(headersIn(raw), isSecure), []);
    });

    test('security headers: a reply that is not modified has them', async () => {
      const url = `${on.app.url}/v1/libraries/harford/availability`;
      const etag = String((await head(url, 'GET')).headers['etag']);
      const reply = await head(url, 'GET', { 'if-none-match': etag });
      assert.equal(reply.status, 304);
      assert.deepEqual(faultsOf(reply.headers, isSecure), []);
    });
  });
}

test('security headers: mutant: headers that routes set themselves are missing where no route is', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/') response.setHeaders(new Headers(securityHeaders({ secure: true, simulated: false })));
    response.writeHead(request.url === '/' ? 200 : 404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  assert.deepEqual(faultsOf((await head(`http://127.0.0.1:${port}/`, 'GET')).headers, true), []);
  assert.ok(faultsOf((await head(`http://127.0.0.1:${port}/nowhere`, 'GET')).headers, true).length > 0);
  server.close();
});

const sendRaw = (port: number, text: string): Promise<string> =>
  new Promise((resolve, reject) => {
    let reply = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    socket.setEncoding('utf8').on('data', (part: string) => (reply += part));
    socket.once('error', reject).once('close', () => resolve(reply));
  });

const headersIn = (raw: string): HeaderValues =>
  Object.fromEntries(
    raw
      .split('\r\n')
      .slice(1)
      .filter((line) => line.includes(': '))
      .map((line) => [line.slice(0, line.indexOf(': ')).toLowerCase(), line.slice(line.indexOf(': ') + 2)]),
  );
