// What a server keeps in memory follows the database, whatever changes during a load and whichever load fails.
import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { test } from 'node:test';
import { createLiveSnapshot, type LiveSnapshot } from '../../../server/src/platform/live-snapshot/live-snapshot.ts';
import { createManualClock } from '../../support/app/clock.ts';

const RETRY_MS = 5_000;

/** A value that changes at any time, and is read at once though it arrives when the test lets it. */
function createSource() {
  let value = 1;
  let fault: Error | null = null;
  let changed = (): void => {};
  const arriving: (() => void)[] = [];
  const counts = { loads: 0, atOnce: 0, maxAtOnce: 0 };
  return {
    counts,
    isHeld: false,
    commit(next: number) {
      value = next;
      changed();
    },
    failWith: (error: Error | null) => void (fault = error),
    isFollowed: () => changed.name !== '',
    arrive: () => arriving.shift()?.(),
    async load(): Promise<number> {
      counts.loads += 1;
      counts.atOnce += 1;
      counts.maxAtOnce = Math.max(counts.maxAtOnce, counts.atOnce);
      const read = value;
      if (this.isHeld) await new Promise<void>((resolve) => arriving.push(resolve));
      counts.atOnce -= 1;
      if (fault) throw fault;
      return read;
    },
    subscribe(listener: () => void) {
      changed = () => listener();
      return () => {
        changed = Object.defineProperty(() => {}, 'name', { value: '' });
      };
    },
  };
}

async function start(source = createSource()) {
  const clock = createManualClock('2026-11-24T15:00:00.000Z');
  const applied: number[] = [];
  const errors: Error[] = [];
  const snapshot = await createLiveSnapshot({
    clock,
    load: () => source.load(),
    apply: (value: number) => void applied.push(value),
    subscribe: (changed) => source.subscribe(changed),
    onError: (error) => void errors.push(error),
  });
  return { clock, source, applied, errors, snapshot };
}

/** Two changes: one begins a load, the other is committed after it has read. */
async function changeDuringLoad(
  source: ReturnType<typeof createSource>,
  snapshot: Pick<LiveSnapshot, 'reload'>,
): Promise<void> {
  source.isHeld = true;
  source.commit(2);
  await setImmediate();
  source.isHeld = false;
  source.commit(3);
  const reloaded = snapshot.reload();
  source.arrive();
  await reloaded;
}

test('live snapshot: a change during a load is loaded after it, once, however many ask', async () => {
  const { source, applied, snapshot } = await start();
  await changeDuringLoad(source, snapshot);
  assert.deepEqual(applied, [1, 2, 3]);
  assert.deepEqual(source.counts, { loads: 3, atOnce: 0, maxAtOnce: 1 });
  await snapshot.close();
});

test('live snapshot: mutant: a reload that joins the load under way misses what was committed meanwhile', async () => {
  const source = createSource();
  const applied: number[] = [];
  let loading: Promise<void> | null = null;
  const reload = (): Promise<void> =>
    (loading ??= source
      .load()
      .then((value) => void applied.push(value))
      .finally(() => (loading = null)));
  source.subscribe(() => void reload());
  await reload();
  await changeDuringLoad(source, { reload });
  assert.deepEqual(applied, [1, 2]);
});

test('live snapshot: a load that fails leaves what was applied last, is reported, and is retried until it succeeds', async () => {
  const { clock, source, applied, errors, snapshot } = await start();
  source.failWith(new Error('away'));
  source.commit(2);
  await setImmediate();
  clock.advance(RETRY_MS);
  await setImmediate();
  assert.deepEqual(
    errors.map(({ message }) => message),
    ['away', 'away'],
  );
  assert.deepEqual(applied, [1]);
  source.failWith(null);
  clock.advance(RETRY_MS);
  await setImmediate();
  assert.deepEqual(applied, [1, 2]);
  clock.advance(10 * RETRY_MS);
  await setImmediate();
  assert.equal(source.counts.loads, 4);
  await snapshot.close();
});

test('live snapshot: a caller of reload gets the error itself, and the load is retried all the same', async () => {
  const { clock, source, applied, errors, snapshot } = await start();
  source.failWith(new Error('away'));
  await assert.rejects(snapshot.reload(), /away/);
  assert.deepEqual(errors, []);
  source.failWith(null);
  clock.advance(RETRY_MS);
  await setImmediate();
  assert.deepEqual(applied, [1, 1]);
  await snapshot.close();
});

test('live snapshot: a first load that fails is the caller’s error, and leaves nothing behind', async () => {
  const source = createSource();
  source.failWith(new Error('away'));
  await assert.rejects(start(source), /away/);
  assert.equal(source.isFollowed(), false);
});

test('live snapshot: closing waits for the load under way, applies nothing more, and ends the retries', async () => {
  const { clock, source, applied, errors, snapshot } = await start();
  source.isHeld = true;
  source.commit(2);
  await setImmediate();
  let isClosed = false;
  const closed = snapshot.close().then(() => (isClosed = true));
  await setImmediate();
  assert.equal(isClosed, false);
  source.failWith(new Error('away'));
  source.arrive();
  await closed;
  clock.advance(RETRY_MS);
  await setImmediate();
  assert.deepEqual({ applied, errors, loads: source.counts.loads }, { applied: [1], errors: [], loads: 2 });
});
