import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { sql } from 'kysely';
import { createSocketCommands } from '../../../server/src/cli/socket.ts';
import { openPglite } from '../../../server/src/platform/db/pglite.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { createTestDataDir } from '../../support/app/database.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import {
  askusnow,
  startServerProcess,
  temporaryFolder,
  type Environment,
  type ServerProcess,
} from '../../support/app/process.ts';

const files = temporaryFolder();
const file = files.write('cooperative.yaml', COOPERATIVE_FILE);
const fault = (error: Error): void => assert.fail(error);
const SIGN_IN_LINK = /\/sign-in\/[\w-]{43}\n$/;
const folders: string[] = [];
const aDataDir = async (): Promise<string> => {
  const dataDir = await createTestDataDir();
  folders.push(dataDir);
  return dataDir;
};
after(() => {
  files.remove();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** What is in the folder once nobody has it open. */
async function contentOf(dataDir: string) {
  const { db, close } = await openPglite(dataDir, fault);
  const batches = await db
    .selectFrom('event_batch')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  const labels = await db.selectFrom('account').select('label').orderBy('label').execute();
  const libraries = await db.selectFrom('library').select('name').orderBy('id').execute();
  await close();
  return { batches: batches.n, labels: labels.map(({ label }) => label), libraries: libraries.map(({ name }) => name) };
}

const sendBatch = async ({ url }: ServerProcess): Promise<void> => {
  const headers = { origin: 'https://www.harford.example.org', 'user-agent': 'Mozilla/5.0 (X11) Firefox/153.0' };
  const reply = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(aBatch()) });
  assert.equal(reply.status, 202, await reply.text());
};

test('data folder: a first start that was ended half-way hinders the next one in nothing', async () => {
  const half = temporaryFolder();
  mkdirSync(join(half.path, 'pglite/base/1'), { recursive: true });
  half.write('pglite/PG_VERSION', '18\n');
  half.write('pglite.making', '');
  const { db, close } = await openPglite(half.path, fault);
  assert.deepEqual((await sql`select 1 as one`.execute(db)).rows, [{ one: 1 }]);
  await close();
  assert.deepEqual(readdirSync(half.path), ['pglite', 'pglite.made']);
  half.remove();
});

test('data folder: mutant: half a database that nothing marks as half cannot be opened', async () => {
  const half = temporaryFolder();
  mkdirSync(join(half.path, 'pglite/base/1'), { recursive: true });
  half.write('pglite/PG_VERSION', '18\n');
  await assert.rejects(openPglite(half.path, fault));
  half.remove();
});

describe('beside a running server', () => {
  let environment: Environment;
  let server: ServerProcess;
  before(async () => {
    environment = { DATA_DIR: await aDataDir() };
    server = await startServerProcess(environment, ['--import', file]);
  });

  test('data folder beside a server: a second server is refused, and the variable to change is named', async () => {
    const { code, complaints } = await askusnow(['start'], { ...environment, PORT: '0' });
    assert.equal(code, 1);
    assert.match(complaints, /^DATA_DIR: .* is in use by another askusnow process/);
    assert.doesNotMatch(complaints, /\n\s+at /);
  });

  test('data folder beside a server: the socket and the lock are the owner’s alone', () => {
    for (const name of ['askusnow.sock', 'lock.sqlite'])
      assert.equal(statSync(join(environment['DATA_DIR']!, name)).mode & 0o777, 0o600);
  });

  test('data folder beside a server: the command line and the server write at the same time, and neither loses a row', async () => {
    const renamed = files.write('renamed.yaml', COOPERATIVE_FILE.replace('Carroll County', 'Carroll'));
    const invite = (n: number) =>
      askusnow(['invite', '--role', 'liaison', '--library', 'harford', '--label', `Desk ${n}`], environment);
    const events = (async () => {
      for (let n = 0; n < 60; n++) await sendBatch(server);
    })();
    const results = await Promise.all([invite(1), invite(2), askusnow(['import', renamed], environment), events]);
    for (const result of results.slice(0, 3)) assert.equal(result?.code, 0, result?.complaints);
    assert.match(results[0].output, SIGN_IN_LINK);
    const names = await (await fetch(`${server.url}/v1/libraries`)).text();
    assert.match(names, /"Carroll Public Library"/, 'the running server knows the import at once');
    const exported = await askusnow(['export'], environment);
    assert.match(exported.output, /Carroll Public Library/);

    assert.equal((await server.signal('SIGTERM')).code, 0);
    assert.deepEqual(await contentOf(environment['DATA_DIR']!), {
      batches: 60,
      labels: ['Desk 1', 'Desk 2'],
      libraries: ['Carroll Public Library', 'Harford County Public Library'],
    });
  });

  test('data folder beside a server: without a server the same commands work on the folder itself', async () => {
    const invited = await askusnow(['invite', '--role', 'coordinator', '--label', 'Desk 3'], environment);
    assert.match(invited.output, SIGN_IN_LINK);
    assert.match((await askusnow(['export'], environment)).output, /Carroll Public Library/);
    assert.deepEqual((await contentOf(environment['DATA_DIR']!)).labels, ['Desk 1', 'Desk 2', 'Desk 3']);
  });
});

test('data folder: a killed server leaves no lock behind, and its socket is replaced', async () => {
  const environment = { DATA_DIR: await aDataDir() };
  const killed = await startServerProcess(environment, ['--import', file]);
  await sendBatch(killed);
  assert.equal((await killed.signal('SIGKILL')).signal, 'SIGKILL');
  const next = await startServerProcess(environment, ['--import', file]);
  const socket = connect(join(environment.DATA_DIR, 'askusnow.sock'));
  await new Promise((resolve, reject) => socket.once('connect', resolve).once('error', reject));
  socket.destroy();
  await next.signal('SIGTERM');
  assert.equal((await contentOf(environment.DATA_DIR)).batches, 1);
});

test('data folder: mutant: a command that opens the folder beside the server loses rows', async () => {
  const environment = { DATA_DIR: await aDataDir() };
  const server = await startServerProcess(environment, ['--import', file]);
  const intruder = await openPglite(environment.DATA_DIR, fault);
  const throughSocket = createSocketCommands(environment.DATA_DIR);
  for (let n = 0; n < 3; n++) {
    await intruder.db
      .insertInto('account')
      .values({ label: `Beside ${n}`, role: 'coordinator' })
      .execute();
    await throughSocket.invite({ role: 'coordinator', libraries: [], label: `Through ${n}` });
  }
  await intruder.close();
  await server.signal('SIGTERM');
  const { labels } = await contentOf(environment.DATA_DIR);
  assert.ok(labels.length < 6, labels.join(', '));
});
