// The first start of the demonstration: help requests appear in a feed for each tier and each library.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { AssistanceList, AssistanceRequest, RecipientList } from '@askusnow/sdk/contract';
import { HOUR_MS } from '../../../server/src/platform/time/instants.ts';
import { createTestStore, type TestStore } from '../../support/app/database.ts';
import { startServerProcess, type ServerProcess } from '../../support/app/process.ts';
import { eventually } from '../../support/waiting.ts';

const WORDS = ['--import', 'examples/maryland.yaml', '--demo', 'examples'];

let store: TestStore;
let server: ServerProcess;
const start = async (): Promise<void> => {
  server = await startServerProcess({ DATA_DIR: store.config.dataDir }, WORDS);
  await eventually(() => server.output().includes('Ctrl-C'));
};
const addressAfter = (what: string): string =>
  new RegExp(`${what} +(http\\S+)`).exec(server.output())?.[1] ?? assert.fail(`no ${what} in ${server.output()}`);
/** The cookie of whoever opens the printed link. */
async function signIn(what: string): Promise<string> {
  const reply = await fetch(addressAfter(what), {
    method: 'POST',
    headers: { origin: server.url },
    redirect: 'manual',
  });
  return reply.headers.getSetCookie()[0]?.split(';')[0] ?? assert.fail(`not signed in: ${reply.status}`);
}
async function ask<Body>(cookie: string, path: string, body?: object): Promise<Body> {
  const reply = await fetch(`${server.url}/v1/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: { cookie, origin: server.url, ...(body ? { 'content-type': 'application/json' } : {}) },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  assert.ok(reply.ok, `${path}: ${reply.status}`);
  return (await reply.json()) as Body;
}

before(async () => {
  store = await createTestStore('pglite');
  await start();
});
after(async () => {
  await server.signal('SIGTERM');
  await store.remove();
});

test('demo: a liaison’s help request is in the library’s feed, and a swamped desk’s, too', async () => {
  const liaison = await signIn("Its liaison's page");
  const { reach } = await ask<AssistanceList>(liaison, 'libraries/harford/assistance');
  assert.deepEqual(reach[0], { library: 'harford', tiers: ['local', 'statewide', 'global'] });
  const [start, end] = [120, 122].map((hours) => new Date(Date.now() + hours * HOUR_MS).toISOString());
  const opening = { queue: 'harford', reason: 'by-hand', gap: { start, end } };
  const asked = await ask<AssistanceRequest>(liaison, 'libraries/harford/assistance', opening);
  assert.deepEqual([asked.owner, asked.told], ['local', 1]);
  assert.equal(
    Date.parse(asked.deadline!),
    Date.parse(start!) - 24 * HOUR_MS,
    'five days off is no matter for the state',
  );
  assert.match(await (await fetch(addressAfter("The library's help requests"))).text(), /Help wanted: Harford/);
  assert.doesNotMatch(await (await fetch(addressAfter('Help requests at the statewide tier'))).text(), /Help wanted/);

  const desk = await signIn("A desk's page: \\w+");
  const [queue] = (await ask<{ queues: { id: string }[] }>(desk, 'session')).queues;
  const { requests } = await ask<AssistanceList>(desk, `queues/${queue!.id}/swamped`, {});
  assert.deepEqual(
    requests.map(({ owner, told }) => [owner, told]),
    [['local', 1]],
  );
});

test('demo: a later start adds nothing to what people have made of it', async () => {
  const listed = async (): Promise<number> => {
    const coordinator = await signIn("The coordinator's page");
    return (await ask<RecipientList>(coordinator, 'recipients')).recipients.length;
  };
  const before = await listed();
  assert.equal(before, 26, 'twenty-four libraries and two tiers');
  await server.signal('SIGTERM');
  await start();
  assert.equal(await listed(), before);
  assert.doesNotMatch(server.output(), /help requests/i);
});
