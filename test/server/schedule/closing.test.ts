import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { createTestStore } from '../../support/app/database.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { readStream } from '../../support/data/event-stream.ts';
import { startServerProcess, temporaryFolder } from '../../support/app/process.ts';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { LATE_MS, eventually } from '../../support/waiting.ts';

const files = temporaryFolder();
const file = files.write('cooperative.yaml', COOPERATIVE_FILE);
after(() => files.remove());

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  test(`shutdown: ${name} ends the server cleanly while streams are open and events come in`, async () => {
    const store = await createTestStore('pglite');
    const server = await startServerProcess({ DATA_DIR: store.config.dataDir }, ['--import', file]);
    const port = Number(new URL(server.url).port);
    const streams = Array.from({ length: 20 }, () =>
      readStream(port, '/v1/availability/stream?library=harford&library=carroll'),
    );
    await eventually(() => streams.every(({ events }) => events.some(({ event }) => event === 'tick')));

    let acknowledged = 0;
    let stopped = false;
    const sending = Array.from({ length: 4 }, async () => {
      const headers = { origin: 'https://www.harford.example.org', 'user-agent': 'Mozilla/5.0 (X11) Firefox/153.0' };
      while (!stopped) {
        const reply = await fetch(`${server.url}/v1/events`, {
          method: 'POST',
          headers,
          body: JSON.stringify(aBatch()),
        }).catch(() => null);
        if (reply?.status === 202) acknowledged += 1;
        else return;
      }
    });
    await eventually(() => acknowledged > 20);
    const startedAt = Date.now();
    const { code, complaints } = await server.signal(name);
    stopped = true;
    await Promise.all(sending);

    assert.equal(code, 0, complaints);
    assert.ok(Date.now() - startedAt < LATE_MS, 'it ends by itself');
    for (const stream of streams) {
      assert.ok(stream.isComplete(), 'the stream ended as HTTP says it must');
      assert.ok(stream.retries.length >= 2, 'with a word on when to come back');
    }
    const { db, close } = await openDatabase(store.config, assert.fail);
    const { n } = await db
      .selectFrom('event_batch')
      .select(({ fn }) => fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    // A reply may be lost with its connection; a commit behind a reply may not.
    assert.ok(n >= acknowledged, `${acknowledged} acknowledged, ${n} committed`);
    await close();
    await store.remove();
  });
}

test('shutdown: a connection over which nothing has come does not hold up the end', async () => {
  const store = await createTestStore('pglite');
  const server = await startServerProcess({ DATA_DIR: store.config.dataDir }, ['--import', file]);
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1').on('error', () => undefined);
  await once(socket, 'connect');
  // Whoever connected later has been answered: the first has been taken in.
  assert.equal((await fetch(`${server.url}/v1/libraries`)).status, 200);
  const startedAt = Date.now();
  const { code, complaints } = await server.signal('SIGTERM');
  assert.equal(code, 0, complaints);
  assert.ok(Date.now() - startedAt < LATE_MS, 'it ends by itself');
  socket.destroy();
  await store.remove();
});

test('shutdown: a second start keeps the data, and does not import again', async () => {
  const store = await createTestStore('pglite');
  const environment = { DATA_DIR: store.config.dataDir };
  const first = await startServerProcess(environment, ['--import', file]);
  assert.match(first.output(), /imported/);
  await first.signal('SIGTERM');
  const changed = files.write('changed.yaml', COOPERATIVE_FILE.replace('Test Cooperative', 'Another'));
  const second = await startServerProcess(environment, ['--import', changed]);
  assert.doesNotMatch(second.output(), /imported/);
  const libraries = await (await fetch(`${second.url}/v1/libraries`)).text();
  assert.match(libraries, /Harford/);
  await second.signal('SIGTERM');
  await store.remove();
});

test('shutdown: without a terminal no sign-in link is printed; the demo prints its page and a link for each who signs in', async () => {
  const store = await createTestStore('pglite');
  const environment = { DATA_DIR: store.config.dataDir };
  const withDesk = COOPERATIVE_FILE.replace('hours:', 'presence: { kind: heartbeat }\n    hours:');
  const quiet = await startServerProcess(environment, ['--import', files.write('desk.yaml', withDesk)]);
  await eventually(() => quiet.output().includes('prints a sign-in link'));
  await quiet.signal('SIGTERM');
  assert.doesNotMatch((await quiet.ended).output, /\/sign-in\//);
  const demo = await startServerProcess(environment, ['--demo', 'examples']);
  await eventually(() => demo.output().includes('Ctrl-C'));
  const links = [...demo.output().matchAll(/(http\S+\/(?:sign-in|demo)\/\S+)/g)].map(([, link]) => link!);
  assert.equal(links.length, 4);
  assert.match(demo.output(), /A desk's page: harford-desk/);
  for (const link of links) assert.equal((await fetch(link)).status, 200, link);
  await demo.signal('SIGTERM');
  await store.remove();
});
