// The sample proxy configuration, in a real nginx in front of two real servers: HTTP/2, streams at once, and availability that
// stays while the database is away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { administer, startPostgres, type Postgres } from '../../support/app/postgres.ts';
import { reservePort } from '../../support/ports.ts';
import { startServerProcess, temporaryFolder, type ServerProcess } from '../../support/app/process.ts';
import { createHttp2Client, type Http2Client, type Http2Reply } from '../../support/peers/http2-client.ts';
import { PROXY_ORIGIN, startSampleProxy, type SampleProxy } from '../../support/peers/sample-proxy.ts';
import { eventually } from '../../support/waiting.ts';

const files = temporaryFolder('askusnow-proxied-');
let postgres: Postgres;
let servers: ServerProcess[];
let proxy: SampleProxy;
let client: Http2Client;

/** A stream's reply ends with the first event. */
const ask = (path: string): Promise<Http2Reply> =>
  path.includes('/stream') ? client.follow(path, (text) => text.includes('\n\n')) : client.ask(path);
const send = (): Promise<Http2Reply> => {
  const headers = {
    'content-type': 'text/plain',
    origin: 'https://www.harford.example.org',
    'user-agent': 'Mozilla/5.0 (X11) Firefox/153.0',
  };
  return client.ask('/v1/events', { method: 'POST', headers, body: JSON.stringify(aBatch()) });
};

before(async () => {
  postgres = await startPostgres();
  await administer(postgres.url, 'create database askusnow');
  const nodePorts = [await reservePort(), await reservePort()] as const;
  const environment = {
    DATABASE_URL: postgres.url.replace(/\/postgres$/, '/askusnow'),
    DATA_DIR: files.path,
    TRUSTED_PROXIES: '127.0.0.1',
    PUBLIC_URL: PROXY_ORIGIN,
  };
  const file = files.write('cooperative.yaml', COOPERATIVE_FILE);
  servers = [];
  for (const PORT of nodePorts.map(String))
    servers.push(await startServerProcess({ ...environment, PORT }, ['--import', file]));
  proxy = await startSampleProxy(nodePorts);
  client = createHttp2Client(proxy.url, PROXY_ORIGIN);
});
after(async () => {
  client.close();
  await proxy.close();
  await Promise.all(servers.map((server) => server.signal('SIGTERM')));
  files.remove();
});

test('sample proxy: answers over HTTP/2, events and pages too, and a stream’s first event at once', async () => {
  assert.equal(await client.protocol(), 'h2');
  assert.equal((await ask('/v1/libraries/harford/availability')).status, 200);
  assert.equal((await send()).status, 202);
  assert.equal((await ask('/sign-in')).status, 200);
  assert.equal((await ask('/widget/v1/ask-us-now.js')).status, 200);
  const { status, body } = await ask('/v1/availability/stream?library=harford');
  assert.equal(status, 200);
  assert.match(body, /^event: \w+$/m);
});

test('sample proxy: while the database is away availability and the tag are answered, events are refused for a while', async () => {
  await postgres.stop();
  // 503 of a node, or 502 of the proxy once it has passed over both nodes.
  const isRefused = async (path?: string) => [502, 503].includes((await (path ? ask(path) : send())).status);
  await eventually(() => isRefused());
  const fromMemory = [
    '/v1/libraries',
    '/v1/libraries/harford/availability',
    '/v1/origins/check?library=harford',
    '/v1/availability/stream?library=harford',
    '/widget/v1/ask-us-now.js',
    '/health/live',
  ];
  for (let n = 0; n < 5; n++) {
    assert.ok(await isRefused());
    for (const path of fromMemory) assert.equal((await ask(path)).status, 200, path);
  }
  assert.ok(await isRefused('/health/ready'));
  await postgres.start();
  await eventually(async () => (await send()).status === 202);
});
