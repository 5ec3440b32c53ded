import assert from 'node:assert/strict';
import { chmodSync, cpSync, lstatSync, mkdirSync, readdirSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { EXIT } from '../../../server/src/cli/exit-codes.ts';
import { PGlite } from '@electric-sql/pglite';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { createTestDataDir } from '../../support/app/database.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { askusnow, startServerProcess, temporaryFolder } from '../../support/app/process.ts';

const files = temporaryFolder();
after(() => files.remove());

const aFolder = (name: string, mode: number): string => {
  const path = join(files.path, name);
  mkdirSync(path);
  chmodSync(path, mode);
  return path;
};

/** Everything that group or others have a right to, as `mode path`; links stand as what they are. */
function openToOthers(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  assert.ok(entries.length > 100, `only ${entries.length} files in ${folder}`);
  return [folder, ...entries.map(({ parentPath, name }) => join(parentPath, name))]
    .filter((path) => !lstatSync(path).isSymbolicLink())
    .map((path) => ({ path, mode: statSync(path).mode & 0o777 }))
    .filter(({ mode }) => mode & 0o077)
    .map(({ path, mode }) => `${mode.toString(8)} ${path}`);
}

const looseCopy = async (name: string): Promise<string> => {
  const dataDir = aFolder(name, 0o755);
  const template = await createTestDataDir();
  cpSync(template, dataDir, { recursive: true });
  rmSync(template, { recursive: true });
  for (const entry of readdirSync(dataDir, { recursive: true, withFileTypes: true }))
    chmodSync(join(entry.parentPath, entry.name), entry.isDirectory() ? 0o755 : 0o666);
  return dataDir;
};

for (const [what, make] of [
  ['a new database in a folder of mode 755', () => Promise.resolve(aFolder('new', 0o755))],
  ['a database whose files are open to all', () => looseCopy('loose')],
] as const) {
  test(`data folder: ${what} is its owner’s alone while the server runs, with all that it writes`, async () => {
    const cooperative = files.write('cooperative.yaml', COOPERATIVE_FILE);
    const dataDir = await make();
    const server = await startServerProcess({ DATA_DIR: dataDir }, ['--import', cooperative]);
    const headers = { origin: 'https://www.harford.example.org', 'user-agent': 'Mozilla/5.0 (X11) Firefox/153.0' };
    const body = JSON.stringify(aBatch());
    assert.equal((await fetch(`${server.url}/v1/events`, { method: 'POST', headers, body })).status, 202);
    assert.deepEqual(openToOthers(dataDir), []);
    await server.signal('SIGTERM');
    assert.deepEqual(openToOthers(dataDir), []);
  });
}

test('data folder: mutant: PGlite’s own file system leaves files that everybody may write, whatever the umask', async () => {
  const dataDir = aFolder('mutant', 0o755);
  const before = process.umask(0o077);
  await (await PGlite.create(join(dataDir, 'pglite'))).close();
  process.umask(before);
  assert.notDeepEqual(openToOthers(dataDir), []);
});

test('data folder: one that its group or others may write is refused, and nothing in it is touched', async () => {
  const inside = await looseCopy('loose-inside');
  chmodSync(join(inside, 'pglite'), 0o775);
  for (const dataDir of [aFolder('group', 0o770), aFolder('others', 0o757), inside]) {
    const before = readdirSync(dataDir);
    const { code, complaints } = await askusnow(['start'], { DATA_DIR: dataDir, PORT: '0' });
    assert.equal(code, EXIT.refused);
    assert.match(complaints, /^DATA_DIR: other users of this machine can write to \S+, [^\n]*start again[^\n]*\n$/);
    assert.deepEqual(readdirSync(dataDir), before);
  }
});

test('data folder: a link in it is not followed', async () => {
  const dataDir = await looseCopy('linked');
  const elsewhere = files.write('elsewhere', 'of somebody else');
  chmodSync(elsewhere, 0o644);
  symlinkSync(elsewhere, join(dataDir, 'link'));
  assert.equal((await askusnow(['export'], { DATA_DIR: dataDir })).code, 0);
  assert.equal(statSync(elsewhere).mode & 0o777, 0o644);
});
