// A disk that fills while pages send events: nothing that was acknowledged is lost, ready says 503, availability is answered.
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COOPERATIVE_FILE } from '../../support/data/cooperative-file.ts';
import { openDatabase } from '../../../server/src/platform/db/open.ts';
import { ENGINES, type Engine } from '../../support/app/database.ts';
import { aBatch } from '../../support/data/event-batch.ts';
import { administer, startPostgres } from '../../support/app/postgres.ts';
import {
  askusnow,
  startServerProcess,
  temporaryFolder,
  type Environment,
  type ServerProcess,
} from '../../support/app/process.ts';
import { createSmallDisk } from '../../support/app/small-disk.ts';
import { eventually } from '../../support/waiting.ts';

const files = temporaryFolder();
const file = files.write('cooperative.yaml', COOPERATIVE_FILE);
after(() => files.remove());
const DISK_MB = 200;
/** Within that an engine is back that comes back by itself. Units: ms. */
const AWAY_FOR_MS = 25_000;

async function storeOn(engine: Engine, path: string): Promise<Environment> {
  const dataDir = join(path, 'data');
  if (engine === 'pglite') return { DATA_DIR: dataDir };
  const postgres = await startPostgres({ parent: path });
  await administer(postgres.url, 'create database askusnow');
  return { DATA_DIR: dataDir, DATABASE_URL: postgres.url.replace(/\/postgres$/, '/askusnow') };
}

const statusOf = async ({ url }: ServerProcess, path: string): Promise<number> => (await fetch(url + path)).status;
async function faultOf({ url }: ServerProcess): Promise<string | null> {
  const reply = await fetch(`${url}/health/ready`);
  const { database } = (await reply.json()) as { database: { fault: string | null } };
  assert.equal(reply.status, database.fault === null ? 200 : 503);
  return database.fault;
}

/** Sends until it is stopped; gives the ids that were acknowledged. */
function sendAlways({ url }: ServerProcess): { stop(): Promise<string[]> } {
  const acknowledged: string[] = [];
  let isStopped = false;
  const send = async (): Promise<void> => {
    const headers = { origin: 'https://www.harford.example.org', 'user-agent': 'Mozilla/5.0 (X11) Firefox/153.0' };
    while (!isStopped) {
      const batch = aBatch();
      const reply = await fetch(`${url}/v1/events`, { method: 'POST', headers, body: JSON.stringify(batch) });
      if (reply.status === 202) acknowledged.push(batch.batch);
      else assert.ok([500, 503].includes(reply.status), String(reply.status));
    }
  };
  const sending = Promise.all([send(), send()]);
  return {
    async stop() {
      isStopped = true;
      await sending;
      return acknowledged;
    },
  };
}

async function countedOf(environment: Environment): Promise<Set<string>> {
  const config = { databaseUrl: environment['DATABASE_URL'] ?? null, dataDir: environment['DATA_DIR']! };
  const database = await openDatabase(config, () => undefined);
  const rows = await database.db.selectFrom('event_batch').select('id').execute();
  await database.close();
  return new Set(rows.map(({ id }) => id.replaceAll('-', '')));
}

const MIB = 2 ** 20;

describe('disk full', () => {
  for (const engine of ENGINES) {
    test(`disk full: on ${engine}: what was acknowledged stays, ready is 503, availability is answered, and events are taken again`, async () => {
      const disk = createSmallDisk(DISK_MB);
      try {
        const environment = await storeOn(engine, disk.path);
        let server = await startServerProcess(environment, ['--import', file]);
        assert.equal(await faultOf(server), null);
        const sending = sendAlways(server);
        disk.fill();
        await eventually(async () => (await faultOf(server)) !== null);
        assert.equal(await statusOf(server, '/v1/libraries/harford/availability'), 200);
        assert.equal(await statusOf(server, '/health/live'), 200);
        disk.empty();
        // An embedded Postgres that could not write its log has ended; it starts again with its process.
        const isBack = await eventually(async () => (await faultOf(server)) === null, AWAY_FOR_MS).catch(() => false);
        const acknowledged = await sending.stop();
        assert.ok(acknowledged.length > 0);
        if (!isBack) {
          assert.equal(engine, 'pglite');
          await server.signal('SIGTERM');
          server = await startServerProcess(environment);
        }
        await eventually(async () => (await faultOf(server)) === null);
        await server.signal('SIGTERM');
        const counted = await countedOf(environment);
        assert.deepEqual(
          acknowledged.filter((id) => !counted.has(id.slice(9))),
          [],
        );
        const verified = await askusnow(['verify'], environment);
        assert.equal(verified.code, 0, verified.output + verified.complaints);
      } finally {
        disk.remove();
      }
    });
  }

  test('disk full: a start on a full disk names it, and the next one with space starts afresh', async () => {
    const disk = createSmallDisk(120);
    try {
      const environment = { DATA_DIR: join(disk.path, 'data'), PORT: '0' };
      mkdirSync(environment.DATA_DIR);
      disk.fill();
      const { code, complaints } = await askusnow(['start'], environment);
      assert.equal(code, 1);
      disk.empty();
      assert.equal((await askusnow(['migrate'], environment)).code, 0);
      assert.match(complaints, /^DATA_DIR: there is no space left on the disk of \S+\. Free space there, [^\n]*\n$/);
    } finally {
      disk.remove();
    }
  });

  // A new database has 38 MB before its tables.
  for (const leftMb of [20, 40]) {
    test(`disk full: a restore that ${leftMb} MB are left for names it, and the next one with space succeeds`, async () => {
      const disk = createSmallDisk(120);
      try {
        const backup = join(files.path, `backup-${leftMb}.gz`);
        const source = { DATA_DIR: join(files.path, `source-${leftMb}`) };
        assert.equal((await askusnow(['import', file], source)).code, 0);
        assert.equal((await askusnow(['backup', backup], source)).code, 0);
        const filler = join(disk.path, 'data.filler');
        writeFileSync(filler, Buffer.alloc((120 - leftMb) * MIB, 1));
        const target = { DATA_DIR: join(disk.path, 'data') };
        const { code, complaints } = await askusnow(['restore', backup], target);
        assert.equal(code, 1);
        assert.match(complaints, /^DATA_DIR: there is no space left on the disk of \S+\. Free space there, [^\n]*\n$/);
        rmSync(filler);
        assert.equal((await askusnow(['restore', backup], target)).code, 0);
      } finally {
        disk.remove();
      }
    });
  }
});
