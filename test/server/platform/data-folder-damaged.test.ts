// Every important file of the embedded database removed, zeroed, emptied or cut to half, one at a time: a start is refused
// with a sentence, or has all that was there. It is never an empty database, and never one that has lost a count.
import assert from 'node:assert/strict';
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { PGlite } from '@electric-sql/pglite';
import { sql } from 'kysely';
import { EXIT } from '../../../server/src/cli/exit-codes.ts';
import { openPglite, pgliteFolder } from '../../../server/src/platform/db/pglite.ts';
import { DataDirDamagedError } from '../../../server/src/platform/db/whole-database.ts';
import { findRecentDifference } from '../../../server/src/visibility/ingest/reconcile.ts';
import { startApp } from '../../support/app/app.ts';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { createTestStore, type TestStore } from '../../support/app/database.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { askusnow, temporaryFolder } from '../../support/app/process.ts';

const files = temporaryFolder();
let store: TestStore;
let content: unknown;
/** Below the database's folder, by name. */
const paths: Record<string, string> = {
  'the version': 'PG_VERSION',
  'the control file': 'global/pg_control',
  'the map of shared relations': 'global/pg_filenode.map',
  'the map of relations': 'base/5/pg_filenode.map',
  'the states of transactions': 'pg_xact/0000',
};
const RELATIONS = ['pg_class', 'pg_attribute', 'library', 'placement_day', 'placement_day_pkey'];
const fault = (error: Error): void => assert.fail(error);
const BATCHES = 400;

async function contentOf(dataDir: string): Promise<unknown> {
  const { db, close } = await openPglite(dataDir, fault);
  try {
    assert.equal(await findRecentDifference(db, Date.now()), null);
    const { rows } =
      await sql`select (select count(*) from library) as libraries, (select count(*) from event_batch) as batches,
      (select sum(click_phone + click_desktop) from library_hour) as clicks`.execute(db);
    return rows[0];
  } finally {
    await close();
  }
}

before(async () => {
  store = await createTestStore('pglite');
  const app = await startApp({ engine: 'pglite', cooperative: COOPERATIVE_FILE, store });
  const headers = { origin: 'https://www.harford.example.org', 'user-agent': 'Mozilla/5.0 (X11) Firefox/153.0' };
  const send = () =>
    fetch(`${app.url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(aBatch()) }).then(({ status }) =>
      assert.equal(status, 202),
    );
  await Promise.all(Array.from({ length: BATCHES }, send));
  const { rows } = await sql<{ name: string; path: string }>`
    select relname as name, pg_relation_filepath(oid) as path from pg_class
    where relname = any(${RELATIONS}::text[]) or (relkind = 'r' and pg_relation_size(oid) > 0
      and relname ~ '^(library_hour|event_batch)_[0-9]{8}$')`.execute(app.database.db);
  for (const { name, path } of rows) paths[name.replace(/_\d{8}$/, ' of today')] = path;
  await app.close();
  for (const name of readdirSync(join(pgliteFolder(store.config.dataDir), 'pg_wal')).filter((name) => /^0/.test(name)))
    paths['the log'] = `pg_wal/${name}`;
  content = await contentOf(store.config.dataDir);
  assert.ok(Object.keys(paths).length >= 13, Object.keys(paths).join(', '));
});
after(async () => {
  await store.remove();
  files.remove();
});

const DAMAGES: Record<string, (file: string, bytes: number) => void> = {
  removed: (file) => rmSync(file),
  zeroed: (file, bytes) => writeFileSync(file, Buffer.alloc(bytes)),
  emptied: (file) => truncateSync(file, 0),
  'cut to half': (file, bytes) => truncateSync(file, bytes > 8192 ? Math.floor(bytes / 16384) * 8192 : bytes >> 1),
};

function damagedCopy(path: string, damage: (file: string, bytes: number) => void): string {
  const dataDir = join(files.path, 'copy');
  rmSync(dataDir, { recursive: true, force: true });
  cpSync(store.config.dataDir, dataDir, { recursive: true });
  const file = join(pgliteFolder(dataDir), path);
  damage(file, statSync(file).size);
  return dataDir;
}

describe('data folder: a damaged file is refused with what to do, or hinders nothing', () => {
  for (const [damage, apply] of Object.entries(DAMAGES)) {
    test(damage, async (t) => {
      for (const [name, path] of Object.entries(paths)) {
        if (damage === 'emptied' && !path.startsWith('base/')) continue; // To Postgres as if it were zeroed.
        const dataDir = damagedCopy(path, apply);
        try {
          assert.deepEqual(await contentOf(dataDir), content, `${name} ${damage}`);
          t.diagnostic(`${name}: starts with all that was there`);
        } catch (error) {
          assert.ok(error instanceof DataDirDamagedError, `${name} ${damage}: ${String(error)}`);
          assert.match(
            error.message,
            /^DATA_DIR: the database in \S+ is damaged: .+\. Restore DATA_DIR from a backup; /,
          );
          t.diagnostic(`${name}: ${error.message.slice(error.message.indexOf('damaged: ') + 9).split('. Restore')[0]}`);
        }
      }
    });
  }
});

describe('data folder: a page that a killed server was adding holds zeros, and half of it is no damage', () => {
  const HALF_A_PAGE = 4096;
  for (const name of ['library', 'placement_day', 'placement_day_pkey', 'event_batch of today'])
    test(name, async () => {
      const dataDir = damagedCopy(paths[name]!, (file) => appendFileSync(file, Buffer.alloc(HALF_A_PAGE)));
      assert.deepEqual(await contentOf(dataDir), content);
    });
  test('but half a page with rows in it is the end of a file that was cut', async () => {
    const dataDir = damagedCopy(paths['library']!, (file, bytes) => truncateSync(file, bytes - HALF_A_PAGE));
    await assert.rejects(openPglite(dataDir, fault), /of library is cut short\. Restore DATA_DIR/);
  });
});

test('data folder: the command line says what to do, ends so that a supervisor stops, and imports nothing', async () => {
  const file = files.write('cooperative.yaml', COOPERATIVE_FILE);
  const dataDir = damagedCopy('PG_VERSION', DAMAGES['removed']!);
  for (const words of [['start', '--import', file], ['import', file], ['export']]) {
    const { code, complaints } = await askusnow(words, { DATA_DIR: dataDir, PORT: '0' });
    assert.equal(code, EXIT.refused);
    assert.match(
      complaints,
      /^DATA_DIR: [^\n]* PG_VERSION is missing\. Restore [^\n]*set DATA_DIR to an empty folder\.\n$/,
    );
  }
  assert.equal(existsSync(join(pgliteFolder(dataDir), 'PG_VERSION')), false);
});

test('data folder: an empty folder in the place of the database is refused, as a disk that is not mounted leaves it', async () => {
  const dataDir = join(files.path, 'unmounted');
  mkdirSync(pgliteFolder(dataDir), { recursive: true });
  await assert.rejects(openPglite(dataDir, fault), DataDirDamagedError);
});

test('data folder: without the database’s folder a used one is refused with what to do, and taken again once that is back', async () => {
  const dataDir = join(files.path, 'used');
  cpSync(store.config.dataDir, dataDir, { recursive: true });
  await contentOf(dataDir);
  const moved = join(files.path, 'moved');
  renameSync(pgliteFolder(dataDir), moved);
  const file = files.write('cooperative.yaml', COOPERATIVE_FILE);
  for (const words of [
    ['start', '--import', file],
    ['import', file],
  ]) {
    const { code, complaints } = await askusnow(words, { DATA_DIR: dataDir, PORT: '0' });
    assert.equal(code, EXIT.refused);
    assert.match(
      complaints,
      /^DATA_DIR: [^\n]* the folder is missing, [^\n]*Restore [^\n]*set DATA_DIR to an empty folder\.\n$/,
    );
  }
  renameSync(moved, pgliteFolder(dataDir));
  assert.deepEqual(await contentOf(dataDir), content);
});

test('data folder: mutant: PGlite by itself makes an empty database over the files of one that lost its version', async () => {
  const pglite = await PGlite.create(pgliteFolder(damagedCopy('PG_VERSION', DAMAGES['removed']!)));
  const { rows } = await pglite.query(`select from pg_class where relname = 'library'`);
  await pglite.close();
  assert.equal(rows.length, 0);
});
