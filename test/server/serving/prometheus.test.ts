// /metrics is the operator's: behind a token on the public port, or on a listener of its own.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { METRICS_TOKEN, startApp } from '../../support/app/app.ts';
import { createTestDataDir } from '../../support/app/database.ts';
import { withApp } from '../../support/app/fixture.ts';
import { reservePort } from '../../support/ports.ts';
import { startServerProcess, type ServerProcess } from '../../support/app/process.ts';

const statusOf = async (url: string, authorization?: string): Promise<number> =>
  (await fetch(`${url}/metrics`, { headers: authorization === undefined ? {} : { authorization } })).status;

withApp({ engines: ['pglite'], cooperative: null }).describe('metrics on the public port', (on) => {
  test('metrics on the public port: are shown with the token alone; a session of the coordinator is none', async () => {
    assert.match(await on.app.metrics(), /^askusnow_build_info\{/m);
    const reply = await fetch(`${on.app.url}/metrics`, { headers: { cookie: await on.app.signIn('coordinator') } });
    assert.equal(reply.status, 401);
    assert.equal(reply.headers.get('www-authenticate'), 'Bearer');
    for (const wrong of [undefined, 'Bearer', `Bearer ${METRICS_TOKEN}x`, METRICS_TOKEN, `Basic ${METRICS_TOKEN}`])
      assert.equal(await statusOf(on.app.url, wrong), 401, wrong);
  });

  test('metrics on the public port: are not there where no token is set', async () => {
    const plain = await startApp({ engine: 'pglite', environment: { METRICS_TOKEN: '' } });
    assert.equal(await statusOf(plain.url), 404);
    assert.equal(await statusOf(plain.url, 'Bearer '), 404);
    await plain.close();
  });
});

describe('metrics on a listener of their own', () => {
  let server: ServerProcess;
  let port: number;
  before(async () => {
    port = await reservePort();
    server = await startServerProcess({ DATA_DIR: await createTestDataDir(), METRICS_PORT: String(port) });
  });
  after(() => server.signal('SIGTERM'));

  test('metrics listener: are shown there, and there is nothing else', async () => {
    assert.equal(await statusOf(`http://127.0.0.1:${port}`), 200);
    assert.equal((await fetch(`http://127.0.0.1:${port}/v1/libraries`)).status, 404);
    assert.equal(await statusOf(server.url), 404);
  });

  test('metrics listener: the server ends with them open', async () => {
    const own = await reservePort();
    const other = await startServerProcess({ DATA_DIR: await createTestDataDir(), METRICS_PORT: String(own) });
    assert.equal(await statusOf(`http://127.0.0.1:${own}`), 200);
    assert.equal((await other.signal('SIGTERM')).code, 0);
  });

  test('metrics listener: a port that is in use stops the start, and METRICS_PORT is named', async () => {
    const start = startServerProcess({ DATA_DIR: await createTestDataDir(), METRICS_PORT: String(port) });
    await assert.rejects(start, /METRICS_PORT: 127\.0\.0\.1:\d+ is in use/);
  });
});
