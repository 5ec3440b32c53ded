// Two nodes behind the sample proxy, on a primary with a synchronous standby, through the sample pooler.
import { join } from 'node:path';
import type { LibraryMessageView } from '@askusnow/sdk';
import { COOPERATIVE_FILE } from '../data/cooperative-file.ts';
import { createHttp2Client, type Http2Client } from '../peers/http2-client.ts';
import { PROXY_ORIGIN, startSampleProxy, type SampleProxy } from '../peers/sample-proxy.ts';
import { startPooler, type Pooler } from '../peers/pgbouncer.ts';
import { queryOnce, startDatabasePair, type DatabasePair } from './database-pair.ts';
import { serverUrl } from './postgres.ts';
import { reservePort } from '../ports.ts';
import { askusnow, startServerProcess, temporaryFolder, type Environment } from './process.ts';

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
  const ports = [await reservePort(), await reservePort()] as const;
  const databaseUrl = await serverUrl(pooler.url);
  const environmentOf = (port: number): Environment => ({
    DATABASE_URL: databaseUrl,
    DATABASE_OWNER_URL: pooler.url,
    DATABASE_REQUIRE_LIMITED_ROLE: 'yes',
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
      const url = '/v1/libraries/harford/message';
      const read = await client.ask(url, { headers: { cookie } });
      if (read.status !== 200) return read.status;
      const shown = JSON.parse(read.body) as LibraryMessageView;
      const change = { method: 'PUT', headers, body: JSON.stringify({ text, until, revision: shown.revision }) };
      return (await client.ask(url, change)).status;
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
