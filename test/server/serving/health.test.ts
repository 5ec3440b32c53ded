import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { LIMITS } from '../../../server/src/platform/db/purpose.ts';
import { CHECK_EVERY_MS } from '../../../server/src/serving/health/write-check.ts';
import { startApp, type StartOptions, type TestApp } from '../../support/app/app.ts';
import { createManualClock } from '../../support/app/clock.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { createTestStore, ENGINES, type Engine } from '../../support/app/database.ts';
import { administer, sharedPostgresUrl } from '../../support/app/postgres.ts';
import { eventually } from '../../support/waiting.ts';
const apps: TestApp[] = [];
after(async () => {
  for (const app of apps) await app.close();
});

async function start(engine: Engine, options: Partial<StartOptions> = {}) {
  const app = await startApp({ engine, cooperative: COOPERATIVE_FILE, ...options });
  apps.push(app);
  return app;
}
const statusOf = async ({ url }: TestApp, path: string) => (await fetch(url + path)).status;
async function readinessOf({ url }: TestApp) {
  const reply = await fetch(`${url}/health/ready`);
  const body = (await reply.json()) as { status: string; database: { fault: string | null }; detail: string | null };
  return { status: reply.status, said: body.status, fault: body.database.fault, detail: body.detail };
}

for (const engine of ENGINES) {
  test(`health: on ${engine}, ready is a real write, once in ten seconds however often it is asked`, async () => {
    const clock = createManualClock('2026-11-24T12:00:00.000Z');
    const app = await start(engine, { clock });
    const versionOfRow = async () =>
      (await sql<{ row: string }>`select xmin::text || ctid::text as row from node`.execute(app.database.db)).rows[0]
        ?.row;
    const before = await versionOfRow();
    assert.deepEqual(await readinessOf(app), { status: 200, said: 'ready', fault: null, detail: null });
    const written = await versionOfRow();
    assert.notEqual(written, before);
    for (let n = 0; n < 5; n++) assert.equal(await statusOf(app, '/health/ready'), 200);
    assert.equal(await versionOfRow(), written);
    clock.advance(CHECK_EVERY_MS);
    await readinessOf(app);
    assert.notEqual(await versionOfRow(), written);
  });

  test(`health: on ${engine}, a read-only database is live and not ready, and ready again by itself`, async () => {
    const clock = createManualClock('2026-11-24T12:00:00.000Z');
    const store = await createTestStore(engine);
    const app = await start(engine, { clock, store });
    const { db } = app.database;
    const setReadOnly = async (on: boolean): Promise<void> => {
      if (engine === 'pglite') return void (await sql.raw(`set default_transaction_read_only = ${on}`).execute(db));
      // Of sessions that begin: those that are there end, as they do where a primary becomes a standby.
      const name = new URL(store.config.databaseUrl!).pathname.slice(1);
      const admin = await sharedPostgresUrl();
      await administer(admin, `alter database ${name} set default_transaction_read_only = ${on}`);
      await administer(
        admin,
        `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}' and pid <> pg_backend_pid()`,
      );
    };
    // A check that meets the end of its own connection finds the database away; the next one knows why.
    const checkUntil = (fault: string | null) =>
      eventually(async () => {
        const readiness = await readinessOf(app);
        if (readiness.fault === fault) return readiness;
        clock.advance(CHECK_EVERY_MS);
        return null;
      });
    await setReadOnly(true);
    const readOnly = await checkUntil('read-only');
    assert.deepEqual([readOnly.status, readOnly.said], [503, 'not-ready']);
    assert.match(readOnly.detail ?? '', /^The database accepts no writes: /);
    assert.equal(await statusOf(app, '/health/live'), 200);
    assert.equal(await statusOf(app, '/v1/libraries/harford/availability'), 200);
    await setReadOnly(false);
    assert.equal((await checkUntil(null)).status, 200);
  });
}

test('health: mutant: a check that only reads finds nothing wrong with a read-only database', async () => {
  const app = await start('pglite');
  await sql`set default_transaction_read_only = on`.execute(app.database.db);
  assert.deepEqual([await statusOf(app, '/health'), await statusOf(app, '/health/ready')], [200, 503]);
});

test('health: strangers who ask while periodic work holds every connection add fewer requests than half of them', async () => {
  const STRANGERS = 100;
  const ofServer = Promise.withResolvers<Database>();
  const app = await start('postgres', {
    clock: createManualClock('2026-11-24T12:00:00.000Z'),
    wrapDatabase: (opened) => (ofServer.resolve(opened), opened),
  });
  const database = await ofServer.promise;
  const jobs = database.for('jobs');
  const release = Promise.withResolvers<void>();
  const begun = Array.from({ length: LIMITS.jobs.connections }, () => Promise.withResolvers<void>());
  const held = begun.map(({ resolve }) =>
    jobs.db.connection().execute(() => {
      resolve();
      return release.promise;
    }),
  );
  await Promise.all(begun.map(({ promise }) => promise));
  const statuses = await Promise.all(Array.from({ length: STRANGERS }, () => statusOf(app, '/health')));
  const waiting = database.load().find(({ purpose }) => purpose === 'jobs')!.waiting;
  release.resolve();
  await Promise.all(held);
  assert.deepEqual([...new Set(statuses)], [503]);
  // On a slow machine some jobs of the start are still under way, and wait, too.
  assert.ok(waiting < STRANGERS / 2, `${waiting} wait`);
});

test('health: a database whose rows are locked is live and not ready, within a second', async () => {
  const clock = createManualClock('2026-11-24T12:00:00.000Z');
  const app = await start('postgres', { clock });
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  let isLocked = (): void => undefined;
  const locked = new Promise<void>((resolve) => (isLocked = resolve));
  const lock = app.database.db.transaction().execute(async (trx) => {
    await sql`lock table node in exclusive mode`.execute(trx);
    isLocked();
    await held;
  });
  await locked;
  assert.equal((await readinessOf(app)).fault, 'stalled');
  assert.equal((await readinessOf(app)).fault, 'stalled');
  assert.equal(await statusOf(app, '/health/live'), 200);
  release();
  await lock;
  await eventually(async () => (clock.advance(CHECK_EVERY_MS), (await readinessOf(app)).fault === null));
});
