// Two nodes behind the sample proxy, on a primary with a synchronous standby, through the sample pooler.
import type { LibraryMessageView } from '@askusnow/sdk';
import { createHttp2Client, type Http2Client } from '../peers/http2-client.ts';
import { PROXY_ORIGIN } from '../peers/sample-proxy.ts';
import { startPooler, type Pooler } from '../peers/pgbouncer.ts';
import { queryOnce, startDatabasePair, type DatabasePair } from './database-pair.ts';
import { serverUrl } from './postgres.ts';
import { askusnow, type Environment } from './process.ts';
import { startTwoNodes, type TwoNodes } from './two-nodes.ts';

export interface Cluster extends TwoNodes {
  pair: DatabasePair;
  pooler: Pooler;
  /** The first node's leases and their ends, as the database has them. Units: ms since the epoch. */
  leasesOfFirst(): Promise<Map<string, number>>;
  /** Sets the sentence that patrons of Harford see; the reply's status. */
  setMessage(text: string): Promise<number>;
}

/** What `POST` of a sign-in link and every request after it need. */
async function signIn(client: Http2Client, environment: Environment): Promise<string> {
  const { output } = await askusnow(['invite', '--role', 'coordinator'], environment);
  const path = /\/sign-in\/\S+/.exec(output)?.[0] ?? '';
  const { headers } = await client.ask(path, { method: 'POST', headers: { origin: PROXY_ORIGIN } });
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

export async function startCluster({ isSynchronous }: { isSynchronous: boolean }): Promise<Cluster> {
  const pair = await startDatabasePair({ isSynchronous });
  const pooler = await startPooler(pair.primaryUrl);
  const leases = () =>
    queryOnce<{ name: string; holder: string; expires_at: Date }>(pair.primaryUrl, 'select * from lease');
  let firstHolder: string | undefined;
  const nodes = await startTwoNodes(
    { server: await serverUrl(pooler.url), owner: pooler.url },
    {
      async withFirst() {
        firstHolder = (await leases()).find(({ name }) => name !== 'availability-told')?.holder;
      },
    },
  );
  const client = createHttp2Client(nodes.proxy.url, PROXY_ORIGIN);
  const cookie = await signIn(client, nodes.environment);
  return {
    ...nodes,
    pair,
    pooler,
    async leasesOfFirst() {
      const held = (await leases()).filter(({ holder }) => holder === firstHolder);
      return new Map(held.map(({ name, expires_at }) => [name, expires_at.getTime()]));
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
      await nodes.close();
      await pooler.close();
      await pair.close();
    },
  };
}
