// The sample configuration of PgBouncer in a real one.
import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { SERVER_ROLE } from '../app/postgres.ts';
import { reservePort } from '../ports.ts';
import { temporaryFolder } from '../app/process.ts';
import { eventually } from '../waiting.ts';

const SAMPLE = readFileSync(join(import.meta.dirname, '../../../examples/proxy/pgbouncer.ini'), 'utf8');

/** It refuses to run as root. */
const user = process.getuid?.() === 0 ? ['-u', 'postgres'] : [];

export interface Pooler {
  /** Of the database `askusnow`, as its superuser; the server's role may come, too. */
  url: string;
  /** Ends every session at once, as a crash would. */
  stop(): Promise<void>;
  /** Resolves when it passes queries on. */
  start(): Promise<void>;
  /** Passes new sessions on to another server. */
  repoint(databaseUrl: string): void;
  close(): Promise<void>;
}

/** The sample as it is but for addresses and the user list. */
function configure(port: number, databaseUrl: string, userList: string): string {
  const database = new URL(databaseUrl);
  const replaced = [
    ['host=10.0.0.11 port=5432', `host=${database.hostname} port=${database.port}`],
    ['listen_port = 6432', `listen_port = ${port}`],
    ['auth_type = scram-sha-256', 'auth_type = trust'],
    ['/etc/pgbouncer/userlist.txt', userList],
  ] as const;
  return replaced.reduce((text, [from, to]) => {
    assert.ok(text.includes(from), from);
    return text.replace(from, to);
  }, SAMPLE);
}

const answers = async (url: string): Promise<boolean> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
};

export async function startPooler(databaseUrl: string): Promise<Pooler> {
  const files = temporaryFolder('askusnow-pooler-');
  chmodSync(files.path, 0o755);
  const port = await reservePort();
  const userList = files.write('userlist.txt', `"postgres" ""\n"${SERVER_ROLE}" ""\n`);
  const configuration = files.write('pgbouncer.ini', configure(port, databaseUrl, userList));
  const url = `postgres://postgres@127.0.0.1:${port}/askusnow`;
  let child: ChildProcess;

  const start = async (): Promise<void> => {
    child = spawn('/usr/sbin/pgbouncer', [...user, '-q', configuration], { stdio: 'ignore' });
    await eventually(() => answers(url));
  };
  // SIGQUIT: an ordinary stop waits for the sessions to end.
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      child.once('close', () => resolve());
      child.kill('SIGQUIT');
    });

  await start();
  process.once('exit', () => child.kill('SIGQUIT'));
  return {
    url,
    start,
    stop,
    repoint(nextUrl) {
      files.write('pgbouncer.ini', configure(port, nextUrl, userList));
      child.kill('SIGHUP');
    },
    async close() {
      await stop();
      files.remove();
    },
  };
}
