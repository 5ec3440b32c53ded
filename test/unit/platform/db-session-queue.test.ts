import assert from 'node:assert/strict';
import { test } from 'node:test';
import { LIMITS, PURPOSES, type Purpose } from '../../../server/src/platform/db/purpose.ts';
import { PUBLIC_ROWS } from '../../../server/src/platform/db/row-scope.ts';
import { runWithin } from '../../../server/src/platform/db/request-deadline.ts';
import { createSessionQueue, DatabaseBusyError } from '../../../server/src/platform/db/session-queue.ts';

const turn = () => new Promise(setImmediate);

/** One session that is held; what is asked for meanwhile is served in this order. */
async function served(asked: readonly Purpose[]): Promise<Purpose[]> {
  const queue = createSessionQueue(1);
  const release = await queue.acquire('maintenance');
  const order: Purpose[] = [];
  const all = asked.map(async (purpose) => {
    const done = await queue.acquire(purpose);
    order.push(purpose);
    await turn();
    done();
  });
  release();
  await Promise.all(all);
  return order;
}

test('session queue: a count that waits goes before all reads that wait', async () => {
  assert.deepEqual(await served(['people', 'maintenance', 'people', 'jobs', 'ingest', 'sessions']), [
    'ingest',
    'sessions',
    'jobs',
    'people',
    'people',
    'maintenance',
  ]);
});

test('session queue: no purpose starves another, however many wait', async () => {
  const order = await served([...Array<Purpose>(40).fill('ingest'), ...Array<Purpose>(3).fill('people')]);
  assert.deepEqual(
    order.flatMap((purpose, index) => (purpose === 'people' ? [index] : [])),
    [4, 9, 14],
  );
});

test('session queue: as many hold a session as there are, and the next waits for one', async () => {
  const queue = createSessionQueue(2);
  const first = await queue.acquire('people');
  await queue.acquire('people');
  let isThirdServed = false;
  const third = queue.acquire('people').then(() => (isThirdServed = true));
  await turn();
  assert.deepEqual([isThirdServed, queue.waitingCount('people')], [false, 1]);
  first();
  first();
  await third;
  assert.equal(queue.waitingCount('people'), 0);
});

test('session queue: past the bound a request for a session fails at once, and is counted', async () => {
  const queue = createSessionQueue(1);
  await queue.acquire('people');
  for (let n = 0; n < LIMITS.people.maxWaiting; n++) queue.acquire('people').catch(() => undefined);
  await assert.rejects(queue.acquire('people'), DatabaseBusyError);
  assert.equal(queue.refusedCount('people'), 1);
  assert.equal(queue.refusedCount('ingest'), 0);
});

test('session queue: a request waits no longer than its own time is; work without a request is not held to it', async () => {
  const queue = createSessionQueue(1);
  const release = await queue.acquire('people');
  const late = Promise.withResolvers<unknown>();
  const job = Promise.withResolvers<unknown>();
  const untilMs = performance.now() + 5;
  runWithin({ waitUntilMs: untilMs, answerUntilMs: untilMs, rows: PUBLIC_ROWS }, () => {
    queue.acquire('people').then(late.reject, late.resolve);
    queue.acquire('jobs').then(job.resolve, job.reject);
  });
  assert.ok((await late.promise) instanceof DatabaseBusyError);
  assert.equal(queue.waitingCount('people'), 0);
  release();
  assert.equal(typeof (await job.promise), 'function');
});

test('session queue: a long read goes on past its time to wait while nobody is before it, and not otherwise', async () => {
  const queue = createSessionQueue(1);
  const alone = Promise.withResolvers<() => void>();
  const behind = Promise.withResolvers<unknown>();
  runWithin(
    { waitUntilMs: performance.now() - 1, answerUntilMs: performance.now() + 60_000, rows: PUBLIC_ROWS },
    () => {
      queue.acquire('people').then(alone.resolve, alone.reject);
      queue.acquire('people').then(behind.reject, behind.resolve);
    },
  );
  assert.equal(typeof (await alone.promise), 'function');
  assert.ok((await behind.promise) instanceof DatabaseBusyError);
});

test('session queue: what requests wait for ends within the eight seconds in which they are answered', () => {
  for (const purpose of PURPOSES) {
    const { isForRequests, maxWaitMs, statementMs, holdMs } = LIMITS[purpose];
    if (isForRequests) assert.ok(maxWaitMs + statementMs <= 8_000, purpose);
    assert.ok(statementMs <= holdMs, purpose);
  }
});
