import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createGroupCommit, QueueFullError, type Fault } from '../../../server/src/visibility/ingest/group-commit.ts';
import { TimeLimitError } from '../../../server/src/visibility/ingest/bounded-write.ts';
import { faultOf } from '../../../server/src/visibility/ingest/faults.ts';
import { createManualClock } from '../../support/app/clock.ts';

const ITEM_LIMIT_MS = 8_000;
const WRITE_LIMIT_MS = 6_000;
const LIMITS = { itemLimitMs: ITEM_LIMIT_MS, writeLimitMs: WRITE_LIMIT_MS };
/** What these tests say nothing of. */
const unlimited = () => ({
  ...LIMITS,
  clock: createManualClock('2026-11-24T15:00:00.000Z'),
  onFault: (): void => undefined,
});

/** A writer whose every write waits for the test's word. */
function start({ maxWrites = 1, maxWaiting = 100, maxGroup = 100, faultOf = (): Fault => 'away' } = {}) {
  const writes: { items: readonly string[]; finish(error?: Error): void }[] = [];
  const clock = createManualClock('2026-11-24T15:00:00.000Z');
  const faults: unknown[] = [];
  const commit = createGroupCommit<string, string>({
    ...LIMITS,
    clock,
    onFault: (fault) => faults.push(fault),
    maxWrites,
    maxWaiting,
    maxGroup,
    faultOf,
    write: (items) =>
      new Promise((resolve, reject) => {
        writes.push({
          items,
          finish: (error) => (error === undefined ? resolve(items.map((item) => `${item}!`)) : reject(error)),
        });
      }),
  });
  return { commit, writes, clock, faults };
}
const turn = () => new Promise(setImmediate);

test('group commit: what arrives while a transaction runs is written together after it', async () => {
  const { commit, writes } = start();
  const first = commit.submit('a');
  await turn();
  const rest = [commit.submit('b'), commit.submit('c')];
  await turn();
  assert.deepEqual(
    writes.map(({ items }) => items),
    [['a']],
  );
  writes[0]?.finish();
  assert.equal(await first, 'a!');
  await turn();
  assert.deepEqual(writes[1]?.items, ['b', 'c']);
  writes[1]?.finish();
  assert.deepEqual(await Promise.all(rest), ['b!', 'c!']);
});

test('group commit: no reply before the transaction has committed', async () => {
  const { commit, writes } = start();
  let answered = false;
  const promise = commit.submit('a').then(() => (answered = true));
  for (let i = 0; i < 5; i++) await turn();
  assert.equal(answered, false);
  writes[0]?.finish();
  await promise;
});

test('group commit: past the limit a new batch is rejected at once, and waiting ones are kept', async () => {
  const { commit, writes } = start({ maxWaiting: 2 });
  const held = commit.submit('a');
  await turn();
  const waiting = [commit.submit('b'), commit.submit('c')];
  await assert.rejects(commit.submit('d'), QueueFullError);
  writes[0]?.finish();
  await held;
  await turn();
  writes[1]?.finish();
  assert.deepEqual(await Promise.all(waiting), ['b!', 'c!']);
});

test('group commit: a lost connection rejects the whole group, and the next group is tried', async () => {
  const { commit, writes } = start();
  const group = [commit.submit('a'), commit.submit('b')].map((promise) =>
    promise.catch((error: Error) => error.message),
  );
  await turn();
  writes[0]?.finish(new Error('gone'));
  assert.deepEqual(await Promise.all(group), ['gone', 'gone']);
  const next = commit.submit('c');
  await turn();
  writes[1]?.finish();
  assert.equal(await next, 'c!');
});

const withOneInvalid = (fault: Fault) => {
  let transactions = 0;
  const commit = createGroupCommit<string, string>({
    ...unlimited(),
    maxWrites: 1,
    maxWaiting: 100,
    maxGroup: 100,
    faultOf: () => fault,
    async write(items) {
      transactions++;
      await turn();
      if (items.includes('bad')) throw new Error('bad');
      return items.map((item) => `${item}!`);
    },
  });
  return { commit, transactions: () => transactions };
};

test('group commit: one batch that cannot be written does not take its neighbours with it', async () => {
  const { commit } = withOneInvalid('invalid');
  const items = ['a', 'b', 'bad', 'c', 'd', 'e', 'f'];
  const results = await Promise.allSettled(items.map((item) => commit.submit(item)));
  assert.deepEqual(
    results.map(({ status }) => status === 'fulfilled'),
    items.map((item) => item !== 'bad'),
  );
});

test('group commit: a batch that keeps failing is retried alone and then given up', async () => {
  const { commit, transactions } = withOneInvalid('retry');
  const results = await Promise.allSettled(['a', 'bad', 'b'].map((item) => commit.submit(item)));
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.ok(transactions() < 15);
});

/** Transactions that 400 batches cost on a database that refuses each of them as read-only. */
async function transactionsOnReadOnly(faultOf: (error: unknown) => Fault): Promise<number> {
  let transactions = 0;
  const commit = createGroupCommit<number, void>({
    ...unlimited(),
    maxWrites: 1,
    maxWaiting: 1_000,
    maxGroup: 500,
    faultOf,
    async write() {
      transactions++;
      await turn();
      throw Object.assign(new Error('cannot execute INSERT in a read-only transaction'), { code: '25006' });
    },
  });
  const results = await Promise.allSettled(Array.from({ length: 400 }, (_, n) => commit.submit(n)));
  assert.ok(results.every(({ status }) => status === 'rejected'));
  return transactions;
}

test('group commit: a read-only database costs a group one transaction', async () => {
  assert.equal(await transactionsOnReadOnly(faultOf), 1);
});

test('group commit: mutant: a read-only database taken for a fault of the batch halves the group down to single writes', async () => {
  const invalidClasses = /^(?:21|22|23|2[0578B-F]|3[BDF]|42|44)/;
  const halving = (error: unknown): Fault =>
    invalidClasses.test((error as { code: string }).code) ? 'invalid' : 'away';
  assert.equal(await transactionsOnReadOnly(halving), 799);
});

test('group commit: closing waits for writes under way', async () => {
  const { commit, writes } = start();
  const first = commit.submit('a');
  let closed = false;
  const closing = commit.close().then(() => (closed = true));
  await turn();
  assert.equal(closed, false);
  writes[0]?.finish();
  await first;
  await closing;
});

test('a write that never ends is abandoned: its items are rejected, and the next group has its place', async () => {
  const { commit, writes, clock, faults } = start();
  const written = commit.submit('a');
  await turn();
  const waiting = commit.submit('b');
  const begunAtMs = clock.now();
  clock.advance(WRITE_LIMIT_MS);
  assert.equal(commit.state().oldestWriteAtMs, begunAtMs);
  await assert.rejects(written, TimeLimitError);
  assert.ok(commit.state().lastFault?.error instanceof TimeLimitError);
  await turn();
  assert.deepEqual(writes[1]?.items, ['b']);
  assert.equal(commit.state().stalledWrites, 1);
  writes[1]?.finish();
  assert.equal(await waiting, 'b!');
  assert.equal(faults.length, 1);
  writes[0]?.finish();
  await turn();
  const idle = { waiting: 0, stalledWrites: 0, oldestWriteAtMs: null, lastFault: null };
  assert.deepEqual(commit.state(), { ...idle, lastCommitAtMs: clock.now() });
});

test('group commit: an item’s time counts from its arrival, not from the beginning of its transaction', async () => {
  const { commit, writes, clock } = start();
  const first = commit.submit('a');
  await turn();
  const second = commit.submit('b');
  clock.advance(WRITE_LIMIT_MS - 1);
  writes[0]?.finish();
  await first;
  await turn();
  const third = commit.submit('c');
  clock.advance(ITEM_LIMIT_MS - WRITE_LIMIT_MS + 1);
  await assert.rejects(second, TimeLimitError);
  writes[1]?.finish();
  await turn();
  writes[2]?.finish();
  assert.equal(await third, 'c!');
});

test('group commit: a clock that is set back makes nobody wait longer', async () => {
  const { commit, clock } = start();
  const written = commit.submit('a');
  await turn();
  const waiting = commit.submit('b');
  clock.set('2026-11-24T14:00:00.000Z');
  clock.advance(ITEM_LIMIT_MS);
  await assert.rejects(written, TimeLimitError);
  await assert.rejects(waiting, TimeLimitError);
});

test('group commit: while another writer goes on, only the items of the stalled write are rejected', async () => {
  const { commit, writes, clock } = start({ maxWrites: 2 });
  const stalled = commit.submit('a');
  await turn();
  clock.advance(WRITE_LIMIT_MS - 1_000);
  const other = commit.submit('b');
  await turn();
  const waiting = commit.submit('c');
  clock.advance(1_000);
  await assert.rejects(stalled, TimeLimitError);
  writes[1]?.finish();
  assert.equal(await other, 'b!');
  await turn();
  writes[2]?.finish();
  assert.equal(await waiting, 'c!');
});
