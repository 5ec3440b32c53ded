// Proxies of the environment, and certificates.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { temporaryFolder } from '../../support/app/process.ts';

const CHILD = join(import.meta.dirname, '../../support/app/egress-child.ts');

async function ask(url: string, environment: Record<string, string>): Promise<string> {
  const env = { PATH: process.env['PATH'] ?? '', ...environment };
  return (await promisify(execFile)(process.execPath, [CHILD, url], { env })).stdout.trim();
}

describe('the egress in its environment', () => {
  const servers: Server[] = [];
  const listen = async (server: Server): Promise<number> => {
    servers.push(server);
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    return (server.address() as AddressInfo).port;
  };
  after(() => servers.forEach((server) => server.close()));

  test('egress: a proxy of the environment is not used', async () => {
    let proxied = 0;
    const proxy = `http://127.0.0.1:${await listen(createServer((_request, response) => void (proxied++, response.end('proxy'))))}`;
    const port = await listen(createServer((_request, response) => void response.end('itself')));
    const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY', 'http_proxy', 'https_proxy', 'all_proxy'];
    const environment = Object.fromEntries(names.map((name) => [name, proxy]));
    assert.equal(await ask(`http://desk.internal:${port}/`, { ...environment, NODE_USE_ENV_PROXY: '1' }), 'itself');
    assert.equal(proxied, 0);
  });

  test('egress: a certificate is held against the name that was asked for, and against those who are trusted', async () => {
    const folder = temporaryFolder();
    const [key, cert] = [join(folder.path, 'key.pem'), join(folder.path, 'cert.pem')];
    const words = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=desk.internal';
    const names = ['-addext', 'subjectAltName=DNS:desk.internal'];
    execFileSync('openssl', [...words.split(' '), ...names, '-keyout', key, '-out', cert], { stdio: 'ignore' });
    const port = await listen(
      createSecureServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_request, response) => {
        response.end('itself');
      }),
    );
    const trusting = { NODE_EXTRA_CA_CERTS: cert };
    assert.equal(await ask(`https://desk.internal:${port}/`, trusting), 'itself');
    assert.match(await ask(`https://other.internal:${port}/`, trusting), /^unreachable: .*ALTNAME_INVALID/);
    assert.match(await ask(`https://desk.internal:${port}/`, {}), /^unreachable: .*SELF_SIGNED/);
    folder.remove();
  });
});
