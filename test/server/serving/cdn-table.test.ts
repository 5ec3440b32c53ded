// What docs/scale.md says that a CDN may carry, beside what the server sends.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { before, test } from 'node:test';
import { withApp } from '../../support/app/fixture.ts';

const SCALE = readFileSync('docs/scale.md', 'utf8');

/** Paths to what the table says of their `Cache-Control`. */
const rowsOf = (markdown: string): Map<string, string> =>
  new Map([...markdown.matchAll(/^\| `(\/\S+)` +\| `([^`]+)`/gm)].map(([, path, cache]) => [path!, cache!]));

withApp({
  engines: ['pglite'],
  environment: { SECURITY_CONTACT: 'mailto:security@example.org' },
}).describe('CDN', (on) => {
  let hashed: string;
  before(async () => {
    const versions = (await (await fetch(`${on.app.url}/widget/versions.json`)).json()) as { files: object };
    hashed = Object.keys(versions.files).find((name) => name !== 'ask-us-now.js')!;
  });

  /** What the server sends with a 200; null: with any other status. */
  async function cacheOf(path: string): Promise<string | null> {
    const values = { library: 'harford', branch: 'bel-air', version: '0.2.0', file: 'ask-us-now.js', hashed };
    const address = Object.entries(values).reduce((text, [name, value]) => text.replace(`{${name}}`, value), path);
    const reply = await fetch(on.app.url + address, { redirect: 'manual' });
    await reply.body?.cancel();
    return reply.status === 200 ? reply.headers.get('cache-control') : null;
  }

  /** Rows that say something else than the server, and paths that a CDN may carry and no row names. */
  async function differences(rows: ReadonlyMap<string, string>): Promise<string[]> {
    const wrong: string[] = [];
    for (const [path, cache] of rows) if ((await cacheOf(path)) !== cache) wrong.push(path);
    const open = on.app.app.routeAccess.filter(({ method, access }) => method === 'GET' && access === 'anyone');
    for (const { url } of open) {
      const isNamed = new RegExp(`^${url.replaceAll(/[.*]/g, '\\$&').replaceAll(/:\w+/g, '[^/]+')}$`);
      const isCached = /\bpublic\b/.test((await cacheOf(url.replaceAll(/:(\w+)/g, '{$1}'))) ?? '');
      if (isCached && ![...rows.keys()].some((path) => isNamed.test(path))) wrong.push(url);
    }
    return wrong;
  }

  test('CDN: docs/scale.md names each answer that may be kept, for as long as the server says', async () => {
    assert.deepEqual(await differences(rowsOf(SCALE)), []);
  });

  test('CDN: mutant: a table with another age, and one without the badge, are found', async () => {
    const wrong = SCALE.replace('max-age=15,', 'max-age=16,').replace(/^.*badge.*$/m, '');
    assert.deepEqual(await differences(rowsOf(wrong)), ['/v1/libraries/{library}/availability', '/badge/:library.svg']);
  });
});
