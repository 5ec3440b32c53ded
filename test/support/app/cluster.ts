// Two nodes behind the sample proxy, on a primary with a synchronous standby, through the sample pooler.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { COOPERATIVE_FILE } from '../data/cooperative-file.ts';
import { createHttp2Client, type Http2Client } from '../peers/http2-client.ts';
import { PROXY_ORIGIN, startSampleProxy, type SampleProxy } from '../peers/sample-proxy.ts';
import { startPooler, type Pooler } from '../peers/pgbouncer.ts';
import { administer, freePort, startPostgres, startStandby } from './postgres.ts';
import { askusnow, startServerProcess, temporaryFolder, type Environment } from './process.ts';

const inDatabase = (url: string): string => url.replace(/\/postgres$/, '/askusnow');

/** A statement on a database that can be asked now. */
export async function queryOnce<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

/** A primary and its standby. `isSynchronous`: a commit waits until the standby has it. */
export interface DatabasePair {
  /** Of the database `askusnow`: of the primary, and after a promotion of the standby. */
  primaryUrl: string;
  standbyUrl: string;
  /** The standby has what comes, and shows it no more. */
  pauseReplay(): Promise<void>;
  /** Nothing comes to the standby any more. */
  disconnectStandby(): Promise<void>;
  stopPrimary(): Promise<void>;
  /** Resolves when the standby accepts writes. */
  promoteStandby(): Promise<void>;
  close(): Promise<void>;
}

export async function startDatabasePair({ isSynchronous }: { isSynchronous: boolean }): Promise<DatabasePair> {
  const primary = await startPostgres();
  await administer(primary.url, 'create database askusnow');
  const standby = await startStandby(primary);
  const whenAttached = "select from pg_stat_replication where state = 'streaming'";
  while ((await queryOnce(primary.url, whenAttached)).length === 0) await wait(50);
  if (isSynchronous) {
    await administer(primary.url, "alter system set synchronous_standby_names = '*'");
    await administer(primary.url, 'select pg_reload_conf()');
    const whenSynchronous = "select from pg_stat_replication where sync_state = 'sync'";
    while ((await queryOnce(primary.url, whenSynchronous)).length === 0) await wait(50);
  }
  return {
    primaryUrl: inDatabase(primary.url),
    standbyUrl: inDatabase(standby.url),
    pauseReplay: () => administer(standby.url, 'select pg_wal_replay_pause()'),
    async disconnectStandby() {
      await administer(standby.url, "alter system set primary_conninfo = ''");
      await administer(standby.url, 'select pg_reload_conf()');
      // A standby that does not replay does not end the connection by itself; it makes no other.
      await administer(primary.url, 'select pg_terminate_backend(pid) from pg_stat_replication');
    },
    stopPrimary: () => primary.stop(),
    promoteStandby: () => administer(standby.url, 'select pg_promote()'),
    async close() {
      await standby.stop();
    },
  };
}

export interface Cluster {
  pair: DatabasePair;
  pooler: Pooler;
  proxy: SampleProxy;
  /** Of the nodes themselves; the first began alone. */
  nodeUrls: readonly [string, string];
  killFirst(): Promise<void>;
  /** The first node's leases and their ends, as the database has them. Units: ms since the epoch. */
  leasesOfFirst(): Promise<Map<string, number>>;
  /** Starts the first node again, on its address. */
  restartFirst(): Promise<void>;
  /** Sets the sentence that patrons of Harford see; the reply's status. */
  setMessage(text: string): Promise<number>;
  close(): Promise<void>;
}

/** What `POST` of a sign-in link and every request after it need. */
async function signIn(client: Http2Client, environment: Environment): Promise<string> {
  const { output } = await askusnow(['invite', '--role', 'coordinator'], environment);
  const path = /\/sign-in\/\S+/.exec(output)?.[0] ?? '';
  const { headers } = await client.ask(path, { method: 'POST', headers: { origin: PROXY_ORIGIN } });
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

export async function startCluster({ isSynchronous }: { isSynchronous: boolean }): Promise<Cluster> {
  const files = temporaryFolder('askusnow-cluster-');
  const pair = await startDatabasePair({ isSynchronous });
  const pooler = await startPooler(pair.primaryUrl);
  const ports = [await freePort(), await freePort()] as const;
  const environmentOf = (port: number): Environment => ({
    DATABASE_URL: pooler.url,
    DATA_DIR: join(files.path, String(port)),
    PORT: String(port),
    TRUSTED_PROXIES: '127.0.0.1',
    PUBLIC_URL: PROXY_ORIGIN,
  });
  const file = files.write('cooperative.yaml', COOPERATIVE_FILE);
  const start = (port: number) => startServerProcess(environmentOf(port), ['--import', file]);
  let first = await start(ports[0]);
  const leases = () =>
    queryOnce<{ name: string; holder: string; expires_at: Date }>(pair.primaryUrl, 'select * from lease');
  const firstHolder = (await leases()).find(({ name }) => name !== 'availability-told')?.holder;
  const second = await start(ports[1]);
  const proxy = await startSampleProxy(ports);
  const client = createHttp2Client(proxy.url, PROXY_ORIGIN);
  const cookie = await signIn(client, environmentOf(ports[0]));
  return {
    pair,
    pooler,
    proxy,
    nodeUrls: [`http://127.0.0.1:${ports[0]}`, `http://127.0.0.1:${ports[1]}`],
    async killFirst() {
      await first.signal('SIGKILL');
    },
    async leasesOfFirst() {
      const held = (await leases()).filter(({ holder }) => holder === firstHolder);
      return new Map(held.map(({ name, expires_at }) => [name, expires_at.getTime()]));
    },
    async restartFirst() {
      first = await start(ports[0]);
    },
    async setMessage(text) {
      const until = new Date(Date.now() + 3_600_000).toISOString();
      const headers = { origin: PROXY_ORIGIN, cookie, 'content-type': 'application/json' };
      const change = { method: 'PUT', headers, body: JSON.stringify({ text, until }) };
      return (await client.ask('/v1/libraries/harford/message', change)).status;
    },
    async close() {
      client.close();
      await proxy.close();
      await Promise.all([first, second].map((node) => node.signal('SIGTERM')));
      await pooler.close();
      await pair.close();
      files.remove();
    },
  };
}
