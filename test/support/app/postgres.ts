import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { reservePort } from '../ports.ts';
import { HANGS_AFTER_MS, pause } from '../waiting.ts';

const DEBIAN_FOLDER = '/usr/lib/postgresql';

/** The newest Postgres that Debian has installed; says what to install where there is none. */
export function binaryFolder(): string {
  const versions = existsSync(DEBIAN_FOLDER)
    ? readdirSync(DEBIAN_FOLDER)
        .map(Number)
        .sort((a, b) => b - a)
    : [];
  for (const version of versions) {
    const folder = join(DEBIAN_FOLDER, String(version), 'bin');
    if (existsSync(join(folder, 'initdb'))) return folder;
  }
  throw new Error(
    'No PostgreSQL found: apt-get install postgresql, or set ASKUSNOW_TEST_PG=postgres://… to a server of your own',
  );
}

/** Postgres refuses to run as root: there, Debian's own user `postgres` runs it. */
const asPostgres = process.getuid?.() === 0;
const asPostgresUser = (file: string, args: string[]): [string, string[]] =>
  asPostgres ? ['runuser', ['-u', 'postgres', '--', file, ...args]] : [file, args];

/** Waits until a server lets somebody in. */
export async function untilReady(url: string, timeoutMs = HANGS_AFTER_MS): Promise<void> {
  for (const end = Date.now() + timeoutMs; ; await pause(25)) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return;
    } catch (error) {
      if (Date.now() > end) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

export interface Postgres {
  /** Of the database `postgres`, as its superuser. */
  url: string;
  folder: string;
  /** Takes the server away, as a crash would, and brings it back on the same address. */
  stop(): Promise<void>;
  start(): Promise<void>;
}

export type Settings = Record<string, string>;

function makeFolder(parent: string): string {
  const folder = mkdtempSync(join(parent, 'askusnow-pg-'));
  if (asPostgres) {
    const id = (flag: string): number => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
    chownSync(folder, id('-u'), id('-g'));
  }
  chmodSync(folder, 0o755);
  return folder;
}

const dataOf = (folder: string): string => join(folder, 'data');

/** Waits for a program of Postgres; its error says what it wrote. */
const runTool = (folder: string, tool: string, args: string[]): void =>
  void execFileSync(...asPostgresUser(join(binaryFolder(), tool), args), { cwd: folder, stdio: 'pipe' });

/** Serves the folder's data. It ends and the folder goes when this process does, however it ends: the shell around it waits for the closing of a pipe. */
async function serve(folder: string, settings: Settings): Promise<Postgres> {
  const bin = binaryFolder();
  const data = dataOf(folder);
  const port = await reservePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  const all = { port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
  const options = Object.entries(all)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
  const pgCtl = (action: string) =>
    new Promise<void>((resolve, reject) => {
      const args = action === 'start' ? ['-o', options, '-l', join(folder, 'log')] : ['-m', 'immediate'];
      const words = ['-D', data, '-w', action, ...args];
      spawn(...asPostgresUser(join(bin, 'pg_ctl'), words), { cwd: folder, stdio: 'ignore' })
        .once('error', reject)
        .once('exit', (code) =>
          code === 0 ? resolve() : reject(new Error(`pg_ctl ${action} ended with ${code}: see ${folder}/log`)),
        );
    });
  await pgCtl('start');
  const guard = `read -r _; '${bin}/pg_ctl' -D '${data}' -m immediate stop >/dev/null 2>&1; cd /; rm -rf '${folder}'`;
  const shell = spawn(...asPostgresUser('sh', ['-c', guard]), {
    cwd: folder,
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  shell.unref();
  (shell.stdin as unknown as { unref(): void }).unref();
  await untilReady(url);
  return {
    url,
    folder,
    stop: () => pgCtl('stop'),
    start: async () => {
      await pgCtl('start');
      await untilReady(url);
    },
  };
}

/** A Postgres of this process's own. */
export async function startPostgres({
  fsync = false,
  parent = tmpdir(),
  settings = {},
}: { fsync?: boolean; parent?: string; settings?: Settings } = {}): Promise<Postgres> {
  const folder = makeFolder(parent);
  const user = ['-U', 'postgres', '-A', 'trust'];
  runTool(folder, 'initdb', ['-D', dataOf(folder), ...user, '-E', 'UTF8', '--no-sync', '--locale=C']);
  return serve(folder, { fsync: fsync ? 'on' : 'off', ...settings });
}

/** A standby that streams from the primary. */
export async function startStandby(primary: Postgres, settings: Settings = {}): Promise<Postgres> {
  const folder = makeFolder(tmpdir());
  const copy = ['-D', dataOf(folder), '-d', primary.url.replace(/\/postgres$/, ''), '-R', '-c', 'fast', '--no-sync'];
  runTool(folder, 'pg_basebackup', copy);
  return serve(folder, { fsync: 'off', ...settings });
}

let shared: Promise<string> | undefined;
/** The run's one Postgres: ASKUSNOW_TEST_PG where the run has started it, else one of this process's own. */
export const sharedPostgresUrl = (): Promise<string> =>
  (shared ??= process.env['ASKUSNOW_TEST_PG']
    ? Promise.resolve(process.env['ASKUSNOW_TEST_PG'])
    : startPostgres().then(({ url }) => url));

export async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** An ended pool is still closing connections: one that is cut meanwhile would be an error of a later test. */
async function dropWhenLeft(admin: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  const isLeft = async (): Promise<boolean> =>
    (await client.query('select from pg_stat_activity where datname = $1', [name])).rowCount === 0;
  try {
    for (const giveUpAt = Date.now() + 5_000; Date.now() < giveUpAt && !(await isLeft());) await pause(10);
    await client.query(`drop database if exists ${name} with (force)`);
  } finally {
    await client.end();
  }
}

/** The role of the servers in the tests. It has no rights but those that they grant. */
export const SERVER_ROLE = 'askusnow_test_server';
const MAKE_ROLE = `do $$ begin
  create role ${SERVER_ROLE} login;
exception when duplicate_object or unique_violation then null; end $$`;

/** The address of the same database for that role, which is made where it is missing. */
export async function serverUrl(url: string): Promise<string> {
  await administer(url, MAKE_ROLE);
  const limited = new URL(url);
  limited.username = SERVER_ROLE;
  limited.password = '';
  return limited.href;
}

const urlOf = (admin: string, name: string): string => {
  const url = new URL(admin);
  url.pathname = `/${name}`;
  return url.href;
};

/** Makes a template database once for all processes of the run; `fill` gets its address. Copying it takes 30 ms. */
export async function ensureTemplate(name: string, fill: (url: string) => Promise<void>): Promise<void> {
  const admin = await sharedPostgresUrl();
  const client = new pg.Client({ connectionString: admin });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(hashtextextended($1, 0))', [name]);
    const { rowCount } = await client.query('select from pg_database where datname = $1 and datistemplate', [name]);
    if (rowCount !== 0) return;
    // One that is there without being a template was left by a process that was killed while it filled it.
    await client.query(`drop database if exists ${name} with (force)`);
    await client.query(`create database ${name} template template0`);
    await fill(urlOf(admin, name));
    await client.query(`alter database ${name} is_template true`);
  } finally {
    await client.end();
  }
}

/** A database on the run's Postgres: empty, or a copy of a template. */
export async function createTestDatabase(template = 'template0'): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = await sharedPostgresUrl();
  const name = `t_${randomBytes(8).toString('hex')}`;
  // Postgres 15 and later would copy it through the log, page by page, which is half as much work again.
  await administer(admin, `create database ${name} template ${template} strategy file_copy`);
  return { url: urlOf(admin, name), drop: () => dropWhenLeft(admin, name) };
}
