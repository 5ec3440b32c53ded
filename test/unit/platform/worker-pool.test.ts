// A task in a worker thread ends in time and within its memory, and what one task does is no other's affair.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { after, test } from 'node:test';
import {
  createWorkerPool,
  MAX_WAITING,
  workerTask,
  type WorkerFault,
} from '../../../server/src/platform/worker/worker-pool.ts';
import type { run, Work } from '../../support/app/worker-tasks.ts';

const TASK = workerTask<typeof run>(import.meta.url, '../../support/app/worker-tasks');
const LONG_MS = 60_000;
const workers = createWorkerPool({ threads: 2, memoryMb: 64 });
const alone = createWorkerPool({ threads: 1, memoryMb: 64 });
after(() => {
  workers.close();
  alone.close();
});

const result = async (pool: typeof workers, work: Work, count?: number) => {
  const outcome = await pool.run(TASK, { work, ...(count === undefined ? {} : { count }) }, { timeoutMs: LONG_MS });
  assert.ok('result' in outcome, JSON.stringify(outcome));
  return outcome.result;
};
const faultOf = async (work: Work, timeoutMs = LONG_MS): Promise<WorkerFault> => {
  const outcome = await alone.run(TASK, { work, count: 7 }, { timeoutMs });
  assert.ok('fault' in outcome, JSON.stringify(outcome));
  return outcome;
};

test('worker pool: each input has its own result, and more tasks than threads wait for their turn', async () => {
  const numbers = Array.from({ length: 20 }, (_, at) => at);
  assert.deepEqual(
    await Promise.all(numbers.map((each) => result(workers, 'double', each))),
    numbers.map((each) => each * 2),
  );
});

test('worker pool: a task runs in another thread, and a thread is used again', async () => {
  const threadId = await result(alone, 'where');
  assert.ok(Number(threadId) > 0);
  assert.equal(await result(alone, 'where'), threadId);
});

test('worker pool: a task that never ends is stopped after its time, and the next one has a new thread', async () => {
  const threadId = await result(alone, 'where');
  assert.deepEqual(await faultOf('for ever', 300), { fault: 'timeout', detail: 'takes longer than 300 ms' });
  assert.notEqual(await result(alone, 'where'), threadId);
});

test('worker pool: a task’s time begins when its modules are loaded, however long that takes', async () => {
  const module = `data:text/javascript,${encodeURIComponent(
    'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000); export const run = () => 7;',
  )}`;
  assert.deepEqual(await alone.run({ module }, {}, { timeoutMs: 300 }), { result: 7 });
});

test('worker pool: a task that never ends holds up no task of the other thread', async () => {
  const never = workers.run(TASK, { work: 'for ever' }, { timeoutMs: 2_000 });
  assert.equal(await Promise.race([never, result(workers, 'double', 4)]), 8);
  assert.equal('fault' in (await never), true);
});

test('worker pool: a task that needs more memory than it may is a fault, and the process lives on', async () => {
  assert.deepEqual(await faultOf('eat memory'), { fault: 'memory', detail: 'needs more than 64 MB' });
  assert.equal(await result(alone, 'double', 4), 8);
});

test('worker pool: an error that a task throws is a fault with its stack, and the thread is used again', async () => {
  const threadId = await result(alone, 'where');
  const { fault, detail } = await faultOf('throw');
  assert.equal(fault, 'error');
  assert.match(detail, /RangeError: no 7\n.*worker-tasks/);
  assert.equal(await result(alone, 'where'), threadId);
});

test('worker pool: a task that does not exist and an input that cannot be cloned are faults', async () => {
  const missing = workerTask<typeof run>(import.meta.url, './no-such-task');
  const outcome = await alone.run(missing, { work: 'double' }, { timeoutMs: LONG_MS });
  assert.ok('fault' in outcome && outcome.fault === 'error');
  const uncloneable = { work: 'double', count: () => 1 } as never;
  const refused = await alone.run(TASK, uncloneable, { timeoutMs: LONG_MS });
  assert.ok('fault' in refused && refused.fault === 'error');
  assert.equal(await result(alone, 'double', 4), 8);
});

test('worker pool: a long list comes in parts, whole and in order', async () => {
  for (const count of [0, 1, 1_000, 1_001, 2_500]) {
    const input = { work: 'list' as const, count };
    const outcome = await alone.run(TASK, input, { timeoutMs: LONG_MS, itemsPerPart: 1_000 });
    assert.deepEqual(outcome, { result: Array.from({ length: count }, (_, at) => ({ at })) });
  }
});

test('worker pool: a thread has nothing of the environment', async () => {
  assert.deepEqual(await result(alone, 'environment'), {});
});

test('worker pool: closing stops what is under way and what waits', async () => {
  const pool = createWorkerPool({ threads: 1 });
  const never = pool.run(TASK, { work: 'for ever' }, { timeoutMs: LONG_MS });
  const waiting = pool.run(TASK, { work: 'double', count: 1 }, { timeoutMs: LONG_MS });
  pool.close();
  const later = pool.run(TASK, { work: 'double', count: 1 }, { timeoutMs: LONG_MS });
  for (const outcome of await Promise.all([never, waiting, later])) {
    assert.deepEqual(outcome, { fault: 'closed', detail: 'the server is closing' });
  }
});

test('worker pool: past the limit of waiting tasks the next one is rejected at once', async () => {
  const pool = createWorkerPool({ threads: 1, memoryMb: 64 });
  const run = () => pool.run(TASK, { work: 'for ever' }, { timeoutMs: LONG_MS });
  const taken = Array.from({ length: 1 + MAX_WAITING }, run);
  assert.deepEqual(await run(), { fault: 'busy', detail: `${MAX_WAITING} other tasks wait already` });
  pool.close();
  for (const outcome of await Promise.all(taken))
    assert.deepEqual(outcome, { fault: 'closed', detail: 'the server is closing' });
});

test('worker pool: where no thread can be started each task is a fault, and none is left waiting', () => {
  const pool = new URL('../../../server/src/platform/worker/worker-pool.ts', import.meta.url).href;
  const code = `
    import { createWorkerPool } from ${JSON.stringify(pool)};
    const pool = createWorkerPool({ threads: 1 });
    const run = () => pool.run({ module: 'none' }, {}, { timeoutMs: 60_000 });
    for (const { fault } of await Promise.all([run(), run()])) console.log(fault);`;
  // Node's own permissions: of all that a program may do, a worker is refused.
  const words = ['--permission', '--allow-fs-read=*', '--input-type=module', '--eval', code];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  assert.equal(stdout, 'error\nerror\n', stderr);
});
