// Each route while the database is read-only, and while it is away: answered from memory, refused for another reason, or 503
// with Retry-After. None is a server error.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startApp, type TestApp } from '../../support/app/app.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { BROWSER, ORIGIN } from '../../support/app/ingest.ts';
import { administer, startPostgres, type Postgres } from '../../support/app/postgres.ts';
import { migrate } from '../../../server/src/schema.ts';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { eventually } from '../../support/waiting.ts';

let postgres: Postgres;
let node: TestApp;
let cookie: string;
let invitation: string;
before(async () => {
  postgres = await startPostgres();
  await administer(postgres.url, 'create database askusnow');
  const config = { databaseUrl: postgres.url.replace(/\/postgres$/, '/askusnow'), dataDir: '' };
  const database = await openDatabase(config, assert.fail);
  await migrate(database);
  await database.close();
  const store = { config, remove: () => Promise.resolve() };
  node = await startApp({ engine: 'postgres', store, cooperative: COOPERATIVE_FILE });
  cookie = await node.signIn('coordinator');
  invitation = await node.invite('liaison', ['harford']);
});
after(() => node.close());

interface Answered {
  route: string;
  status: number;
  retryAfter: string | null;
}

const isStream = (url: string): boolean => url.endsWith('/stream');

async function ask(
  method: string,
  path: string,
  body?: object,
  headers: Record<string, string> = {},
): Promise<Answered> {
  const reply = await fetch(`${node.url}${path}`, {
    method,
    redirect: 'manual',
    headers: {
      cookie,
      origin: node.config.publicUrl,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  await reply.arrayBuffer();
  return { route: `${method} ${path}`, status: reply.status, retryAfter: reply.headers.get('retry-after') };
}

/** What reaches the database only with a body that can be used. */
const WRITES: (() => Promise<Answered>)[] = [
  () => ask('POST', '/v1/events', aBatch(), { origin: ORIGIN, 'user-agent': BROWSER, 'content-type': 'text/plain' }),
  () => ask('POST', new URL(invitation).pathname),
  () => ask('POST', '/v1/queues/harford-desk/desks', { name: 'A script' }),
  () =>
    ask('POST', '/v1/queues/harford-desk/corrections', {
      start: '2026-11-02T15:00:00.000Z',
      end: '2026-11-02T16:00:00.000Z',
      kind: 'covered',
      why: 'We were there.',
    }),
];

async function askEach(): Promise<Answered[]> {
  const answered: Answered[] = [];
  for (const { method, url } of node.app.routeAccess) {
    if (method === 'HEAD' || isStream(url)) continue;
    const path = url
      .replace(':library', 'harford')
      .replace(':queue', 'harford-desk')
      .replaceAll(/:\w+|\*/g, '1');
    answered.push(await ask(method, path, method === 'GET' || method === 'DELETE' ? undefined : {}));
  }
  for (const write of WRITES) answered.push(await write());
  return answered;
}

function assertNoServerError(answered: Answered[]): Answered[] {
  const refused = answered.filter(({ status }) => status >= 500);
  for (const { route, status, retryAfter } of refused) {
    assert.equal(status, 503, route);
    assert.ok(Number(retryAfter) > 0, `${route} without Retry-After`);
  }
  return refused;
}

test('database away: while the database is read-only each route reads, or answers 503 with Retry-After', async () => {
  const setReadOnly = async (value: 'on' | 'off'): Promise<void> => {
    await administer(postgres.url, `alter database askusnow set default_transaction_read_only = ${value}`);
    await administer(
      postgres.url,
      "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'askusnow'",
    );
  };
  await setReadOnly('on');
  await eventually(async () => (await ask('GET', '/v1/session')).status === 200);
  const refused = assertNoServerError(await askEach()).map(({ route }) => route);
  for (const route of ['POST /v1/events', 'POST /v1/queues/harford-desk/corrections'])
    assert.ok(refused.includes(route), route);
  assert.ok(!refused.includes('GET /v1/libraries'));
  await setReadOnly('off');
  await eventually(async () => (await ask('GET', '/v1/session')).status === 200);
  assert.equal((await WRITES[0]!()).status, 202);
});

test('database away: while the database is away each route answers from memory, or 503 with Retry-After', async () => {
  await postgres.stop();
  const refused = assertNoServerError(await askEach());
  assert.ok(refused.length > 30, `${refused.length} routes`);
  assert.equal((await ask('GET', '/v1/libraries/harford/availability')).status, 200);
});
