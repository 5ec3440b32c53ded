// The commands of the section "Back up and restore", as processes of their own.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { after, test } from 'node:test';
import { sql } from 'kysely';
import { migrateTo } from '../../../server/src/platform/db/migrate.ts';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { MIGRATIONS } from '../../../server/src/schema.ts';
import { migrateWithBackup, schemaOperations } from '../../../server/src/schema-operations.ts';
import { createTestStore, ENGINES } from '../../support/app/database.ts';
import { createTestDatabase } from '../../support/app/postgres.ts';
import { askusnow, startServerProcess, temporaryFolder } from '../../support/app/process.ts';
import { loadAllRows } from '../../support/data/all-rows.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { pause } from '../../support/waiting.ts';

const files = temporaryFolder();
after(() => files.remove());

const RUNBOOK = readFileSync(join(import.meta.dirname, '../../../docs/operator.md'), 'utf8');
/** The words of each command of the section, without its name and its comment. */
const steps = (/## Back up and restore\n\n```\n([^`]+)```/.exec(RUNBOOK)?.[1] ?? '')
  .trim()
  .split('\n')
  .map((line) =>
    line
      .replace(/ +#.*$/, '')
      .split(' ')
      .slice(1),
  );

const use = async <T>(environment: Record<string, string>, run: (database: Database) => Promise<T>): Promise<T> => {
  const { DATABASE_URL: databaseUrl = null, DATA_DIR: dataDir = '' } = environment;
  const database = await openDatabase({ databaseUrl, dataDir }, () => undefined);
  try {
    return await run(database);
  } finally {
    await database.close();
  }
};

test('backup: the steps of the runbook lead from a running embedded server to Postgres and back to a new folder', async (t) => {
  const cooperative = files.write('cooperative.yaml', COOPERATIVE_FILE);
  assert.deepEqual(
    steps.map(([name]) => name),
    ['backup', 'verify', 'restore'],
  );
  const [backup, verify, restore] = steps.map(([name = '', file = '']) => [name, join(files.path, basename(file))]) as [
    [string, string],
    [string, string],
    [string, string],
  ];
  const here = { DATA_DIR: join(files.path, 'embedded') };
  const server = await startServerProcess(here, ['--import', cooperative]);
  t.after(() => server.signal('SIGKILL'));
  const written = await askusnow(backup, here);
  assert.equal(written.code, 0, written.complaints);
  assert.match(written.output, /written: \d+ rows of \d+ tables\n[^]*It holds [^\n]*hashes of session cookies, /);
  assert.equal(statSync(backup[1]).mode & 0o777, 0o600);
  const refused = await askusnow(restore, here);
  assert.equal(refused.code, 1);
  assert.match(refused.complaints, /^DATA_DIR: \S+ is in use by another askusnow process\. Stop that one/);
  await server.signal('SIGTERM');

  // Nowhere is a database: the file alone is read.
  const verified = await askusnow(verify, { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' });
  assert.equal(verified.code, 0, verified.complaints);
  assert.match(verified.output, /whole and unaltered: \d+ rows/);

  const { url, drop } = await createTestDatabase();
  t.after(drop);
  const grown = { DATABASE_URL: url, DATA_DIR: files.path };
  assert.equal((await askusnow(restore, grown)).code, 0);
  const exported = await askusnow(['export'], grown);
  assert.match(exported.output, /harford/);
  const again = await askusnow(restore, grown);
  assert.equal(again.code, 1);
  assert.match(again.complaints, /^The database is not empty, and a backup is restored into an empty one only\.\n/);
  assert.equal((await askusnow(backup, grown)).code, 0);

  const anew = { DATA_DIR: join(files.path, 'anew') };
  assert.equal((await askusnow(restore, anew)).code, 0);
  assert.equal((await askusnow(['export'], anew)).output, exported.output);
  const started = await startServerProcess(anew);
  assert.equal((await fetch(`${started.url}/v1/libraries/harford/availability`)).status, 200);
  await started.signal('SIGTERM');
});

test('backup: a file that cannot be used or written is named, and no database is made for it', async () => {
  const dataDir = join(files.path, 'never-made');
  const foreign = files.write('foreign.gz', 'select 1;\n');
  for (const words of [
    ['restore', foreign],
    ['verify', foreign],
  ]) {
    const { code, complaints } = await askusnow(words, { DATA_DIR: dataDir });
    assert.equal(code, 1);
    assert.equal(complaints, `${foreign}: is no file that "askusnow backup" has made\n`);
  }
  assert.ok(!existsSync(dataDir));
  const store = await createTestStore('pglite');
  const here = { DATA_DIR: store.config.dataDir };
  const nowhere = await askusnow(['backup', '/nowhere/backup.gz'], here);
  assert.equal(nowhere.code, 1);
  assert.equal(nowhere.complaints, '/nowhere/backup.gz: cannot be written (ENOENT)\n');
  const empty = await askusnow(['backup', join(files.path, 'empty.gz')], { DATA_DIR: join(files.path, 'empty') });
  assert.equal(empty.code, 1);
  assert.equal(empty.complaints, 'The database is empty: there is nothing to back up.\n');
  await store.remove();
});

test('backup: a server that is killed in the middle leaves no part of a file, starts again and backs up', async () => {
  const store = await createTestStore('pglite');
  const here = { DATA_DIR: store.config.dataDir };
  await use(here, ({ db }) =>
    sql`insert into lease (name, holder, expires_at)
      select 'work-' || n, 'a node that is gone', now() from generate_series(1, 60000) as n`.execute(db),
  );
  const file = join(files.path, 'killed.gz');
  const server = await startServerProcess(here);
  const asking = askusnow(['backup', file], here);
  while (!readdirSync(files.path).some((name) => /^killed\.gz\.\w+\.making$/.test(name))) await pause(2);
  await server.signal('SIGKILL');
  assert.equal((await asking).code, 1);
  assert.ok(!existsSync(file));
  const again = await startServerProcess(here);
  const written = await askusnow(['backup', file], here);
  assert.equal(written.code, 0, written.complaints);
  await again.signal('SIGTERM');
  assert.equal((await askusnow(['verify', file], here)).code, 0);
  await store.remove();
});

for (const engine of ENGINES)
  test(`backup: before a migration changes a database there is one on the embedded engine, on ${engine}`, async (t) => {
    const dataDir = join(files.path, `older-${engine}`);
    const { url, drop } = await createTestDatabase();
    t.after(drop);
    const here: Record<string, string> = engine === 'pglite' ? { DATA_DIR: dataDir } : { DATABASE_URL: url };
    const names = Object.keys(MIGRATIONS);
    const before = await use(here, async (database) => {
      await migrateTo(database.db, MIGRATIONS, names[7]!);
      await sql`insert into library (id, name, zone, live) values ('harford', 'Harford', 'America/New_York', true)`.execute(
        database.db,
      );
      return loadAllRows(database.db);
    });
    const byHand = join(files.path, `by-hand-${engine}.gz`);
    assert.equal((await askusnow(['backup', byHand], here)).code, 0);
    assert.equal((await schemaOperations.checkBackup(byHand)).migration, names[7], 'a backup changes nothing');
    assert.deepEqual(await use(here, ({ db }) => loadAllRows(db)), before);
    const folder = join(dataDir, 'backups');
    const kept = (): string[] => (existsSync(folder) ? readdirSync(folder).sort() : []);
    await use(here, (database) => migrateWithBackup(database, { dataDir }));
    if (engine === 'postgres') return assert.deepEqual(kept(), []);
    const [file, ...more] = kept();
    assert.deepEqual(more, []);
    assert.ok(file?.startsWith(`before-${names[8]}-`), file);
    assert.equal(statSync(join(folder, file!)).mode & 0o777, 0o600);
    const { migration } = await schemaOperations.checkBackup(join(folder, file!));
    assert.equal(migration, names[7]);
    const restored = join(files.path, 'restored-older');
    await use({ DATA_DIR: restored }, async (database) => {
      await schemaOperations.restore(database, join(folder, file!));
      const rows = await loadAllRows(database.db);
      assert.equal(rows['library']!.length, before['library']!.length);
    });

    // A start that changes nothing makes none, and of many the last three are kept.
    await use(here, (database) => migrateWithBackup(database, { dataDir }));
    assert.deepEqual(kept(), [file]);
    for (const day of [1, 2, 3]) writeFileSync(join(folder, `before-0001-x-2020010${day}T000000Z.askusnow.gz`), '');
    writeFileSync(join(folder, 'by-hand.gz'), '');
    await use(here, async (database) => {
      await sql`delete from kysely_migration where name = ${names.at(-1)!}`.execute(database.db);
      // It may fail, since it has been applied: the backup is made before.
      await migrateWithBackup(database, { dataDir }).catch(() => undefined);
    });
    assert.equal(kept().filter((name) => name.startsWith('before-')).length, 3);
    assert.ok(kept().includes('by-hand.gz') && kept().includes(file!));
    rmSync(restored, { recursive: true });
  });
