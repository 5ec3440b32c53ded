// What a database's own rules no longer hold for: rules that were off, or files that were damaged, leave no error behind.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sql } from 'kysely';
import { checkIntegrity } from '../../../server/src/platform/backup/integrity-store.ts';
import type { Database } from '../../../server/src/platform/db/database.ts';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { maintainPartitions } from '../../../server/src/visibility/ingest/partitions.ts';
import { addLibraries } from '../../support/app/ingest.ts';
import { createTestStore, ENGINES, forEachEngine } from '../../support/app/database.ts';
import { askusnow } from '../../support/app/process.ts';

const NOW_MS = Date.parse('2026-11-24T12:00:00.000Z');

async function filled(open: () => Promise<Database>): Promise<Database> {
  const database = await open();
  await addLibraries(database);
  await maintainPartitions(database.db, NOW_MS);
  return database;
}

/** As a restore by another program may do: references are not looked at. */
const withoutRules = ({ db }: Database, statement: string): Promise<void> =>
  db.transaction().execute(async (trx) => {
    await sql`set local session_replication_role = replica`.execute(trx);
    await sql.raw(statement).execute(trx);
  });

/** PGlite has one session, which may change its catalog. */
const damage = ({ db }: Database, statement: string) => sql.raw(statement).execute(db);

forEachEngine((engine, open) => {
  test('integrity: a migrated database with partitions keeps its rules', async () => {
    const { db } = await filled(open);
    const { faults, ...checked } = await checkIntegrity(db);
    assert.deepEqual(faults, []);
    for (const count of Object.values(checked)) assert.ok(count > 10, JSON.stringify(checked));
  });

  test('integrity: rows whose parent is missing are counted, by each key', async () => {
    const database = await filled(open);
    await withoutRules(database, `delete from library where id = 'harford'`);
    await withoutRules(
      database,
      `insert into calendar_token (token_hash, queue_id, by, created_at) values ('\\x00', 'lost', 'x', now())`,
    );
    const { faults } = await checkIntegrity(database.db);
    assert.ok(faults.length > 1);
    assert.ok(faults.every(({ kind }) => kind === 'reference'));
    const [token] = faults.filter(({ table }) => table === 'calendar_token');
    assert.deepEqual(token, {
      kind: 'reference',
      table: 'calendar_token',
      columns: ['queue_id'],
      parent: 'queue',
      rows: 1,
    });
    const [origin] = faults.filter(({ table }) => table === 'library_origin');
    assert.equal(origin?.kind === 'reference' && origin.parent, 'library');
  });

  test('integrity: mutant: trusting that a declared reference holds, no missing parent is found', async () => {
    const database = await filled(open);
    await withoutRules(database, `delete from library where id = 'harford'`);
    const { rows } = await sql`select from pg_constraint where contype = 'f' and not convalidated`.execute(database.db);
    assert.deepEqual(rows, []);
    assert.notDeepEqual((await checkIntegrity(database.db)).faults, []);
  });

  /** As a restore without its last statement leaves it: the next number is the greatest one. Returns that. */
  async function setBack(db: Database['db']): Promise<number> {
    const { rows } = await sql<{ greatest: number }>`select max(id) as greatest from library_origin`.execute(db);
    const { greatest } = rows[0]!;
    await sql`select setval(pg_get_serial_sequence('library_origin', 'id'), ${greatest}, false)`.execute(db);
    return greatest;
  }

  test('integrity: a next number that is in use is found, and the one after it is none', async () => {
    const { db } = await filled(open);
    const greatest = await setBack(db);
    assert.deepEqual((await checkIntegrity(db)).faults, [
      { kind: 'number', table: 'library_origin', column: 'id', next: String(greatest), greatest: String(greatest) },
    ]);
    await sql`select setval(pg_get_serial_sequence('library_origin', 'id'), ${greatest}, true)`.execute(db);
    assert.deepEqual((await checkIntegrity(db)).faults, []);
  });

  test('integrity: mutant: by the last value alone, a number that is in use is given next', async () => {
    const { db } = await filled(open);
    const greatest = await setBack(db);
    const { rows } = await sql<{ last: number }>`select last_value as last from library_origin_id_seq`.execute(db);
    assert.ok(rows[0]!.last >= greatest);
    await assert.rejects(
      sql`insert into library_origin (library_id, origin) values ('harford', 'https://new.example.org')`.execute(db),
      /library_origin_pkey/,
    );
  });

  test('integrity: an index that is not valid, and a constraint that was never checked, are named', async () => {
    const database = await filled(open);
    const { db } = database;
    await damage(database, `alter table campaign add constraint campaign_odd check (name <> 'odd') not valid`);
    await damage(database, 'create index campaign_half on campaign (name)');
    await damage(database, `update pg_index set indisvalid = false where indexrelid = 'campaign_half'::regclass`);
    assert.deepEqual((await checkIntegrity(db)).faults, [
      { kind: 'index', table: 'campaign', name: 'campaign_half' },
      { kind: 'constraint', table: 'campaign', name: 'campaign_odd' },
    ]);
    await damage(database, 'reindex index campaign_half');
    await damage(database, 'alter table campaign validate constraint campaign_odd');
    assert.deepEqual((await checkIntegrity(db)).faults, []);
  });
});

for (const engine of ENGINES)
  test(`integrity: on ${engine}, verify agrees with a whole database, else says each fault in a sentence and ends with 1`, async (t) => {
    const store = await createTestStore(engine);
    t.after(() => store.remove());
    const database = await openDatabase(store.config, (error) => assert.fail(error));
    await addLibraries(database);
    // On Postgres as the role of a server, which sees by policies.
    const { databaseUrl, dataDir } = store.server ?? store.config;
    const environment = {
      DATA_DIR: dataDir,
      ...(databaseUrl !== null && { DATABASE_URL: databaseUrl, DATABASE_OWNER_URL: store.config.databaseUrl! }),
    };
    // The embedded database has one process.
    if (engine === 'pglite') await database.close();
    const whole = await askusnow(['verify'], environment);
    assert.equal(whole.code, 0, whole.complaints);
    const owner = engine === 'pglite' ? await openDatabase(store.config, (error) => assert.fail(error)) : database;
    await withoutRules(owner, `delete from library where id = 'lakeside'`);
    await sql`select setval(pg_get_serial_sequence('library_origin', 'id'), 1, false)`.execute(owner.db);
    await owner.close();
    const { code, output, complaints } = await askusnow(['verify'], environment);
    assert.equal(code, 1);
    assert.match(output, /^library_origin: \d+ rows? refers? by library_id to a row that is not in library$/m);
    assert.match(output, /^library_origin: the next id would be 1, and \d+ is in use$/m);
    assert.match(complaints, /^\d rules of the database are broken: files or rows were changed from outside\. Restore/);
  });
