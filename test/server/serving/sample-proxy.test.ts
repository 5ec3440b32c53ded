// The sample proxy configuration, in a real nginx in front of two real servers: HTTP/2, streams at once, and availability that
// stays while the database is away.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect, type ClientHttp2Session } from 'node:http2';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { eventually } from '../../support/data/desks.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { administer, freePort, startPostgres, type Postgres } from '../../support/app/postgres.ts';
import { startServerProcess, temporaryFolder, type ServerProcess } from '../../support/app/process.ts';

const SAMPLE = readFileSync(join(import.meta.dirname, '../../../examples/proxy/nginx.conf'), 'utf8');
const files = temporaryFolder('askusnow-proxy-');
let postgres: Postgres;
let servers: ServerProcess[];
let nginx: ChildProcess;
let port: number;
let session: ClientHttp2Session;

/** The sample as it is but for addresses, certificate and where nginx keeps its own files. */
function configure(nodePorts: readonly [number, number]): string {
  const [key, certificate] = [join(files.path, 'key.pem'), join(files.path, 'certificate.pem')];
  const subject = ['-subj', '/CN=ask.example.org', '-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject], {
    stdio: 'ignore',
  });
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(files.path, name)};`,
  );
  const replaced = [
    [/listen 443 ssl;/, `listen 127.0.0.1:${port} ssl;`],
    [/listen 80;/, `listen 127.0.0.1:${port + 1};`],
    [/server 127\.0\.0\.1:8080/g, `server 127.0.0.1:${nodePorts[0]}`],
    [/# server 10\.0\.0\.2:8080/g, `server 127.0.0.1:${nodePorts[1]}`],
    [/\/etc\/ssl\/ask\.example\.org\.pem/, certificate],
    [/\/etc\/ssl\/ask\.example\.org\.key/, key],
    [/http \{/, `http {\n${own.join('\n')}`],
  ] as const;
  return replaced.reduce((text, [from, to]) => {
    assert.match(text, from);
    return text.replaceAll(new RegExp(from, 'g'), to);
  }, SAMPLE);
}

interface Reply {
  status: number;
  body: string;
}

const openSession = (): Promise<ClientHttp2Session> =>
  new Promise((resolve, reject) => {
    const opened = connect(`https://127.0.0.1:${port}`, { rejectUnauthorized: false });
    opened.once('connect', () => resolve(opened)).once('error', reject);
  });

/** Over one HTTP/2 connection, as long as nginx keeps it; a stream's reply ends with the first event. */
async function ask(path: string, { method = 'GET', headers = {}, body = '' } = {}): Promise<Reply> {
  if (session.closed) session = await openSession();
  return new Promise((resolve, reject) => {
    const fields = { ':method': method, ':path': path, ':authority': 'ask.example.org', ...headers };
    const request = session.request(fields, { endStream: body === '' });
    let status = 0;
    let text = '';
    request.setEncoding('utf8');
    request.once('error', reject).once('response', (head) => (status = Number(head[':status'])));
    request.on('data', (chunk: string) => {
      text += chunk;
      if (!path.includes('/stream') || !text.includes('\n\n')) return;
      resolve({ status, body: text });
      request.close();
    });
    request.once('end', () => resolve({ status, body: text }));
    if (body !== '') request.end(body);
  });
}
const send = () => {
  const headers = {
    'content-type': 'text/plain',
    origin: 'https://www.harford.example.org',
    'user-agent': 'Mozilla/5.0 (X11) Firefox/153.0',
  };
  return ask('/v1/events', { method: 'POST', headers, body: JSON.stringify(aBatch()) });
};

before(async () => {
  postgres = await startPostgres();
  await administer(postgres.url, 'create database askusnow');
  const nodePorts = [await freePort(), await freePort()] as const;
  const environment = {
    DATABASE_URL: postgres.url.replace(/\/postgres$/, '/askusnow'),
    DATA_DIR: files.path,
    TRUSTED_PROXIES: '127.0.0.1',
    PUBLIC_URL: 'https://ask.example.org',
  };
  const file = files.write('cooperative.yaml', COOPERATIVE_FILE);
  servers = [];
  for (const PORT of nodePorts.map(String))
    servers.push(await startServerProcess({ ...environment, PORT }, ['--import', file]));
  port = await freePort();
  const config = files.write('nginx.conf', configure(nodePorts));
  const words = ['-c', config, '-p', files.path, '-e', 'stderr', '-g', `daemon off; pid ${files.path}/pid;`];
  const checked = spawnSync('nginx', ['-t', ...words], { encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stderr);
  nginx = spawn('nginx', words, { stdio: 'ignore' });
  const opened = await eventually(() => openSession().catch(() => false as const), 10_000);
  session = opened as ClientHttp2Session;
});
after(async () => {
  session.destroy();
  await new Promise((resolve) => nginx.once('close', resolve).kill());
  await Promise.all(servers.map((server) => server.signal('SIGTERM')));
  files.remove();
});

test('sample proxy: answers over HTTP/2, events and pages too, and a stream’s first event at once', async () => {
  assert.equal(session.alpnProtocol, 'h2');
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
  await eventually(() => isRefused(), 30_000);
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
  await eventually(async () => (await send()).status === 202, 30_000);
});
