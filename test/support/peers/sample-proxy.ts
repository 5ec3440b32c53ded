// The sample proxy configuration in a real nginx.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { reservePort } from '../ports.ts';
import { temporaryFolder } from '../app/process.ts';
import { createHttp2Client } from './http2-client.ts';
import { eventually } from '../waiting.ts';

const SAMPLE = readFileSync(join(import.meta.dirname, '../../../examples/proxy/nginx.conf'), 'utf8');
/** The sample's own name: `PUBLIC_URL` of the nodes. */
export const PROXY_ORIGIN = 'https://ask.example.org';

export interface SampleProxy {
  /** Of its TLS side. */
  url: string;
  close(): Promise<void>;
}

/** The sample as it is but for addresses, certificate and where nginx keeps its own files. */
function configure(port: number, nodePorts: readonly [number, number], folder: string): string {
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const subject = ['-subj', '/CN=ask.example.org', '-keyout', key, '-out', certificate];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', ...subject], {
    stdio: 'ignore',
  });
  const own = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${join(folder, name)};`,
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

/** Resolves when it accepts connections; the nodes need not. */
export async function startSampleProxy(nodePorts: readonly [number, number]): Promise<SampleProxy> {
  const files = temporaryFolder('askusnow-proxy-');
  const port = await reservePort();
  const config = files.write('nginx.conf', configure(port, nodePorts, files.path));
  const words = ['-c', config, '-p', files.path, '-e', 'stderr', '-g', `daemon off; pid ${files.path}/pid;`];
  const checked = spawnSync('nginx', ['-t', ...words], { encoding: 'utf8' });
  assert.equal(checked.status, 0, checked.stderr);
  const nginx = spawn('nginx', words, { stdio: 'ignore' });
  process.once('exit', () => nginx.kill());
  const url = `https://127.0.0.1:${port}`;
  const probe = createHttp2Client(url, PROXY_ORIGIN);
  await eventually(() => probe.protocol().catch(() => false as const));
  probe.close();
  return {
    url,
    async close() {
      await new Promise((resolve) => nginx.once('close', resolve).kill());
      files.remove();
    },
  };
}
