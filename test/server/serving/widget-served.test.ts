import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { brotliDecompressSync } from 'node:zlib';
import Fastify, { type FastifyInstance } from 'fastify';
import { chooseEncoding } from '../../../server/src/serving/assets/asset.ts';
import { pluginFile, widgetBundleFolder } from '../../../server/src/serving/assets/folders.ts';
import { readBuild, serveBuilds } from '../../../server/src/serving/assets/widget-builds.ts';
import { widgetRoutes } from '../../../server/src/serving/assets/widget-routes.ts';
import { allowOtherSites } from '../../../server/src/platform/http/cross-site.ts';

interface Versions {
  version: string;
  files: Record<string, { integrity: string; bytes: number; brotli: number }>;
}

let app: FastifyInstance;
before(async () => {
  app = Fastify();
  const build = readBuild(widgetBundleFolder())!;
  const files = serveBuilds(build, [build]);
  await allowOtherSites(app);
  await app.register(widgetRoutes({ widget: { files: () => files } }));
});
after(() => app.close());

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ url, headers });
const versions = async (): Promise<Versions> => (await get('/widget/versions.json')).json<Versions>();

test('served widget: each file that versions.json names is served at its immutable address, byte for byte as its hash says', async () => {
  const { version, files } = await versions();
  assert.ok(files['ask-us-now.js']);
  for (const [name, { integrity, bytes }] of Object.entries(files)) {
    const reply = await get(`/widget/${version}/${name}`);
    assert.equal(reply.statusCode, 200);
    assert.equal(reply.rawPayload.length, bytes);
    assert.equal(`sha384-${createHash('sha384').update(reply.rawPayload).digest('base64')}`, integrity);
    assert.match(String(reply.headers['cache-control']), /immutable/);
  }
});

test('served widget: the channel address has a short cache; what is named by its content may be kept for good', async () => {
  const { files } = await versions();
  for (const name of Object.keys(files)) {
    const cache = String((await get(`/widget/v1/${name}`)).headers['cache-control']);
    if (/\.[\w-]{8}\.js(on)?$/.test(name)) assert.match(cache, /immutable/, name);
    else assert.match(cache, /max-age=300\b/, name);
  }
});

test('served widget: any site may load it, with or without CORS', async () => {
  const { headers } = await get('/widget/v1/ask-us-now.js');
  assert.equal(headers['access-control-allow-origin'], '*');
  assert.equal(headers['cross-origin-resource-policy'], 'cross-origin');
  assert.equal(headers['content-type'], 'text/javascript; charset=utf-8');
});

test('served widget: it travels as small as versions.json says, and not at all to those who have it', async () => {
  const { files } = await versions();
  const plain = await get('/widget/v1/ask-us-now.js');
  const small = await get('/widget/v1/ask-us-now.js', { 'accept-encoding': 'gzip, deflate, br' });
  assert.equal(small.headers['content-encoding'], 'br');
  assert.equal(small.headers.vary, 'accept-encoding');
  assert.deepEqual(brotliDecompressSync(small.rawPayload), plain.rawPayload);
  assert.ok(Math.abs(small.rawPayload.length - files['ask-us-now.js']!.brotli) <= 64);
  const again = await get('/widget/v1/ask-us-now.js', {
    'accept-encoding': 'br',
    'if-none-match': String(small.headers.etag),
  });
  assert.equal(again.statusCode, 304);
  assert.equal(again.rawPayload.length, 0);
  assert.notEqual(plain.headers.etag, small.headers.etag);
});

test('served widget: an unknown file or version is a problem that other sites can read', async () => {
  for (const url of ['/widget/v1/nothing.js', '/widget/9.9.9/ask-us-now.js', '/widget/v1/..%2f..%2fpackage.json']) {
    const reply = await get(url);
    assert.equal(reply.statusCode, 404, url);
    assert.equal(reply.json<{ code: string }>().code, 'unknown-file');
    assert.equal(reply.headers['access-control-allow-origin'], '*');
  }
});

test('served widget: the WordPress plugin is a zip to download, the one that the build packed', async () => {
  const { statusCode, headers, rawPayload } = await get('/widget/wordpress/ask-us-now.zip');
  assert.equal(statusCode, 200);
  assert.equal(headers['content-type'], 'application/zip');
  assert.equal(headers['content-disposition'], 'attachment; filename="ask-us-now.zip"');
  assert.match(String(headers['cache-control']), /max-age=300\b/);
  assert.ok(headers.etag);
  assert.deepEqual(rawPayload, readFileSync(pluginFile()));
});

test('served widget: an encoding is chosen as asked for, and never one that was refused', () => {
  const cases: [string | undefined, string | undefined][] = [
    [undefined, undefined],
    ['', undefined],
    ['identity', undefined],
    ['gzip', 'gzip'],
    ['gzip;q=1.0, br;q=0.1', 'br'],
    ['br;q=0, gzip', 'gzip'],
    ['br;q=0.000', undefined],
    ['brotli', undefined],
  ];
  for (const [accepted, encoding] of cases) assert.equal(chooseEncoding(accepted), encoding, accepted);
});
