import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { aBatch } from '../../support/data/event-batch.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { administer, startPostgres, type Postgres } from '../../support/app/postgres.ts';
import { reservePort } from '../../support/ports.ts';
import {
  askusnow,
  startServerProcess,
  temporaryFolder,
  type Environment,
  type ServerProcess,
} from '../../support/app/process.ts';
import { eventually } from '../../support/waiting.ts';

const files = temporaryFolder();
const file = files.write('cooperative.yaml', COOPERATIVE_FILE);
let postgres: Postgres;
let environment: Environment;
let server: ServerProcess;
before(async () => {
  postgres = await startPostgres({ fsync: true });
  await administer(postgres.url, 'create database askusnow');
  environment = { DATABASE_URL: postgres.url.replace(/\/postgres$/, '/askusnow'), DATA_DIR: files.path };
  server = await startServerProcess(environment, ['--import', file]);
});
after(async () => {
  await server.signal('SIGTERM');
  files.remove();
});

const health = async () => {
  const reply = await fetch(`${server.url}/health`);
  return { status: reply.status, body: (await reply.json()) as { status: string; database: object } };
};
const send = async (): Promise<Response> => {
  const headers = { origin: 'https://www.harford.example.org', 'user-agent': 'Mozilla/5.0 (X11) Firefox/153.0' };
  return fetch(`${server.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(aBatch()) });
};
const until = (holds: () => Promise<boolean>): Promise<boolean> => eventually(holds);
const isUp = async (): Promise<boolean> => (await health()).status === 200 && (await send()).status === 202;

test('database away: terminated backends cost at most the queries on them', async () => {
  for (let round = 0; round < 5; round++) {
    await Promise.all([
      send(),
      send(),
      administer(
        postgres.url,
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'askusnow'",
      ),
    ]);
    await until(isUp);
  }
});

test('database away: a change after the listening connection was lost arrives', async () => {
  await administer(
    postgres.url,
    "select pg_terminate_backend(pid) from pg_stat_activity where query ilike 'listen%' or query = 'select 1'",
  );
  const renamed = files.write('renamed.yaml', COOPERATIVE_FILE.replace('Carroll County', 'Carroll'));
  assert.equal((await askusnow(['import', renamed], environment)).code, 0);
  await until(async () =>
    (await (await fetch(`${server.url}/v1/libraries`)).text()).includes('Carroll Public Library'),
  );
});

test('database away: availability is answered, health and ingest are 503, and all recovers by itself', async () => {
  await postgres.stop();
  assert.equal((await fetch(`${server.url}/v1/libraries/harford/availability`)).status, 200);
  // It is told once a second whether the database is there.
  await until(async () => (await health()).status === 503);
  assert.deepEqual((await health()).body.database, { kind: 'postgres', reachable: false });
  const refused = await send();
  assert.equal(refused.status, 503);
  assert.ok(Number(refused.headers.get('retry-after')) > 0);
  const session = await fetch(`${server.url}/v1/session`, { headers: { cookie: `askusnow=${'x'.repeat(43)}` } });
  assert.equal(session.status, 503);
  assert.equal(((await session.json()) as { code: string }).code, 'database-unavailable');
  const loggedBefore = server.output().length;
  for (let n = 0; n < 50; n++) await Promise.all([send(), send(), fetch(`${server.url}/v1/session`)]);
  // A line for each kind of fault at the most: 100 refusals of 1.1 KB would be 110 KB.
  assert.ok(server.output().length - loggedBefore < 15_000, server.output().slice(loggedBefore).slice(0, 5_000));
  await postgres.start();
  await until(isUp);
  assert.equal((await fetch(`${server.url}/v1/session`)).status, 401);
});

test('database away: a database that is down at start is named, without its password, and ends the start', async () => {
  const port = await reservePort();
  const { code, complaints } = await askusnow(['start'], {
    DATABASE_URL: `postgres://ask:sesame@127.0.0.1:${port}/askusnow`,
    PORT: '0',
  });
  assert.equal(code, 1);
  assert.match(
    complaints,
    new RegExp(`^DATABASE_URL: the database at 127\\.0\\.0\\.1:${port}/askusnow cannot be opened`),
  );
  assert.doesNotMatch(complaints, /sesame|\n\s+at /);
});
