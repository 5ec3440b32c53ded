// Two nodes on one database, behind the sample proxy.
import { join } from 'node:path';
import { COOPERATIVE_FILE } from '../data/cooperative-file.ts';
import { PROXY_ORIGIN, startSampleProxy, type SampleProxy } from '../peers/sample-proxy.ts';
import { reservePort } from '../ports.ts';
import { startServerProcess, temporaryFolder, type Environment } from './process.ts';

export interface TwoNodes {
  proxy: SampleProxy;
  /** Of the nodes themselves; the first began alone. */
  nodeUrls: readonly [string, string];
  /** Of a command on the first one's machine. */
  environment: Environment;
  killFirst(): Promise<void>;
  /** Starts the first node again, on its address. */
  restartFirst(): Promise<void>;
  close(): Promise<void>;
}

/** `urls`: of the database for the server's role, and for its owner. `withFirst`: what is done before the second starts. */
export async function startTwoNodes(
  urls: { server: string; owner: string },
  {
    cooperative = COOPERATIVE_FILE,
    settings = {},
    withFirst,
  }: { cooperative?: string; settings?: Environment; withFirst?: () => Promise<void> } = {},
): Promise<TwoNodes> {
  const files = temporaryFolder('askusnow-cluster-');
  const ports = [await reservePort(), await reservePort()] as const;
  const environmentOf = (port: number): Environment => ({
    DATABASE_URL: urls.server,
    DATABASE_OWNER_URL: urls.owner,
    DATABASE_REQUIRE_LIMITED_ROLE: 'yes',
    DATA_DIR: join(files.path, String(port)),
    PORT: String(port),
    TRUSTED_PROXIES: '127.0.0.1',
    PUBLIC_URL: PROXY_ORIGIN,
    ...settings,
  });
  const file = files.write('cooperative.yaml', cooperative);
  const start = (port: number) => startServerProcess(environmentOf(port), ['--import', file]);
  let first = await start(ports[0]);
  await withFirst?.();
  const second = await start(ports[1]);
  const proxy = await startSampleProxy(ports);
  return {
    proxy,
    nodeUrls: [`http://127.0.0.1:${ports[0]}`, `http://127.0.0.1:${ports[1]}`],
    environment: environmentOf(ports[0]),
    async killFirst() {
      await first.signal('SIGKILL');
    },
    async restartFirst() {
      first = await start(ports[0]);
    },
    async close() {
      await proxy.close();
      await Promise.all([first, second].map((node) => node.signal('SIGTERM')));
      files.remove();
    },
  };
}
