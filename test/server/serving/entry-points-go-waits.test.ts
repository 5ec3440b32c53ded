// A plain link while the database is silent: the patron goes on at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { migrate } from '../../../server/src/schema.ts';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { BROWSER } from '../../support/app/ingest.ts';
import { oneLibrary } from '../../support/app/one-library.ts';
import { startPostgres } from '../../support/app/postgres.ts';
import { startStallingProxy, type StallingProxy } from '../../support/peers/stalling-proxy.ts';

const CHAT = 'https://chat.example.org/harford';

let proxy: StallingProxy;
let server: TestApp;
before(async () => {
  const postgres = await startPostgres();
  proxy = await startStallingProxy({ host: '127.0.0.1', port: Number(new URL(postgres.url).port) });
  const url = new URL(postgres.url);
  url.port = String(proxy.port);
  const config = { databaseUrl: url.href, dataDir: '' };
  const database = await openDatabase(config, assert.fail);
  await migrate(database);
  await database.close();
  const store = { config, remove: () => Promise.resolve() };
  const cooperative = oneLibrary({ origin: 'https://www.harford.example.org', chat: CHAT });
  server = await startApp({ engine: 'postgres', store, cooperative });
  proxy.stallOpen('toServer', 'toClient');
  proxy.stallAll();
});
after(async () => {
  await proxy.close();
  await server.close();
});

test('plain link: leads to the chat at once while the database says nothing; mutant: awaiting the count does not', async () => {
  // What a route that awaits the count would wait for.
  const library = server.registry.library('harford')!;
  const follow = { library, placement: 'header', state: 'available', tier: 'local', viewport: 'desktop' } as const;
  let isCounted = false;
  void server.ingest.follow({ ...follow, userAgent: BROWSER, address: '192.0.2.7' }).then(() => (isCounted = true));
  const headers = { 'user-agent': BROWSER };
  const reply = await fetch(`${server.url}/go/harford`, { redirect: 'manual', headers });
  assert.deepEqual([reply.status, reply.headers.get('location')], [302, CHAT]);
  assert.equal(isCounted, false);
});
