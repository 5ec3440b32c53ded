// A backup's file that is cut, altered, foreign or newer: refused before anything is written.
import assert from 'node:assert/strict';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { openDatabase, type Database } from '../../../server/src/platform/db/open.ts';
import { BackupUnusableError, type TableShape } from '../../../server/src/platform/backup/backup-file.ts';
import { checkBackup } from '../../../server/src/platform/backup/read-file.ts';
import { openSnapshot } from '../../../server/src/platform/backup/snapshot-store.ts';
import { backupLines } from '../../../server/src/platform/backup/write.ts';
import { SECRETS } from '../../../server/src/schema.ts';
import { backUp, schemaOperations } from '../../../server/src/schema-operations.ts';
import { ENGINES, openTestDatabase } from '../../support/app/database.ts';
import { addLibraries } from '../../support/app/ingest.ts';
import { createTestDatabase } from '../../support/app/postgres.ts';
import { temporaryFolder } from '../../support/app/process.ts';
import { loadAllRows, loadSchema } from '../../support/data/all-rows.ts';

const files = temporaryFolder();
const file = `${files.path}/backup.gz`;
const tried = `${files.path}/tried.gz`;
let database: Database;
let bytes: Buffer;

before(async () => {
  database = await openTestDatabase('pglite');
  await addLibraries(database);
  await backUp(database, file);
  bytes = readFileSync(file);
});
after(async () => {
  await database.close();
  files.remove();
});

/** The fault of a file with these bytes. */
async function faultOf(content: Buffer): Promise<string | null> {
  writeFileSync(tried, content);
  try {
    await checkBackup(tried);
    return null;
  } catch (error) {
    assert.ok(error instanceof BackupUnusableError, String(error));
    assert.ok(error.message.startsWith(`${tried}: `), error.message);
    return error.message.slice(tried.length + 2);
  }
}

test('backup: the file is readable by its owner only, and whole', async () => {
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal(await faultOf(bytes), null);
});

test('backup: a file that is cut at any length is refused as cut', async () => {
  for (let length = 1; length < bytes.length; length += length < 40 || length > bytes.length - 40 ? 1 : 37)
    assert.equal(await faultOf(bytes.subarray(0, length)), 'is cut short', String(length));
});

test('backup: a file with one bit changed is refused, wherever the bit is', async () => {
  let refused = 0;
  for (let at = 0; at < bytes.length; at += at < 40 || at > bytes.length - 40 ? 1 : 13) {
    const changed = Buffer.from(bytes);
    changed[at]! ^= 1 << (at % 8);
    const fault = await faultOf(changed);
    // A few bits of a gzip say nothing: which system made it, and what fills its last byte.
    if (fault === null) assert.ok(gunzipSync(changed).equals(gunzipSync(bytes)), String(at));
    else refused++;
  }
  assert.ok(refused > 300, String(refused));
});

const lines = (): string[] => gunzipSync(bytes).toString().split('\n');
const packed = (changed: string[]): Buffer => gzipSync(changed.join('\n'));

/** Changes that keep the gzip right, each by its fault. */
const CHANGES: [string, (lines: string[]) => string[], RegExp][] = [
  ['a value', (all) => all.map((line) => line.replace('"Harford"', '"Hartford"')), /altered: the rows of library/],
  ['a row less', (all) => all.filter((line) => !line.startsWith('["lakeside"')), /altered: the rows of library/],
  ['rows in another order', swapRows, /altered: the rows of library/],
  ['the manifest', (all) => [all[0]!.replace('"pglite"', '"postgres"'), ...all.slice(1)], /altered: its lines/],
  [
    'a key of the manifest',
    (all) => [all[0]!.replace('"tables":', '"tablet":'), ...all.slice(1)],
    /altered: its first/,
  ],
  [
    'the manifest’s list of migrations',
    (all) => [all[0]!.replace('"migrations":[', '"migrations":0,"x":['), ...all.slice(1)],
    /altered: its first/,
  ],
  ['a line that is null', (all) => [...all.slice(0, 1), 'null', ...all.slice(1)], /altered: a line is no object/],
  ['a table less', (all) => withoutTable(all, 'widget_build'), /altered: its lines/],
  ['a table less in the middle', (all) => withoutTable(all, 'library'), /altered: the table library/],
  ['the last line missing', (all) => [...all.slice(0, -2), ''], /^is cut short/],
  ['a line after the last', (all) => [...all, '[]', ''], /altered: something follows/],
  ['a line that is not JSON', (all) => [...all.slice(0, 1), '{', ...all.slice(1)], /altered: a line is not JSON/],
];

function swapRows(all: string[]): string[] {
  const at = all.findIndex((line) => line.startsWith('["harford", "Harford"'));
  return [...all.slice(0, at), all[at + 1]!, all[at]!, ...all.slice(at + 2)];
}

function withoutTable(all: string[], table: string): string[] {
  const from = all.indexOf(JSON.stringify({ table }));
  const to = all.findIndex((line) => line.startsWith(`{"endOfTable":"${table}"`));
  return [...all.slice(0, from), ...all.slice(to + 1)];
}

test('backup: an altered file is refused with what is wrong, also where the gzip is right', async () => {
  for (const [what, change, fault] of CHANGES) {
    const changed = change(lines());
    assert.notDeepEqual(changed, lines(), what);
    assert.match((await faultOf(packed(changed))) ?? 'accepted', fault, what);
  }
});

test('backup: mutant: a reader that trusts the gzip alone takes every altered file', () => {
  const readsGzipOnly = (content: Buffer): string[] => gunzipSync(content).toString().split('\n');
  for (const [what, change] of CHANGES) assert.ok(readsGzipOnly(packed(change(lines()))).length > 0, what);
});

test('backup: bytes after the end are found', async () => {
  assert.match((await faultOf(Buffer.concat([bytes, Buffer.from('more')]))) ?? 'accepted', /altered: /);
  assert.match((await faultOf(Buffer.concat([bytes, bytes]))) ?? 'accepted', /altered: something follows its end/);
});

test('backup: what is no backup is called so, and a newer format names its version', async () => {
  for (const foreign of [
    Buffer.from('select 1;\n'),
    gzipSync('select 1;\n'),
    gzipSync(Buffer.alloc(2_000_000)),
    Buffer.alloc(2_000),
  ])
    assert.equal(await faultOf(foreign), 'is no file that "askusnow backup" has made');
  assert.equal(await faultOf(Buffer.alloc(0)), 'is cut short');
  const [first = '', ...rest] = lines();
  const newer = first.replace(/\{"askusnowBackup":1,"version":"[^"]+"/, '{"askusnowBackup":2,"version":"7.0.0"');
  assert.match((await faultOf(packed([newer, ...rest]))) ?? 'accepted', /newer version of askusnow \(7\.0\.0\)/);
});

/** Columns by whose names one would think of a secret, and why each is none. */
const NOT_SECRET = [
  'account.shows_email', // Whether the directory has it.
  'account.email_confirmed', // Whether its mailbox has been shown to be read.
  'audit_entry.hash', // Of the entry itself.
  'audit_entry.hash_version', // A number.
  'invitation.mailed', // Whether its link was mailed.
  'library_queue.chat_url', // Patrons follow it.
  'key_page.key',
  'node.public_url', // Patrons’ browsers load from it.
  'notice.key', // Names what a notice is about, so that it is sent once.
  'sealed_field.key_id', // Says which key opens it.
];

test('backup: its manifest names every column that may hold a secret', async () => {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = current_schema() and table_name not like 'kysely%'
      and (data_type = 'bytea' or column_name ~ 'token|hash|secret|password|address|url|key|sealed|mail|presence')`.execute(
    database.db,
  );
  const unnamed = rows
    .filter(({ table, column }) => SECRETS[table]?.[column] === undefined)
    .map(({ table, column }) => `${table}.${column}`)
    .filter((name) => !NOT_SECRET.includes(name));
  assert.deepEqual(unnamed, []);
  const manifest = JSON.parse(lines()[0]!) as { secrets: unknown };
  assert.deepEqual(manifest.secrets, SECRETS);
});

/** A file with right hashes and without the rows of a table. */
async function backUpWithout(table: string): Promise<void> {
  const { rowsOf, ...snapshot } = await openSnapshot(database);
  const withoutRows = (one: TableShape) => (one.name === table ? noRows() : rowsOf(one));
  const facts = { version: '0.1.0', tz: 'unknown', secrets: {}, nowMs: 0 };
  let text = '';
  for await (const some of backupLines({ ...snapshot, rowsOf: withoutRows }, facts)) text += some;
  await snapshot.close();
  writeFileSync(tried, gzipSync(text));
}

async function* noRows(): AsyncGenerator<string[]> {}

for (const engine of ENGINES)
  test(`restore: one that fails at its last step leaves the database as empty as it was, on ${engine}`, async (t) => {
    const { url, drop } = await createTestDatabase();
    t.after(drop);
    const target = await openDatabase(
      engine === 'postgres'
        ? { databaseUrl: url, dataDir: '' }
        : { databaseUrl: null, dataDir: `${files.path}/target` },
      () => undefined,
    );
    try {
      await backUpWithout('library');
      await checkBackup(tried);
      await assert.rejects(schemaOperations.restore(target, tried), /violates foreign key constraint/);
      assert.deepEqual(await loadSchema(target.db), []);
      await schemaOperations.restore(target, file);
      assert.equal((await loadAllRows(target.db))['library']!.length, 2);
    } finally {
      await target.close();
    }
  });
