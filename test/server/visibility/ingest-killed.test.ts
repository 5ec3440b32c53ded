// A server's own process, killed in the middle of a load: what it has acknowledged is there, once.
import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import type { EventBatch } from '@askusnow/sdk/contract';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { createTestStore, variablesOf, ENGINES, ENGINES_BY_TIER, type TestStore } from '../../support/app/database.ts';
import { aBatch, anEvent } from '../../support/data/event-batch.ts';
import { addLibraries, BROWSER, diagnosesOf, ORIGIN, sumOf } from '../../support/app/ingest.ts';
import { spawnScript } from '../../support/app/process.ts';
import { timesByTier } from '../../support/tier.ts';
import { reservePort } from '../../support/ports.ts';
import { pause } from '../../support/waiting.ts';

const SERVER = ['server/src/main.ts', 'start'];
const MUTANT = ['test/mutants/acknowledge-first.ts'];
const KILLS = timesByTier(2, 20);
const PAGES = 16;
const EVENTS = 3;

const never = (): undefined => undefined;

async function startProcess(words: string[], store: TestStore): Promise<{ child: ChildProcess; url: string }> {
  const port = await reservePort();
  const child = spawnScript(words, { PORT: String(port), ...variablesOf(store.config) });
  child.stdout!.resume();
  let complaint = '';
  child.stderr!.setEncoding('utf8').on('data', (text: string) => (complaint += text));
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended: ${complaint}`);
    if (await fetch(`${url}/health`).catch(never)) return { child, url };
    await pause(20);
  }
}

type Answer = 'acknowledged' | 'refused' | 'gone';

/** Pages that send for as long as the server lives, and keep what was not acknowledged for its return. */
function createLoad() {
  const sent = new Set<string>();
  const acknowledged = new Set<string>();
  const open: EventBatch[] = [];
  const post = async (url: string, batch: EventBatch): Promise<Answer> => {
    const headers = { 'content-type': 'text/plain', origin: ORIGIN, 'user-agent': BROWSER };
    const reply = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(batch) }).catch(
      never,
    );
    if (reply) assert.ok(reply.status === 202 || reply.status === 503, `answered ${reply.status}`);
    return reply === undefined ? 'gone' : reply.status === 202 ? 'acknowledged' : 'refused';
  };
  const send = async (url: string, batch: EventBatch): Promise<Answer> => {
    sent.add(batch.batch);
    const outcome = await post(url, batch);
    if (outcome === 'acknowledged') acknowledged.add(batch.batch);
    else open.push(batch);
    // As a page whose server is busy.
    if (outcome === 'refused') await pause(20);
    return outcome;
  };
  const newBatch = (): EventBatch =>
    aBatch({
      events: [...Array.from({ length: EVENTS }, () => anEvent()), anEvent({ kind: 'diagnosis', value: 'in-header' })],
    });
  return {
    sent,
    acknowledged,
    async run(url: string): Promise<void> {
      const page = async (): Promise<void> => {
        while ((await send(url, open.shift() ?? newBatch())) !== 'gone');
      };
      await Promise.all(Array.from({ length: PAGES }, page));
    },
    async finish(url: string): Promise<void> {
      while (open.length > 0) await send(url, open.shift()!);
    },
  };
}

interface Outcome {
  missing: number;
  clicks: number;
  diagnoses: number;
  sent: number;
}

async function killUnderLoad(words: string[], store: TestStore, kills: number): Promise<Outcome> {
  const seeding = await openDatabase(store.config, never);
  await addLibraries(seeding);
  await seeding.close();
  const load = createLoad();
  for (let round = 0; round <= kills; round++) {
    const { child, url } = await startProcess(words, store);
    const ended = once(child, 'exit');
    if (round < kills) {
      const before = load.acknowledged.size;
      const running = load.run(url);
      while (load.acknowledged.size < before + 50) await pause(5);
      await pause(Math.random() * 100);
      child.kill('SIGKILL');
      await Promise.all([ended, running]);
    } else {
      await load.finish(url);
      child.kill('SIGKILL');
      await ended;
    }
  }
  const database = await openDatabase(store.config, never);
  const rows = await database.db.selectFrom('event_batch').select('id').execute();
  const committed = new Set(rows.map(({ id }) => id.replaceAll('-', '')));
  const { counted = 0, suspect = 0 } = await sumOf(database, 'click');
  const diagnoses = Object.values(await diagnosesOf(database)).reduce((sum, count) => sum + count, 0);
  await database.close();
  const missing = [...load.acknowledged].filter((id) => !committed.has(id.slice(9))).length;
  return { missing, clicks: counted + suspect, diagnoses, sent: load.sent.size };
}

// One engine after the other: opening PGlite stops this process, on a busy machine for longer than a connection may take.
for (const engine of ENGINES) {
  test(`ingest: on ${engine}, killed ${KILLS} times, has every acknowledged event, and none twice`, async (t) => {
    const store = await createTestStore(engine);
    t.after(() => store.remove());
    const { missing, clicks, diagnoses, sent } = await killUnderLoad(SERVER, store, KILLS);
    assert.equal(missing, 0);
    assert.equal(clicks, sent * EVENTS);
    assert.equal(diagnoses, sent);
    t.diagnostic(`${sent} batches`);
  });
}

for (const engine of ENGINES_BY_TIER) {
  test(`ingest: the mutant that acknowledges first loses acknowledged events on ${engine}`, async (t) => {
    const store = await createTestStore(engine);
    t.after(() => store.remove());
    const { missing, clicks, sent } = await killUnderLoad(MUTANT, store, 3);
    assert.ok(missing > 0);
    assert.ok(clicks < sent * EVENTS);
  });
}
