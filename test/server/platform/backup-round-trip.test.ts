// A backup that is restored, on both engines and from the embedded database to Postgres: row by row, with the schema.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { migrateTo } from '../../../server/src/platform/db/migrate.ts';
import { maintainPartitions } from '../../../server/src/visibility/ingest/partitions.ts';
import { migrate, MIGRATIONS } from '../../../server/src/schema.ts';
import { backUp, schemaOperations } from '../../../server/src/schema-operations.ts';
import { ENGINES, type Engine } from '../../support/app/database.ts';
import { createTestDatabase } from '../../support/app/postgres.ts';
import { temporaryFolder } from '../../support/app/process.ts';
import { createSimulatedStore, type SimulatedStore } from '../../support/app/simulated.ts';
import { loadAllRows, loadSchema } from '../../support/data/all-rows.ts';

const files = temporaryFolder();
const opened: (() => Promise<unknown>)[] = [];
const throwIt = (error: Error): void => {
  throw error;
};
let store: SimulatedStore;
let source: Database;

async function openEmpty(engine: Engine): Promise<Database> {
  if (engine === 'pglite') {
    const dataDir = mkdtempSync(join(tmpdir(), 'askusnow-data-'));
    const database = await openDatabase({ databaseUrl: null, dataDir }, throwIt);
    opened.push(async () => {
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    });
    return database;
  }
  const { url, drop } = await createTestDatabase();
  const database = await openDatabase({ databaseUrl: url, dataDir: '' }, throwIt);
  opened.push(async () => {
    await database.close();
    await drop();
  });
  return database;
}

/** What values may lose on their way: every type with values that are awkward in text. */
async function addAwkwardValues({ db }: Database): Promise<void> {
  const hash = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
  const awkward = 'a\nb\r\t"quoted" \\ back\\n, null, [1], é 漢字 \u{1f600} \u2028';
  await sql`insert into account (id, role, label, created_at) overriding system value values
    (7001, 'liaison', ${awkward}, '2026-11-01 00:00:00.123456+00'), (7002, 'liaison', '', 'infinity')`.execute(db);
  await sql`insert into invitation (token_hash, account_id, expires_at) values (${hash}, 7001, '1999-12-31')`.execute(
    db,
  );
  await sql`insert into audit_entry (at, account_id, subject, action, before, after, note, hash) values
    (now(), 7001, 'queue:x', 'changed', 'null'::jsonb, ${JSON.stringify({ awkward, much: '9007199254740993' })}::jsonb, ${awkward}, ${hash.subarray(0, 32)})`.execute(
    db,
  );
  await sql`update key_page set weight = 0.1::float8 + 0.2::float8`.execute(db);
}

before(async () => {
  store = await createSimulatedStore({ days: 1, endIso: '2026-11-24T12:00:00.000Z' });
  source = await openDatabase(store.config, throwIt);
  await maintainPartitions(source.db, Date.parse('2026-11-24T12:00:00.000Z'));
  await addAwkwardValues(source);
});
after(async () => {
  await source.close();
  await store.remove();
  for (const close of opened) await close();
  files.remove();
});

test('backup: what is tried has values of every type that the schema has', async () => {
  const { rows } = await sql<{ table: string; column: string; type: string }>`
    select table_name as table, column_name as column, data_type as type
    from information_schema.columns where table_schema = current_schema() and table_name !~ '_([0-9]{8}|default)$'
      and table_name not like 'kysely%'`.execute(source.db);
  const untried = new Set(rows.map(({ type }) => type));
  for (const { table, column, type } of rows) {
    const { rows: found } = await sql`
      select from ${sql.table(table)} where ${sql.ref(column)} is not null limit 1`.execute(source.db);
    if (found.length > 0) untried.delete(type);
  }
  assert.deepEqual([...untried], []);
});

test('backup: from each engine to each is equal row by row, with keys, partitions and next numbers', async () => {
  const rows = await loadAllRows(source.db);
  const schema = await loadSchema(source.db);
  const embedded = files.write('embedded.gz', '');
  await backUp(source, embedded);
  const grown = await openEmpty('postgres');
  await schemaOperations.restore(grown, embedded);
  const postgres = files.write('postgres.gz', '');
  await backUp(grown, postgres);
  const restored = [{ way: 'embedded to postgres', target: grown }];
  for (const [way, file, engine] of [
    ['embedded to embedded', embedded, 'pglite'],
    ['postgres to embedded', postgres, 'pglite'],
    ['postgres to postgres', postgres, 'postgres'],
  ] as const) {
    const target = await openEmpty(engine);
    await schemaOperations.restore(target, file);
    restored.push({ way, target });
  }
  for (const { way, target } of restored) {
    assert.deepEqual(await loadAllRows(target.db), rows, way);
    assert.deepEqual(await loadSchema(target.db), schema, way);
  }
});

for (const engine of ENGINES) {
  test(`restore: a number that was given before the backup is not given again, on ${engine}`, async () => {
    await sql`insert into account (role, label, created_at) values ('liaison', '', now())`.execute(source.db);
    await sql`delete from account where id = (select max(id) from account where id < 7000)`.execute(source.db);
    const next = async ({ db }: Database): Promise<unknown> =>
      (await sql`select last_value from pg_sequences where sequencename = 'account_id_seq'`.execute(db)).rows;
    const file = files.write('numbers.gz', '');
    await backUp(source, file);
    const target = await openEmpty(engine);
    await schemaOperations.restore(target, file);
    assert.deepEqual(await next(target), await next(source));
  });

  test(`restore: a backup of an older schema is migrated after it is loaded, on ${engine}`, async () => {
    const migrationNames = Object.keys(MIGRATIONS);
    const names = migrationNames.slice(0, 8);
    const old = await openEmpty(engine);
    await migrateTo(old.db, MIGRATIONS, names.at(-1)!);
    await sql`insert into library (id, name, zone, live) values ('harford', 'Harford', 'America/New_York', true)`.execute(
      old.db,
    );
    const file = files.write('older.gz', '');
    assert.equal((await backUp(old, file)).migration, names.at(-1));
    const target = await openEmpty(engine);
    await schemaOperations.restore(target, file);
    await migrate(old);
    assert.deepEqual(await loadSchema(target.db), await loadSchema(old.db));
    assert.deepEqual(await loadAllRows(target.db), await loadAllRows(old.db));
    assert.deepEqual(await migrate(target), []);
  });

  test(`restore: a database that is not empty is refused and unchanged, on ${engine}`, async () => {
    const target = await openEmpty(engine);
    await migrate(target);
    const file = files.write('again.gz', '');
    await backUp(source, file);
    const rows = await loadAllRows(target.db);
    await assert.rejects(schemaOperations.restore(target, file), /^DatabaseNotEmptyError: The database is not empty/);
    assert.deepEqual(await loadAllRows(target.db), rows);
  });

  test(`restore: a newer schema is refused with its name, on ${engine}`, async () => {
    const target = await openEmpty(engine);
    const file = files.write('newer.gz', '');
    await sql`insert into kysely_migration (name, timestamp) values ('9999-from-the-future', 'now')`.execute(source.db);
    await backUp(source, file);
    await sql`delete from kysely_migration where name = '9999-from-the-future'`.execute(source.db);
    await assert.rejects(
      schemaOperations.restore(target, file),
      /newer version of askusnow \(9999-from-the-future\)\.\nRestore it with that version/,
    );
    assert.deepEqual(await loadAllRows(target.db), {});
  });
}
