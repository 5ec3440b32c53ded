// Pages pin a version and its hash for years: no upgrade may take their address away, or change a byte behind it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, describe, test } from 'node:test';
import Fastify from 'fastify';
import { sql } from 'kysely';
import { createWidget } from '../../../server/src/serving/assets/widget.ts';
import { readBuild, serveBuilds } from '../../../server/src/serving/assets/widget-builds.ts';
import { widgetRoutes } from '../../../server/src/serving/assets/widget-routes.ts';
import { EVERYTHING } from '../../../server/src/platform/db/database.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { createTestStore, ENGINES_BY_TIER, openTestDatabase } from '../../support/app/database.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { temporaryFolder } from '../../support/app/process.ts';
import { eventually } from '../../support/waiting.ts';

type Files = Record<string, { integrity: string }>;

const folders: { remove(): void }[] = [];
after(() => folders.forEach((folder) => folder.remove()));
const hashOf = (body: string): string => `sha384-${createHash('sha384').update(body).digest('base64')}`;

/** What the tag's build leaves, with scripts of so few bytes that one can see them. */
function aBuild(version: string, scripts: Record<string, string>): string {
  const folder = temporaryFolder();
  folders.push(folder);
  for (const [name, body] of Object.entries(scripts)) folder.write(name, body);
  const files = Object.fromEntries(Object.entries(scripts).map(([name, body]) => [name, { integrity: hashOf(body) }]));
  folder.write('versions.json', JSON.stringify({ version, files }));
  return folder.path;
}

const SPANISH = 'ask-us-now.es.aaaaaaaa.js';
const one = () => aBuild('1.0.0', { 'ask-us-now.js': 'first', [SPANISH]: 'primero' });
const two = () => aBuild('1.1.0', { 'ask-us-now.js': 'second', 'ask-us-now.es.bbbbbbbb.js': 'segundo' });

/** Names of files that a page which pins this version no longer gets as it must. */
async function lost(url: string, version: string, files: Files): Promise<string[]> {
  const names: string[] = [];
  for (const [name, { integrity }] of Object.entries(files)) {
    const reply = await fetch(`${url}/widget/${version}/${name}`);
    const isImmutable = /immutable/.test(reply.headers.get('cache-control') ?? '');
    if (!isImmutable || hashOf(await reply.text()) !== integrity) names.push(name);
  }
  return names;
}

const get = async (server: TestApp, path: string): Promise<string> => {
  const reply = await fetch(`${server.url}/widget/${path}`);
  return reply.status === 200 ? reply.text() : `${reply.status}`;
};

for (const engine of ENGINES_BY_TIER) {
  describe(`on ${engine}`, () => {
    test('widget versions: after an upgrade the pinned version is served byte for byte as its integrity says, the channel has the new one', async () => {
      const store = await createTestStore(engine);
      const before = await startApp({ engine, store, widgetFolder: one() });
      const pinned = (await (await fetch(`${before.url}/widget/versions.json`)).json()) as { files: Files };
      await before.close();

      const server = await startApp({ engine, store, widgetFolder: two() });
      assert.deepEqual(await lost(server.url, '1.0.0', pinned.files), []);
      assert.equal(await get(server, '1.1.0/ask-us-now.js'), 'second');
      assert.equal(await get(server, 'v1/ask-us-now.js'), 'second');
      assert.equal(
        await get(server, `v1/${SPANISH}`),
        'primero',
        'a script loaded before the upgrade finds its language',
      );
      assert.equal(await get(server, `1.1.0/${SPANISH}`), '404');
      const { version, versions } = (await (await fetch(`${server.url}/widget/versions.json`)).json()) as {
        version: string;
        versions: Record<string, Files>;
      };
      assert.equal(version, '1.1.0');
      assert.deepEqual(versions['1.0.0'], pinned.files);
      assert.equal(versions['1.1.0']?.['ask-us-now.js']?.integrity, hashOf('second'));
      await server.close();

      const back = await startApp({ engine, store, widgetFolder: one() });
      assert.equal(await get(back, 'v1/ask-us-now.js'), 'first');
      assert.equal(await get(back, '1.1.0/ask-us-now.js'), 'second', 'a way back takes nothing away either');
      await back.close();
      await store.remove();
    });

    test('widget versions: a version that is built again changes nothing at its address; the channel has the new bytes, the log says so', async () => {
      const store = await createTestStore(engine);
      await (await startApp({ engine, store, widgetFolder: one() })).close();
      const server = await startApp({ engine, store, widgetFolder: aBuild('1.0.0', { 'ask-us-now.js': 'rebuilt' }) });
      assert.equal(await get(server, '1.0.0/ask-us-now.js'), 'first');
      assert.equal(await get(server, 'v1/ask-us-now.js'), 'rebuilt');
      const { files } = (await (await fetch(`${server.url}/widget/versions.json`)).json()) as { files: Files };
      assert.equal(files['ask-us-now.js']?.integrity, hashOf('first'), 'the hash is of what the pinned address has');
      assert.match(server.log.join(''), /"warn".*the tag 1\.0\.0 was built again/);
      await server.close();
      await store.remove();
    });

    test('widget versions: a node whose read of a new build fails reads it again, without another notification', async () => {
      const database = await openTestDatabase(engine);
      const clock = createManualClock('2026-11-24T15:00:00.000Z');
      const errors: Error[] = [];
      const onError = (error: Error): void => void errors.push(error);
      const widget = await createWidget({ database, clock, folder: one(), onError });
      const isServed = (): boolean => widget.files().pinned('1.1.0', 'ask-us-now.js') !== undefined;

      await database.db.transaction().execute(async (trx) => {
        await sql`insert into widget_build (version, files) select '1.1.0', files from widget_build`.execute(trx);
        await sql`alter table widget_build rename to build_away`.execute(trx);
        await database.changes.publish(EVERYTHING, trx);
      });
      await eventually(() => errors.length > 0);
      assert.equal(isServed(), false);
      await sql`alter table build_away rename to widget_build`.execute(database.db);
      clock.advance(5_000);
      await eventually(isServed);

      await widget.close();
      await database.close();
    });
  });
}

test('widget versions: a node that has not been upgraded yet serves the files of one that has', async () => {
  const store = await createTestStore('postgres');
  const old = await startApp({ engine: 'postgres', store, widgetFolder: one() });
  const upgraded = await startApp({ engine: 'postgres', store, widgetFolder: two() });
  await eventually(async () => (await get(old, '1.1.0/ask-us-now.js')) === 'second');
  assert.equal(await get(old, 'v1/ask-us-now.es.bbbbbbbb.js'), 'segundo');
  await upgraded.close();
  await old.close();
  await store.remove();
});

test('widget versions: mutant: a server that has its running build alone loses every pinned file', async () => {
  const running = readBuild(two())!;
  const naive = Fastify();
  const files = serveBuilds(running, [running]);
  await naive.register(widgetRoutes({ widget: { files: () => files } }));
  const url = await naive.listen({ host: '127.0.0.1', port: 0 });
  const pinned = { 'ask-us-now.js': { integrity: hashOf('first') }, [SPANISH]: { integrity: hashOf('primero') } };
  assert.deepEqual(await lost(url, '1.0.0', pinned), Object.keys(pinned));
  await naive.close();
});
