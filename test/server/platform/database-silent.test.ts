// A database that is lost without a word: its connections are destroyed, and ingest is back within 15 seconds.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import Fastify, { type FastifyInstance } from 'fastify';
import { serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { sql } from 'kysely';
import pg from 'pg';
import type { EventBatch } from '@askusnow/sdk/contract';
import { systemClock } from '../../../server/src/platform/clock.ts';
import { EVERYTHING } from '../../../server/src/platform/db/database.ts';
import { migrate } from '../../../server/src/schema.ts';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { lockPlacements } from '../../../server/src/visibility/ingest/batch-store.ts';
import { healthRoutes } from '../../../server/src/serving/health/health.ts';
import { createWriteCheck } from '../../../server/src/serving/health/write-check.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { addLibraries, startNode, sumOf, type Node } from '../../support/app/ingest.ts';
import { startPostgres, type Postgres } from '../../support/app/postgres.ts';
import { startStallingProxy, type StallingProxy } from '../../support/peers/stalling-proxy.ts';
import { eventually, pause } from '../../support/waiting.ts';

/** The promise. */
const RECOVERY_MS = 15_000;
/** A batch is answered within 8 s of its arrival; the rest is a busy machine's. */
const ANSWER_MS = 10_000;
/** Longer than every limit of a statement: what recovers afterwards has met them all. */
const STALL_MS = 10_000;
/** Within this a node that cannot write says that it is not ready, though its last check was good. */
const NOT_READY_MS = 4_000;

let postgres: Postgres;
let proxy: StallingProxy;
let database: Database;
let node: Node;
let app: FastifyInstance;
const sent = new Map<string, EventBatch>();
before(async () => {
  postgres = await startPostgres();
  proxy = await startStallingProxy({ host: '127.0.0.1', port: Number(new URL(postgres.url).port) });
  const url = new URL(postgres.url);
  url.port = String(proxy.port);
  database = await openDatabase({ databaseUrl: url.href, dataDir: '' }, () => undefined);
  await migrate(database);
  await addLibraries(database);
  node = await startNode(database, systemClock);
  const writeCheck = createWriteCheck({ database, clock: systemClock, nodeId: 'test', ingest: node.ingest });
  const runtime = { version: '0.1.0', tz: 'test', node: process.versions.node };
  const nodes = { clock: () => ({ state: 'right' as const, skewMs: 0 }) };
  app = Fastify().setValidatorCompiler(validatorCompiler).setSerializerCompiler(serializerCompiler);
  await app.register(healthRoutes({ database, clock: systemClock, runtime, writeCheck, nodes }));
});
after(async () => {
  await app.close();
  // Or what maintenance had begun on a connection that is stalled would be waited for.
  await proxy.close();
  await node.close();
  await database.close();
});

/** Sends a new batch; the one that is not acknowledged is kept to be sent again. */
async function send(): Promise<number> {
  const batch = aBatch({ at: systemClock.now() });
  sent.set(batch.batch, batch);
  const startedAt = performance.now();
  const { status } = await node.send(batch);
  assert.ok(performance.now() - startedAt < ANSWER_MS, `held for ${performance.now() - startedAt} ms`);
  assert.ok(status === 202 || status === 503, String(status));
  return status;
}

/** Pages send all the time, four at once, until one is acknowledged; how long that took. */
async function untilAcknowledged(): Promise<number> {
  const startedAt = performance.now();
  while (!(await Promise.all([send(), send(), send(), send()])).includes(202)) {
    assert.ok(performance.now() - startedAt < RECOVERY_MS, 'nothing was acknowledged in time');
    await pause(50);
  }
  return performance.now() - startedAt;
}

const readyStatus = async (): Promise<number> => (await app.inject('/health/ready')).statusCode;

/** Sends, each refused, while nothing is let through; ready must say so soon, and go on saying so. */
async function refusesWhileStalled(): Promise<void> {
  const startedAt = performance.now();
  const isOver = (): boolean => performance.now() - startedAt > STALL_MS;
  const looking = (async () => {
    for (let wasNotReady = false; !isOver(); await pause(100)) {
      const status = await readyStatus();
      if (wasNotReady || performance.now() - startedAt > NOT_READY_MS) assert.equal(status, 503);
      wasNotReady ||= status === 503;
    }
  })();
  while (!isOver()) assert.equal(await send(), 503);
  await looking;
}

async function recovers(what: string): Promise<void> {
  const tookMs = await untilAcknowledged();
  console.log(`${what}: acknowledged after ${Math.round(tookMs)} ms`);
  assert.ok(tookMs < RECOVERY_MS);
  // Reads of people, work in the background and the listener come back, too.
  for (const purpose of ['people', 'jobs'] as const)
    await eventually(async () => {
      await sql`select 1`.execute(database.for(purpose).db);
      return true;
    }, RECOVERY_MS);
  await eventually(async () => (await readyStatus()) === 200, RECOVERY_MS);
}

for (const ways of [['toServer', 'toClient'], ['toServer'], ['toClient']] as const)
  test(`silent database: connections that let nothing through, ${ways.join(' and ')}, are destroyed, and others made`, async () => {
    assert.equal(await send(), 202);
    const heard = Promise.withResolvers<void>();
    const stop = database.changes.subscribe((payload) => payload === EVERYTHING && heard.resolve());
    proxy.stallOpen(...ways);
    await recovers(`nothing ${ways.join(' and ')}`);
    await heard.promise;
    stop();
  });

test('silent database: what locks the placements and falls silent holds ingest no longer than others', async () => {
  assert.equal(await send(), 202);
  const held = Promise.withResolvers<void>();
  const over = Promise.withResolvers<void>();
  // It ends with the proxy: nothing says to its client that the server has ended it.
  void database
    .for('maintenance')
    .db.transaction()
    .execute(async (trx) => {
      await lockPlacements(trx);
      held.resolve();
      await over.promise;
    })
    .catch(() => undefined);
  await held.promise;
  proxy.stallOpen('toServer', 'toClient');
  try {
    await recovers('silent with the lock of placements');
  } finally {
    over.resolve();
  }
});

test('silent database: a peer that accepts connections and never answers costs no more than its own time and 15 seconds', async () => {
  assert.equal(await send(), 202);
  proxy.stallAll();
  await refusesWhileStalled();
  proxy.pass();
  await recovers('accepted and never answered');
});

/** The server's processes, which stop answering when they are stopped: the kernel still accepts connections. */
function signalPostgres(signal: 'STOP' | 'CONT'): void {
  const postmaster = readFileSync(join(postgres.folder, 'data/postmaster.pid'), 'utf8').split('\n')[0]!;
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', postmaster], { encoding: 'utf8' });
  for (const pid of [postmaster, ...children.trim().split(/\s+/)]) {
    try {
      process.kill(Number(pid), `SIG${signal}`);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // It has ended meanwhile.
    }
  }
}

test('silent database: a server whose processes are stopped and continued is used again', async () => {
  assert.equal(await send(), 202);
  signalPostgres('STOP');
  try {
    await refusesWhileStalled();
  } finally {
    signalPostgres('CONT');
  }
  await recovers('stopped and continued');
});

test('silent database: mutant: on pg’s own pool, without limits, a statement on a silent connection waits while others recover', async () => {
  const url = new URL(postgres.url);
  url.port = String(proxy.port);
  const pool = new pg.Pool({ connectionString: url.href, connectionTimeoutMillis: 5_000, keepAlive: true, max: 1 });
  await pool.query('select 1');
  proxy.stallOpen('toServer', 'toClient');
  let isAnswered = false;
  const client = await pool.connect();
  client.on('error', () => undefined);
  const query = client.query('select 1').then(
    () => (isAnswered = true),
    () => undefined,
  );
  await recovers('beside the mutant');
  assert.equal(isAnswered, false);
  (client.connection as unknown as { stream: { destroy(): void } }).stream.destroy();
  await query;
  client.release(true);
  await pool.end();
});

test('silent database: every batch that was sent counts once, whether its commit was known or not', async () => {
  for (const batch of sent.values()) await eventually(async () => (await node.send(batch)).status === 202, RECOVERY_MS);
  // On a slow machine more are sent than count as one network's patrons.
  const { counted = 0, suspect = 0, ...others } = await sumOf(database, 'click');
  assert.deepEqual([counted + suspect, others], [sent.size, {}]);
});
