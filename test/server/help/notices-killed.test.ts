// The outbox's own process, killed while it sends: each notice arrives, and its repeats have the same id.
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { after, describe, test } from 'node:test';
import { isDeepStrictEqual } from 'node:util';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { notify } from '../../../server/src/help/notices/notices.ts';
import { createSecret } from '../../../server/src/help/notices/webhook.ts';
import { createTestStore, variablesOf, type Engine, type TestStore } from '../../support/app/database.ts';
import { addDesks } from '../../support/data/desks.ts';
import { startMailServer } from '../../support/peers/mail-server.ts';
import { spawnScript } from '../../support/app/process.ts';
import { addRecipient, aNotice, deliveriesOf } from '../../support/data/notices.ts';
import { startReceiver } from '../../support/peers/receiver.ts';
import { timesByTier } from '../../support/tier.ts';
import { eventually, pause } from '../../support/waiting.ts';

const OUTBOX = 'test/support/app/outbox-process.ts';
/** PGlite's process takes a second to start. */
const KILLS: Record<Engine, number> = { pglite: timesByTier(2, 6), postgres: timesByTier(3, 20) };
const NOTICES: Record<Engine, number> = { pglite: 60, postgres: 150 };
/** Longer than a claim: what does not come now does not come. */
const QUIET_MS = 3_000;

const PEERS = ['mail', 'webhook'] as const;
type Peer = (typeof PEERS)[number];

/** Real peers, a store with notices for both of them, and a process that sends. */
async function prepare(engine: Engine, notices: number) {
  let onArrival: (at: Peer) => Promise<unknown> = () => pause(Math.random() * 20);
  const mailServer = await startMailServer({ onMail: () => onArrival('mail').then(() => null) });
  const receiver = await startReceiver(() => onArrival('webhook').then(() => ({ status: 204 })));
  const store: TestStore = await createTestStore(engine);
  const inStore = async <Value>(work: (database: Database) => Promise<Value>): Promise<Value> => {
    const database = await openDatabase(store.config, () => undefined);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };
  await inStore(async (database) => {
    await addDesks(database);
    await addRecipient(database);
    await addRecipient(database, { channel: 'webhook', address: receiver.url, secret: createSecret() });
    for (let index = 0; index < notices; index++) {
      const notice = aNotice({ key: `request:${index}:opened`, atMs: Date.now() });
      await database.db.transaction().execute((trx) => notify(trx, notice));
    }
  });
  const children: ChildProcess[] = [];
  return {
    mailServer,
    receiver,
    states: () => inStore(async (database) => new Set((await deliveriesOf(database)).map(({ state }) => state))),
    arrived: () => mailServer.mails.length + receiver.posts.length,
    mailIds: () => mailServer.mails.map((mail) => mailServer.header(mail, 'message-id').join()),
    hookIds: () => receiver.posts.map(({ headers }) => String(headers['webhook-id'])),
    onArrival: (listener: typeof onArrival) => void (onArrival = listener),
    start(script: string): ChildProcess {
      const child = spawnScript([script], {
        ...variablesOf(store.config),
        SMTP_URL: mailServer.url,
        MAIL_FROM: 'askusnow@state.example',
        EGRESS_ALLOW: receiver.host,
      });
      child.stdout!.resume();
      child.stderr!.pipe(process.stderr, { end: false });
      children.push(child);
      return child;
    },
    async close() {
      for (const child of children) child.kill('SIGKILL');
      await mailServer.close();
      await receiver.close();
      await store.remove();
    },
  };
}
type Scene = Awaited<ReturnType<typeof prepare>>;

async function kill(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined;
  child.kill('SIGKILL');
  await ended;
}

async function untilQuiet({ arrived }: Scene): Promise<void> {
  for (let before = -1; before !== arrived();) {
    before = arrived();
    await pause(QUIET_MS);
  }
}

/** Lets the last process end its work: a busy machine takes its time. */
async function killWhileSending(
  scene: Scene,
  script: string,
  kills: number,
  isDone: () => boolean | Promise<boolean>,
): Promise<void> {
  for (let round = 0; round < kills; round++) {
    const child = scene.start(script);
    const before = scene.arrived();
    await eventually(() => scene.arrived() >= before + 4);
    await pause(Math.random() * 60);
    await kill(child);
  }
  const child = scene.start(script);
  await eventually(isDone);
  await untilQuiet(scene);
  await kill(child);
}

const scenes: Scene[] = [];
const open = async (engine: Engine, notices: number): Promise<Scene> => {
  const scene = await prepare(engine, notices);
  scenes.push(scene);
  return scene;
};
after(async () => {
  for (const scene of scenes) await scene.close();
});

function testKills(engine: Engine): void {
  const [kills, notices] = [KILLS[engine], NOTICES[engine]];
  test(`outbox: on ${engine}, killed ${kills} times, notifies each recipient of each notice, once by its id`, async (t) => {
    /** So many deliveries may be under way at once, and be repeated by one kill. */
    const HANDS = 4;
    const scene = await open(engine, notices);
    const told = (): number[] => [new Set(scene.mailIds()).size, new Set(scene.hookIds()).size];
    await killWhileSending(scene, OUTBOX, kills, () => told().every((count) => count === notices));
    assert.deepEqual(told(), [notices, notices]);
    assert.deepEqual(await scene.states(), new Set(['sent']));
    const repeats = scene.arrived() - 2 * notices;
    t.diagnostic(`${repeats} repeats in ${kills} kills, each under the id of its first`);
    assert.ok(repeats <= kills * HANDS);
  });
}

// Before the others: opening PGlite stops this process, on a busy machine for longer than a connection to Postgres may take.
testKills('pglite');

describe('an outbox that is killed while it sends', { concurrency: true }, () => {
  testKills('postgres');

  /** Killed at the worst instant: the peer has accepted, and its word is on its way. */
  async function killAtTheWorst(scene: Scene, script: string, at: Peer): Promise<void> {
    let child = scene.start(script);
    scene.onArrival(async (peer) => {
      if (peer !== at) return;
      scene.onArrival(() => Promise.resolve());
      await kill(child);
    });
    await eventually(() => child.signalCode === 'SIGKILL');
    child = scene.start(script);
    const count = { mail: () => scene.mailServer.mails.length, webhook: () => scene.receiver.posts.length }[at];
    // A busy machine may send it a third time, and the other peer's later.
    await eventually(() => count() >= 2 && scene.mailIds().length > 0 && scene.hookIds().length > 0);
    await untilQuiet(scene);
    await kill(child);
  }

  for (const peer of PEERS) {
    test(`outbox: killed between a ${peer}’s acceptance and its own commit, it says the same again under the same id`, async () => {
      const scene = await open('postgres', 1);
      await killAtTheWorst(scene, OUTBOX, peer);
      assert.deepEqual([new Set(scene.mailIds()).size, new Set(scene.hookIds()).size], [1, 1]);
      const said = [scene.mailServer.mails.map(({ body }) => body), scene.receiver.posts.map(({ body }) => body)];
      assert.deepEqual(
        said.map((bodies) => new Set(bodies).size),
        [1, 1],
      );
    });
  }

  test('outbox: the mutant with an id for each attempt sends one notice as several', async () => {
    const ANOTHER_ID = 'test/mutants/another-id.ts';
    const scene = await open('postgres', 1);
    await killAtTheWorst(scene, ANOTHER_ID, 'webhook');
    assert.ok(new Set(scene.hookIds()).size > 1);
  });

  test('outbox: the mutant that marks first and sends afterwards loses notices', async () => {
    const MARKS_FIRST = 'test/mutants/marks-first.ts';
    const scene = await open('postgres', 5);
    while (!isDeepStrictEqual(await scene.states(), new Set(['sent']))) await once(scene.start(MARKS_FIRST), 'exit');
    const told = new Set(scene.mailIds()).size + new Set(scene.hookIds()).size;
    assert.ok(told > 0 && told < 2 * 5, `${told} of 10`);
  });
});
