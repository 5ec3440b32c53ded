// Periodic work: on one node however many there are, again and again, with its last run and failure for all to read.
import assert from 'node:assert/strict';
import { before, beforeEach, test } from 'node:test';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { startJob, type Job, type RunningJob } from '../../../server/src/platform/jobs/jobs.ts';
import { loadJobs } from '../../../server/src/platform/jobs/store.ts';
import { MINUTE_MS } from '../../../server/src/platform/time/instants.ts';
import { createManualClock, type ManualClock } from '../../support/app/clock.ts';
import { forEachEngine } from '../../support/app/database.ts';
import { eventually } from '../../support/waiting.ts';

const START = '2026-11-24T15:00:00.000Z';
const START_MS = Date.parse(START);

forEachEngine((_engine, open) => {
  let database: Database;
  let clock: ManualClock;
  let errors: string[];
  let ran: string[];
  let nodes: RunningJob[];

  /** One more node that runs the job. */
  const start = (node: string, more: Partial<Job> = {}, from = database): RunningJob => {
    const run = async (): Promise<void> => void ran.push(node);
    const onError = ({ message }: Error): void => void errors.push(message);
    const deps = { database: from, clock, onError, random: () => 0 };
    const job = startJob(deps, { name: 'clean', everyMs: MINUTE_MS, run, ...more });
    nodes.push(job);
    return job;
  };
  const wakeAll = () => Promise.all(nodes.map((node) => node.wake()));
  const closeAll = () => Promise.all(nodes.map((node) => node.close()));
  const state = async () => (await loadJobs(database))[0];

  before(async () => {
    database = await open();
  });
  beforeEach(async () => {
    await database.db.deleteFrom('job').execute();
    clock = createManualClock(START);
    [errors, ran, nodes] = [[], [], []];
  });

  test('jobs: one of three nodes runs it, and all know its last and next run', async () => {
    for (const node of ['one', 'two', 'three']) start(node);
    await wakeAll();
    assert.equal(new Set(ran).size, 1);
    const { durationMs, ...rest } = (await state())!;
    assert.ok(durationMs >= 0);
    assert.deepEqual(rest, {
      name: 'clean',
      lastRunMs: START_MS,
      lastSuccessMs: START_MS,
      lastFailureMs: null,
      failures: 0,
      nextRunMs: START_MS + MINUTE_MS,
    });
    await closeAll();
  });

  test('jobs: mutant: a timer in each of three nodes runs it three times', async () => {
    for (const node of ['one', 'two', 'three']) clock.after(MINUTE_MS, () => void ran.push(node));
    clock.advance(MINUTE_MS);
    assert.equal(ran.length, 3);
  });

  test('jobs: it runs again when its time has come, on the node that has it, until that node closes', async () => {
    const first = start('one');
    await first.wake();
    start('two');
    await wakeAll();
    ran.length = 0;
    clock.advance(MINUTE_MS);
    await eventually(() => ran.length > 0);
    await first.close();
    await wakeAll();
    assert.equal(ran.at(-1), 'two');
    await closeAll();
  });

  test('jobs: a node that died is followed when its lease has run out', async () => {
    const holder = 'who died';
    const expires_at = new Date(START_MS + 15_000);
    await database.db.insertInto('lease').values({ name: 'clean', holder, expires_at }).execute();
    start('two', { leaseMs: 15_000 });
    await wakeAll();
    assert.deepEqual(ran, []);
    assert.equal(await state(), undefined, 'a node that left it to another says nothing of it');
    clock.advance(15_000);
    await eventually(() => ran.length === 1);
    await closeAll();
  });

  test('jobs: a failure is reported, counted, and retried sooner; its text is not stored', async () => {
    let isBroken = true;
    const run = async (): Promise<void> => {
      if (isBroken) throw new Error('cannot read https://example.org');
      ran.push('one');
    };
    start('one', { retryMs: 10_000, run });
    await wakeAll();
    isBroken = false;
    clock.advance(10_000);
    await eventually(async () => (await state())?.lastSuccessMs === START_MS + 10_000);
    const { lastFailureMs, failures, nextRunMs } = (await state())!;
    assert.deepEqual([lastFailureMs, nextRunMs], [START_MS, START_MS + 10_000 + MINUTE_MS]);
    assert.equal(failures, errors.length);
    assert.doesNotMatch(JSON.stringify(await database.db.selectFrom('job').selectAll().execute()), /example/);
    await closeAll();
  });

  test('jobs: failures of a database that was away are counted when it is back', async () => {
    let isAway = true;
    const away = new Proxy(database, {
      get(target, key) {
        if (isAway) throw new Error('away');
        return Reflect.get(target, key) as unknown;
      },
    });
    const job = start('one', {}, away);
    await job.wake();
    const whileAway = errors.filter((message) => message === 'away').length;
    assert.equal(whileAway, 1, 'no run began, so none is recorded');
    assert.equal(await state(), undefined);
    isAway = false;
    await job.wake();
    const { lastFailureMs, failures } = (await state())!;
    assert.deepEqual([lastFailureMs, failures > 0, ran.length], [START_MS, true, 1]);
    await closeAll();
  });

  test('jobs: woken during a run, it runs once more after it, however often it was woken', async () => {
    let release = (): void => {};
    let atOnce = 0;
    const run = async (): Promise<void> => {
      assert.equal((atOnce += 1), 1, 'one at a time');
      ran.push('one');
      await new Promise<void>((resolve) => (release = resolve));
      atOnce -= 1;
    };
    const job = start('one', { run });
    await eventually(() => ran.length === 1);
    const woken = [job.wake(), job.wake(), job.wake()];
    release();
    await eventually(() => ran.length === 2);
    release();
    await Promise.all(woken);
    assert.equal(ran.length, 2);
    await closeAll();
    assert.deepEqual(errors, []);
  });

  test('jobs: a run that lasts longer than its lease keeps it: no other node runs meanwhile', async () => {
    let release = (): void => {};
    const run = async (): Promise<void> => {
      ran.push('one');
      await new Promise<void>((resolve) => (release = resolve));
    };
    const job = start('one', { leaseMs: 15_000, run });
    await eventually(() => ran.length === 1);
    const expiresMs = async (): Promise<number> =>
      (await database.db.selectFrom('lease').select('expires_at').executeTakeFirstOrThrow()).expires_at.getTime();
    start('two', { leaseMs: 15_000 });
    while (clock.now() < START_MS + 30_000) {
      const before = await expiresMs();
      await eventually(async () => {
        clock.advance(1_000);
        return (await expiresMs()) > before;
      });
    }
    assert.deepEqual(ran, ['one']);
    assert.equal(job.holds(), true);
    release();
    await closeAll();
  });

  test('jobs: mutant: a lease that is taken once lets another node run beside a long run', async () => {
    const takeOnce = async (node: string): Promise<void> => {
      const known = await database.db.selectFrom('lease').select('expires_at').executeTakeFirst();
      if (known && known.expires_at.getTime() > clock.now()) return;
      const lease = { name: 'clean', holder: node, expires_at: new Date(clock.now() + 15_000) };
      await database.db
        .insertInto('lease')
        .values(lease)
        .onConflict((conflict) => conflict.column('name').doUpdateSet(lease))
        .execute();
      ran.push(node);
    };
    await takeOnce('one');
    clock.advance(30_000);
    await takeOnce('two');
    assert.deepEqual(ran, ['one', 'two']);
    await database.db.deleteFrom('lease').execute();
  });

  test('its holder knows that it holds it: not before its first run, nor after its lease', async () => {
    const job = start('one', { leaseMs: 15_000 });
    assert.equal(job.holds(), false);
    await job.wake();
    assert.equal(job.holds(), true);
    clock.advance(15_000);
    assert.equal(job.holds(), false);
    await closeAll();
  });
});
