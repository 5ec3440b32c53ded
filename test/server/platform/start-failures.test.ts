// What an operator reads where a command or a start cannot go on: one sentence that names what is wrong and what to do, and
// never a stack.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { createTestStore } from '../../support/app/database.ts';
import { administer, binaryFolder, createTestDatabase } from '../../support/app/postgres.ts';
import { askusnow, temporaryFolder, type Ended, type Environment } from '../../support/app/process.ts';
import { readOnlyFolder } from '../../support/app/small-disk.ts';

const files = temporaryFolder();
const freshDataDir = (name: string): string => join(files.path, name);
const readOnly = readOnlyFolder();
const cleanups: (() => unknown)[] = [() => files.remove(), () => readOnly.remove()];
after(async () => {
  for (const clean of cleanups) await clean();
});

/** The dump of a migrated database, cut before the first line that matches. */
async function databaseFromCutDump(before: RegExp): Promise<string> {
  const source = await createTestStore('postgres');
  const bin = binaryFolder();
  const dump = spawnSync(join(bin, 'pg_dump'), [source.config.databaseUrl!], { encoding: 'utf8', maxBuffer: 1e8 });
  assert.equal(dump.status, 0, dump.stderr);
  await source.remove();
  const lines = dump.stdout.split('\n');
  const at = lines.findIndex((line) => before.test(line));
  assert.ok(at > 0);
  const target = await createTestDatabase();
  cleanups.push(() => target.drop());
  spawnSync(join(bin, 'psql'), ['-q', target.url], {
    input: lines.slice(0, at).join('\n'),
  });
  return target.url;
}

/** A role that may sign in, and nothing else. */
async function databaseWithoutRights(): Promise<string> {
  const { url, drop } = await createTestDatabase();
  const role = `r_${Date.now()}`;
  await administer(url, `create role ${role} login`);
  cleanups.push(async () => {
    await administer(url, `drop role ${role}`);
    await drop();
  });
  const asRole = new URL(url);
  asRole.username = role;
  return asRole.href;
}

async function portInUse(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  cleanups.push(() => void server.close());
  return (server.address() as AddressInfo).port;
}

interface Failure {
  words: string[];
  environment: () => Environment | Promise<Environment>;
  says: RegExp;
  code?: number;
}
const cut = (share: number): string =>
  files.write(`cut-${share}.yaml`, COOPERATIVE_FILE.slice(0, Math.floor(COOPERATIVE_FILE.length * share)));

const FAILURES: Record<string, Failure> = {
  'a data folder on a file system that is read-only': {
    words: ['start'],
    environment: () => ({ DATA_DIR: readOnly.path }),
    says: /^DATA_DIR: \S+ is on a read-only file system\. .*start again\.$/,
    code: 78,
  },
  'a data folder with too long a path': {
    words: ['start'],
    environment: () => ({ DATA_DIR: freshDataDir('x'.repeat(120)) }),
    says: /^DATA_DIR: \S+ is too long a path for a socket in it; the maximum is \d+ bytes$/,
    code: 78,
  },
  'a port that another program has': {
    words: ['start'],
    environment: async () => ({ PORT: String(await portInUse()), DATA_DIR: freshDataDir('port') }),
    says: /^PORT: 127\.0\.0\.1:\d+ is in use\. Stop the program that uses it, or choose another port\.$/,
  },
  'a first import of a file that was cut': {
    words: ['start', '--import', cut(0.5)],
    environment: () => ({ DATA_DIR: freshDataDir('cut') }),
    says: /^\S*cut-0\.5\.yaml:\d+: .+/,
    code: 78,
  },
  'an import of a file that was cut in the middle of a word': {
    words: ['import', cut(0.21)],
    environment: () => ({ DATA_DIR: freshDataDir('cut') }),
    says: /^\S*cut-0\.21\.yaml:\d+: .+/,
  },
  'an import of an empty file': {
    words: ['import', files.write('empty.yaml', '')],
    environment: () => ({ DATA_DIR: freshDataDir('cut') }),
    says: /^\S*empty\.yaml:1: .+/,
  },
  'an import of a folder': {
    words: ['import', files.path],
    environment: () => ({ DATA_DIR: freshDataDir('cut') }),
    says: /^\S+: cannot be read \(EISDIR\)$/,
    code: 2,
  },
  'an import of a file that is no text': {
    words: ['import', join(files.path, 'picture.yaml')],
    environment: () => ({ DATA_DIR: freshDataDir('cut') }),
    says: /^\S*picture\.yaml: is not text in UTF-8$/,
    code: 2,
  },
  'a database restored from a dump that was cut before its rows': {
    words: ['migrate'],
    environment: async () => ({
      DATABASE_URL: await databaseFromCutDump(/^COPY public\.kysely_migration /),
      DATA_DIR: freshDataDir('pg'),
    }),
    says: /^The database holds a part of AskUsNow's tables only \(.+\), as after the restore of an incomplete dump\.$/,
    code: 78,
  },
  'a database restored from a dump that was cut before its keys': {
    words: ['migrate'],
    environment: async () => ({
      DATABASE_URL: await databaseFromCutDump(/ADD CONSTRAINT \S+ PRIMARY KEY/),
      DATA_DIR: freshDataDir('pg'),
    }),
    says: /^The database holds a part of AskUsNow's tables only \(.+\), as after the restore of an incomplete dump\.$/,
    code: 78,
  },
  'a database in which this user may make no table': {
    words: ['migrate'],
    environment: async () => ({ DATABASE_URL: await databaseWithoutRights(), DATA_DIR: freshDataDir('pg') }),
    says: /^This user may not make tables in the database: permission denied for schema public\.$/,
    code: 78,
  },
};

before(() => writeFileSync(join(files.path, 'picture.yaml'), Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0x10])));

for (const [what, { words, environment, says, code = 1 }] of Object.entries(FAILURES)) {
  test(`start failures: ${what} is said in a sentence`, async () => {
    const ended: Ended = await askusnow(words, { PORT: '0', ...(await environment()) });
    assert.match(ended.complaints.split('\n')[0]!, says, ended.complaints);
    assert.doesNotMatch(ended.complaints, /\n\s+at /);
    assert.equal(ended.code, code);
  });
}
